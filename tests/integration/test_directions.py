"""A minister's direction stands for good, moves nothing by itself, and is answered once."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    released,
)
from vigilance.audit.models import Event
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry
from vigilance.notes.models import Note, NoteKind
from vigilance.reviews.commands.directions import (
    NewDirection,
    give_direction,
)
from vigilance.reviews.models import Direction, Standing

COMPLAINT_OPEN = [state for state in complaint.State if state not in complaint.FINAL]
CASE_OPEN = [state for state in inquiry.State if state not in inquiry.FINAL]


@pytest.fixture
def case(session, cvo):
    row = a_pending_case(session, age=300)
    released(session, row, cvo)
    session.commit()
    return row


def directed(browser, case, **typed):
    return browser.post(f"/minister/cases/{case.number}/directions", data=typed)


def test_a_direction_stands_on_the_file_as_row_note_and_event(session, minister, case):
    answer = directed(minister, case, text="Report to me within ten days.", due_on="12/03/2026")

    assert answer.status_code == 303
    row = session.scalars(select(Direction)).one()
    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    event = session.scalars(select(Event).where(Event.type == "give-direction")).one()
    assert (row.text, row.due_on, row.complied_at) == (
        "Report to me within ten days.",
        TODAY + timedelta(days=10),
        None,
    )
    assert (note.kind, note.text) == (NoteKind.DIRECTION, row.text)
    assert (event.actor, event.actor_role) == (str(minister.officer.id), "minister")
    assert case.state == inquiry.State.UNDER_INQUIRY
    assert "Report to me within ten days." in minister.get("/minister").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": " ", "due_on": "12/03/2026"}, "Write something here."),
        ({"text": "Do it.", "due_on": ""}, "Say by when it is to be carried out."),
        ({"text": "Do it.", "due_on": "02/03/2026"}, "Choose a day after today, within a year."),
        ({"text": "Do it.", "due_on": "05/03/2027"}, "Choose a day after today, within a year."),
    ],
)
def test_a_direction_without_words_or_day_is_asked_for_again(session, minister, case, typed, field):
    answer = directed(minister, case, **typed)

    assert answer.status_code == 422
    assert field in answer.text
    assert typed["text"].strip() in answer.text
    assert session.scalars(select(Direction)).all() == []


def test_no_direction_on_what_was_not_released(session, minister, case):
    unreleased = a_pending_case(session)
    session.commit()

    assert directed(minister, unreleased, text="Do it.", due_on="12/03/2026").status_code == 404
    with pytest.raises(NotFound):
        give_direction(
            session,
            unreleased.record,
            NewDirection("x", TODAY + timedelta(days=2)),
            by=SYSTEM,
            at=NOW,
        )


def test_the_cvo_gives_no_direction_in_the_ministers_name(sign_in, at, case):
    at(NOW)

    assert directed(sign_in(Role.CVO), case, text="Do it.", due_on="12/03/2026").status_code == 403


def test_the_office_reports_and_the_minister_accepts(session, minister, sign_in, case):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    desk = sign_in(Role.CVO)
    assert "Report to me." in desk.get("/office/directions").text

    answer = desk.post(f"/office/directions/{row.id}", data={"report": "The report was laid."})

    assert answer.status_code == 303
    session.refresh(row)
    assert (row.standing, row.complied_at) == (Standing.REPORTED, None)
    page = minister.get("/minister/directions").text
    assert "Reported, to be accepted" in page
    assert "The report was laid." in page
    answer = minister.post(f"/office/directions/{row.id}/verdict", data={"verdict": "accept"})
    assert (answer.status_code, answer.location) == (303, "/minister/directions")
    session.refresh(row)
    assert (row.compliance, row.complied_by) == ("The report was laid.", desk.officer.id)
    events = select(Event.actor).where(Event.type == "compliance-accepted")
    assert session.scalars(events).one() == str(minister.officer.id)
    page = minister.get(f"/minister/cases/{case.number}").text
    assert "Carried out" in page
    assert "accepted on 2 March 2026" in page


def test_who_reported_does_not_accept_his_own_report(session, minister, sign_in, case):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    desk = sign_in(Role.CVO)
    desk.post(f"/office/directions/{row.id}", data={"report": "Done."})

    answer = desk.post(f"/office/directions/{row.id}/verdict", data={"verdict": "accept"})

    assert answer.status_code == 403


def test_a_return_without_reasons_is_asked_for_again(session, minister, sign_in, case):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    sign_in(Role.CVO).post(f"/office/directions/{row.id}", data={"report": "Done."})

    answer = sign_in(Role.CVO).post(
        f"/office/directions/{row.id}/verdict", data={"verdict": "return", "reasons": " "}
    )

    assert answer.status_code == 422
    assert "Write something here." in answer.text


@pytest.mark.parametrize(
    ("papers", "words"),
    [("7", "There is no paper of this number on the file."), ("x", "Write the numbers of papers")],
)
def test_papers_that_are_not_on_the_file_show_nothing(
    session, minister, sign_in, case, papers, words
):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()

    answer = sign_in(Role.CVO).post(
        f"/office/directions/{row.id}", data={"report": "Done.", "papers": papers}
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert "Done." in answer.text


def test_an_empty_report_is_asked_for_again(session, minister, sign_in, case):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()

    answer = sign_in(Role.CVO).post(f"/office/directions/{row.id}", data={"report": ""})

    assert answer.status_code == 422
    assert "Say how it was carried out." in answer.text


def test_a_direction_on_another_officers_file_is_not_his_to_answer(
    session, minister, sign_in, case
):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    other = sign_in(Role.VO)

    assert "Report to me." not in other.get("/office/directions").text
    assert other.post(f"/office/directions/{row.id}", data={"report": "Done."}).status_code == 404
    assert (
        other.post(f"/office/directions/{uuid.uuid4()}", data={"report": "Done."}).status_code
        == 404
    )


def test_the_cvos_desk_and_the_case_show_what_is_directed(session, minister, sign_in, case):
    directed(minister, case, text="Report to me within ten days.", due_on="12/03/2026")
    desk = sign_in(Role.CVO)

    assert "Report to me within ten days." in desk.get("/office/cvo").text
    file = desk.get(f"/office/cases/{case.number}").text
    assert "Report to me within ten days." in file
    assert "Direction of the minister" in file

    row = session.scalars(select(Direction)).one()
    desk.post(f"/office/directions/{row.id}", data={"report": "The report was laid."})
    minister.post(f"/office/directions/{row.id}/verdict", data={"verdict": "accept"})
    assert "Report to me within ten days." not in desk.get("/office/cvo").text
    assert "The report was laid." in desk.get(f"/office/cases/{case.number}").text
