"""What a person decides on something held. Each act is an event on the office's own record of its channels.

That something is no complaint takes two: one proposes it with a reason, another agrees.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from vigilance.arrivals.attaching import attach_message
from vigilance.arrivals.commands.taking import NOT_AUTHENTIC
from vigilance.arrivals.handlers import handler_of
from vigilance.arrivals.leasing import end, give_back
from vigilance.arrivals.media_queue import MEDIA_NOT_FETCHED, fetch_again
from vigilance.arrivals.models import ArrivalState, ArrivedMessage, Outcome
from vigilance.arrivals.opening import opened_held
from vigilance.arrivals.queries import Held
from vigilance.arrivals.registering import register_message
from vigilance.arrivals.work import Work, settle
from vigilance.audit.commands import append_event
from vigilance.channels.accounts import ChannelAccounts
from vigilance.complaints.filing import Registration
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import ActionNotAllowed, EditConflict, NotPermitted
from vigilance.domain.message import InboundMessage
from vigilance.records.commands import system_record
from vigilance.records.models import Record

CHANNELS = "channels"
"""The office's own record on which these acts stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a decision is made: the office, the one who decides, and when."""

    database: Database
    office: Office
    accounts: ChannelAccounts
    by: Actor
    at: datetime

    def open(self, held: Held) -> tuple[Work, InboundMessage]:
        """The held thing as a message, and the work of settling it anew in this person's name."""
        return opened_held(
            held, self.database, self.office, self.accounts, at=self.at, by=self.by.officer_id
        )


def may_become_a_record(held: Held) -> bool:
    """Whether it may be registered, attached or tried again: it is not one already, and its sender was proved."""
    return held.record_id is None and held.reason != NOT_AUTHENTIC


def try_again(desk: Desk, held: Held) -> None:
    """Read it again, as if it had just come: a message now, an arrival with the next run of the job."""
    _check(held, "try-again")
    if held.is_message:
        work, message = desk.open(held)
        _tell(desk, held, "held-tried-again")
        handler_of(message)(work, message, held.position)
        return
    with desk.database.writing() as session, session.begin():
        give_back(act_as(session, SYSTEM), held.id, at=desk.at)
        _event(session, desk, held, "held-tried-again")


def register_held(desk: Desk, held: Held) -> Registration:
    """It is a complaint."""
    _check(held, "register")
    work, message = desk.open(held)
    return register_message(
        work, message, held.position, within=_closing(desk, held, "held-registered")
    )


def attach_held(desk: Desk, held: Held, record_id: uuid.UUID) -> None:
    """It belongs to this complaint."""
    _check(held, "attach")
    work, message = desk.open(held)
    within = _closing(desk, held, "held-attached")
    attach_message(work, message, held.position, record_id, within=within)


def propose_dismissal(desk: Desk, held: Held, reason: str) -> None:
    """It is no complaint, says the first of two."""
    if held.record_id is not None:
        raise ActionNotAllowed("propose-dismissal", held.reason)
    stand_in = None if held.is_message else desk.open(held)
    with desk.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        row_id = held.id if stand_in is None else _row_for(session, desk, held, *stand_in)
        _change(
            session, row_id, ArrivedMessage.proposed_by.is_(None),
            proposed_by=desk.by.officer_id, proposed_reason=reason,
        )  # fmt: skip
        _event(session, desk, held, "held-dismissal-proposed")


def _row_for(
    session: Session, desk: Desk, held: Held, work: Work, message: InboundMessage
) -> uuid.UUID:
    """An arrival without messages gets one row that stands for all of it, so that two can decide on it."""
    row = settle(session, work, message, Outcome.HELD, position=0, reason=held.reason)
    end(session, held.arrival_id, ArrivalState.UNDERSTOOD, at=desk.at, reason=held.reason)
    return row.id


def confirm_dismissal(desk: Desk, held: Held) -> None:
    """It is no complaint, says the second too; NotPermitted for the one who proposed it."""
    if held.proposed_by is None:
        raise ActionNotAllowed("confirm-dismissal", held.reason)
    if held.proposed_by == desk.by.officer_id:
        raise NotPermitted("a second person")
    with desk.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        _change(
            session, held.id, ArrivedMessage.proposed_by == held.proposed_by,
            outcome=Outcome.NOT_A_COMPLAINT, decided_by=desk.by.officer_id, decided_at=desk.at,
        )  # fmt: skip
        _event(session, desk, held, "held-dismissed")


def refuse_dismissal(desk: Desk, held: Held) -> None:
    """It may be a complaint after all: the proposal is withdrawn or refused, and it stays held."""
    if held.proposed_by is None:
        raise ActionNotAllowed("refuse-dismissal", held.reason)
    with desk.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        _change(
            session, held.id, ArrivedMessage.proposed_by == held.proposed_by,
            proposed_by=None, proposed_reason=None,
        )  # fmt: skip
        _event(session, desk, held, "held-dismissal-refused")


def let_stand(desk: Desk, held: Held) -> None:
    """What it became already is right: it leaves the list as it is."""
    if held.record_id is None:
        raise ActionNotAllowed("let-stand", held.reason)
    with desk.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        _change(
            session, held.id, ArrivedMessage.record_id == held.record_id,
            outcome=Outcome.ATTACHED, decided_by=desk.by.officer_id, decided_at=desk.at,
        )  # fmt: skip
        _event(session, desk, held, "held-let-stand")


def fetch_files_again(desk: Desk, held: Held) -> None:
    """The files that could not be had are asked for once more; their message stays held until they are here."""
    if held.reason != MEDIA_NOT_FETCHED:
        raise ActionNotAllowed("fetch-files-again", held.reason)
    with desk.database.writing() as session, session.begin():
        fetch_again(act_as(session, SYSTEM), held.id, at=desk.at)
        _event(session, desk, held, "held-fetched-again")


def _check(held: Held, action: str) -> None:
    if not may_become_a_record(held):
        raise ActionNotAllowed(action, held.reason)


def _closing(desk: Desk, held: Held, kind: str) -> Callable[[Session, uuid.UUID], None]:
    """What is written with the record: the event, and the end of an arrival that had no message."""

    def within(session: Session, record_id: uuid.UUID) -> None:
        if not held.is_message:
            end(session, held.arrival_id, ArrivalState.UNDERSTOOD, at=desk.at, reason=held.reason)
        _event(session, desk, held, kind, number=session.get_one(Record, record_id).number)

    return within


def _change(session: Session, row_id: uuid.UUID, still: object, **values: object) -> None:
    """Change a held message if it stands as it was read; EditConflict where somebody was faster."""
    changed = session.scalar(
        update(ArrivedMessage)
        .where(ArrivedMessage.id == row_id, ArrivedMessage.outcome == Outcome.HELD, still)  # type: ignore[arg-type]  # a condition of that table
        .values(**values)
        .returning(ArrivedMessage.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        raise EditConflict("this message was decided by somebody else")


def _tell(desk: Desk, held: Held, kind: str) -> None:
    with desk.database.writing() as session, session.begin():
        _event(act_as(session, SYSTEM), desk, held, kind)


def _event(session: Session, desk: Desk, held: Held, kind: str, **more: str) -> None:
    """The act, in its officer's name: ids and codes, no word of what was held."""
    record = system_record(session, CHANNELS, at=desk.at)
    body = {"held": held.id.hex, "channel": held.channel.value, "reason": held.reason, **more}
    append_event(session, record, kind, body, by=desk.by, at=desk.at)
