"""Hostile papers looked at in a real browser: nothing runs, nothing is asked elsewhere, and the other host gets no cookie."""

import sqlite3
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.builders import drawn_files as real
from tests.drills.server import OfficeProcess, free_port
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

ELSEWHERE = "http://127.0.0.1:9/"
HOSTILE = {
    "a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" onload="alert(1)"><script>alert(2)</script>'
    f'<image href="{ELSEWHERE}x.png"/><rect width="50" height="50"/><text y="20">घूस &lt;script&gt;alert(3)&lt;/script&gt;</text></svg>'.encode(),
    "b.html": f'<html><body onload="alert(4)"><script src="{ELSEWHERE}x.js"></script><p>शब्द &lt;img src=x onerror=alert(5)&gt;</p></body></html>'.encode(),
    "c.gif": real.moving(2) + b"/*<script>alert(6)</script>*/",
    "d.pdf": real.pages(3, catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(7\\))>>"),
    "e.csv": b"=cmd|' /C calc'!A0,<script>alert(8)</script>\n",
    "f.opus": real.sound(),
}  # fmt: skip
NUMBER = "select record.number from record join paper on paper.record_id = record.id group by record.number order by count(*) desc"
READY = "select count(*) from paper_preview join record on record.id = paper_preview.record_id where number = ? and state = 'ready'"


def asked(office, statement, *values):
    """One value out of the office's database."""
    with closing(sqlite3.connect(office.home / "vigilance.db")) as database:
        return database.execute(statement, values).fetchone()[0]


@pytest.fixture(scope="module")
def papers(office, chromium):
    """The number of a complaint with papers, and its hostile papers from number 5 on, all drawn."""
    number = asked(office, NUMBER)
    context = chromium.new_context(base_url=office.url)
    page = signed_in(context)
    page.goto(f"/office/complaints/{number}?lang=en")
    page.get_by_text("Add papers").click()
    files = [
        {"name": name, "mimeType": "image/png", "buffer": content}
        for name, content in HOSTILE.items()
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_load_state()
    until = time.monotonic() + 120
    while asked(office, READY, number) < 4 + len(HOSTILE):
        assert time.monotonic() < until, "the papers are not drawn"
        page.wait_for_timeout(500)
    context.close()
    return number


def signed_in(context):
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/office/sign-in?lang=en")
    page.fill("#email", "vo@demo.invalid")
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/office**")
    return page


def addresses(number):
    for paper in range(1, 5 + len(HOSTILE)):
        yield f"/office/files/{number}/papers/{paper}/preview"
    yield f"/office/files/{number}/papers/5/preview/2"
    yield f"/office/files/{number}/papers/8/preview/3"
    yield f"/office/files/{number}/papers/5/about"


def test_hostile_papers_are_looked_at_and_nothing_runs_or_leaves(papers, person, office):
    page, called, dialogs = person("vo", language="en"), [], []
    page.on("request", lambda request: called.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    wrong = {}

    for address in addresses(papers):
        for language, width in (("hi", 320), ("en", 1366)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}?lang={language}", wait_until="networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            drawn = page.evaluate("[...document.images].every(each => each.naturalWidth > 0)")
            faults = Axe().run(page).violations_count
            if (wide, drawn, faults) != (False, True, 0):
                wrong[f"{address} {language} {width}"] = (wide, drawn, faults)

    assert wrong == {}
    assert dialogs == []
    assert {url.startswith(office.url) for url in called} == {True}


def test_papers_are_looked_at_without_a_script_of_ours(papers, chromium, office):
    context = chromium.new_context(base_url=office.url, java_script_enabled=False)
    page = signed_in(context)
    page.goto(f"/office/complaints/{papers}?lang=en")
    page.get_by_role("link", name="Paper 8", exact=True).click()
    page.get_by_role("link", name="Sheet after").click()

    assert page.get_by_text("Sheet 2 of 3").is_visible()
    context.close()


@pytest.fixture
def apart(office):
    """The same office served by two names: one for its pages, one for files."""
    found = OfficeProcess(office.home)
    found.port = free_port()
    files = f"http://localhost:{found.port}"
    found.environ |= {
        "VIGILANCE_LISTEN_PORT": str(found.port),
        "VIGILANCE_BASE_URL": found.url,
        "VIGILANCE_FILES_URL": files,
    }
    found.start()
    yield found
    found.stop()


def test_47_on_two_hosts_pictures_and_papers_come_from_the_other_one_without_a_cookie(
    papers, chromium, apart
):
    context = chromium.new_context(base_url=apart.url)
    page, called = signed_in(context), []
    page.on("request", lambda each: called.append((urlsplit(each.url), each)))
    page.goto(f"/office/files/{papers}/papers/8/preview?lang=en", wait_until="networkidle")
    assert page.evaluate("[...document.images].map(each => each.naturalWidth)") == [1240]
    with page.expect_download() as download:
        page.evaluate(f"location.href = '/office/files/{papers}/papers/8'")
    assert download.value.path().read_bytes() == HOSTILE["d.pdf"]
    there = [each for each in called if each[0].hostname == "localhost"]
    assert [parts.path.split("/")[1] for parts, _ in there] == ["papers", "papers"]
    assert [each.all_headers().get("cookie") for _, each in there] == [None, None]
    context.close()
