"""Hearing a mail: what belongs to a complaint is added to it, what only says so waits for a person, the rest is new.

Belonging is proved by the complaint's own address or by answering a mail of ours, never by a number or by who the
sender says he is (decision 3; hostile inputs 70 to 73).
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.arrivals.attaching import attach_message
from vigilance.arrivals.contents import keepable, language_of, words_of
from vigilance.arrivals.mail_acknowledgement import acknowledge_or_owe
from vigilance.arrivals.mail_models import HeardMail
from vigilance.arrivals.mail_threads import Belonging, belonging_of
from vigilance.arrivals.models import Outcome
from vigilance.arrivals.receipts import UNKNOWN_ORIGINAL
from vigilance.arrivals.registering import register_message
from vigilance.arrivals.work import Work, content_digest, settle
from vigilance.audit.commands import append_event
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.delivery import entry_of_mail, mark_mail
from vigilance.correspondence.threads import remember_mail
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived
from vigilance.domain.message import DeliveryState, InboundMessage, MessageKind
from vigilance.sealing.fields import LP

CLAIMS_A_CASE = "claims-a-case"
SENDER_MATCHES = "claims-a-case-sender-matches"
OTHER_SENDER = "other-sender"
REPEATED = "repeated"
RETURNED = "mail-returned"
REPORTS = frozenset({MessageKind.BOUNCE, MessageKind.RECEIPT})
"""What mail servers and mail programs say of a mail of ours."""
NOTHING_SAID = "nothing-said"
PASSED_ON = "passed-on"
"""An officer should know that somebody else sent it than who wrote it."""
MAIL_NAME, PASSED_ON_BY = "message-id", "forwarded-by"
"""Fields of a mail as it is read (channels/mail)."""


class SameMail(AlreadyReceived):
    """The same mail was heard before, by another way or at the same moment by another worker."""

    code = "same-mail"


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail on its way through this module."""

    work: Work
    message: InboundMessage
    position: int

    @property
    def digest(self) -> bytes:
        """What makes two mails the same: their name, their sender and their whole content.

        The name alone is chosen by whoever sends (security.md 5.5), so another content is another mail.
        """
        name = self.message.fields.get(MAIL_NAME, "") or self.message.external_id
        content = self.work.digest or content_digest(self.message, self.work.office.index_key)
        said = LP(b"heard-mail", name.encode("utf-8", "replace"), content)
        return hmac.new(self.work.office.index_key, said, hashlib.sha256).digest()


def hear(work: Work, message: InboundMessage, position: int) -> None:
    """Let follow from this mail what may follow; AlreadyReceived where it was settled before."""
    heard = Heard(work, message, position)
    if message.kind in REPORTS and message.held is None:
        _told(heard)
    elif message.kind is not MessageKind.COMPLAINT_OR_REPLY and message.held is None:
        _put_down(heard, Outcome.NOTED, message.kind.value)
    else:
        _hear_person(heard)


def _hear_person(heard: Heard) -> None:
    with heard.work.database.reading() as session:
        act_as(session, SYSTEM)
        first = session.get(HeardMail, heard.digest)
        belonging = belonging_of(session, heard.work, heard.message)
    if first is not None and heard.work.again is None:
        _put_down(heard, Outcome.NOTED, REPEATED, record_id=first.record_id)
        return
    try:
        _follow(heard, belonging)
    except SameMail:
        _put_down(heard, Outcome.NOTED, REPEATED)


def _follow(heard: Heard, belonging: Belonging) -> None:
    if heard.message.held is not None:
        why = heard.message.held
        _put_down(heard, Outcome.HELD, why, suggested_id=belonging.record_id, claim=True)
    elif belonging.proved and belonging.record_id is not None:
        _attach(heard, belonging.record_id, belonging)
    elif belonging.claimed:
        reason = SENDER_MATCHES if belonging.sender_matches else CLAIMS_A_CASE
        _put_down(heard, Outcome.HELD, reason, suggested_id=belonging.record_id, claim=True)
    elif _says_nothing(heard.message):
        _put_down(heard, Outcome.HELD, NOTHING_SAID, claim=True)
    else:
        _register(heard)


def _attach(heard: Heard, record_id: uuid.UUID, belonging: Belonging) -> None:
    attach_message(
        heard.work, heard.message, heard.position, record_id,
        within=_and_remember(heard),
        reason=None if belonging.sender_matches else OTHER_SENDER,
    )  # fmt: skip


def _register(heard: Heard) -> None:
    work, message = heard.work, heard.message

    def within(session: Session, record_id: uuid.UUID) -> None:
        _and_remember(heard)(session, record_id)
        acknowledge_or_owe(session, work, message, record_id)

    language = language_of(message, work.office.settings.default_language)
    said = words_of(message, language)
    if message.quoted.strip():
        said = f"{said}\n\n{_as_quoted(message.quoted)}"
    flags = (PASSED_ON,) if PASSED_ON_BY in message.fields else ()
    register_message(work, message, heard.position, within=within, text=said, flags=flags)


def _as_quoted(text: str) -> str:
    """What the sender quotes in a new complaint is part of it, and is seen to be another's words."""
    lines = keepable(text).strip("\r\n").splitlines()
    return "\n".join(line if line.startswith(">") else f"> {line}" for line in lines)


def _says_nothing(message: InboundMessage) -> bool:
    said = f"{message.subject or ''}{message.text}{message.quoted}"
    return not said.strip() and not message.attachments


def _and_remember(heard: Heard) -> Callable[[Session, uuid.UUID], None]:
    def within(session: Session, record_id: uuid.UUID) -> None:
        _claim(session, heard, record_id)
        name = heard.message.fields.get(MAIL_NAME)
        if name:
            remember_mail(session, record_id, name, heard.work.office.keyring, at=heard.work.at)

    return within


def _claim(session: Session, heard: Heard, record_id: uuid.UUID | None) -> None:
    """Be the one that heard this mail; SameMail where another was, and then nothing of this transaction stays."""
    if heard.work.again is not None:
        return  # it is the one that was held
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    row = {"digest": heard.digest, "record_id": record_id, "at": heard.work.at}
    claim = insert(HeardMail).values(row).on_conflict_do_nothing().returning(HeardMail.digest)
    if session.scalar(claim) is None:
        raise SameMail("this mail")


def _put_down(
    heard: Heard,
    outcome: Outcome,
    reason: str,
    *,
    record_id: uuid.UUID | None = None,
    suggested_id: uuid.UUID | None = None,
    claim: bool = False,
) -> None:
    with heard.work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        settle(
            session, heard.work, heard.message, outcome, position=heard.position,
            record_id=record_id, suggested_id=suggested_id, reason=reason,
        )  # fmt: skip
        if claim:
            _claim(session, heard, None)


def _told(heard: Heard) -> None:
    """How far a mail of ours came: its outbox entry says so; that it came back, its record too, and once.

    Whoever knows the name of a mail got it, so its name is proof enough. The time is ours: a mail's own is a claim.
    """
    message, at = heard.message, heard.work.at
    names = [name for name in (message.refers_to, *message.thread.message_ids) if name]
    returned = message.kind is MessageKind.BOUNCE
    state = message.delivery or DeliveryState.SENT
    with heard.work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        known = entry_of_mail(session, names)
        failed_before = known is not None and known.failed_at is not None
        sent = mark_mail(session, names, state, at)
        if sent is not None and returned and not failed_before:
            record = complaint_of(session, sent.record_id).record
            append_event(session, record, RETURNED, {}, by=SYSTEM, at=at)
        settle(
            session, heard.work, message, Outcome.NOTED, position=heard.position,
            record_id=sent.record_id if sent else None,
            reason=RETURNED if returned else f"mail-{state}" if sent else UNKNOWN_ORIGINAL,
        )  # fmt: skip
