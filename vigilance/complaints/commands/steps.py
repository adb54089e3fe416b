"""The one write path of a complaint: take the step, set the state, move totals and clocks, tell the ledger."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.clocks.commands import StayOrder, end_stays, keep_clocks, stay_clocks
from vigilance.clocks.models import Clock
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.papers import InHand
from vigilance.domain.stays import StayGround
from vigilance.domain.workflow import Step
from vigilance.domain.workflows.complaint import COMPLAINT, FINAL, Action, State
from vigilance.records.loads import move_counted
from vigilance.records.totals import (
    Cell,
    count_closing,
    count_left,
)

AWAITED = frozenset({"scrutiny"})
"""The limit that stands still while the complainant is asked whether the complaint is theirs."""


def take_step(  # noqa: PLR0913 -- who, when, by which rules, with what in hand, and what the ledger is told
    session: Session,
    complaint: Complaint,
    action: Action,
    *,
    by: Actor,
    at: datetime,
    rules: ClockRules,
    in_hand: Collection[InHand] = (),
    body: Mapping[str, Any] | None = None,
    rows: Sequence[object] = (),
    clocks: Sequence[Clock] | None = None,
) -> None:
    """Take this step on the complaint, or raise why it cannot be taken.

    `rows` are the witnessed rows that the step made or changed besides the complaint, in final form; `clocks` all the
    clocks of a complaint that was registered in this very transaction.
    """
    lock_record(session, complaint.record)
    step = COMPLAINT.take(complaint.state, action, by.roles, in_hand)
    before, day = complaint.state, ist_day(at)
    _move(session, complaint, step, at)
    stays = _end_waiting(session, complaint, action, day, rules)
    keep_clocks(session, complaint.record, action, on=day, rules=rules, known=clocks)
    if action is Action.ASK_CONFIRMATION:
        order = StayOrder(StayGround.AWAITING_COMPLAINANT, day, AWAITED)
        stays += stay_clocks(session, complaint.record, order, by=by, rules=rules)
    said = {"from": before.value, "to": complaint.state.value, **(body or {})}
    count_closing(session, action.value, said.get("disposal"), by.label, day)
    append_event(
        session,
        complaint.record,
        action.value,
        said,
        by=by,
        at=at,
        rows=[complaint, *stays, *rows],
    )


def cell_of(complaint: Complaint) -> Cell | None:
    """The cell of the kept totals in which this complaint is counted; none once it is no longer pending."""
    if complaint.state in FINAL:
        return None
    return Cell(
        complaint.district_code or "-",
        complaint.scheme_code or "-",
        complaint.state.value,
        complaint.counted_band,
    )


def _move(session: Session, complaint: Complaint, step: Step, at: datetime) -> None:
    if step.target is None or step.target == complaint.state:
        return
    with session.no_autoflush:  # the roll of the age bands may have moved it since it was read
        kept = select(Complaint.counted_band).where(Complaint.record_id == complaint.record_id)
        complaint.counted_band = session.scalar(kept) or complaint.counted_band
    before, day = cell_of(complaint), ist_day(at)
    count_left(
        session,
        complaint.state.value,
        complaint.district_code,
        since=ist_day(complaint.state_since),
        on=day,
    )
    complaint.state = State(step.target)
    complaint.state_since = at
    if complaint.state in FINAL:
        complaint.record.at_intake = False
    if before is None:  # opened again: counted at the age it has now
        complaint.counted_band = band_of((day - complaint.received_on).days).value
    move_counted(
        session,
        complaint.record,
        step.action.value,
        before=before,
        after=cell_of(complaint),
        on=day,
    )


def _end_waiting(
    session: Session, complaint: Complaint, action: Action, day: date, rules: ClockRules
) -> list[object]:
    if action not in {Action.CONFIRM, Action.DISOWN, Action.FILE_UNCONFIRMED}:
        return []
    ground = StayGround.AWAITING_COMPLAINANT
    return list(end_stays(session, complaint.record, ground, until=day, rules=rules))
