"""A hostile mail, laid out in a real browser: nothing leaves the building, and axe finds nothing."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.drills.server import BIN, ROOT
from tests.integration.test_mail_layout import HOSTILE, html_mail

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_held_mail_is_laid_out_without_a_request_to_anywhere(office, person):
    raw = html_mail(HOSTILE, Precedence="bulk", subject="held for the browser")
    receive = [BIN / "vigilance", "channels", "receive", "email"]
    subprocess.run(receive, input=raw, env=office.environ, cwd=ROOT, check=True)
    page = person("clerk", language="en")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/office/held")
    while page.get_by_text("A program seems to have written it.").count() == 0:
        page.wait_for_timeout(1000)
        page.reload()
    page.locator("tr", has_text="A program seems").locator("a").first.click()
    page.get_by_role("link", name="Show the mail as it was laid out").click()
    frame = page.frame_locator("iframe.mail")
    frame.get_by_text("छिपी बात").wait_for()

    assert frame.locator("img, script, form, [style], [href^='http']").count() == 0
    assert {url.startswith(office.url) for url in asked} == {True}
    for width in (320, 1366):
        page.set_viewport_size({"width": width, "height": 900})
        assert Axe().run(page).violations_count == 0
