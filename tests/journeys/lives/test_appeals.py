"""Life stories of a closing that the complainant does not accept: decided one level up, in an office with one CVO."""

import pytest
from sqlalchemy import select

from tests.builders.stories import noon, on
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Clock
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.errors import ActionNotAllowed, Incomplete
from vigilance.domain.roles import Role
from vigilance.domain.workflows.inquiry import State
from vigilance.proceedings.commands.appeals import appeal_of, file_appeal, set_aside, uphold


@pytest.fixture
def reviewer(an_officer) -> Actor:
    return Actor(frozenset({Role.REVIEWING_OFFICER}), an_officer(Role.REVIEWING_OFFICER).id)


@pytest.fixture
def closed(session, walk):
    """Closed on Monday 5 January 2026; appealed against on 2 February."""
    case = walk.closed(at=noon(on("2026-01-05")))
    (complaint,) = complaints_in(session, case)
    by, at = complainant_of(complaint.record_id), noon(on("2026-02-02"))
    words = "The witness was left out."
    file_appeal(session, complaint.record_id, words, (), by=by, at=at, office=walk.office)
    return case, complaint


def decided_by(session, complaint):
    statement = select(Clock).where(
        Clock.record_id == complaint.record_id, Clock.limit_name == "complainant-appeal"
    )
    (clock,) = session.scalars(statement)
    return clock.due_on, clock.done_on


def test_the_principal_secretary_upholds_what_the_only_cvo_closed(session, walk, closed, reviewer):
    case, complaint = closed
    # thirty days after 2 February
    assert decided_by(session, complaint) == (on("2026-03-04"), None)
    with pytest.raises(Incomplete):
        walk.do(uphold, complaint, "Mine.", by=walk.team.cvo, at=noon(on("2026-02-20")))

    walk.do(uphold, complaint, "Rightly closed.", by=reviewer, at=noon(on("2026-02-27")))

    assert decided_by(session, complaint) == (on("2026-03-04"), on("2026-02-27"))
    assert case.state is State.CLOSED
    assert complaint.record.review_asked_at is None
    with pytest.raises(ActionNotAllowed):
        walk.do(set_aside, complaint, "Again.", by=reviewer, at=noon(on("2026-02-28")))


def test_the_principal_secretary_sets_aside_and_the_inquiry_runs_anew(
    session, walk, closed, reviewer
):
    case, complaint = closed

    walk.do(set_aside, complaint, "To be heard.", by=reviewer, at=noon(on("2026-03-03")))

    assert appeal_of(session, complaint.record_id).state == "closure-set-aside"
    assert decided_by(session, complaint) == (on("2026-03-04"), on("2026-03-03"))
    assert case.state is State.UNDER_INQUIRY
    anew = select(Clock.due_on).where(
        Clock.record_id == case.record_id,
        Clock.limit_name == "inquiry-report",
        Clock.done_on.is_(None),
    )
    # three months after 3 March
    assert session.scalars(anew).one() == on("2026-06-03")
