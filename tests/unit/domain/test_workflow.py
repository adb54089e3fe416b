from enum import StrEnum

import pytest

from vigilance.domain.errors import ActionNotAllowed, Incomplete, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflow import Workflow, step
from vigilance.domain.workflows import complaint, inquiry
from vigilance.domain.workflows.letter import LETTER
from vigilance.domain.workflows.witness import WITNESS

TABLES = [
    pytest.param(table, type(table.steps[0].action), id=track)
    for track, table in {**WORKFLOWS, "letter": LETTER, "witness": WITNESS}.items()
]
BACK_FROM_THE_END = {
    "reopen",
    "file-appeal",
    "file-criminal-appeal",
    "file-rti-appeal",
    "record-second-rti-appeal",
    "part-from-case",
    "recall-witness",
    "give-up-witness",
    "declare-witness-hostile",
    "withdraw-letter",
}
"""The only steps that lead on from where a track may end."""
LEFT_OUT = {"SanctionAction": {"record-deemed-sanction", "grant-sanction-time"}}
"""What one kind of sanction knows and another does not."""


@pytest.mark.parametrize(("table", "actions"), TABLES)
def test_a_workflow_table_is_well_formed(table: Workflow, actions: type[StrEnum]):
    moves = [row for row in table.steps if row.target is not None]
    rows = [
        (state, row.action, role)
        for row in table.steps
        for state in (row.sources or {None})
        for role in row.by
    ]

    assert [row.target for row in table.steps if not row.sources] == [table.initial]
    assert {row.target for row in moves} == set(table.states())
    assert {row.action for row in moves if row.sources & table.final} <= BACK_FROM_THE_END
    assert len(rows) == len(set(rows))
    assert {str(action) for action in set(actions) - set(table.actions())} <= LEFT_OUT.get(
        actions.__name__, set()
    )
    assert all(row.by <= set(Role) for row in table.steps)
    assert all(row.needs <= set(InHand) for row in table.steps)


@pytest.mark.parametrize(("table", "actions"), TABLES)
def test_every_state_can_be_reached_from_the_first(table: Workflow, actions: type[StrEnum]):
    reached = {table.initial}
    for _ in table.states():
        reached |= {
            row.target for row in table.steps if row.target is not None and row.sources & reached
        }

    assert reached == set(table.states())


@pytest.mark.parametrize(("table", "actions"), TABLES)
def test_every_state_that_is_not_final_has_a_way_out(table: Workflow, actions: type[StrEnum]):
    left = {state for row in table.steps if row.target is not None for state in row.sources}

    assert set(table.states()) - left <= table.final


def test_take_gives_the_step_that_applies():
    taken = complaint.COMPLAINT.take(
        complaint.State.REGISTERED, complaint.Action.FILE_ANONYMOUS, {Role.CVO}, {InHand.REASONS}
    )

    assert taken.target == complaint.State.FILED


def test_a_step_the_procedure_does_not_know_from_here_is_not_allowed():
    with pytest.raises(ActionNotAllowed) as refused:
        complaint.COMPLAINT.take(
            complaint.State.REGISTERED, complaint.Action.TAKE_UP, {Role.CVO}, set(InHand)
        )

    assert (refused.value.action, refused.value.state) == ("take-up", "registered")


def test_an_opened_record_is_not_opened_again():
    with pytest.raises(ActionNotAllowed):
        complaint.COMPLAINT.take(
            complaint.State.REGISTERED, complaint.Action.REGISTER, {Role.CLERK}, set()
        )


def test_the_first_step_opens_the_record():
    taken = inquiry.INQUIRY.take(None, inquiry.Action.ORDER_INQUIRY, {Role.CVO}, set())

    assert taken.target == inquiry.State.ORDERED


def test_a_step_of_another_role_is_not_permitted():
    with pytest.raises(NotPermitted):
        complaint.COMPLAINT.take(
            complaint.State.REGISTERED, complaint.Action.FILE_ANONYMOUS, {Role.VO}, set(InHand)
        )


def test_a_step_without_its_papers_is_incomplete_and_names_them():
    with pytest.raises(Incomplete) as refused:
        complaint.COMPLAINT.take(
            complaint.State.DECISION_PENDING,
            complaint.Action.TAKE_UP,
            {Role.CVO},
            {InHand.REASONS},
        )

    assert refused.value.missing == {InHand.SCRUTINY_NOTE, InHand.CONFIRMATION}


def test_where_two_rows_apply_the_one_whose_papers_are_in_hand_is_taken():
    class Where(StrEnum):
        HERE = "here"
        THERE = "there"

    class What(StrEnum):
        GO = "go"

    first = step(What.GO, Where.HERE, to=Where.THERE, by=[Role.VO], needs=[InHand.REPORT])
    second = step(What.GO, Where.HERE, to=Where.HERE, by=[Role.VO, Role.CVO])
    table = Workflow(first, second, initial=Where.HERE, final=[Where.THERE])

    assert table.take("here", "go", {Role.VO}, {InHand.REPORT}) == first
    assert table.take("here", "go", {Role.VO}, set()) == second


def test_a_second_reminder_is_not_open():
    with pytest.raises(Incomplete) as refused:
        complaint.COMPLAINT.take(
            complaint.State.AWAITING_CONFIRMATION, complaint.Action.REMIND, {Role.VO}, set()
        )

    assert refused.value.missing == {InHand.NOT_YET_REMINDED}


def test_a_reminder_leaves_the_complaint_where_it_stands():
    taken = complaint.COMPLAINT.take(
        complaint.State.AWAITING_CONFIRMATION,
        complaint.Action.REMIND,
        {Role.VO},
        {InHand.NOT_YET_REMINDED},
    )

    assert taken.target is None


def test_no_scrutiny_begins_before_an_ordinary_complaint_is_confirmed():
    with pytest.raises(Incomplete) as refused:
        complaint.COMPLAINT.take(
            complaint.State.REGISTERED, complaint.Action.START_SCRUTINY, {Role.VO}, set()
        )

    assert refused.value.missing == {InHand.CONFIRMATION_NOT_NEEDED}


def test_closing_an_inquiry_needs_a_second_person():
    with pytest.raises(Incomplete) as refused:
        inquiry.INQUIRY.take(
            inquiry.State.CLOSURE_PROPOSED,
            inquiry.Action.APPROVE_CLOSURE,
            {Role.CVO},
            {InHand.REASONS},
        )

    assert refused.value.missing == {InHand.SECOND_PERSON}


def test_open_to_lists_the_steps_of_these_roles_from_here():
    mine = inquiry.INQUIRY.open_to(inquiry.State.REPORT_SUBMITTED, {Role.CVO})

    assert [row.action for row in mine] == [
        "ask-clarification",
        "receive-clarification",
        "return-report",
        "accept-report",
        "merge",
    ]


def test_nothing_but_reopening_is_open_to_the_cvo_once_a_complaint_is_filed():
    mine = complaint.COMPLAINT.open_to(complaint.State.FILED, {Role.CVO})

    assert [row.action for row in mine] == ["reopen"]


def test_only_the_sanction_of_bnss_218_is_ever_deemed():
    knows = {
        track: "record-deemed-sanction" in WORKFLOWS[track].actions()
        for track in (Track.SANCTION_17A, Track.SANCTION_19, Track.SANCTION_218)
    }

    assert knows == {
        Track.SANCTION_17A: False,
        Track.SANCTION_19: False,
        Track.SANCTION_218: True,
    }


def test_no_case_goes_to_court_without_its_sanctions():
    with pytest.raises(Incomplete) as refused:
        WORKFLOWS[Track.CRIMINAL].take(
            "sanction-stage", "file-charge-sheet-in-court", {Role.VO}, set()
        )

    assert refused.value.missing == {InHand.SANCTIONS}


def test_no_order_is_passed_before_the_charged_officer_could_be_heard():
    with pytest.raises(ActionNotAllowed):
        WORKFLOWS[Track.DEPARTMENTAL_MAJOR].take(
            "inquiry-report-in", "pass-order", {Role.CVO}, set(InHand)
        )


def test_an_officer_is_not_suspended_without_the_approval_of_his_authority():
    with pytest.raises(Incomplete) as refused:
        WORKFLOWS[Track.SUSPENSION].take(
            "suspension-proposed", "order-suspension", {Role.CVO}, {InHand.SUSPENSION_ORDER}
        )

    assert refused.value.missing == {InHand.APPROVAL_OF_AUTHORITY}
