"""The inbox and a complaint's file, as officers use them in a browser."""

import io
import re

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import SITA, TEXT, an_upload
from tests.builders.desks import seated
from tests.builders.forms import said, value_of
from vigilance.audit.models import Event
from vigilance.complaints.models import Complaint, Scrutiny
from vigilance.correspondence.models import Direction, Message
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.workflows.complaint import State
from vigilance.evidence.models import Paper
from vigilance.notes.models import Note
from vigilance.web.cursors import seal_cursor


@pytest.fixture
def vo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.vo)


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.cvo)


def numbers_on(answer):
    return re.findall(r"SWD-C-2026-[0-9]{6}", said(answer))


def step(browser, complaint, action, **typed):
    version = typed.pop("version", complaint.version)
    return browser.post(
        f"/office/complaints/{complaint.number}/steps/{action}", data={"version": version, **typed}
    )


def fresh(session, complaint):
    session.refresh(complaint)
    return complaint


def test_the_inbox_shows_the_newest_first_and_none_of_the_words_written(walk, cvo):
    first, second = walk.registered(day(0)), walk.registered(day(1), live_demand=True)

    answer = cvo().get("/office/intake?lang=en")

    assert numbers_on(answer) == [second.number, first.number]
    assert "Money still to be paid" in said(answer)
    assert TEXT not in answer.get_data(as_text=True)
    assert SITA.name not in answer.get_data(as_text=True)


def test_the_inbox_is_read_in_the_same_few_statements_whatever_stands_in_it(
    walk, cvo, queries_made
):
    walk.registered(day(0))
    browser = cvo()
    browser.get("/office/intake")
    queries_made.clear()
    browser.get("/office/intake")
    with_one = len(queries_made)
    for number in range(2):
        walk.registered(day(number))
    walk.session.commit()
    queries_made.clear()

    browser.get("/office/intake")

    assert len(queries_made) == with_one == 4  # the sign-in, the officer, his roles, the page


def test_the_inbox_can_be_narrowed_to_one_stage(walk, cvo):
    walk.registered(day(0))
    asked = walk.asked(day(0))

    answer = cvo().get("/office/intake?state=awaiting-confirmation")

    assert numbers_on(answer) == [asked.number]


@pytest.mark.parametrize(("query", "status"), [("state=burnt", 422), ("page=2", 400)])
def test_what_the_inbox_does_not_know_is_refused(query, status, cvo):
    assert cvo().get(f"/office/intake?{query}").status_code == status


def cursor_of(app, complaint, officer_id, listing="intake all"):
    key = {"at": complaint.registered_at.isoformat(), "id": complaint.record_id.hex}
    with app.test_request_context():
        return seal_cursor(listing, officer_id, key)


def test_the_next_page_begins_after_the_last_row_seen(app, walk, cvo):
    older, newer = walk.registered(day(0)), walk.registered(day(1))
    token = cursor_of(app, newer, walk.team.cvo.officer_id)
    browser = cvo()
    walk.registered(day(1))

    assert numbers_on(browser.get(f"/office/intake?after={token}")) == [older.number]


def test_a_cursor_serves_only_the_officer_and_the_list_it_was_made_for(app, walk, cvo):
    newer = walk.registered(day(1))
    browser = cvo()
    others = cursor_of(app, newer, walk.team.vo.officer_id)
    of_another_list = cursor_of(app, newer, walk.team.cvo.officer_id, "intake filed")

    answers = [
        browser.get(f"/office/intake?after={token}").status_code
        for token in (others, of_another_list, "AAAA")
    ]

    assert answers == [404, 404, 404]


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


def test_the_file_offers_the_steps_that_are_mine_and_says_whose_the_others_are(walk, vo):
    complaint = walk.assigned()

    words = said(vo().get(f"/office/complaints/{complaint.number}?lang=en"))

    assert "Ask for confirmation" in words
    assert "AssignThis is for: Chief Vigilance Officer." in words
    assert "Start scrutinyNot yet: the complainant must first be asked to confirm." in words
    assert "Remind the office" not in words


def test_a_step_is_taken_and_the_file_moves_on(walk, session, vo):
    complaint = walk.assigned()

    answer = step(vo(), complaint, "ask-confirmation")

    assert (answer.status_code, answer.location) == (303, f"/office/complaints/{complaint.number}")
    assert fresh(session, complaint).state is State.AWAITING_CONFIRMATION


def test_scrutiny_is_recorded_from_the_page_and_the_file_goes_to_the_cvo(walk, session, vo):
    complaint = walk.under_scrutiny()

    answer = step(
        vo(),
        complaint,
        "record-scrutiny",
        points=["gratification"],
        weighed=["gross-negligence"],
        integrity_doubtful="true",
        recommendation="take-up",
        note="प्रथम दृष्टया रिश्वत की मांग।",
    )

    assert answer.status_code == 303
    assert fresh(session, complaint).state is State.DECISION_PENDING
    found = session.scalars(select(Scrutiny)).one()
    assert (found.points, found.vigilance_angle) == (["gratification", "gross-negligence"], True)


def test_a_form_with_a_mistake_comes_back_with_all_that_was_typed(walk, session, vo):
    complaint = walk.under_scrutiny()

    answer = step(
        vo(), complaint, "record-scrutiny", weighed=["recklessness"], recommendation="take-up",
        note="A long note that took an hour to write.",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "A long note that took an hour to write." in answer.get_data(as_text=True)
    assert value_of(answer, "weighed") == "recklessness"
    assert value_of(answer, "recommendation") == "take-up"
    assert fresh(session, complaint).state is State.UNDER_SCRUTINY
    assert session.scalar(select(func.count()).select_from(Note)) == 0


def test_a_form_drawn_before_the_file_moved_is_not_taken_and_keeps_what_was_typed(
    walk, session, cvo
):
    complaint = walk.scrutinised()

    answer = step(
        cvo(), complaint, "return-scrutiny", version=1, reasons="Look at the bank papers."
    )

    assert answer.status_code == 409
    assert "Look at the bank papers." in answer.get_data(as_text=True)
    assert value_of(answer, "version") == str(complaint.version)
    assert fresh(session, complaint).state is State.DECISION_PENDING


def test_what_was_typed_for_a_step_that_is_no_longer_open_can_still_be_copied(walk, vo):
    complaint = walk.under_scrutiny()
    browser = vo()
    step(browser, complaint, "record-scrutiny", points=["gratification"], recommendation="take-up",
         note="First.")  # fmt: skip

    answer = step(
        browser, complaint, "ask-clarification", version=1, question="Which counter was it?"
    )
    late = step(
        browser, complaint, "record-scrutiny", version=1, recommendation="file", note="Second note."
    )

    assert answer.status_code == 409
    assert late.status_code == 409
    assert "Second note." in said(late)


def test_there_is_no_step_beside_the_table(walk, vo):
    complaint = walk.assigned()
    browser = vo()

    assert step(browser, complaint, "burn").status_code == 404
    assert step(browser, complaint, "remind-office").status_code == 404


def test_a_step_with_a_field_that_is_not_in_its_form_is_refused(walk, vo):
    complaint = walk.assigned()

    answer = step(vo(), complaint, "ask-confirmation", state="filed")

    assert answer.status_code == 400


def test_a_letter_is_acknowledged_by_the_clerk_and_the_step_goes_away(walk, session, sign_in, at):
    at(day(1))
    complaint = walk.registered(channel=Channel.LETTER)
    browser = seated(session, sign_in, walk.team.clerk)
    path = f"/office/complaints/{complaint.number}?lang=en"
    offered = "Acknowledge" in said(browser.get(path)).partition("What happened")[0]

    step(browser, complaint, "acknowledge")

    assert offered
    before_timeline = said(browser.get(path)).partition("What happened")[0]
    assert "Acknowledge" not in before_timeline
    notices = select(Message.notice).where(Message.direction == Direction.TO_COMPLAINANT)
    assert session.scalars(notices).all() == ["acknowledgement"]


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
        "attachment; filename*=UTF-8''%E0%A4%86"
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
    assert with_one == 14  # three of them the sign-in, the officer and his roles


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


def test_only_a_second_person_files_what_was_scrutinised(walk, session, cvo):
    complaint = walk.scrutinised(by=walk.team.cvo)
    browser = cvo()

    words = said(browser.get(f"/office/complaints/{complaint.number}?lang=en"))
    answer = step(browser, complaint, "file", disposal="insufficient", reasons="Nothing to go by.")

    assert "Not yet: a second person must decide" in words
    assert answer.status_code == 422
    assert "Nothing to go by." in answer.get_data(as_text=True)
    assert session.scalars(select(Complaint.state)).one() is State.DECISION_PENDING
