"""A sitting from recusal to the signature: who is out, what is carried forward, what stands after."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.builders.matters import NOW, TODAY, a_pending_case
from tests.builders.reviews import acting, kept
from tests.builders.rules import a_rule
from tests.builders.sittings import RULE
from vigilance.cases.commands.walls import declare_wall
from vigilance.database.acting import act_as
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import inquiry
from vigilance.records.models import Record
from vigilance.reviews.commands.deciding import ENDED
from vigilance.reviews.commands.sittings import (
    correct,
    digest_of,
    sign,
)
from vigilance.reviews.queries import agenda_of_queue
from vigilance.reviews.queue_models import ReviewTurn
from vigilance.reviews.rules import Outcome
from vigilance.reviews.sitting_models import Stage
from vigilance.reviews.sitting_queries import items_of, members_of, sitting_by_number


def test_a_member_walled_off_is_recused_and_does_not_count_towards_the_quorum(session, bench):
    case = a_pending_case(session)
    sitting = bench.open(case)
    wall = (bench.vo.officer_id, Relation.RECUSED)
    declare_wall(session, case.record, *wall, by=bench.cvo, at=NOW)

    item = bench.decide(sitting, 0, Outcome.CONTINUE)

    assert item.recused == [str(bench.vo.officer_id)]
    declare_wall(
        session, case.record, bench.other.officer_id, Relation.RELATED, by=bench.cvo, at=NOW
    )
    with pytest.raises(Invalid) as wrong:
        bench.decide(sitting, 0, Outcome.CONTINUE)
    assert wrong.value.fields == {
        "outcome": ["Too few of those present may decide on this matter."]
    }


def test_a_walled_members_matter_is_absent_for_him_and_stands_for_the_others(
    session, connected, bench
):
    case, common = a_pending_case(session), a_pending_case(session)
    for row in (case, common):
        row.record.assigned_to = bench.vo.officer_id
        kept(session, row, row)
    sitting = bench.open(case, common)
    wall = (bench.vo.officer_id, Relation.RECUSED)
    declare_wall(session, case.record, *wall, by=bench.cvo, at=NOW)
    session.commit()

    with connected.reading() as reading:
        act_as(reading, bench.vo)
        found = sitting_by_number(reading, bench.vo, sitting.number)
        assert [item.record_id for item in items_of(reading, found.id)] == [common.record_id]
    with connected.reading() as reading:
        act_as(reading, bench.cvo)
        assert len(items_of(reading, sitting.id)) == 2


def test_a_sitting_does_not_exist_for_who_was_not_called(session, bench, an_officer):
    sitting = bench.called()
    stranger = acting(an_officer(Role.VO), Role.VO)

    with pytest.raises(NotFound):
        sitting_by_number(session, stranger, sitting.number)


def test_a_matter_over_before_the_sitting_came_to_it_is_minuted_so_and_not_decided(session, bench):
    case, rest = a_pending_case(session), a_pending_case(session)
    sitting = bench.open(case, rest)
    case.state = inquiry.State.CLOSED
    kept(session, case, case)

    with pytest.raises(Invalid) as wrong:
        bench.decide(sitting, 0, Outcome.CONTINUE)
    assert list(wrong.value.fields) == ["outcome"]
    bench.decide(sitting, 1, Outcome.CONTINUE)
    bench.end(sitting)
    assert [item.outcome for item in items_of(session, sitting.id)] == [ENDED, "continue"]


def test_what_was_not_reached_is_carried_forward_and_comes_first_next_time(session, bench):
    old, reached, left = (a_pending_case(session, age=age) for age in (300, 200, 100))
    sitting = bench.open(reached, left)
    bench.decide(sitting, 0, Outcome.CONTINUE)

    bench.end(sitting)

    agenda = agenda_of_queue(session, RULE, TODAY, size=10)
    assert [(matter.number, carried) for matter, carried in agenda] == [
        (left.number, True),
        (old.number, False),
    ]


def test_a_sitting_that_reached_something_ends_the_turn_of_its_queue(session, bench):
    sitting = bench.open(a_pending_case(session))
    bench.decide(sitting, 0, Outcome.CONTINUE)

    bench.end(sitting)

    turn = session.scalars(select(ReviewTurn)).one()
    assert (turn.rule, turn.held_on, turn.sitting_id) == ("test", TODAY, sitting.id)


def test_a_sitting_that_reached_nothing_is_no_review(session, bench):
    sitting = bench.open(a_pending_case(session))

    bench.end(sitting)

    assert sitting.stage is Stage.ENDED
    assert session.scalars(select(ReviewTurn)).all() == []


def signed(session, bench, *rows):
    sitting = bench.open(*rows)
    for place in range(len(rows)):
        bench.decide(sitting, place, Outcome.CONTINUE)
    bench.end(sitting)
    sign(session, sitting, None, by=bench.cvo, at=NOW)
    return sitting


def test_signed_minutes_carry_a_digest_of_all_that_was_decided(session, bench):
    sitting = signed(session, bench, a_pending_case(session))
    members, items = members_of(session, sitting.id), items_of(session, sitting.id)

    assert sitting.sha256 == digest_of(sitting, members, items)
    assert len(sitting.sha256) == hashlib.sha256().digest_size
    items[0].outcome = "close"
    assert sitting.sha256 != digest_of(sitting, members, items)
    session.expire(items[0])


def test_only_the_chair_signs_and_the_cvo_notes_what_was_signed_on_paper(
    session, bench, an_officer
):
    secretary = acting(an_officer(Role.PRINCIPAL_SECRETARY), Role.PRINCIPAL_SECRETARY)
    rule = a_rule(quorum=2, reviewer=Role.PRINCIPAL_SECRETARY)
    sitting = bench.open(rule=rule, chair=secretary)
    bench.end(sitting, rule)

    with pytest.raises(NotPermitted):
        sign(session, sitting, None, by=bench.cvo, at=NOW)
    with pytest.raises(Invalid):
        sign(session, sitting, TODAY - timedelta(days=1), by=bench.cvo, at=NOW)
    sign(session, sitting, TODAY, by=bench.cvo, at=NOW)
    assert (sitting.signed_by, sitting.signed_on_paper) == (secretary.officer_id, TODAY)


def test_after_the_signature_nothing_changes_and_corrections_are_added(session, bench):
    sitting = signed(session, bench, a_pending_case(session))

    for number in (1, 2):
        made = correct(session, sitting, "The place was the annexe.", by=bench.cvo, at=NOW)
        session.flush()
        assert made.number == number
    with pytest.raises(ActionNotAllowed):
        bench.decide(sitting, 0, Outcome.CONTINUE)
    with pytest.raises(ActionNotAllowed):
        bench.present(sitting, *members_of(session, sitting.id))
    session.commit()


@pytest.mark.parametrize(
    "statement", ["UPDATE sitting SET place = 'x'", "DELETE FROM sitting_addendum"]
)
def test_the_database_itself_refuses_to_change_signed_minutes(session, bench, statement):
    sitting = signed(session, bench)
    correct(session, sitting, "x", by=bench.cvo, at=NOW)
    session.flush()

    with pytest.raises(DBAPIError, match="signed minutes are not changed"), session.begin_nested():
        session.execute(text(statement))


def test_the_record_of_a_sitting_is_no_file(session, bench):
    sitting = bench.called()

    assert session.get_one(Record, sitting.record_id).kind == "sitting"
