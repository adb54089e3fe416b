"""The product as a department runs it: its own server, its own jobs, the demonstration office, a real browser."""

import pytest

from tests.browser.launch import NoBrowser, browser, chromium_path
from tests.drills.server import OfficeProcess

PASSWORD = "the journeys of one demo"


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    server = OfficeProcess(tmp_path_factory.mktemp("office"), jobs=True)
    server.run("init")
    server.run("demo", "--password", PASSWORD)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    try:
        chromium_path()
    except NoBrowser as missing:
        pytest.skip(f"Chromium: {missing}")
    with browser() as found:
        yield found


@pytest.fixture
def person(chromium, office):
    """A browser of one's own: `person()` for a citizen, `person("vo")` signed in."""
    opened = []

    def come(name=None, *, language="hi", **options):
        context = chromium.new_context(base_url=office.url, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if name is not None:
            page.goto(f"/office/sign-in?lang={language}")
            page.fill("#email", f"{name}@demo.invalid")
            page.fill("#password", PASSWORD)
            page.click("main form button")
            page.wait_for_url("**/office**")
        return page

    yield come
    for context in opened:
        context.close()
