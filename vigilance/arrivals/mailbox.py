"""Fetching mail: stored here first, put aside at the server only then, so that a crash in between repeats a step.

What was stored is known by its place (folder, UIDVALIDITY, UID) and, where the server numbers anew, by its bytes
(security.md 5.5). Whether a person has read a mail on the server means nothing here.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.arrivals.commands.taking import seal_arrival, take_envelope
from vigilance.arrivals.mailbox_state import note_read, note_reconciled
from vigilance.arrivals.models import Arrival, ArrivalState
from vigilance.channels.accounts import Mailbox
from vigilance.channels.imap import MailStore
from vigilance.channels.imap_connection import LARGEST_MAIL, MailboxAway
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel

log = logging.getLogger(__name__)
TOO_LARGE = "too-large"
AT_ONCE = 200
"""After so many mails the mailbox is left for a moment, so that others and the clock are heard."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one look into a mailbox brought; `more` where it was left before its end."""

    taken: int
    more: bool


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The mails at the server beside what is stored here."""

    at_server: int
    missed: int
    """How many of them were not here; they are now."""
    gone: int
    """How many that are here are no longer at the server."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mail lies at its server."""

    folder: str
    validity: int
    uid: int

    @property
    def key(self) -> str:
        return f"{self.folder}/{self.validity}/{self.uid}"


def poll_mailbox(database: Database, office: Office, box: Mailbox, at: datetime) -> Read:
    """Look once into this mailbox and store what is new. MailboxAway where it cannot be read; nothing is lost by it."""
    with MailStore(box) as store:
        return read_folder(database, office, store, at)


def read_folder(database: Database, office: Office, store: MailStore, at: datetime) -> Read:
    """Store what is new in the folder of an open mailbox."""
    box = store.box
    validity, taken, last = store.open(box.folder), 0, None
    for uid in store.uids():
        if taken == AT_ONCE:
            break
        last = uid
        taken += _take(database, office, store, _Place(box.folder, validity, uid), at)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        note_read(session, box, validity, last, at)
    return Read(taken, more=taken == AT_ONCE)


def _take(
    database: Database, office: Office, store: MailStore, place: _Place, at: datetime
) -> bool:
    """Store one mail and put it aside; whether it was new."""
    with database.reading() as session:
        known = _known(act_as(session, SYSTEM), store.box, place)
    if known == TOO_LARGE:
        return False
    if known is not None:
        store.put_aside(place.uid)  # stored before a crash, or before another runner put it aside
        return False
    raw, reason = _fetched(store, place.uid)
    if raw is None:
        return False
    new = _keep(database, office, store.box, place.key, raw, at, reason=reason)
    if reason is None:
        store.put_aside(place.uid)
    else:
        store.mark(place.uid)  # it stays where it is for whoever must look at it
    return new


def _fetched(store: MailStore, uid: int) -> tuple[bytes | None, str | None]:
    """A mail's bytes; of one that is too large its header alone, and the reason. None where it is gone."""
    size = store.size(uid)
    if size is None:
        return None, None
    if size > LARGEST_MAIL:
        return store.headers(uid), TOO_LARGE
    return store.mail(uid), None


def _known(session: Session, box: Mailbox, place: _Place) -> str | None:
    """None where no arrival came from this place; else why it is held, or an empty word."""
    statement = select(Arrival.reason).where(
        Arrival.channel == Channel.EMAIL,
        Arrival.account == box.name,
        Arrival.provider_key == place.key,
    )
    found = session.execute(statement).one_or_none()
    return None if found is None else found[0] or ""


def _keep(  # noqa: PLR0917 -- the mail, where it lay, and what is known of it
    database: Database,
    office: Office,
    box: Mailbox,
    key: str,
    raw: bytes,
    at: datetime,
    *,
    reason: str | None = None,
) -> bool:
    """Commit the mail's bytes; whether they were new."""
    check_room(office, len(raw))
    envelope = seal_arrival(
        channel=Channel.EMAIL, account=box.name, provider_key=key, raw=raw, at=at, office=office
    )
    state = ArrivalState.HELD if reason else ArrivalState.WAITING
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        return take_envelope(session, envelope, state=state, reason=reason) is not None


def check_room(office: Office, size: int) -> None:
    """MailboxAway where the disk has no room: what is not taken stays where it is safe."""
    free = shutil.disk_usage(office.settings.home).free
    if free - size < office.settings.disk_refuse_bytes:
        raise MailboxAway("disk-full")


def reconcile(database: Database, office: Office, box: Mailbox, at: datetime) -> Reconciled:
    """Compare every mail at the server with what is stored, byte by byte, and store what is missing."""
    at_server = missed = 0
    with MailStore(box) as store:
        for place in _everything(store):
            raw, reason = _fetched(store, place.uid)
            if raw is None:
                continue
            at_server += 1
            if not _stored(database, box, raw):
                missed += _keep(database, office, box, place.key, raw, at, reason=reason)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        gone = max(0, _count(session, box) - at_server)
        note_reconciled(session, box, missed, at)
    if missed:
        log.warning("mailbox %s: %s mails at the server had not been stored", box.name, missed)
    return Reconciled(at_server, missed, gone)


def _everything(store: MailStore) -> Iterator[_Place]:
    for folder in (store.box.folder, store.box.taken_folder):
        if store.has(folder):
            validity = store.open(folder)
            yield from (_Place(folder, validity, uid) for uid in store.uids(put_aside_too=True))


def _stored(database: Database, box: Mailbox, raw: bytes) -> bool:
    statement = select(Arrival.id).where(
        Arrival.sha256 == hashlib.sha256(raw).digest(),
        Arrival.channel == Channel.EMAIL,
        Arrival.account == box.name,
    )
    with database.reading() as session:
        return act_as(session, SYSTEM).scalars(statement.limit(1)).first() is not None


def _count(session: Session, box: Mailbox) -> int:
    """Mails of this mailbox; what was left out because it was known by its bytes is no second one."""
    mine = Arrival.channel == Channel.EMAIL, Arrival.account == box.name
    return session.scalar(select(func.count()).select_from(Arrival).where(*mine)) or 0
