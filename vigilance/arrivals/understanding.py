"""Understanding what arrived: each message goes to its handler, once, whoever is killed meanwhile.

Several workers may run at once. What cannot be understood is held with its reason, seen by a person, and can be tried
again; nothing is dropped (security.md 5.1).
"""

import contextlib
import logging
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.handlers import handler_of
from vigilance.arrivals.hold import hold
from vigilance.arrivals.leasing import Leased, end, take_due, try_later
from vigilance.arrivals.models import ArrivalState, ArrivedMessage
from vigilance.arrivals.raw import open_raw
from vigilance.arrivals.reading import read_arrival
from vigilance.arrivals.sameness import Standing, hold_both, standing_of
from vigilance.arrivals.work import Work, content_digest
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Unreadable
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage

log = logging.getLogger(__name__)
LONGEST_RUN = 20.0
"""Seconds after which a run of the job ends, so that the other jobs have their turn."""
NOT_ACCEPTED = "not-accepted"
UNREADABLE = "unreadable"


def understand_due(database: Database, office: Office, at: datetime) -> int:
    """Understand what is due, one arrival after the other, channels in turn; how many were dealt with."""
    accounts = accounts_of(office.settings)
    until = time.monotonic() + LONGEST_RUN
    turn = list(Channel)
    done = 0
    while time.monotonic() < until:
        with database.writing() as session, session.begin():
            leased = take_due(act_as(session, SYSTEM), at, turn)
        if leased is None:
            break
        turn.remove(leased.channel)
        turn.append(leased.channel)  # whoever was served stands at the end of the line
        _understand_one(leased, database, office, accounts, at)
        done += 1
    return done


def _understand_one(
    leased: Leased, database: Database, office: Office, accounts: ChannelAccounts, at: datetime
) -> None:
    """One arrival to its end, or back into the line."""
    try:
        work, messages = opened(leased, database, office, accounts, at)
        for position, message in enumerate(messages):
            hear(work, message, position)
    except Unreadable as error:
        log.warning("held unreadable arrival=%s", leased.id)
        _end(database, leased.id, ArrivalState.HELD, at, error.detail or UNREADABLE)
    except Exception as error:  # noqa: BLE001 -- as said below
        # The outermost handler of one arrival: the next one must still be read, and this one is tried again.
        # Its message may quote what a person wrote; its kind does not.
        log.error("not understood arrival=%s kind=%s", leased.id, type(error).__name__)  # noqa: TRY400 -- as above
        with database.writing() as session, session.begin():
            try_later(act_as(session, SYSTEM), leased, at=at)
    else:
        _end(database, leased.id, ArrivalState.UNDERSTOOD, at, None)


def _end(
    database: Database, arrival_id: uuid.UUID, state: ArrivalState, at: datetime, reason: str | None
) -> None:
    with database.writing() as session, session.begin():
        end(act_as(session, SYSTEM), arrival_id, state, at=at, reason=reason)


def opened(
    leased: Leased, database: Database, office: Office, accounts: ChannelAccounts, at: datetime
) -> tuple[Work, Sequence[InboundMessage]]:
    """The arrival with its bytes, and the messages in them. Unreadable where they are of another form."""
    with database.reading() as session:
        raw = open_raw(act_as(session, SYSTEM), leased.id, office)
    messages = read_arrival(leased.channel, leased.account, raw, accounts)
    work = Work(
        database=database,
        office=office,
        accounts=accounts,
        arrival_id=leased.id,
        arrival_sha256=leased.sha256.hex(),
        channel=leased.channel,
        account=leased.account,
        at=at,
        received_at=leased.received_at,
        raw=raw,
        alone=len(messages) == 1,
    )
    return work, messages


def hear(work: Work, message: InboundMessage, position: int) -> None:
    """One message to its handler, unless it was settled before; a second try finds what the first one did."""
    work = replace(work, digest=content_digest(message, work.office.index_key))
    if _dealt_with(work, message, position):
        return
    try:
        handler_of(message)(work, message, position)
    except AlreadyReceived:  # by another worker, meanwhile
        _dealt_with(work, message, position)
    except Invalid:
        hold(work, message, position, reason=NOT_ACCEPTED)


def _dealt_with(work: Work, message: InboundMessage, position: int) -> bool:
    """Whether this message needs nothing more: it is here already, or it quarrels with one that is."""
    with work.database.reading() as session:
        standing, first = standing_of(act_as(session, SYSTEM), work, message, position)
    if standing is Standing.NEW or first is None:
        return False
    if standing is Standing.REPEATED:
        _count(work, first.id)
    if standing is Standing.OTHER_CONTENT:
        log.warning("same id, other content channel=%s arrival=%s", work.channel, work.arrival_id)
        with contextlib.suppress(AlreadyReceived):  # another worker held it meanwhile
            hold_both(work, message, position, first)
    return True


def _count(work: Work, first: uuid.UUID) -> None:
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM).execute(
            update(ArrivedMessage)
            .where(ArrivedMessage.id == first)
            .values(repeats=ArrivedMessage.repeats + 1)
            .execution_options(synchronize_session=False)
        )
