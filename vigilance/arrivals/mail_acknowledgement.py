"""The acknowledgement by mail: at once, without a word of what was written, and once a day to one sender.

Who writes more on one day gets the other numbers with the next day's: no loop of two machines can last, and nobody is
left without a number (domain.md decision 5; hostile input 72).
"""

import re
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.arrivals.mail_models import MailAnswered, MailAnswerOwed
from vigilance.arrivals.work import Work, sender_digest
from vigilance.audit.commands import lock_records
from vigilance.audit.models import Event
from vigilance.complaints.commands.acknowledgement import acknowledge
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import tell
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.models import Message
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import MAILBOX_ONLY
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.message import ContactKind, InboundMessage
from vigilance.domain.numbering import grouped
from vigilance.domain.workflows.complaint import Action

KEPT = timedelta(days=7)
MOST_AT_ONCE = 50
NEVER_ANSWERED = re.compile(
    r"(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)([-+.=].*)?",
    re.IGNORECASE,
)
"""Local parts behind which nobody reads."""


def acknowledge_or_owe(
    session: Session, work: Work, message: InboundMessage, record_id: uuid.UUID
) -> None:
    """Acknowledge the complaint that was just registered, or owe its sender the number until tomorrow.

    Where nobody can be written to, the clerk acknowledges in another way.
    """
    digest = sender_digest(message, work.office.index_key)
    if digest is None or not _can_be_answered(work, message):
        return
    if not _owed(session, digest) and _claim_day(session, digest, ist_day(work.at)):
        acknowledge(
            session, complaint_of(session, record_id), by=SYSTEM, at=work.at, office=work.office
        )
    else:
        session.add(MailAnswerOwed(record_id=record_id, sender_digest=digest, made_at=work.at))


def _can_be_answered(work: Work, message: InboundMessage) -> bool:
    sender = message.sender
    if sender is None or sender.kind is not ContactKind.EMAIL:
        return False
    settings = work.office.settings
    ours = {box.address for box in work.accounts.mailboxes} | {
        settings.mail_from,
        settings.office_email,
    }
    address = sender.address.casefold()
    local = address.rpartition("@")[0]
    return address not in {each.casefold() for each in ours} and not NEVER_ANSWERED.fullmatch(local)


def tell_owed(database: Database, office: Office, at: datetime) -> int:
    """Tell the numbers that are owed to senders who had no answer yet today; how many senders."""
    today = ist_day(at)
    answered = select(MailAnswered.sender_digest).where(MailAnswered.day == today)
    waiting = select(MailAnswerOwed.sender_digest).where(
        MailAnswerOwed.sender_digest.not_in(answered)
    )
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM).execute(delete(MailAnswered).where(MailAnswered.day < today - KEPT))
        digests = session.scalars(waiting.distinct().limit(MOST_AT_ONCE)).all()
    return sum(_tell_one(database, office, digest, at) for digest in digests)


def _tell_one(database: Database, office: Office, digest: bytes, at: datetime) -> bool:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if not _claim_day(session, digest, ist_day(at)):
            return False
        owed = _owed(session, digest)
        lock_records(session, [row.record_id for row in owed])
        complaints = [complaint_of(session, row.record_id) for row in owed]
        for row in owed:
            session.delete(row)
        # Whoever was acknowledged by the clerk meanwhile has his number.
        told = _acknowledged(session, complaints)
        waiting = [each for each in complaints if each.record_id not in told]
        if len(waiting) == 1:
            acknowledge(session, waiting[0], by=SYSTEM, at=at, office=office)
        elif waiting:
            _acknowledge_several(session, office, waiting, at)
        return bool(waiting)


def _owed(session: Session, digest: bytes) -> Sequence[MailAnswerOwed]:
    statement = (
        select(MailAnswerOwed)
        .where(MailAnswerOwed.sender_digest == digest)
        .order_by(MailAnswerOwed.made_at, MailAnswerOwed.record_id)
        .limit(MOST_AT_ONCE)
    )
    return session.scalars(statement).all()


def _acknowledged(session: Session, complaints: Sequence[Complaint]) -> set[uuid.UUID]:
    statement = select(Event.record_id).where(
        Event.record_id.in_([each.record_id for each in complaints]),
        Event.type == Action.ACKNOWLEDGE.value,
    )
    return set(session.scalars(statement))


def _claim_day(session: Session, digest: bytes, day: date) -> bool:
    """Whether this sender has his one answer of the day still before him; it is taken by this transaction."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    claim = insert(MailAnswered).values(sender_digest=digest, day=day).on_conflict_do_nothing()
    return session.scalar(claim.returning(MailAnswered.day)) is not None


def _acknowledge_several(
    session: Session, office: Office, complaints: Sequence[Complaint], at: datetime
) -> None:
    """All numbers in one mail, which belongs to the latest; the others have theirs in their own mailbox."""
    *others, latest = complaints
    for each in others:
        values = {
            "reference": grouped(each.reference),
            "day": day_in_words(ist_day(each.registered_at), each.language),
        }
        message = tell(
            session, each, Notice.ACKNOWLEDGEMENT, by=SYSTEM, at=at, values=values, way=MAILBOX_ONLY
        )
        _take(session, office, each, message, at)
    numbers = ", ".join(grouped(each.reference) for each in complaints)
    message = tell(
        session, latest, Notice.ACKNOWLEDGEMENT_SEVERAL, by=SYSTEM, at=at,
        values={"references": numbers},
    )  # fmt: skip
    _take(session, office, latest, message, at)


def _take(
    session: Session, office: Office, complaint: Complaint, message: Message, at: datetime
) -> None:
    take_step(
        session, complaint, Action.ACKNOWLEDGE, by=SYSTEM, at=at, rules=office.rules(session),
        rows=[message],
    )  # fmt: skip
