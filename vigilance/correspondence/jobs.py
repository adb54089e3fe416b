"""The sweep of the correspondence: what is due goes out."""

from datetime import datetime

from vigilance.correspondence.notices import Letter, Notice, notice_text
from vigilance.correspondence.relay import deliver
from vigilance.correspondence.sending import Due, mark_failed, mark_sent, take_due
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotDelivered
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.relay import open_address
from vigilance.settings import Settings


def send_due(database: Database, keyring: Keyring, settings: Settings, now: datetime) -> int:
    """Send what is due, each message on its own, with no transaction open while it is on the wire."""
    with database.writing() as session, session.begin():
        due = take_due(act_as(session, SYSTEM), now)
    private = keyring.private(KeyName.RELAY) if due else b""
    return sum(_send_one(each, private, database, settings, now) for each in due)


def _send_one(
    due: Due, private: bytes, database: Database, settings: Settings, now: datetime
) -> int:
    try:
        _deliver(due, private, settings, now)
    except NotDelivered as error:
        with database.writing() as session, session.begin():
            mark_failed(act_as(session, SYSTEM), due.entry_id, error, now)
        return 0
    with database.writing() as session, session.begin():
        mark_sent(act_as(session, SYSTEM), due.entry_id, now)
    return 1


def _deliver(due: Due, private: bytes, settings: Settings, now: datetime) -> None:
    if due.sealed_address is None:
        raise NotDelivered("no address", retry=False)
    try:
        address = open_address(private, due.sealed_address)
    except SealBroken:
        raise NotDelivered("the address does not open", retry=False) from None
    letter = _letter(due, settings)
    deliver(settings, address, letter, effect_key=due.effect_key, at=now)


def _letter(due: Due, settings: Settings) -> Letter:
    values = {"address": f"{settings.base_url}/complaints/track"}
    return notice_text(Notice(due.notice), due.language, values)
