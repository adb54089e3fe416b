"""The one write path of a case: take the step, set the state, move totals and clocks, tell the ledger."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.models import Case
from vigilance.cases.queries import cases_with_complaint, complaints_in
from vigilance.clocks.commands import keep_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.after_closing import take_off_desk
from vigilance.complaints.commands.reasons import tell_closure, tell_status
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import OF_INQUIRY, PublicStatus, public_status
from vigilance.domain.workflow import Step
from vigilance.domain.workflows.inquiry import FINAL, INQUIRY, Action, State
from vigilance.records.loads import move_counted
from vigilance.records.totals import (
    Cell,
    count_closing,
    count_left,
)


def take_step(  # noqa: PLR0913 -- who, when, by which rules, with what in hand, and what the ledger is told
    session: Session,
    case: Case,
    action: Action,
    *,
    by: Actor,
    at: datetime,
    rules: ClockRules,
    in_hand: Collection[InHand] = (),
    body: Mapping[str, Any] | None = None,
    rows: Sequence[object] = (),
) -> None:
    """Take this step on the case, or raise why it cannot be taken; its complainants hear what changes for them.

    `rows` are the witnessed rows that the step made or changed besides the case, in final form.
    """
    lock_record(session, case.record)
    step = INQUIRY.take(case.state, action, by.roles, in_hand)
    before = case.state
    _move(session, case, step, at)
    keep_clocks(session, case.record, action, on=ist_day(at), rules=rules)
    said = {"from": before.value, "to": case.state.value, **(body or {})}
    count_closing(session, action.value, said.get("disposal"), by.label, ist_day(at))
    append_event(
        session,
        case.record,
        action.value,
        said,
        by=by,
        at=at,
        rows=[case, *rows],
    )
    if OF_INQUIRY[case.state] is not OF_INQUIRY[before]:
        tell_complainants(session, case, by=by, at=at)


def cell_of(case: Case) -> Cell | None:
    """The cell of the kept totals in which this case is counted; none once it is no longer pending."""
    if case.state in FINAL:
        return None
    return Cell(
        case.district_code or "-", case.scheme_code or "-", case.state.value, case.counted_band
    )


def tell_complainants(session: Session, case: Case, *, by: Actor, at: datetime) -> None:
    """Tell each complainant of this case what has changed for him."""
    for complaint in complaints_in(session, case):
        tell_how_it_stands(session, complaint, by=by, at=at)


def tell_how_it_stands(session: Session, complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Tell the complainant where his matter stands, if that is another word than the last he was told.

    A complaint that led to several cases is over when all of them are, and action in one of them is its outcome; a case
    that was merged into another has no outcome of its own.
    """
    speaker = _speaker(cases_with_complaint(session, complaint.record_id))
    if speaker is None:
        return
    told = public_status(complaint.state, complaint.inquiry_state), complaint.disposal
    disposal = speaker.disposal if speaker.state is State.CLOSED else None
    if told != (OF_INQUIRY[speaker.state], disposal):
        tell_of_inquiry(session, speaker, complaint, by=by, at=at)


def _speaker(cases: Sequence[Case]) -> Case | None:
    """The case whose stage is the word for the complaint: one under inquiry, else one with action, else the last."""
    own = [case for case in cases if case.disposal != Disposal.MERGED]
    own.sort(key=lambda case: (_RANK.get(case.state, 0), -case.state_since.timestamp()))
    return own[0] if own else None


_RANK = {State.ACTION_ORDERED: 1, State.CLOSED: 2}


def tell_of_inquiry(
    session: Session, case: Case, complaint: Complaint, *, by: Actor, at: datetime
) -> None:
    """Keep the public word with the complaint, and put it into the complainant's mailbox."""
    status = OF_INQUIRY[case.state]
    complaint.inquiry_state = case.state.value
    complaint.disposal = case.disposal if case.state is State.CLOSED else None
    if status is PublicStatus.CLOSED and case.disposal is not None:
        message = tell_closure(session, complaint, Disposal(case.disposal), by=by, at=at)
        answered = []
    else:
        answered = take_off_desk(session, complaint, by=by, at=at)
        message = tell_status(session, complaint, status, by=by, at=at)
    append_event(
        session,
        complaint.record,
        "message-sent",
        {"notice": message.notice, "status": status.value},
        by=by,
        at=at,
        rows=[complaint, message, *answered],
    )


def _move(session: Session, case: Case, step: Step, at: datetime) -> None:
    if step.target is None or step.target == case.state:
        return
    with session.no_autoflush:  # the roll of the age bands may have moved it since it was read
        kept = select(Case.counted_band).where(Case.record_id == case.record_id)
        case.counted_band = session.scalar(kept) or case.counted_band
    before, day = cell_of(case), ist_day(at)
    count_left(
        session,
        case.state.value,
        case.district_code,
        since=ist_day(case.state_since),
        on=day,
    )
    case.state = State(step.target)
    case.state_since = at
    if before is None:  # opened again: counted at the age it has now
        case.counted_band = band_of((day - case.received_on).days).value
    move_counted(
        session, case.record, step.action.value, before=before, after=cell_of(case), on=day
    )
