"""Previews on their pages: sheet by sheet, in words where there is none, within the scope and on the ledger."""

import re

import pytest
from sqlalchemy import select

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.complaints import an_upload
from tests.builders.forms import said
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import (
    PaperPreview,
    PreviewState,
)
from vigilance.evidence.previews.made import NoPreview

HINDI = "रिश्वत की रसीद"


def path(found, rest="", paper=1):
    return f"/office/files/{found.number}/papers/{paper}/preview{rest}"


def preview(session):
    return session.scalars(select(PaperPreview)).one()


def readings(session, what="paper 1"):
    told = select(EventPayload.body).join(Event, Event.id == EventPayload.event_id)
    bodies = session.scalars(told.where(Event.type == "read")).all()
    return [body for body in bodies if what in body.values()]


# --- from the paper to the page -------------------------------------------------------------------------


def test_50_a_pdf_is_looked_at_page_by_page_and_the_file_stays_as_it_came(
    drawn_complaint, team, session
):
    content = real.pages(3)
    found = drawn_complaint(("नोट.pdf", content))
    browser = team("vo")

    first, second = browser.get(path(found, "?lang=en")), browser.get(path(found, "/2?lang=en"))
    picture = browser.get(path(found, "/2/picture"))

    assert "Sheet 1 of 3" in said(first)
    assert "Sheet before" not in said(first)
    assert "Sheet 2 of 3" in said(second)
    assert f'src="{path(found, "/2/picture")}"' in second.text
    assert (picture.content_type, picture.data[:4]) == ("image/webp", b"RIFF")
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/office/files/{found.number}/papers/1").data == content
    assert browser.get(path(found, "/4")).status_code == 404
    assert browser.get(path(found, "/4/picture")).status_code == 404


def test_50_flags_are_said_in_words_beside_the_pages(drawn_complaint, team):
    catalog = b"/OpenAction<</S/JavaScript/JS(x)>>/Names<</EmbeddedFiles<<>>>>/AcroForm<</XFA(x)>>"
    action = b"/AA<</O<</S/Launch/F(cmd)>>/C<</S/URI/URI(http://example.com)>>>>"
    found = drawn_complaint(("a.pdf", real.pages(2, said=1_000_000, catalog=catalog, page=action)))
    browser = team("vo")

    english, hindi = (said(browser.get(path(found, f"?lang={each}"))) for each in ("en", "hi"))

    for words in ("Holds a program (JavaScript)", "Can start a program when opened", "Holds other files", "Holds an XFA form", "Reaches out to other places", "Very many pages", "The first 2 of 10,00,000 pages are shown here."):  # fmt: skip
        assert words in english
    for words in ("भीतर प्रोग्राम है (JavaScript)", "यहाँ 10,00,000 में से पहले 2 पन्ने दिख रहे हैं।"):
        assert words in hindi


@pytest.mark.parametrize(
    ("name", "content", "reason", "english", "hindi"),
    [
        ("a.png", made.png(50_000, 50_000), NoPreview.TOO_MANY_PIXELS, "No preview: the picture is too large.", "झलक नहीं है: चित्र बहुत बड़ा है।"),
        ("a.gif", made.gif(10_000), NoPreview.TOO_MANY_FRAMES, "No preview: the picture has too many frames.", "झलक नहीं है: चित्र में बहुत से दृश्य हैं।"),
        ("a.pdf", made.pdf(b"<<>>"), NoPreview.BROKEN, "No preview: the file is broken or incomplete.", "झलक नहीं है: फ़ाइल टूटी हुई है या अधूरी है।"),
        ("a.zip", made.locked_zip(), NoPreview.LOCKED, "No preview: it is locked; ask for the password by message.", "झलक नहीं है: ताला लगा है; पासवर्ड संदेश से मांगें।"),
        ("a.mp3", b"ID3" + b"\xff\xfb\x90" * 99, NoPreview.BROKEN, "No preview: the file is broken or incomplete.", "झलक नहीं है: फ़ाइल टूटी हुई है या अधूरी है।"),
    ],
    ids=["52-pixels", "52-frames", "50-broken", "44-locked", "54-sound"],
)  # fmt: skip
def test_where_there_is_no_preview_the_paper_s_page_says_why_and_the_file_is_there(
    drawn_complaint, team, session, name, content, reason, english, hindi
):
    found = drawn_complaint((name, content))
    browser, about = team("vo"), f"/office/files/{found.number}/papers/1"

    assert (preview(session).state, preview(session).reason) == (PreviewState.NONE, reason)
    assert browser.get(path(found)).location == f"{about}/about"
    assert english in said(browser.get(f"{about}/about?lang=en"))
    assert hindi in said(browser.get(f"{about}/about?lang=hi"))
    assert browser.get(path(found, "/1")).status_code == 404
    assert browser.get(about).data == content


def test_49_a_page_of_markup_is_text_in_our_page(drawn_complaint, team):
    found = drawn_complaint(
        (
            "a.html",
            f"<html><body><p>{HINDI} &lt;script&gt;alert(1)&lt;/script&gt;</p></body></html>".encode(),
        )
    )

    page = team("vo").get(path(found, "?lang=en"))

    assert f"{HINDI} <script>alert(1)</script>" in said(page)
    assert "<script>alert" not in page.text


def test_54_a_voice_note_is_a_drawing_with_its_length(drawn_complaint, team):
    found = drawn_complaint(("note.opus", real.sound(seconds=3)))

    page = team("vo").get(path(found, "?lang=en"))

    assert "plays for 0:03" in said(page)
    assert re.search(r'<svg class="loudness"[^>]*><path d="M0\.5 ', page.text)
    assert team("vo").get(path(found, "/1/picture")).status_code == 404


def test_53_the_page_says_that_the_original_tells_the_place(drawn_complaint, team):
    found = drawn_complaint(("a.jpg", real.photo()))
    browser = team("vo")

    assert "Location data available on request" in said(browser.get(path(found, "?lang=en")))
    assert "स्थान की जानकारी मांगने पर मिल सकती है" in said(browser.get(path(found, "?lang=hi")))
    assert b"SN123456" not in browser.get(path(found, "/1/picture")).data


def test_51_and_60_documents_are_text_and_their_formulas_too(drawn_complaint, team):
    table = real.table([["नाम"], [("cmd|&apos; /C calc&apos;!A0", "x")]])
    found = drawn_complaint(("a.docx", real.document(HINDI)), ("b.xlsx", table))
    browser = team("vo")

    assert HINDI in said(browser.get(path(found)))
    assert "Formulas in the cells, as text" in said(browser.get(path(found, "/2?lang=en", paper=2)))
    assert "=cmd|' /C calc'!A0" in said(browser.get(path(found, "/2?lang=en", paper=2)))


def test_the_list_of_papers_leads_to_the_preview_and_to_the_download(drawn_complaint, team):
    found = drawn_complaint(("a.pdf", real.pages()))
    browser = team("vo")

    assert f'href="{path(found)}"' in browser.get(f"/office/complaints/{found.number}").text
    about = browser.get(f"/office/files/{found.number}/papers/1/about?lang=en")
    assert "Look at it without opening it" in said(about)
    assert f'href="{path(found)}?lang=en"' in about.text


def test_a_paper_that_nobody_has_drawn_yet_says_so(walk, session, team):
    found = walk.assigned(papers=(an_upload("a.pdf", real.pages()),))
    session.commit()

    page = team("vo").get(path(found, "?lang=en"), follow_redirects=True)

    assert "The preview is not made yet." in said(page)


# --- who sees it, and what is written down ----------------------------------------------------------------


def test_a_preview_is_seen_by_who_sees_the_paper_and_by_nobody_else(drawn_complaint, team, sign_in):
    found = drawn_complaint(("a.pdf", real.pages()))

    for who, status in (("vo", 200), ("cvo", 200), ("inquirer", 404)):
        assert team(who).get(path(found, "/1")).status_code == status
        assert team(who).get(path(found, "/1/picture")).status_code == status
    walled = team("vo")
    browser = team("cvo")
    wall = {"officer": str(walled.officer.id), "relation": "recused"}
    assert browser.post(f"/office/files/{found.number}/walls", data=wall).status_code == 303
    assert walled.get(path(found, "/1/picture")).status_code == 404


def test_the_inquiring_officer_of_a_protected_case_looks_at_no_paper_of_the_complainant(
    drawn_complaint, team
):
    found = drawn_complaint(("a.pdf", real.pages()), lane=Lane.PROTECTED)

    assert team("vo").get(path(found, "/1")).status_code == 200
    assert team("inquirer").get(path(found, "/1")).status_code == 404


@pytest.mark.parametrize("address", ["/1", "/1/picture"])
def test_looking_is_on_the_ledger_as_reading(drawn_complaint, team, session, address):
    found = drawn_complaint(("a.pdf", real.pages()))
    assert readings(session) == []

    assert team("vo").get(path(found, address)).status_code == 200

    assert len(readings(session)) == 1


def test_an_officer_may_leaf_through_fifty_pages(drawn_complaint, team):
    found = drawn_complaint(("a.pdf", real.pages(50)))
    browser = team("vo")

    statuses = {browser.get(path(found, f"/{n}/picture")).status_code for n in range(1, 51)}

    assert statuses == {200}
