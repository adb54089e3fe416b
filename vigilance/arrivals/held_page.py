"""What the pages of held things show, made ready for their templates."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.arrivals.commands.deciding import may_become_a_record
from vigilance.arrivals.contents import flag_of
from vigilance.arrivals.media_queue import MEDIA_NOT_FETCHED
from vigilance.arrivals.queries import Held
from vigilance.arrivals.words import reason_in_words
from vigilance.complaints.models import Complaint
from vigilance.domain.message import InboundMessage
from vigilance.domain.money import grouped
from vigilance.evidence.kinds import Flag
from vigilance.web.navigation import file_url

SHOWN_CHARACTERS = 20_000
SHOWN_BYTES = 4_000
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    held: Held
    url: str
    why: str
    age: str
    number: str | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that came with it; `odd` says what an officer should know before he opens it."""

    name: str = field(repr=False)
    media_type: str
    size: int | None
    odd: Flag | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a held thing says, for the one who decides on it."""

    sender: str | None = field(repr=False)
    subject: str | None = field(repr=False)
    text: str = field(repr=False)
    quoted: str = field(repr=False)
    files: tuple["ShownFile", ...] = field(repr=False)
    flags: tuple[str, ...]
    raw: str = field(repr=False)
    sent_at: datetime | None


def rows_of(session: Session, found: Collection[Held], now: datetime) -> list[Row]:
    """The lines of the list; a suggested number only where its record is in the reader's sight."""
    numbers = numbers_of(session, {each.record_id or each.suggested_id for each in found})
    return [
        Row(
            held=each,
            url=url_for("held.one", held_id=each.id),
            why=reason_in_words(each.reason),
            age=age_in_words(now - each.at),
            number=numbers.get(each.record_id or each.suggested_id),
            proposed=each.proposed_by is not None,
        )
        for each in found
    ]


def numbers_of(
    session: Session, record_ids: Collection[uuid.UUID | None]
) -> dict[uuid.UUID | None, str]:
    """The numbers of these complaints as far as they are in sight."""
    wanted = {each for each in record_ids if each is not None}
    if not wanted:
        return {}
    statement = select(Complaint.record_id, Complaint.number).where(Complaint.record_id.in_(wanted))
    return {record_id: number for record_id, number in session.execute(statement) if number}


def age_in_words(age: timedelta) -> str:
    """How long it waits, in days or hours."""
    if age >= DAY:
        return str(_("%(count)s days", count=grouped(age // DAY)))
    if age >= HOUR:
        return str(_("%(count)s hours", count=age // HOUR))
    return str(_("%(count)s minutes", count=max(0, age // timedelta(minutes=1))))


def shown(message: InboundMessage, raw: bytes) -> Opened:
    """The message as words and names alone; where it has no words, the beginning of its bytes."""
    who = [message.sender_name, message.sender.address if message.sender else None]
    has_words = bool(message.text.strip() or (message.subject or "").strip())
    beginning = "" if has_words else raw[:SHOWN_BYTES].decode("utf-8", "replace")
    return Opened(
        sender=" · ".join(part for part in who if part) or None,
        subject=message.subject,
        text=message.text[:SHOWN_CHARACTERS],
        quoted=message.quoted[:SHOWN_CHARACTERS],
        files=tuple(
            ShownFile(each.name, each.media_type, each.size, flag_of(each.set_aside))
            for each in message.attachments
        ),
        flags=message.flags,
        raw=beginning.replace("\x00", "\u2400"),
        sent_at=message.sent_at,
    )


def what_may_be_done(held: Held, officer_id: uuid.UUID) -> frozenset[str]:
    """The acts that are open to this officer on it."""
    acts = set()
    if held.proposed_by is not None:
        acts.add("refuse")
        if held.proposed_by != officer_id:
            acts.add("confirm")
    elif held.record_id is not None:
        acts.add("stand")
    else:
        acts.add("dismiss")
    if held.proposed_by is None and held.reason == MEDIA_NOT_FETCHED:
        acts.add("fetch")
    if held.proposed_by is None and may_become_a_record(held):
        acts |= {"retry", "attach", "register"}
    return frozenset(acts)


def number_url(number: str | None) -> str | None:
    """Where the complaint of this number is read."""
    return file_url(number) if number else None
