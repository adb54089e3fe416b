"""A message that becomes a complaint: keys and papers first, then the register and the settling in one transaction."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from vigilance.arrivals.contents import cut_text, flagged, language_of, uploads_of, words_of
from vigilance.arrivals.media_wanted import want_files
from vigilance.arrivals.models import Outcome
from vigilance.arrivals.work import Work, settle
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.preparation import prepare
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.domain.message import Contact, ContactKind, InboundMessage, Where
from vigilance.identities.contacts import Identity

Within = Callable[[Session, uuid.UUID], None]
"""What else is to be written in the same transaction, for the record with this id."""
LONG_TEXT = "long-text"


def register_message(
    work: Work,
    message: InboundMessage,
    position: int,
    *,
    within: Within | None = None,
    reason: str | None = None,
    **filing_extra: Any,
) -> Registration:
    """Register a complaint made of this message; `filing_extra` are fields of Filing that differ.

    AlreadyReceived where the message was settled before; nothing is then registered.
    """
    filing = filing_of(work, message, **filing_extra)
    prepared = prepare(filing, work.office, work.at)
    papers = flagged(prepared.papers, message, len(filing.papers) - len(uploads_of(message)))
    prepared = replace(prepared, papers=papers)
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        registration = register_prepared(session, prepared, by=SYSTEM, office=work.office)
        arrived = settle(
            session, work, message, Outcome.REGISTERED, position=position,
            record_id=registration.record_id, reason=reason,
        )  # fmt: skip
        want_files(session, work, message, arrived, registration.record_id)
        if within is not None:
            within(session, registration.record_id)
    return registration


def filing_of(work: Work, message: InboundMessage, **extra: Any) -> Filing:
    """The filing this message makes."""
    language = extra.pop("language", None) or language_of(
        message, work.office.settings.default_language
    )
    told = extra.pop("identity", None)
    identity = identity_of(message) if told is None else told  # an empty one is meant
    said, whole = cut_text(extra.pop("text", None) or words_of(message, language), language)
    flags = (*message.flags, *extra.pop("flags", ()), *((LONG_TEXT,) if whole else ()))
    given: dict[str, Any] = {
        "text": said,
        "language": language,
        "lane": Lane.ORDINARY if identity else Lane.ANONYMOUS,
        "channel": work.channel,
        "identity": identity,
        "papers": (*whole, *extra.pop("papers", ()), *uploads_of(message)),
        "original": work.raw if work.alone else said.encode(),
        "received_at": work.received_at,
        "arrival": work.arrival_sha256,
        "flags": flags,
        "answered": message.where is Where.PRIVATE,
    }
    return Filing(**given | extra)


def identity_of(message: InboundMessage) -> Identity:
    """Who wrote, as far as the channel says; nothing of it is proved."""
    sender = message.sender
    return Identity(
        name=message.sender_name or None,
        email=_address(sender, ContactKind.EMAIL),
        mobile=_address(sender, ContactKind.MOBILE),
        handle=sender
        if sender and sender.kind not in (ContactKind.EMAIL, ContactKind.MOBILE)
        else None,
    )


def _address(sender: Contact | None, kind: ContactKind) -> str | None:
    return sender.address if sender is not None and sender.kind is kind else None
