"""Cases merged into one another and split, and each taken back."""

import pytest
from sqlalchemy import delete, select

from tests.builders.cases import day
from tests.builders.links import (
    a_protected_one,
    merged,
    proposed,
    told,
    with_accused,
)
from tests.builders.stories import CLERK, GAZETTED, Story, on
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.accused_models import PointFinding
from vigilance.cases.accused_queries import accused_of, allegations_of, points_of
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.accused import name_accused, record_finding
from vigilance.cases.commands.merging import merge, propose_merge, undo_merge
from vigilance.cases.commands.opening import take_up
from vigilance.cases.commands.splitting import SplitOrder, split, undo_split
from vigilance.cases.link_models import LinkKind
from vigilance.cases.link_queries import ties_of
from vigilance.cases.queries import complaints_in
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.domain.tracks import Track
from vigilance.domain.workflows import complaint as flow
from vigilance.domain.workflows.departmental_major import MajorAction
from vigilance.domain.workflows.inquiry import State

MAJOR = Track.DEPARTMENTAL_MAJOR


def test_a_merge_needs_a_second_person(session, walk):
    case, into = walk.case(), walk.case()
    link = propose_merge(session, case, into, "One matter.", by=walk.team.cvo, at=day(1))

    with pytest.raises(Incomplete):
        walk.do(merge, link, "One matter.", by=walk.team.cvo, at=day(1))


def test_a_merged_case_is_told_again_in_the_other_and_closed_without_a_word_to_anybody(
    session, walk
):
    case, into = walk.case(), walk.case()
    with_accused(session, walk, case)
    (complaint,) = complaints_in(session, case)
    link, before = proposed(session, walk, case, into), told(session, complaint)

    walk.do(merge, link, "One matter.", by=walk.team.cvo, at=day(2))
    session.commit()

    assert (case.state, case.disposal) == (State.CLOSED, "merged")
    assert told(session, complaint) == before
    assert (complaint.inquiry_state, complaint.disposal) == ("ordered", None)
    assert complaint.number in {one.number for one in complaints_in(session, into)}
    (accused,) = accused_of(session, into.record_id)
    assert accused.official.hrms_id == CLERK.hrms_id
    (allegation,) = allegations_of(session, into.record_id)
    assert (allegation.text, allegation.amount) == ("Money was asked for a pension.", 5000)
    assert len(points_of(session, into.record_id)) == 1
    assert len(accused_of(session, case.record_id)) == 1
    with pytest.raises(Invalid):
        walk.do(outcome.reopen, case, "By the back door.", by=walk.team.cvo, at=day(3))


def test_a_merge_of_protected_cases_reads_and_seals_the_allegation_anew(session, walk):
    case, into = (
        walk.do(take_up, a_protected_one(walk), walk.order(), by=walk.team.cvo, at=day(0))
        for _ in range(2)
    )
    with_accused(session, walk, case)
    link = proposed(session, walk, case, into)

    walk.do(merge, link, "One matter.", by=walk.team.cvo, at=day(2))
    session.commit()

    (allegation,) = allegations_of(session, into.record_id)
    assert allegation.text is None
    assert allegation.text_sealed is not None


def test_an_undone_merge_opens_the_case_again_and_takes_back_what_was_told(session, walk):
    case, into, link = merged(session, walk)
    (complaint,) = complaints_in(session, case)

    walk.do(undo_merge, link, "Two matters after all.", by=walk.team.cvo, at=day(4))
    session.commit()

    assert (case.state, case.disposal) == (State.UNDER_INQUIRY, None)
    assert complaint.number not in {one.number for one in complaints_in(session, into)}
    (accused,) = accused_of(session, into.record_id)
    assert accused.accused.struck_off_at == day(4)
    assert [point.finding for point in points_of(session, into.record_id)] == [PointFinding.DROPPED]
    assert complaint.inquiry_state in {"ordered", "under-inquiry"}


def test_a_merge_on_which_something_was_built_is_not_undone(session, walk):
    case, into, link = merged(session, walk)
    (point,) = points_of(session, into.record_id)
    record_finding(
        session,
        into.record,
        point,
        PointFinding.SUBSTANTIATED,
        "The note was marked.",
        by=walk.team.vo,
        at=day(3),
    )

    with pytest.raises(Invalid) as refused:
        walk.do(undo_merge, link, "Too late.", by=walk.team.cvo, at=day(4))

    assert refused.value.fields == {
        "reasons": [
            "A finding of 2026-01-08 on allegation 1, which this brought, stands in the way."
        ]
    }
    assert case.state is State.CLOSED


def on_the_track_of(session, walk, accused, text="2026-01-09"):
    """An order for major proceedings against this accused."""
    decided = Story(session, walk, accused)
    return decided.act(text, MAJOR, "decide-major-proceedings", note="Prima facie proved.")


def test_an_act_on_the_track_of_another_accused_leaves_the_way_back_open(session, walk):
    case, into, link = merged(session, walk)
    who = {"by": walk.team.vo, "at": day(3)}
    other = name_accused(session, into.record, GAZETTED, "Officer", **who)
    on_the_track_of(session, walk, other)

    walk.do(undo_merge, link, "Two matters after all.", by=walk.team.cvo, at=day(5))
    session.commit()

    assert case.state is State.UNDER_INQUIRY
    told = {
        one.accused.number: one.accused.struck_off_at for one in accused_of(session, into.record_id)
    }
    assert told == {1: day(5), 2: None}


def test_an_act_on_the_track_of_whom_the_merge_named_is_named_as_what_stands_in_the_way(
    session, walk
):
    _case, into, link = merged(session, walk)
    (named,) = accused_of(session, into.record_id)
    on_the_track_of(session, walk, named.accused)

    with pytest.raises(Invalid) as refused:
        walk.do(undo_merge, link, "Too late.", by=walk.team.cvo, at=day(5))

    (why,) = refused.value.fields["reasons"]
    assert why.values == {
        "act": MajorAction.DECIDE,
        "on": on("2026-01-09"),
        "accused": 1,
    }


def test_who_stood_there_already_and_was_charged_by_the_merge_is_concerned_by_it(session, walk):
    case, into = walk.case(), walk.case()
    with_accused(session, walk, case)
    standing = name_accused(session, into.record, CLERK, "Clerk", by=walk.team.vo, at=day(0))
    link = proposed(session, walk, case, into)
    walk.do(merge, link, "One matter.", by=walk.team.cvo, at=day(2))
    on_the_track_of(session, walk, standing)

    with pytest.raises(Invalid) as refused:
        walk.do(undo_merge, link, "Too late.", by=walk.team.cvo, at=day(5))

    (why,) = refused.value.fields["reasons"]
    assert why.values["accused"] == 1


def test_an_act_on_the_matter_as_a_whole_stands_in_the_way(session, walk):
    _case, into, link = merged(session, walk)
    (named,) = accused_of(session, into.record_id)
    Story(session, walk, named.accused).act(
        "2026-01-09", Track.RTI, "receive-rti", letter="RTI 4/2026"
    )

    with pytest.raises(Invalid) as refused:
        walk.do(undo_merge, link, "Too late.", by=walk.team.cvo, at=day(5))

    (why,) = refused.value.fields["reasons"]
    assert "the whole matter" in why


def test_an_act_that_was_erased_stands_in_the_way_since_nobody_can_tell_whom_it_concerned(
    session, walk
):
    _case, into, link = merged(session, walk)
    who = {"by": walk.team.vo, "at": day(3)}
    other = name_accused(session, into.record, GAZETTED, "Officer", **who)
    on_the_track_of(session, walk, other)
    session.commit()
    told = session.scalars(
        select(Event).where(Event.type == "track-decide-major-proceedings")
    ).one()
    session.execute(delete(EventPayload).where(EventPayload.event_id == told.id))

    with pytest.raises(Invalid) as refused:
        walk.do(undo_merge, link, "Too late.", by=walk.team.cvo, at=day(5))

    (why,) = refused.value.fields["reasons"]
    assert "can no longer be read" in why


def test_a_split_opens_a_new_case_and_drops_the_point_here_until_it_is_withdrawn(session, walk):
    case = walk.inquired()
    with_accused(session, walk, case)
    (complaint,) = complaints_in(session, case)
    order = SplitOrder(
        "The second clerk",
        walk.team.inquirer.officer_id,
        None,
        [],
        allegations_of(session, case.record_id),
        "Another office.",
    )

    new = walk.do(split, case, order, by=walk.team.cvo, at=day(2))
    session.commit()

    assert (new.state, new.title) == (State.ORDERED, "The second clerk")
    assert [one.number for one in complaints_in(session, new)] == [complaint.number]
    assert len(points_of(session, new.record_id)) == 1
    assert [each.finding for each in points_of(session, case.record_id)] == [PointFinding.DROPPED]
    (tie,) = ties_of(session, new.record_id)
    assert (tie.link.kind, tie.other.number) == (LinkKind.SPLIT_FROM, case.number)

    walk.do(undo_split, tie.link, "One office after all.", by=walk.team.cvo, at=day(3))
    session.commit()

    assert (new.state, new.disposal) == (State.CLOSED, "merged")
    assert complaints_in(session, new) == []
    assert [each.finding for each in points_of(session, case.record_id)] == [None]
    assert complaint.state is flow.State.TAKEN_UP


def test_a_split_is_not_withdrawn_once_the_new_inquiry_began(session, walk):
    case = walk.case()
    order = SplitOrder(
        "The rest",
        walk.team.inquirer.officer_id,
        None,
        complaints_in(session, case),
        [],
        "Another office.",
    )
    new = walk.do(split, case, order, by=walk.team.cvo, at=day(2))
    walk.do(inquiry.take_charge, new, by=walk.team.inquirer, at=day(3))
    (tie,) = ties_of(session, new.record_id)

    with pytest.raises(Invalid):
        walk.do(undo_split, tie.link, "Too late.", by=walk.team.cvo, at=day(4))
