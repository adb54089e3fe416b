"""A district office sees the question that is put to it, answers it once, and sees nothing else."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.complaints.commands import factual_report
from vigilance.complaints.models import FactualReportRequest
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import (
    ActionNotAllowed,
    Invalid,
    NotFound,
)
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State


@pytest.fixture
def asked_of_a_district(walk, session):
    complaint = walk.under_scrutiny()
    walk.do(
        factual_report.call_factual_report, complaint, "135", "Was the pension paid?",
        by=walk.team.vo, at=day(1),
    )  # fmt: skip
    session.commit()
    return complaint


def test_a_district_sees_the_question_and_nothing_of_the_complaint(
    walk, connected, an_officer, asked_of_a_district
):
    here = Actor(frozenset({Role.DISTRICT}), an_officer(Role.DISTRICT).id, district="135")
    elsewhere = Actor(frozenset({Role.DISTRICT}), an_officer(Role.DISTRICT).id, district="160")

    questions = factual_report.questions_for(connected, here)

    assert [one.question for one in questions] == ["Was the pension paid?"]
    assert factual_report.questions_for(connected, elsewhere) == []
    with connected.reading() as reading:
        act_as(reading, here)
        assert reading.scalars(select(FactualReportRequest)).all() == []


def test_a_district_answers_its_own_question_once(
    walk, connected, session, an_officer, asked_of_a_district
):
    complaint = asked_of_a_district
    here = Actor(frozenset({Role.DISTRICT}), an_officer(Role.DISTRICT).id, district="135")
    elsewhere = Actor(frozenset({Role.DISTRICT}), an_officer(Role.DISTRICT).id, district="160")
    (question,) = factual_report.questions_for(connected, here)
    told = {"at": day(9), "office": walk.office}
    with pytest.raises(NotFound):
        factual_report.answer_question(connected, question.id, "It was.", by=elsewhere, **told)

    factual_report.answer_question(connected, question.id, "It was.", by=here, **told)

    with pytest.raises(ActionNotAllowed):
        factual_report.answer_question(connected, question.id, "Again.", by=here, **told)
    session.expire_all()
    assert complaint.state is State.UNDER_SCRUTINY
    assert session.scalars(select(FactualReportRequest.answer)).all() == ["It was."]


def test_an_unknown_district_or_an_empty_question_is_refused(walk):
    complaint = walk.under_scrutiny()

    for district, question in (("9999", "x"), ("135", "  ")):
        with pytest.raises(Invalid):
            walk.do(
                factual_report.call_factual_report, complaint, district, question,
                by=walk.team.vo, at=day(1),
            )  # fmt: skip
