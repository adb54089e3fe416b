"""One complaint's way: filed in Hindi with a photo, confirmed, scrutinised, inquired into, and seen by the minister."""

import re
import struct
import zlib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

STORY = "वृद्धावस्था पेंशन के सत्यापन के लिए बाबू ने पांच सौ रुपये मांगे। नहीं देने पर नाम काटने की धमकी दी।"
NAME = "रामरती देवी"


def a_photo():
    """A small picture, made here: one PNG of 2 by 2 points."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\xc0\x40\x40" * 2 + b"\0" + b"\x40\xc0\x40" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def file_with_a_photo(citizen):
    citizen.goto("/complaints/new?lang=hi")
    citizen.check("#lane")
    citizen.fill("#text", STORY)
    citizen.set_input_files(
        "#evidence", {"name": "रसीद १.png", "mimeType": "image/png", "buffer": a_photo()}
    )
    citizen.select_option("#district", "162")
    citizen.fill("#amount_demanded", "५००")
    citizen.fill("#name", NAME)
    citizen.fill("#mobile", "9000000123")
    citizen.click(
        "form[data-draft] [data-steps-end] button, form[data-draft] button:not([type=button])"
    )
    citizen.wait_for_selector("dl.code")
    reference, secret = (
        re.sub(r"\s", "", each.inner_text()) for each in citizen.query_selector_all("dl.code dd")
    )
    return reference, secret


def track(citizen, reference, secret):
    citizen.goto("/complaints/track?lang=hi")
    citizen.fill("#reference", reference)
    citizen.fill("#secret", secret)
    citizen.click("main form[action^='/complaints/track'] button")
    citizen.wait_for_load_state()
    return citizen.inner_text("main")


def open_form(page, name):
    """The form of the file under this name, opened in its place where it is not drawn yet."""
    if page.locator(f"a#{name}").count():
        page.click(f"a#{name}")
    page.wait_for_selector(f"details#{name}[open] form")


def take(page, action, **fields):
    """Open the step on the file, fill its form, send it."""
    open_form(page, f"step-{action}")
    form = page.locator(f"form[action$='/steps/{action}']")
    for name, value in fields.items():
        box = form.locator(f"[name={name}]")
        kind = box.first.evaluate("each => each.tagName + '/' + (each.type || '')")
        if kind.startswith("SELECT"):
            box.select_option(value)
        elif kind in ("INPUT/radio", "INPUT/checkbox"):
            form.locator(f"[name={name}][value='{value}']").check()
        else:
            box.fill(value)
    form.locator("button").last.click()
    page.wait_for_load_state()
    assert page.locator(".mend, .warning").count() == 0, page.inner_text("main")


def officer_called(officer, action, name):
    """The value of the person of this name in a step's list."""
    open_form(officer, f"step-{action}")
    lines = officer.locator(f"form[action$='/steps/{action}'] [name=officer] option")
    return next(line.get_attribute("value") for line in lines.all() if name in line.text_content())


def test_a_complaint_with_a_photo_becomes_an_inquiry_report_and_the_minister_sees_it(
    person, office
):
    citizen = person(viewport={"width": 360, "height": 720})
    reference, secret = file_with_a_photo(citizen)
    assert "दर्ज" in track(citizen, reference, secret)

    cvo = person("cvo")
    cvo.goto("/office/intake")
    cvo.click("table tbody tr:first-child a")
    cvo.wait_for_load_state()
    complaint = cvo.url.partition("?")[0]
    assert STORY in cvo.inner_text("main")
    assert NAME not in cvo.inner_text("main")
    take(cvo, "assign", officer=officer_called(cvo, "assign", "वर्मा"))

    vo = person("vo")
    vo.goto(complaint)
    vo.click("main a[href*='/papers/1/about']")
    with vo.expect_download() as download:
        vo.click("main a[href$='/papers/1']")
    assert download.value.suggested_filename == "रसीद १.png"
    assert Path(download.value.path()).read_bytes() == a_photo()
    vo.goto(complaint)
    take(vo, "ask-confirmation")

    asked = track(citizen, reference, secret)
    assert "पुष्टि" in asked
    citizen.click("form[action*='/confirm'] button")
    citizen.wait_for_load_state()

    vo.goto(complaint)
    take(
        vo,
        "record-scrutiny",
        points="gratification",
        recommendation="take-up",
        note="धन की मांग स्पष्ट है; जांच की संस्तुति।",
    )

    cvo.goto(complaint)
    take(
        cvo,
        "take-up",
        officer=officer_called(cvo, "take-up", "गौतम"),
        title="पेंशन सत्यापन के लिए धन की मांग",
        reasons="अभिलेखों से जांच सम्भव है।",
    )
    cvo.goto(complaint)
    case = (
        cvo.locator("main a[href*='/office/cases/']").first.get_attribute("href").partition("?")[0]
    )

    inquiring = person("inquiry")
    inquiring.goto(case)
    case = inquiring.url.partition("?")[0]
    assert NAME not in inquiring.inner_text("main")
    take(inquiring, "take-charge")
    take(
        inquiring,
        "submit-report",
        finding="substantiated",
        report="दो लाभार्थियों ने बयान दिया; आरोप सिद्ध पाया गया।",
    )

    cvo.goto(case)
    take(cvo, "accept-report")
    release_summary(cvo)

    minister = person("minister")
    minister.goto("/minister")
    words = minister.inner_text("main")
    assert case.rpartition("/")[2] in all_summaries(minister)
    assert NAME not in words
    assert STORY not in words

    told = track(citizen, reference, secret)
    assert "जांच" in told
    for never in ("वर्मा", "गौतम", STORY, NAME):
        assert never not in told

    assert "the ledger is whole" in office.run("ledger", "verify").stdout


def release_summary(cvo):
    open_form(cvo, "form-summary")
    form = cvo.locator("form:has([name=text_hi])")
    form.locator("[name=text_en]").fill(
        "Money was asked for at verification; the inquiry found it proved."
    )
    form.locator("[name=text_hi]").fill("सत्यापन में धन मांगा गया; जांच में सिद्ध पाया गया।")
    form.locator("button").last.click()
    cvo.wait_for_load_state()


def all_summaries(minister):
    """The cases whose summaries the minister can reach from the page by age."""
    minister.goto("/minister/pending")
    return minister.inner_text("main")
