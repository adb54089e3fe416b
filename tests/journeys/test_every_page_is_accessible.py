"""Every page a person can open is drawn in both languages, at three widths, with nothing for axe to find."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tools.views import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

WIDTHS = (320, 768, 1366)
# `<complaint>` and `<case>` are filled from what the officer finds on his own lists; `@name` is a view of tools/views.py,
# where the links that lead to it stand.
PAGES = {
    None: [
        "/",
        "/complaints/new",
        "/complaints/track",
        "/schemes",
        "/schemes/OAP",
        "/transparency",
        "/accessibility",
        "/privacy",
        "/security",
        "/call-me",
        "/call-me/noted",
        "/office/sign-in",
    ],
    "clerk": [
        "/office",
        "/office/intake",
        "<complaint>",
        "/office/clocks",
        "/office/intake/phone",
        "/office/intake/post",
        "/office/intake/paste",
        "/office/intake/camp",
        "/office/letters",
        "/office/letters/new",
        "/office/letters/register",
        "/office/held",
        "/office/channels",
        "/office/intake/lists",
    ],
    "vo": [
        "/office",
        "/office/intake",
        "<complaint>",
        "<case>",
        "<case>/accused",
        "<tracks>",
        "@vo-accused",
        "@vo-strike-offs",
        "@vo-witnesses",
        "/office/reviews",
        "/office/clocks",
    ],
    "cvo": [
        "/office",
        "/office/cvo",
        "<complaint>",
        "<case>",
        "<case>/accused",
        "/office/reviews",
        "/office/reviews/rules",
        "/office/directions",
        "/minister",
        "/office/reports",
        "/office/reports/complaint-register",
        "/office/reports/representatives-register",
        "/office/reports/days-per-stage",
        "/office/reports/files",
        "/office/pending",
        "/office/reports/saved",
        "/office/returns",
        "/office/hrms-numbers",
        "@cvo-accused-who-signs-in",
    ],
    "inquiry": ["/office", "<case>", "<case>/accused", "@inquiry-one"],
    "reviewer": ["/office", "<complaint>"],
    "minister": [
        "/office",
        "/minister",
        "/minister/pending",
        "/minister/pending?scheme=OAP",
        "/minister/due",
        "/minister/holders",
        "/minister/directions",
        "/minister/slides/8",
        "/minister/slides/9",
        "/minister/sheets",
        "<sheet>",
        "<sheet>/public",
    ],
    "auditor": [
        "/office",
        "/office/reads",
        "/office/ledger",
        "/office/ledger/checks",
        "/office/reads/unusual",
    ],
    "admin": [
        "/office",
        "/office/_components",
        "/office/officers",
        "/office/officers/new",
        "@admin-another-officer",
        "/office/hrms-numbers",
        "/office/calendar",
        "/office/limits",
        "/office/jobs",
    ],
    "district": ["/office", "/office/requests"],
    "secretary": ["/office", "/office/reviews", "/office/hrms-numbers"],
    "liaison": ["/office", "/office/agency"],
}


def led_to(page, view):
    """The address of a view that has none of its own: where its links lead, one after the other."""
    address = view.address
    for selector in view.follow:
        page.goto(address)
        address = page.locator(selector).first.get_attribute("href").partition("?")[0]
    return address


def addresses(page, pages):
    """The pages' addresses, the files' ones taken from the desk."""
    found = []
    for address in pages:
        if address.startswith("@"):
            found.append(led_to(page, next(view for view in VIEWS if view.name == address[1:])))
            continue
        if not address.startswith("<"):
            found.append(address)
            continue
        name, _end, rest = address.partition(">")
        kind = "complaints" if name == "<complaint" else "cases"
        if name == "<tracks":
            number = next(path.split("/")[3] for path in found if "/office/cases/" in path)
            found.append(f"/office/files/{number}/tracks")
            continue
        if name == "<sheet":
            page.goto("/minister/sheets")
            sheet = page.locator("main td a[href*='/sheets/SWD-']").first
            found.append(sheet.get_attribute("href").partition("?")[0] + rest)
            continue
        for desk in ("/office", "/office/intake"):
            page.goto(desk)
            links = page.locator(f"main a[href*='/office/{kind}/']")
            if links.count():
                found.append(links.first.get_attribute("href").partition("?")[0] + rest)
                break
    desks = page.locator("nav.desks a")
    if pages is not PAGES[None]:
        page.goto("/office")
        found += [link.get_attribute("href").partition("?")[0] for link in desks.all()]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("name", list(PAGES), ids=lambda name: name or "citizen")
def test_axe_finds_nothing_on_any_page(person, name, language):
    axe, wrong = Axe(), {}
    page = person(name, language=language)
    for address in addresses(page, PAGES[name]):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
            found = axe.run(page)
            wide = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            facts = (answer.status, found.violations_count, page.locator("h1").count(), wide)
            if facts != (200, 0, 1, False):
                wrong[f"{address} {width}"] = (
                    *facts,
                    [each["id"] for each in found.response["violations"]],
                )

    assert wrong == {}
