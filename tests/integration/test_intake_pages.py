"""The inbox and a complaint's file, as officers use them in a browser."""

import re

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import SITA, TEXT
from tests.builders.desks import seated
from tests.builders.forms import said, value_of
from vigilance.complaints.models import Complaint, Scrutiny
from vigilance.correspondence.models import Direction, Message
from vigilance.domain.lanes import Channel
from vigilance.domain.workflows.complaint import State
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

    # the sign-in, the page, and what stands beside each line
    assert len(queries_made) == with_one == 3


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
    walk.registered(day(2))
    walk.session.commit()

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


def test_only_a_second_person_files_what_was_scrutinised(walk, session, cvo):
    complaint = walk.scrutinised(by=walk.team.cvo)
    browser = cvo()

    words = said(browser.get(f"/office/complaints/{complaint.number}?lang=en"))
    answer = step(browser, complaint, "file", disposal="insufficient", reasons="Nothing to go by.")

    assert "Not yet: a second person must decide" in words
    assert answer.status_code == 422
    assert "Nothing to go by." in answer.get_data(as_text=True)
    assert session.scalars(select(Complaint.state)).one() is State.DECISION_PENDING
