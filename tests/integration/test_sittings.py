"""A sitting from its call to what is decided: agenda, quorum, attendance, decisions, directions."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.builders.matters import NOW, a_pending_case, a_pending_complaint
from tests.builders.reviews import acting
from tests.builders.rules import a_rule
from vigilance.audit.models import Event
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.workflows import inquiry
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Tier
from vigilance.reviews.commands.agenda import Place, add, arrange
from vigilance.reviews.commands.directions import Charge
from vigilance.reviews.models import Direction, Origin, Review, Standing
from vigilance.reviews.rules import Outcome
from vigilance.reviews.sitting_models import Part, Stage
from vigilance.reviews.sitting_queries import items_of, members_of


def test_a_sitting_is_numbered_called_and_told_on_its_own_chain_and_on_each_matters(session, bench):
    case, complaint = a_pending_case(session), a_pending_complaint(session)

    sitting = bench.called(case, complaint)

    assert sitting.number == "SWD-R-2026-0001"
    assert bench.called().number == "SWD-R-2026-0002"
    assert [item.record_id for item in items_of(session, sitting.id)] == [
        case.record_id,
        complaint.record_id,
    ]
    kinds = select(Event.type).where(Event.record_id == sitting.record_id)
    assert session.scalars(kinds).all() == ["sitting-convened"]
    placed = select(Event.record_id).where(Event.type == "agenda-placed")
    assert set(session.scalars(placed)) == {case.record_id, complaint.record_id}
    session.commit()  # every row is vouched for


def test_who_calls_keeps_the_minutes_and_an_agencys_officer_is_heard(session, bench, an_officer):
    secretary = acting(an_officer(Role.PRINCIPAL_SECRETARY), Role.PRINCIPAL_SECRETARY)
    liaison = acting(an_officer(Role.LIAISON), Role.LIAISON)
    rule = a_rule(quorum=2, reviewer=Role.PRINCIPAL_SECRETARY)

    sitting = bench.called(
        rule=rule, chair=secretary, officers=(bench.vo, liaison), posts=("SP, Vigilance, Lucknow",)
    )

    parts = {(one.officer_id, one.post): one.part for one in members_of(session, sitting.id)}
    assert parts == {
        (secretary.officer_id, None): Part.CHAIR,
        (bench.vo.officer_id, None): Part.MEMBER,
        (None, "SP, Vigilance, Lucknow"): Part.MEMBER,
        (bench.cvo.officer_id, None): Part.SECRETARY,
        (liaison.officer_id, None): Part.LIAISON,
    }


def test_only_who_reviews_the_queue_presides(bench):
    with pytest.raises(Invalid) as wrong:
        bench.called(chair=bench.vo)
    assert list(wrong.value.fields) == ["chair"]


def test_fewer_members_than_decide_cannot_be_called(bench):
    with pytest.raises(Invalid) as wrong:
        bench.called(officers=())
    assert list(wrong.value.fields) == ["officers"]


def test_the_order_is_changed_by_one_at_a_time(session, bench):
    rows = [a_pending_case(session) for _ in range(3)]
    sitting = bench.called(*rows)
    session.flush()
    first, second, third = items_of(session, sitting.id)
    drawn = [(item.id, item.version) for item in (first, second, third)]

    arrange(
        session,
        sitting,
        [
            Place(item_id, position, bench.vo.officer_id, version)
            for (item_id, version), position in zip(drawn, (3, 1, 2), strict=True)
        ],
    )

    found = items_of(session, sitting.id)
    assert [item.id for item in found] == [second.id, third.id, first.id]
    assert {item.presenter_id for item in found} == {bench.vo.officer_id}
    with pytest.raises(EditConflict):
        arrange(session, sitting, [Place(first.id, 1, None, drawn[0][1])])


def test_one_matter_more_is_put_on_the_agenda_once(session, bench):
    case = a_pending_case(session)
    sitting = bench.called()

    add(session, sitting, case.record, by=bench.cvo, at=NOW)

    with pytest.raises(Invalid) as wrong:
        add(session, sitting, case.record, by=bench.cvo, at=NOW)
    assert list(wrong.value.fields) == ["number"]


def test_without_chair_or_quorum_no_sitting_is_opened(session, bench):
    sitting = bench.called()
    chair, first, _second = members_of(session, sitting.id)

    with pytest.raises(Invalid) as wrong:
        bench.present(sitting, first)
    assert len(wrong.value.fields["present"]) == 2
    with pytest.raises(Invalid):
        bench.present(sitting, chair)
    bench.present(sitting, chair, first)
    assert (sitting.stage, sitting.opened_at) == (Stage.OPEN, NOW)


def test_nothing_is_decided_before_the_sitting_is_opened(session, bench):
    sitting = bench.called(a_pending_case(session))

    with pytest.raises(ActionNotAllowed):
        bench.decide(sitting, 0, Outcome.CONTINUE)


def test_what_is_decided_is_a_review_of_the_matter_with_its_remarks_and_next_date(session, bench):
    case = a_pending_case(session, state=inquiry.State.REPORT_SUBMITTED)
    sitting = bench.open(case)

    item = bench.decide(
        sitting, 0, Outcome.CONTINUE, "The report is awaited.", next_on=date(2026, 3, 20)
    )

    review = session.scalars(select(Review)).one()
    assert (review.sitting_id, review.outcome, review.next_on) == (
        sitting.id,
        "continue",
        date(2026, 3, 20),
    )
    assert (item.outcome, item.matter_stage, item.next_on, item.review_id) == (
        "continue",
        "report-submitted",
        date(2026, 3, 20),
        review.id,
    )
    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    assert (note.kind, note.text, note.number) == (
        NoteKind.REASONS,
        "The report is awaited.",
        item.note_number,
    )
    assert case.state is inquiry.State.REPORT_SUBMITTED


def test_a_direction_of_the_sitting_is_owed_by_an_officer_until_a_day(session, bench):
    case = a_pending_case(session)
    sitting = bench.open(case)

    item = bench.decide(
        sitting, 0, Outcome.DIRECT, "Call the bank.", Charge(bench.vo.officer_id, date(2026, 3, 9))
    )

    row = session.scalars(select(Direction)).one()
    assert (row.text, row.due_on, row.owner_id, row.given_by) == (
        "Call the bank.",
        date(2026, 3, 9),
        bench.vo.officer_id,
        bench.cvo.officer_id,
    )
    assert (row.origin, row.standing, row.sitting_id) == (
        Origin.SITTING,
        Standing.GIVEN,
        sitting.id,
    )
    assert item.direction_id == row.id
    with pytest.raises(Invalid):
        bench.decide(sitting, 0, Outcome.CONTINUE)


def test_what_is_directed_on_a_protected_matter_stands_sealed_on_its_note_sheet_alone(
    session, bench, app, filed
):
    made = filed(lane=Lane.PROTECTED)
    record = made.complaint.record
    assert record.tier is Tier.PROTECTED
    sitting = bench.open(made.complaint)

    bench.decide(sitting, 0, Outcome.DIRECT, "गुप्त", Charge(None, date(2026, 3, 9)))

    assert session.scalars(select(Direction.text)).one() == ""
    assert session.scalars(select(Note.text).where(Note.record_id == record.id)).one() is None


def test_a_decision_is_put_right_until_the_sitting_ends_and_by_one_at_a_time(session, bench):
    sitting = bench.open(a_pending_case(session))
    item = bench.decide(sitting, 0, Outcome.CONTINUE)
    drawn = item.version
    session.flush()

    bench.decide(sitting, 0, Outcome.CLOSE, "Nothing was found.")

    assert item.outcome == "close"
    assert len(session.scalars(select(Review)).all()) == 2
    with pytest.raises(EditConflict):
        bench.decide(sitting, 0, Outcome.CONTINUE, version=drawn - 1)
