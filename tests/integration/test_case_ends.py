"""How a case ends, who may end it, and what the complainant hears of it."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.cases.commands import outcome
from vigilance.cases.commands.summary import release_summary
from vigilance.cases.queries import (
    complaints_in,
    steps_for,
    summaries_of,
)
from vigilance.complaints.queries import tracked
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.domain.workflows.inquiry import Action, State


def public_word(session, complaint):
    return tracked(session, complaint.record_id, b"", today=day(0).date()).status


def notices(session, complaint):
    statement = select(Message.notice).where(Message.record_id == complaint.record_id)
    return list(session.scalars(statement.order_by(Message.at, Message.id)))


def test_who_proposed_the_closure_does_not_approve_it(walk, an_officer):
    both = Actor(frozenset({Role.VO, Role.CVO}), an_officer(Role.VO, Role.CVO).id)
    case = walk.accepted()
    proposal = (Disposal.NOT_SUBSTANTIATED, "No proof.")
    walk.do(outcome.propose_closure, case, *proposal, by=both, at=day(70))

    with pytest.raises(Incomplete) as refused:
        walk.do(outcome.approve_closure, case, "Agreed.", by=both, at=day(71))
    assert refused.value.missing == {InHand.SECOND_PERSON}
    approve = {step.action: step.allowed for step in steps_for(walk.session, case, both)}
    assert not approve[Action.APPROVE_CLOSURE]
    walk.do(outcome.approve_closure, case, "Agreed.", by=walk.team.cvo, at=day(71))
    assert case.state is State.CLOSED


def test_the_complainant_hears_the_outcome_and_nothing_of_what_happened_between(walk, session):
    case = walk.closed()
    session.commit()
    (complaint,) = complaints_in(session, case)

    assert sorted(notices(session, complaint)) == [
        "acknowledgement", "closure", "confirmation-request", "status-change",
    ]  # fmt: skip
    found = tracked(session, complaint.record_id, b"", today=day(0).date())
    assert (found.status, found.outcome) == (PublicStatus.CLOSED, Disposal.NOT_SUBSTANTIATED)


def test_a_refused_closure_goes_back_and_a_closed_case_is_reopened_with_a_new_clock(walk, session):
    case = walk.accepted()
    proposal = (Disposal.NOT_SUBSTANTIATED, "No proof.")
    walk.do(outcome.propose_closure, case, *proposal, by=walk.team.vo, at=day(70))
    walk.do(outcome.refuse_closure, case, "Weigh the receipt.", by=walk.team.cvo, at=day(71))
    refused = (case.state, case.closure_proposed_by, case.disposal)
    walk.do(outcome.propose_closure, case, *proposal, by=walk.team.vo, at=day(72))
    walk.do(outcome.approve_closure, case, "Agreed.", by=walk.team.cvo, at=day(73))

    walk.do(outcome.reopen, case, "A witness came.", by=walk.team.cvo, at=day(90))
    session.commit()

    (complaint,) = complaints_in(session, case)
    assert refused == (State.REPORT_ACCEPTED, None, None)
    assert (case.state, case.finding) == (State.UNDER_INQUIRY, None)
    assert public_word(session, complaint) is PublicStatus.INQUIRY_ORDERED


def test_action_ordered_is_told_as_action_started(walk, session):
    case = walk.accepted()

    walk.do(
        outcome.order_action, case, "A charge sheet is to be issued.", by=walk.team.cvo, at=day(70)
    )

    (complaint,) = complaints_in(session, case)
    assert public_word(session, complaint) is PublicStatus.ACTION_STARTED


def test_a_summary_is_released_in_both_languages_by_the_cvo(walk, session):
    case = walk.accepted()
    text = Words(hi="आरोप सिद्ध नहीं हुआ।", en="The allegation was not substantiated.")

    release_summary(session, case, text, by=walk.team.cvo, at=day(70))
    session.commit()

    assert [one.text_hi for one in summaries_of(session, [case.record_id])] == [text.hi]
    assert case.record.released_to_minister
    with pytest.raises(NotPermitted):
        release_summary(session, case, text, by=walk.team.vo, at=day(70))
    with pytest.raises(Invalid):
        release_summary(session, case, Words(hi=" ", en="x"), by=walk.team.cvo, at=day(70))
