"""A complaint's file in a browser: notes, papers, messages, the identity, and who is on the ledger for reading it."""

import io

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import SITA, TEXT, an_upload
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.audit.models import Event
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import Paper
from vigilance.notes.models import Note


@pytest.fixture
def vo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.vo)


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.cvo)


def test_opening_a_file_is_on_the_ledger_once_in_a_quarter_of_an_hour(walk, session, vo, at):
    complaint = walk.assigned()
    browser = vo()

    browser.get(f"/office/complaints/{complaint.number}")
    browser.get(f"/office/complaints/{complaint.number}")

    reads = select(func.count()).where(Event.record_id == complaint.record_id, Event.type == "read")
    assert session.scalar(reads) == 1
    at(day(2))
    browser.get(f"/office/complaints/{complaint.number}")
    assert session.scalar(reads) == 2


def test_a_sealed_text_is_opened_for_the_officer_and_not_for_the_clerk(walk, session, vo, sign_in):
    complaint = walk.assigned(lane=Lane.PROTECTED)
    path = f"/office/complaints/{complaint.number}?lang=en"

    to_officer = said(vo().get(path))
    to_clerk = said(seated(session, sign_in, walk.team.clerk).get(path))

    assert TEXT in to_officer
    assert TEXT not in to_clerk
    assert "The text is sealed." in to_clerk


def test_a_note_is_numbered_and_signed(walk, session, vo):
    complaint = walk.assigned()
    browser = vo()

    browser.post(
        f"/office/files/{complaint.number}/notes", data={"text": "Bank statement asked for."}
    )

    words = said(browser.get(f"/office/complaints/{complaint.number}?lang=en"))
    assert "Bank statement asked for." in words
    assert session.scalars(select(Note.number)).all() == [1]


def test_a_message_to_the_complainant_is_kept_and_an_empty_one_is_not(walk, session, vo):
    complaint = walk.assigned()
    browser = vo()
    path = f"/office/files/{complaint.number}/messages"

    empty = browser.post(path, data={"text": "   "})
    browser.post(path, data={"text": "कृपया तारीख बताएँ।"})

    assert empty.status_code == 422
    written = select(Message.text).where(Message.notice.is_(None))
    assert session.scalars(written).all() == ["कृपया तारीख बताएँ।"]


def test_a_paper_is_added_sealed_and_comes_back_as_it_was(walk, session, vo):
    complaint = walk.assigned(papers=(an_upload(content=b"%PDF-1.4\nthe complainant's own\n"),))
    browser = vo()
    files = f"/office/files/{complaint.number}/papers"

    added = browser.post(files, data={"evidence": (io.BytesIO(b"%PDF-1.4\nours\n"), "आख्या.pdf")})

    assert added.status_code == 303
    assert session.scalar(select(func.count()).select_from(Paper)) == 2
    first, second = browser.get(f"{files}/1"), browser.get(f"{files}/2")
    assert first.data == b"%PDF-1.4\nthe complainant's own\n"
    assert second.data == b"%PDF-1.4\nours\n"
    assert second.headers["Content-Disposition"].startswith(
        "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%E0%A4%86"
    )
    assert second.content_type == "application/octet-stream"
    assert browser.get(f"{files}/3").status_code == 404


def test_a_reading_of_a_paper_names_the_paper_on_the_ledger(walk, session, vo, cvo):
    complaint = walk.assigned(papers=(an_upload(),))

    vo().get(f"/office/files/{complaint.number}/papers/1")

    words = said(cvo().get("/office/reads?lang=en"))
    assert f"{complaint.number}Paper 1" in words


def test_no_form_without_a_file_adds_papers(walk, vo):
    complaint = walk.assigned()

    answer = vo().post(f"/office/files/{complaint.number}/papers", data={})

    assert answer.status_code == 422
    assert "Choose a file" in said(answer) or "फ़ाइल चुनें" in said(answer)


IDENTITY = {"purpose": "statement", "reason": "The statement must be signed by the complainant."}


def test_an_identity_is_opened_once_with_purpose_and_reason_and_told_to_the_complainant(
    walk, session, vo
):
    complaint = walk.assigned()
    browser = vo()

    shown = browser.post(f"/office/files/{complaint.number}/identity?lang=en", data=IDENTITY)

    assert shown.status_code == 200
    assert SITA.name in said(shown)
    assert browser.officer.email in said(shown)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "identity-opened" in session.scalars(select(Event.type)).all()
    assert "identity-opened" in session.scalars(select(Message.notice)).all()
    assert SITA.name not in browser.get(f"/office/complaints/{complaint.number}").get_data(
        as_text=True
    )


def test_a_short_reason_opens_nothing(walk, session, vo):
    complaint = walk.assigned()

    answer = vo().post(
        f"/office/files/{complaint.number}/identity", data=IDENTITY | {"reason": "because"}
    )

    assert answer.status_code == 422
    assert SITA.name not in answer.get_data(as_text=True)
    assert "identity-opened" not in session.scalars(select(Event.type)).all()


def test_a_protected_identity_is_not_opened_from_a_page_and_the_page_says_why(walk, vo):
    complaint = walk.assigned(lane=Lane.PROTECTED)
    browser = vo()

    words = said(browser.get(f"/office/complaints/{complaint.number}?lang=en"))
    answer = browser.post(f"/office/files/{complaint.number}/identity", data=IDENTITY)

    assert "it is opened only when two offices agree" in words
    assert answer.status_code == 403
    assert SITA.name not in answer.get_data(as_text=True)


def test_the_file_is_read_in_the_same_number_of_statements_however_much_is_in_it(
    walk, vo, queries_made
):
    complaint = walk.assigned(papers=(an_upload(),))
    browser = vo()
    path = f"/office/complaints/{complaint.number}"
    add = f"/office/files/{complaint.number}"
    browser.post(f"{add}/notes", data={"text": "One."})
    browser.get(path)
    queries_made.clear()
    browser.get(path)
    with_one = len(queries_made)
    for text in ("Two.", "Three."):
        browser.post(f"{add}/notes", data={"text": text})
        browser.post(f"{add}/messages", data={"text": text})
        browser.post(f"{add}/papers", data={"evidence": (io.BytesIO(b"%PDF-1.4\n"), "a.pdf")})
    queries_made.clear()

    browser.get(path)

    assert len(queries_made) == with_one
    # the sign-in, the complaint with its clocks, notes, events, messages, officers, papers
    assert with_one == 7


def test_a_file_without_papers_is_read_in_five_statements_after_the_sign_in(walk, vo, queries_made):
    path = f"/office/complaints/{walk.assigned().number}"
    browser = vo()
    browser.get(path)
    queries_made.clear()

    browser.get(path)

    # the complaint with its clocks, notes, events, messages, officers
    assert len(queries_made) == 1 + 5


def test_both_languages_show_the_whole_file(walk, vo):
    complaint = walk.scrutinised()
    browser = vo()
    path = f"/office/complaints/{complaint.number}"

    english, hindi = said(browser.get(f"{path}?lang=en")), said(browser.get(f"{path}?lang=hi"))

    assert "What can be done now" in english
    assert "अभी क्या किया जा सकता है" in hindi
    assert "Vigilance angle found" in english
    assert "सतर्कता का प्रश्न बनता है" in hindi


def test_a_complaint_out_of_the_register_is_not_found(vo):
    assert vo().get("/office/complaints/SWD-C-2026-999999").status_code == 404
    assert vo().get("/office/files/sys:auth/papers/1").status_code == 404
