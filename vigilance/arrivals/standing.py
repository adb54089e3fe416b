"""How every channel stands: open or closed, when it last brought something, what waits, and whether it is well.

One computation for the page and for `vigilance channels health`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.channels.accounts import ChannelAccounts
from vigilance.correspondence.health_models import ChannelHealth
from vigilance.correspondence.outbox_queries import ChannelCount, channel_counts
from vigilance.domain.lanes import Channel

MAIL_LAG = timedelta(minutes=30)
"""A mailbox that was not read for so long is an alarm (hostile input 76)."""
TELEGRAM_GAP = timedelta(hours=2)
"""Telegram keeps what it could not deliver for a day: silence is looked at long before (security.md 5.6)."""
UNREAD = timedelta(minutes=10)
NOT_HEARD_FROM = timedelta(minutes=3)
"""A listener says every half minute that it listens (lmtp.py); silent for so long, it does not."""
LISTENER = "lmtp"
DOOR, CALLS = "lmtp-door", "lmtp-calls"
"""Under which names of health it is noted that the listener listens, and that a mail server called upon it."""
OTHER_DOORS = ("ivr", "sms")


class Light(StrEnum):
    """How a channel stands, in one word."""

    CLOSED = "closed"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Trouble(StrEnum):
    """What is wrong with a channel, or may be."""

    NOT_WORKING = "not-working"
    SECRETS_MISSING = "secrets-missing"
    NOT_READ = "mailbox-not-read"
    NOT_LISTENING = "not-listening"
    LAST_FAILED = "last-try-failed"
    SILENT = "silent-for-long"
    UNREAD = "arrivals-unread"
    PARKED = "messages-parked"


RED = frozenset(
    {Trouble.NOT_WORKING, Trouble.SECRETS_MISSING, Trouble.NOT_READ, Trouble.NOT_LISTENING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One channel, or one mailbox or form of a channel."""

    name: str
    """As in config/channels.toml: `whatsapp`, `ivr`; for a mailbox or a form the channel."""
    part: str | None
    """Which mailbox or form."""
    light: Light
    troubles: tuple[Trouble, ...]
    error: str | None
    last_at: datetime | None
    heard_at: datetime | None
    """When somebody last called upon the program that listens; of mail handed over alone."""
    waiting: int
    held: int
    sending: int
    parked: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a channel's figures are found."""

    name: str
    part: str | None
    channel: Channel
    account: str | None
    open: bool
    missing: bool = False
    mailbox: bool = False
    listens: bool = False

    def has(self, channel: Channel, account: str) -> bool:
        return channel is self.channel and self.account in (None, account)


Counts = Mapping[tuple[Channel, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What is counted once for all channels."""

    health: Mapping[tuple[str, str], ChannelHealth]
    going_out: Mapping[str, ChannelCount]
    waiting: Counts
    held: Counts
    messages: Counts


def standings(session: Session, accounts: ChannelAccounts, at: datetime) -> list[Standing]:
    """Every channel of the office, closed ones too."""
    figures = _Figures(
        health={(row.channel, row.account): row for row in session.scalars(select(ChannelHealth))},
        going_out={each.channel: each for each in channel_counts(session)},
        waiting=_grouped(session, Arrival, Arrival.state == ArrivalState.WAITING),
        held=_grouped(session, Arrival, Arrival.state == ArrivalState.HELD),
        messages=_grouped(session, ArrivedMessage, ArrivedMessage.outcome == Outcome.HELD),
    )
    return [_standing(session, place, figures, at) for place in _places(accounts)]


def _standing(session: Session, place: _Place, figures: _Figures, at: datetime) -> Standing:
    own = list(_health_of(place, figures.health))
    sent = figures.going_out.get(place.name, ChannelCount(place.name, 0, None, 0))
    waiting, last_at = _sum(place, figures.waiting), _last(session, place)
    oldest = _oldest(session, place) if waiting else None
    troubles = tuple(_troubles(place, own, sent, at=at, last_at=last_at, oldest=oldest))
    if place.listens and not _listens(place, figures, at):
        troubles = (Trouble.NOT_LISTENING, *troubles)
    return Standing(
        name=place.name,
        part=place.part,
        light=_light(place, troubles),
        troubles=troubles if place.open else (),
        error=_error(own),
        last_at=last_at,
        heard_at=_noted(place, CALLS, figures),
        waiting=waiting,
        held=_sum(place, figures.held) + _sum(place, figures.messages),
        sending=sent.waiting,
        parked=sent.parked,
    )


def _places(accounts: ChannelAccounts) -> Iterator[_Place]:
    email = Channel.EMAIL
    for box in accounts.mailboxes:
        yield _Place(email.value, box.name, email, box.name, open=True, mailbox=True)
    if not accounts.mailboxes:
        yield _Place(email.value, None, email, None, open=accounts.of(email).open)
    for name, account in accounts.providers.items():
        if name == email:
            continue
        if name == LISTENER:
            yield _Place(name, None, email, account.account, open=account.open, listens=True)
            continue
        channel = Channel.PHONE if name in OTHER_DOORS else Channel(name)
        own = name if name in OTHER_DOORS else None
        yield _Place(name, None, channel, own, account.open, missing=bool(account.missing))
    for name, form in accounts.forms.items():
        yield _Place(
            Channel.FORM.value, name, Channel.FORM, name, open=True, missing=not form.secret
        )


def _health_of(
    place: _Place, health: Mapping[tuple[str, str], ChannelHealth]
) -> Iterator[ChannelHealth]:
    for (channel, account), row in health.items():
        if channel == place.name and (place.part is None or account == place.part):
            yield row


def _troubles(
    place: _Place,
    health: Iterable[ChannelHealth],
    sent: ChannelCount,
    *,
    at: datetime,
    last_at: datetime | None,
    oldest: datetime | None,
) -> Iterator[Trouble]:
    rows = list(health)
    if any(row.red_since for row in rows):
        yield Trouble.NOT_WORKING
    elif any(_failed_last(row) for row in rows):
        yield Trouble.LAST_FAILED
    if place.missing:
        yield Trouble.SECRETS_MISSING
    read_at = _latest(row.last_ok_at for row in rows)
    if place.mailbox and rows and (read_at is None or at - read_at > MAIL_LAG):
        yield Trouble.NOT_READ
    if place.channel is Channel.TELEGRAM and last_at is not None and at - last_at > TELEGRAM_GAP:
        yield Trouble.SILENT
    if oldest is not None and at - oldest > UNREAD:
        yield Trouble.UNREAD
    if sent.parked:
        yield Trouble.PARKED


def _listens(place: _Place, figures: _Figures, at: datetime) -> bool:
    """Whether somebody stands at the door."""
    noted = _noted(place, DOOR, figures)
    return noted is not None and at - noted <= NOT_HEARD_FROM


def _noted(place: _Place, name: str, figures: _Figures) -> datetime | None:
    """When this was last noted of the place's listener; nothing is noted of a place that has none."""
    row = figures.health.get((name, place.account or "")) if place.listens else None
    return row.last_ok_at if row else None


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((each for each in moments if each is not None), default=None)


def _failed_last(row: ChannelHealth) -> bool:
    return row.last_error_at is not None and (
        row.last_ok_at is None or row.last_ok_at < row.last_error_at
    )


def _light(place: _Place, troubles: tuple[Trouble, ...]) -> Light:
    if not place.open:
        return Light.CLOSED
    if RED.intersection(troubles):
        return Light.RED
    return Light.AMBER if troubles else Light.GREEN


def _error(health: Iterable[ChannelHealth]) -> str | None:
    """The last error of what fails now."""
    failing = [row for row in health if row.red_since or _failed_last(row)]
    return next((row.last_error for row in failing if row.last_error), None)


def _grouped(session: Session, table: type[Arrival | ArrivedMessage], which: object) -> Counts:
    statement = (
        select(table.channel, table.account, func.count())
        .where(which)  # type: ignore[arg-type]  # a condition of that table
        .group_by(table.channel, table.account)
    )
    return {(channel, account): count for channel, account, count in session.execute(statement)}


def _sum(place: _Place, figures: Counts) -> int:
    return sum(
        count for (channel, account), count in figures.items() if place.has(channel, account)
    )


def _last(session: Session, place: _Place) -> datetime | None:
    statement = select(Arrival.received_at).where(Arrival.channel == place.channel)
    if place.account is not None:
        statement = statement.where(Arrival.account == place.account)
    return session.scalars(statement.order_by(Arrival.received_at.desc()).limit(1)).first()


def _oldest(session: Session, place: _Place) -> datetime | None:
    statement = select(func.min(Arrival.received_at)).where(
        Arrival.channel == place.channel, Arrival.state == ArrivalState.WAITING
    )
    if place.account is not None:
        statement = statement.where(Arrival.account == place.account)
    found: datetime | None = session.scalar(statement)
    return found
