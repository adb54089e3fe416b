"""What a clerk does with an envelope: enters it in the diary, keeps what is typed, registers, closes it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import delete
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.complaints.commands.acknowledgement import acknowledge
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared, prepare
from vigilance.domain.actors import Actor
from vigilance.domain.dates import INDIA, ist_day
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotPermitted
from vigilance.domain.lanes import Lane
from vigilance.domain.message import Contact, ContactKind
from vigilance.evidence.commands import StoredPaper
from vigilance.identities.contacts import mark_of
from vigilance.post.envelope_seals import (
    give_key,
    keep_words,
    key_of,
    scan_row,
    stored_of,
    typed_of,
)
from vigilance.post.models import HowItCame, PostEnvelope, PostItem, PostScan
from vigilance.post.queries import scans_of
from vigilance.records.commands import next_in_series, system_record

NAMELESS = frozenset({Lane.PROTECTED, Lane.ANONYMOUS})
"""The lanes in which no trace may lead from the envelope to the complaint."""

NOT_REGISTERED = "A complaint is written and not registered. Register it, or tick this."
NOON = time(12, tzinfo=INDIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What stands on an envelope, and how it came."""

    received_on: date
    how: HowItCame
    language: str
    sender: Mapping[str, str] = field(repr=False)


def open_envelope(
    session: Session, outside: Outside, *, by: Actor, at: datetime, office: Office
) -> PostEnvelope:
    """Enter an envelope in the diary of its year of entry; the session must act as the system."""
    if by.officer_id is None:
        raise NotPermitted("open-envelope")
    record = system_record(session, "post", at=at)
    lock_record(session, record)  # before the series, which comes last
    envelope = PostEnvelope(
        id=uuid.uuid4(),
        officer_id=by.officer_id,
        how=outside.how,
        language=outside.language,
        received_on=outside.received_on,
        opened_at=at,
        number="",
    )
    year = ist_day(at).year
    serial = next_in_series(session, f"{office.settings.office_code}-D-{year}")
    envelope.number = f"{office.settings.office_code}-D-{year}-{serial:06}"
    envelope.sender_sealed = keep_words(office, envelope, "sender", outside.sender)
    envelope.sender_digest = sender_digest(office, outside.sender)
    give_key(office, envelope)
    session.add(envelope)
    session.flush()
    body = {
        "diary": envelope.number,
        "how": envelope.how.value,
        "received_on": envelope.received_on.isoformat(),
    }
    append_event(session, record, "envelope-opened", body, by=by, at=at)
    return envelope


def sender_digest(office: Office, sender: Mapping[str, str]) -> bytes | None:
    """The blind index by which this sender is recognised: his number, else his mail address."""
    for name, kind in (("mobile", ContactKind.MOBILE), ("email", ContactKind.EMAIL)):
        if sender.get(name):
            return mark_of(Contact(kind, sender[name]), office.index_key).digest
    return None


def save_envelope(
    envelope: PostEnvelope, typed: Mapping[str, str], *, at: datetime, office: Office
) -> None:
    """Keep the complaint as far as it is typed; ActionNotAllowed once the envelope is closed."""
    check_open(envelope, "save")
    envelope.typed_sealed = keep_words(office, envelope, "typed", typed)
    envelope.saved_at = at


def check_open(envelope: PostEnvelope, action: str) -> None:
    """Raise ActionNotAllowed once the envelope is closed."""
    if envelope.closed_at is not None:
        raise ActionNotAllowed(action, "closed")


def add_scan(
    session: Session, envelope: PostEnvelope, stored: StoredPaper, *, at: datetime, office: Office
) -> PostScan:
    """Keep a scan that lies on the disk already, sealed to the envelope's key."""
    row = scan_row(office, envelope.id, stored)
    row.at = at
    session.add(row)
    return row


def received_at(on: date, at: datetime) -> datetime:
    """The instant of a letter of which only the day is known; never later than now."""
    return min(datetime.combine(on, NOON), at)


def prepare_item(
    office: Office, envelope: PostEnvelope, scans: Sequence[PostScan], filing: Filing, at: datetime
) -> Prepared:
    """All that is slow. The scans are under the key already."""
    papers = tuple(stored_of(office, row) for row in scans)
    return prepare(filing, office, at, key=key_of(office, envelope), papers=papers)


def register_item(
    session: Session, envelope: PostEnvelope, prepared: Prepared, *, told: bool, by: Actor,
    office: Office,
) -> Registration:  # fmt: skip
    """Enter one complaint of the envelope, make room for the next; `told` where a letter or slip goes out."""
    check_open(envelope, "register")
    if envelope.key_public != prepared.key.public:
        raise ActionNotAllowed(
            "register", "another complaint of this envelope was registered meanwhile"
        )
    if {row.blob_name for row in scans_of(session, envelope.id)} - {
        paper.blob_name for paper in prepared.papers
    }:
        raise ActionNotAllowed("register", "a scan came meanwhile")
    at = prepared.at
    done = register_prepared(session, prepared, by=by, office=office)
    if told:
        acknowledge(session, done.complaint, by=by, at=at, office=office)
    nameless = prepared.filing.lane in NAMELESS
    session.add(
        PostItem(envelope_id=envelope.id, record_id=None if nameless else done.record_id, at=at)
    )
    session.execute(delete(PostScan).where(PostScan.envelope_id == envelope.id))
    envelope.typed_sealed = None
    give_key(office, envelope)
    return done


def close_envelope(
    session: Session,
    envelope: PostEnvelope,
    *,
    discard: bool,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """All of it is registered: the sender is wiped. The session must act as the system.

    Invalid while something is written and not registered, unless it is thrown away on purpose, which the ledger tells.
    """
    check_open(envelope, "close")
    begun = typed_of(office, envelope).get("text", "").strip() or scans_of(session, envelope.id)
    if begun and not discard:
        raise Invalid({"discard": [NOT_REGISTERED]})
    envelope.closed_at = at
    envelope.sender_sealed = envelope.sender_digest = None
    envelope.typed_sealed = envelope.key_sealed = None
    session.execute(delete(PostScan).where(PostScan.envelope_id == envelope.id))
    record = system_record(session, "post", at=at)
    body = {"diary": envelope.number, "discarded": bool(begun)}
    append_event(session, record, "envelope-closed", body, by=by, at=at)
