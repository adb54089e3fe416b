"""The review queues as pages: listed oldest first, recorded several at once, nothing typed lost."""

import pytest
from sqlalchemy import func, select

from tests.builders.matters import (
    NOW,
    a_pending_case,
    a_pending_complaint,
    an_overdue_clock,
    given_to,
)
from vigilance.audit.commands import append_event
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint
from vigilance.reviews.jobs import keep_review_turns
from vigilance.reviews.models import Review
from vigilance.reviews.queue_models import QueueMark


@pytest.fixture
def desk(sign_in, at):
    at(NOW)
    return sign_in(Role.CVO)


def posted(browser, rule, **typed):
    return browser.post(f"/office/reviews?rule={rule}", data=typed)


def test_the_queue_shows_number_age_stage_and_what_is_overdue(session, desk):
    row = a_pending_complaint(session, age=70, state=complaint.State.UNDER_SCRUTINY)
    an_overdue_clock(session, row, days=5)
    session.commit()

    page = desk.get("/office/reviews?rule=overdue").text

    for words in (
        row.number,
        ">70<",
        "Under scrutiny",
        "Overdue by 5 days",
        "Scrutiny",
        "never",
        "Agra",
    ):
        assert words in page
    assert "कैनरी" not in page


def test_several_matters_are_recorded_at_once(session, desk):
    rows = [a_pending_complaint(session), a_pending_case(session), a_pending_complaint(session)]
    session.commit()

    answer = posted(
        desk, "all-pending", numbers=[row.number for row in rows[:2]], outcome="continue"
    )

    assert (answer.status_code, answer.location) == (303, "/office/reviews?rule=all-pending")
    page = desk.get(answer.location).text
    assert rows[2].number in page
    assert rows[0].number not in page
    assert session.scalar(select(func.count()).select_from(Review)) == 2


def test_an_error_loses_nothing_that_was_typed(session, desk):
    row = a_pending_complaint(session)
    session.commit()

    answer = posted(
        desk, "all-pending", numbers=[row.number], outcome="close", reasons="", next_on="31/02/2026"
    )

    assert answer.status_code == 422
    assert 'value="31/02/2026"' in answer.text
    assert f'value="{row.number}" aria-label="{row.number}" checked' in answer.text
    assert session.scalar(select(func.count()).select_from(Review)) == 0


def test_nothing_ticked_is_said_in_words(desk):
    answer = posted(desk, "all-pending", outcome="continue")

    assert answer.status_code == 422
    assert "Tick at least one matter in the list." in answer.text


def test_the_queue_says_by_when_it_is_to_be_reviewed_and_that_it_was(session, desk, app, connected):
    office = app.extensions["vigilance.office"]
    keep_review_turns(connected, office, NOW)
    page = desk.get("/office/reviews?rule=all-pending").text
    assert "To be held by 10 March 2026" in page  # Holi: closed on the 3rd and the 4th

    answer = desk.post("/office/reviews/held?rule=all-pending")

    assert answer.status_code == 303
    page = desk.get("/office/reviews?rule=all-pending").text
    assert "Held on 2 March 2026" in page
    assert "I have gone through this queue" not in page


def test_a_review_not_held_stands_on_its_page_with_who_was_told(session, desk, app, connected, at):
    office = app.extensions["vigilance.office"]
    keep_review_turns(connected, office, NOW)
    later = at("2026-03-13")
    keep_review_turns(connected, office, later)

    page = desk.get("/office/reviews?rule=all-pending").text

    assert "Due on 10 March 2026" in page
    assert "told on 13 March 2026: Principal Secretary" in page


def test_a_matter_is_pinned_and_let_go_on_the_page(session, desk):
    row = a_pending_complaint(session, age=3)
    row.record.number = row.number = "SWD-C-2026-000777"
    append_event(session, row.record, "placed", {}, by=SYSTEM, at=NOW, rows=[row])
    session.commit()
    typed = {"number": "swd c 2026 777", "kind": "pinned", "until": "12/03/2026"}

    answer = desk.post("/office/reviews/marks?rule=over-a-year", data=typed | {"reasons": "Press."})

    assert answer.status_code == 303
    page = desk.get("/office/reviews?rule=over-a-year").text
    assert "Pinned in or excused by hand" in page
    assert row.number in page
    made = session.scalars(select(QueueMark)).one()
    desk.post(f"/office/reviews/marks/{made.id}/lift")
    assert row.number not in desk.get("/office/reviews?rule=over-a-year").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "SWD-C-2026-000001"}, "There is no matter of this number among those you see."),
        ({"number": "x"}, "This is not a number of our register."),
        ({"reasons": ""}, "Write the reasons."),
        ({"until": "32/03/2026"}, "Write the date as day/month/year"),
        ({"kind": "thrown-out"}, "Choose one."),
    ],
)
def test_a_mark_that_cannot_be_is_asked_for_again_and_loses_nothing(desk, typed, words):
    given = {"number": "SWD-C-2026-000001", "kind": "excused", "until": "12/03/2026"}
    given |= {"reasons": "Before the court."} | typed

    answer = desk.post("/office/reviews/marks?rule=over-a-year", data=given)

    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{given["number"]}"' in answer.text


def test_the_rules_are_told_in_words_in_both_languages(desk):
    english = desk.get("/office/reviews/rules").text
    hindi = desk.get("/office/reviews/rules?lang=hi").text

    for words in (
        "everything that is pending",
        "every month, by open day number 5",
        "after 10 days: Minister",
        "an accused of group A, B or alleged amount ₹10 lakh or more",
    ):
        assert words in english
    for words in ("जो कुछ लम्बित है", "हर माह", "10 दिन बाद: मंत्री"):
        assert words in hindi


def test_the_principal_secretary_sees_his_own_queue_and_cases_alone(session, sign_in, at):
    at(NOW)
    case, complaint = a_pending_case(session), a_pending_complaint(session)
    session.commit()
    secretary = sign_in(Role.PRINCIPAL_SECRETARY)

    page = secretary.get("/office/reviews").text

    assert case.number in page
    assert complaint.number not in page
    assert f"/office/cases/{case.number}" not in page
    assert secretary.get("/office/reviews?rule=all-pending").status_code == 404
    answer = secretary.post(
        "/office/reviews?rule=principal-secretary",
        data={"numbers": [case.number], "outcome": "continue"},
    )
    assert answer.status_code == 303
    assert case.number not in secretary.get("/office/reviews").text


@pytest.mark.parametrize("address", ["?rule=no-such", "?after=forged"])
def test_a_queue_or_a_page_that_is_not_there_is_not_found(desk, address):
    assert desk.get(f"/office/reviews{address}").status_code == 404


def test_a_second_sending_of_the_same_form_is_a_conflict(session, desk):
    row = a_pending_complaint(session)
    session.commit()
    posted(desk, "all-pending", numbers=[row.number], outcome="continue")

    assert posted(desk, "all-pending", numbers=[row.number], outcome="continue").status_code == 409


def test_the_next_page_begins_after_the_last_row(session, desk):
    rows = [a_pending_complaint(session, age=400 - age) for age in range(51)]
    session.commit()

    first = desk.get("/office/reviews?rule=all-pending").text
    following = (
        first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )
    second = desk.get(following).text

    assert rows[49].number in first
    assert rows[50].number not in first
    assert rows[50].number in second
    assert rows[49].number not in second


def test_the_page_makes_the_same_statements_however_many_matters(session, desk, queries_made):
    a_pending_complaint(session)
    session.commit()
    queries_made.clear()
    desk.get("/office/reviews?rule=all-pending")
    few = len(queries_made)
    for age in range(30):
        an_overdue_clock(session, a_pending_complaint(session, age=70 + age))
    session.commit()

    queries_made.clear()
    desk.get("/office/reviews?rule=all-pending")

    assert len(queries_made) == few


def test_a_vo_sees_his_own_matters_and_records_nothing(session, sign_in, at):
    at(NOW)
    browser = sign_in(Role.VO)
    mine, other = a_pending_complaint(session), a_pending_complaint(session)
    given_to(session, mine, browser.officer)
    session.commit()

    page = browser.get("/office/reviews?rule=all-pending").text

    assert mine.number in page
    assert other.number not in page
    assert (
        posted(browser, "all-pending", numbers=[mine.number], outcome="continue").status_code == 403
    )


@pytest.mark.parametrize(
    "role",
    [Role.CLERK, Role.MINISTER, Role.AUDITOR, Role.ADMIN, Role.DISTRICT, Role.LIAISON],
)
def test_nobody_else_sees_the_queues(sign_in, role):
    assert sign_in(role).get("/office/reviews").status_code == 403


def test_the_file_tells_of_its_reviews(session, desk):
    row = a_pending_complaint(session)
    session.commit()
    typed = {"outcome": "close", "reasons": "Nothing more can be found."}
    posted(desk, "all-pending", numbers=[row.number], **typed)

    page = desk.get(f"/office/complaints/{row.number}").text

    assert "Reviewed: closing wanted" in page
    assert "To be looked at again on 1 April 2026" in page
    assert "Nothing more can be found." in page
