"""More time for an inquiry: asked in time, once, with reasons, and decided by the CVO."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.cases.commands import extension
from vigilance.cases.models import ExtensionRequest
from vigilance.cases.queries import (
    requests_of,
    steps_for,
)
from vigilance.domain.errors import ActionNotAllowed, Incomplete
from vigilance.domain.workflows.inquiry import Action


def test_more_time_is_asked_once_and_only_before_the_limit_ends(walk, session):
    case = walk.inquired()
    reasons = "Witnesses are away."
    with pytest.raises(Incomplete):
        walk.do(extension.ask_extension, case, " ", by=walk.team.inquirer, at=day(80))
    with pytest.raises(ActionNotAllowed):  # due on Sunday 5 April, in time on the Monday
        walk.do(extension.ask_extension, case, reasons, by=walk.team.inquirer, at=day(92))
    walk.do(extension.ask_extension, case, reasons, by=walk.team.inquirer, at=day(91))

    with pytest.raises(ActionNotAllowed):
        walk.do(extension.ask_extension, case, reasons, by=walk.team.inquirer, at=day(91))
    assert Action.ASK_EXTENSION not in {
        step.action for step in steps_for(session, case, walk.team.cvo)
    }


def test_more_time_is_not_granted_after_the_limit_or_twice(walk, session):
    case = walk.inquired()
    walk.do(extension.ask_extension, case, "Away.", by=walk.team.inquirer, at=day(80))
    with pytest.raises(ActionNotAllowed):
        walk.do(extension.grant_extension, case, "Granted.", by=walk.team.cvo, at=day(95))
    walk.do(extension.grant_extension, case, "Granted.", by=walk.team.cvo, at=day(85))

    with pytest.raises(ActionNotAllowed):
        walk.do(extension.ask_extension, case, "Again.", by=walk.team.inquirer, at=day(86))
    assert [one.granted for one in requests_of(session, [case.record_id])] == [True]


def test_more_time_refused_leaves_the_limit(walk, session):
    case = walk.inquired()
    walk.do(extension.ask_extension, case, "Away.", by=walk.team.inquirer, at=day(80))

    walk.do(
        extension.refuse_extension, case, "Begin with the others.", by=walk.team.cvo, at=day(81)
    )
    session.commit()

    request = session.scalars(select(ExtensionRequest)).one()
    assert (request.granted, request.decided_by) == (False, walk.team.cvo.officer_id)
    assert Action.REFUSE_EXTENSION not in {
        step.action for step in steps_for(session, case, walk.team.cvo)
    }


def test_more_time_that_nobody_asked_for_is_not_decided(walk):
    case = walk.inquired()

    with pytest.raises(ActionNotAllowed):
        walk.do(extension.grant_extension, case, "Granted.", by=walk.team.cvo, at=day(81))
