"""Complaints and cases that hang together: joined, parted, related, merged, split, and each taken back."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.links import (
    a_protected_one,
    kinds,
    told,
)
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.links import join_complaint, relate, untie
from vigilance.cases.commands.parting import part_complaint
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.link_models import LinkKind
from vigilance.cases.link_queries import parted_from, ties_of
from vigilance.cases.queries import case_read, cases_with_complaint, complaints_in
from vigilance.clocks.models import Clock
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.walls import Relation
from vigilance.records.models import Wall


@pytest.mark.parametrize("stage", ["under_scrutiny", "scrutinised"])
def test_a_complaint_is_joined_to_a_standing_case_and_told_as_when_taken_up(session, walk, stage):
    case, complaint = walk.case(), getattr(walk, stage)()

    walk.do(join_complaint, case, complaint, "The same clerk.", by=walk.team.cvo, at=day(1))
    session.commit()

    assert (complaint.state, complaint.inquiry_state) == ("taken-up", "ordered")
    assert [one.number for one in complaints_in(session, case)][1] == complaint.number
    assert complaint.record.inquiring_officer == walk.team.inquirer.officer_id
    assert told(session, complaint)[-1] == "status-change"
    assert kinds(session, complaint.record_id)[-1] == "join-case"
    assert "complaint-joined" in kinds(session, case.record_id)
    running = session.scalars(
        select(Clock.limit_name).where(
            Clock.record_id == complaint.record_id, Clock.done_on.is_(None)
        )
    ).all()
    assert "scrutiny" not in running


def test_a_sealed_and_an_unconfirmed_complaint_are_not_joined(session, walk):
    case = walk.case()
    sealed = a_protected_one(walk)
    asked = walk.asked()
    for complaint in (sealed, asked):
        with pytest.raises(Invalid) as refused:
            walk.do(join_complaint, case, complaint, "Why.", by=walk.team.cvo, at=day(1))
        assert set(refused.value.fields) == {"number"}
    with pytest.raises(NotPermitted):
        walk.do(join_complaint, case, walk.scrutinised(), "Why.", by=walk.team.vo, at=day(1))
    with pytest.raises(Incomplete):
        walk.do(join_complaint, case, walk.scrutinised(), " ", by=walk.team.cvo, at=day(1))


def test_a_joined_complaint_is_parted_again_and_its_scrutiny_begins_anew(session, walk):
    case, complaint = walk.case(), walk.scrutinised()
    walk.do(join_complaint, case, complaint, "The same clerk.", by=walk.team.cvo, at=day(1))

    walk.do(part_complaint, case, complaint, "Another clerk.", by=walk.team.cvo, at=day(3))
    session.commit()

    assert (complaint.state, complaint.inquiry_state) == ("under-scrutiny", None)
    assert complaint.number not in {one.number for one in complaints_in(session, case)}
    assert complaint.number not in {
        one.number for one in case_read(session, case.number).complaints
    }
    (undone,) = parted_from(session, case.record_id)
    assert (undone.undone_by, undone.complaint_id) == (
        walk.team.cvo.officer_id,
        complaint.record_id,
    )
    assert told(session, complaint)[-1] == "status-change"
    scrutiny = session.scalars(
        select(Clock)
        .where(Clock.record_id == complaint.record_id, Clock.limit_name == "scrutiny")
        .order_by(Clock.round.desc())
    ).first()
    assert scrutiny.done_on is None


def test_the_only_complaint_and_one_that_is_reported_upon_stay_in_the_case(session, walk):
    alone = walk.case()
    (only,) = complaints_in(session, alone)
    with pytest.raises(Invalid):
        walk.do(part_complaint, alone, only, "Why.", by=walk.team.cvo, at=day(1))
    case, second = walk.case(), walk.scrutinised()
    walk.do(join_complaint, case, second, "Same.", by=walk.team.cvo, at=day(1))
    walk.do(inquiry.take_charge, case, by=walk.team.inquirer, at=day(2))
    report = inquiry.InquiryReport(inquiry.Finding.NOT_SUBSTANTIATED, "Nothing was found.")
    walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(2))

    with pytest.raises(Invalid):
        walk.do(part_complaint, case, second, "Why.", by=walk.team.cvo, at=day(3))


def test_a_complaint_of_two_cases_is_told_of_its_end_when_both_are_over(session, walk):
    first, second = walk.accepted(), walk.accepted()
    (complaint,) = complaints_in(session, first)
    walk.do(join_complaint, second, complaint, "Leads here too.", by=walk.team.cvo, at=day(1))
    before = told(session, complaint)
    walk.do(
        outcome.propose_closure,
        first,
        Disposal.NOT_SUBSTANTIATED,
        "No proof.",
        by=walk.team.vo,
        at=day(2),
    )
    walk.do(outcome.approve_closure, first, "Agreed.", by=walk.team.cvo, at=day(2))
    assert told(session, complaint) == before

    walk.do(outcome.order_action, second, "A minor penalty.", by=walk.team.cvo, at=day(3))
    session.commit()

    assert complaint.inquiry_state == "action-ordered"
    assert [one.number for one in cases_with_complaint(session, complaint.record_id)] == [
        first.number,
        second.number,
    ]


def test_a_wall_stands_around_everything_that_is_joined(session, walk, an_officer):
    case, complaint = walk.case(), walk.scrutinised()
    stranger = an_officer("vo").id
    named = {"by": walk.team.cvo, "at": day(1)}
    declare_wall(session, complaint.record, stranger, Relation.NAMED, **named)

    walk.do(join_complaint, case, complaint, "Same.", by=walk.team.cvo, at=day(1))
    session.commit()

    walled = session.scalars(select(Wall.record_id).where(Wall.officer_id == stranger)).all()
    assert {case.record_id, complaint.record_id} <= set(walled)


def test_two_related_cases_say_so_on_both_files_until_it_is_undone(session, walk):
    first, second = walk.case(), walk.case()
    who = {"by": walk.team.vo, "at": day(1)}
    link = relate(session, first, second, "The same vendor.", **who)
    with pytest.raises(Invalid):
        relate(session, first, second, "Again.", **who)
    with pytest.raises(Invalid):
        relate(session, first, first, "Itself.", **who)

    untie(session, link, "Another vendor of that name.", **who)
    session.commit()

    for case, other in ((first, second), (second, first)):
        (tie,) = ties_of(session, case.record_id)
        assert (tie.link.kind, tie.other.number) == (LinkKind.RELATED, other.number)
        assert tie.link.undone_by == walk.team.vo.officer_id
        assert kinds(session, case.record_id)[-2:] == ["case-tied", "case-untied"]
