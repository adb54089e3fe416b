import pytest

from tests.browser import launch
from tests.browser.launch import NoBrowser, browser, chromium_path

pytestmark = pytest.mark.browser


def test_browser_draws_a_page_without_any_network():
    try:
        chromium_path()
    except NoBrowser as missing:
        pytest.skip(f"Chromium: {missing}")

    with browser() as chromium:
        page = chromium.new_page()
        page.set_content("<h1>शिकायत</h1>")

        assert page.inner_text("h1") == "शिकायत"


def test_absence_names_what_was_looked_for(monkeypatch):
    monkeypatch.setattr(launch, "NAMES", ("no-such-browser",))

    with pytest.raises(NoBrowser, match="no-such-browser"):
        chromium_path()
