"""The sweep of the correspondence: what is due goes out, each message on its own, no transaction open meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from vigilance.correspondence.carriers import Carriers, carry
from vigilance.correspondence.composing import composed
from vigilance.correspondence.health import note_failure, note_ok
from vigilance.correspondence.sending import (
    Carried,
    Due,
    mark_failed,
    mark_sent,
    mark_told,
    put_back,
    stops_channel,
    take_due,
)
from vigilance.correspondence.ways_out import ways_out
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotDelivered
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.settings import Settings

MAIL_ACCOUNT = "smtp"
RED = frozenset({"token-refused", "token-missing"})
"""Nothing will go out until a person mends it."""


def send_due(
    database: Database,
    keyring: Keyring,
    settings: Settings,
    now: datetime,
    carriers: Carriers | None = None,
) -> int:
    """Send what is due and tell how many left; a channel that is down stops no other."""
    with database.writing() as session, session.begin():
        due = take_due(act_as(session, SYSTEM), now)
    if not due:
        return 0
    carriers = carriers or ways_out(settings, keyring)
    private = keyring.private(KeyName.RELAY)
    due.sort(key=lambda each: each.channel or "")  # stable: within a channel the order stays
    turns = groupby(due, key=lambda each: each.channel)
    return sum(_send_turn(list(turn), private, database, carriers, now) for _, turn in turns)


def _send_turn(
    turn: Sequence[Due], private: bytes, database: Database, carriers: Carriers, now: datetime
) -> int:
    """One channel's turn; where the provider answers nobody, the rest is put back untried."""
    sent = 0
    for place, due in enumerate(turn):
        try:
            done = carry(carriers, due, composed(due, private, carriers.settings), now)
        except NotDelivered as error:
            _note_failed(database, carriers, turn[place:], error, now)
            if stops_channel(error):
                break
            continue
        _note_sent(database, carriers, due, done, now)
        sent += 1
    return sent


def _note_sent(
    database: Database, carriers: Carriers, due: Due, done: Carried, now: datetime
) -> None:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if done.only_told and done.receipt is not None:
            mark_told(session, due, now, done.receipt)
        else:
            mark_sent(session, due, now, done)
        if done.receipt is not None or carriers.settings.smtp_host:
            note_ok(session, done.channel, _account(carriers, due, done.channel), at=now)


def _note_failed(
    database: Database,
    carriers: Carriers,
    rest: Sequence[Due],
    error: NotDelivered,
    now: datetime,
) -> None:
    failed, *untried = rest
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        mark_failed(session, failed, error, now)
        if stops_channel(error):
            put_back(session, untried, error, now)
            channel = failed.channel or "email"
            account = _account(carriers, failed, channel)
            red = error.detail in RED
            note_failure(session, channel, account, error.detail or "", at=now, red=red)


def _account(carriers: Carriers, due: Due, channel: str) -> str:
    if channel == "email":
        return MAIL_ACCOUNT
    return due.account or carriers.accounts.of(channel).account
