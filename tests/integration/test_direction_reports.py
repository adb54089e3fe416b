"""A direction is reported, returned, reported again and accepted; a spoken one is written down within a day."""

from datetime import timedelta

import pytest

from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    released,
)
from vigilance.audit.commands import append_event
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import ActionNotAllowed, Invalid
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry
from vigilance.reviews.commands.directions import (
    Charge,
    NewDirection,
    Report,
    Spoken,
    accept_compliance,
    give_direction,
    record_spoken,
    report_compliance,
    return_compliance,
)
from vigilance.reviews.direction_page import written_late
from vigilance.reviews.direction_queries import reports_of
from vigilance.reviews.models import Origin, Standing

COMPLAINT_OPEN = [state for state in complaint.State if state not in complaint.FINAL]
CASE_OPEN = [state for state in inquiry.State if state not in inquiry.FINAL]


@pytest.fixture
def case(session, cvo):
    row = a_pending_case(session, age=300)
    released(session, row, cvo)
    session.commit()
    return row


@pytest.fixture
def actors(an_officer):
    """The minister, the CVO and a vigilance officer as actors."""
    roles = (Role.MINISTER, Role.CVO, Role.VO)
    return [Actor(frozenset({role}), an_officer(role).id) for role in roles]


def test_a_direction_is_reported_returned_reported_again_and_accepted(session, case, actors):
    minister, cvo, vo = actors
    new = NewDirection("Do it.", TODAY + timedelta(days=9))
    row = give_direction(session, case.record, new, by=minister, at=NOW)
    later = [NOW + timedelta(days=days) for days in range(5)]

    report_compliance(session, row, Report("Half of it is done."), by=vo, at=later[1])
    with pytest.raises(ActionNotAllowed):
        report_compliance(session, row, Report("Again."), by=vo, at=later[1])
    return_compliance(session, row, "The other half too.", by=cvo, at=later[2])
    assert (row.standing, row.complied_at) == (Standing.RETURNED, None)
    report_compliance(session, row, Report("All of it is done."), by=vo, at=later[3])
    accept_compliance(session, row, by=minister, at=later[4])

    assert (row.standing, row.compliance) == (Standing.ACCEPTED, "All of it is done.")
    first, second = reports_of(session, [row.id])
    assert (first.accepted, first.reasons, first.decided_by) == (
        False,
        "The other half too.",
        cvo.officer_id,
    )
    assert (second.accepted, second.decided_by) == (True, minister.officer_id)
    with pytest.raises(ActionNotAllowed):
        return_compliance(session, row, "No.", by=cvo, at=later[4])
    session.commit()  # every row is vouched for


@pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
def test_a_spoken_direction_is_written_down_within_a_day_or_shown_to_be_late(
    session, case, actors, hours, late
):
    minister, cvo, vo = actors
    said_at = NOW - timedelta(hours=hours)
    spoken = Spoken(
        minister.officer_id, said_at, "Finish it.", Charge(vo.officer_id, TODAY + timedelta(days=5))
    )

    row = record_spoken(session, case.record, spoken, by=cvo, at=NOW)

    assert (row.given_by, row.given_at, row.recorded_by, row.recorded_at) == (
        minister.officer_id,
        said_at,
        cvo.officer_id,
        NOW,
    )
    assert (row.origin, row.owner_id) == (Origin.VERBAL, vo.officer_id)
    assert written_late(row) is late


def test_only_the_minister_or_the_principal_secretary_is_written_down_and_not_ahead_of_time(
    session, case, actors
):
    _minister, cvo, vo = actors
    charge = Charge(None, TODAY + timedelta(days=5))

    spoken = Spoken(vo.officer_id, NOW + timedelta(hours=1), "x", charge)

    with pytest.raises(Invalid) as wrong:
        record_spoken(session, case.record, spoken, by=cvo, at=NOW)
    assert sorted(wrong.value.fields) == ["said_on", "speaker"]


def test_the_page_writes_a_spoken_direction_down(session, minister, sign_in, an_officer, case):
    case.record.number = case.number = "SWD-V-2026-00088"
    append_event(session, case.record, "placed", {}, by=SYSTEM, at=NOW, rows=[case])
    session.commit()
    desk = sign_in(Role.CVO)
    typed = {
        "number": case.number,
        "speaker": str(minister.officer.id),
        "said_on": "02/03/2026",
        "hour": "9:15",
        "text": "Finish it before the session.",
        "due_on": "20/03/2026",
    }

    answer = desk.post("/office/directions/spoken", data=typed)

    assert answer.status_code == 303
    page = desk.get("/office/directions").text
    assert "Finish it before the session." in page
    assert "Given verbally" in page
    assert "Chief Vigilance Officer" in page
    assert "Finish it before the session." in minister.get("/minister/directions").text
    wrong = desk.post("/office/directions/spoken", data=typed | {"hour": "25:00", "due_on": ""})
    assert wrong.status_code == 422
    assert "Write the time as hours:minutes" in wrong.text
