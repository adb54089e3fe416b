"""A file as its page shows it: notes, happenings, clocks, papers, conversation, in a fixed number of statements."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.timeline import Happening, happenings_of
from vigilance.clocks.badges import Badge, badge_of
from vigilance.clocks.models import Clock
from vigilance.clocks.queries import clocks_of
from vigilance.clocks.rules import clock_rules
from vigilance.complaints.people import People, people
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_name
from vigilance.correspondence.models import Direction, Message
from vigilance.correspondence.queries import messages_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding, Recommendation
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.stays import StayGround
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import complaint, inquiry
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper
from vigilance.evidence.queries import papers_of
from vigilance.evidence.texts import WithText, read_text
from vigilance.identities.commands import Purpose
from vigilance.notes.models import Note
from vigilance.notes.queries import notes_of
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.clock import now, today
from vigilance.web.language import language

ACTIONS: dict[RecordKind, tuple[type[StrEnum], ...]] = {
    RecordKind.COMPLAINT: (
        complaint.Action,
        inquiry.Action,
    ),  # a case's new officer is told to its complaints
    RecordKind.CASE: (inquiry.Action,),
}
STATES: dict[RecordKind, type[StrEnum]] = {
    RecordKind.COMPLAINT: complaint.State,
    RecordKind.CASE: inquiry.State,
}
CODED: dict[str, type[StrEnum]] = {
    "channel": Channel,
    "lane": Lane,
    "disposal": Disposal,
    "finding": Finding,
    "recommendation": Recommendation,
    "purpose": Purpose,
    "ground": StayGround,
    "relation": Relation,
}
OFFICERS = frozenset({"officer", "before", "inquiring_officer", "vo"})


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note; `text` is None where it is sealed and this reader may not open it."""

    number: int
    at: datetime
    text: str | None = field(repr=False)
    by: str
    post: str


@dataclass(frozen=True, slots=True)
class EventShown:
    """One happening; `action` is set where it is a step of the procedure, `state` where it moved the record."""

    at: datetime
    kind: str
    action: StrEnum | None
    state: StrEnum | None
    by: str
    says: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock with its name and how it stands."""

    id: uuid.UUID
    limit: str
    label: str
    due_on: date
    badge: Badge
    runs: bool
    stayed: bool


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One paper: what it is, never its name, which is sealed."""

    file_number: str
    number: int
    media_type: str
    size: int
    flags: Sequence[str]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message; `text` as in a note."""

    at: datetime
    outgoing: bool
    notice: str | None
    text: str | None = field(repr=False)
    by: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """What every file has, complaint or case."""

    notes: list[NoteShown]
    events: list[EventShown]
    clocks: list[ClockShown]
    papers: list[PaperShown]
    messages: list[MessageShown]
    people: People

    @property
    def running(self) -> bool:
        """Whether a clock of the file runs."""
        return any(clock.runs for clock in self.clocks)

    @property
    def stayed(self) -> bool:
        """Whether one of them stands still."""
        return any(clock.stayed for clock in self.clocks)


Reader = Callable[[WithText], str | None]


def reads_source(record: Record) -> bool:
    """Whether this officer may read what the complainant himself sent in.

    The vigilance cell may. The inquiring officer may in an ordinary record; in a protected one he has the allegation
    from the order of inquiry, because the complainant's own words and papers can tell who wrote them.
    """
    cell = allowed(current_actor().roles, Permission.COMPLAINT_READ)
    return cell or record.kind is RecordKind.CASE or record.tier is Tier.ORDINARY


def reader_of(session: Session, record: Record) -> Reader:
    """Reads the texts of a record; sealed ones are opened with one unwrap a page, for officers who may read papers."""
    may_open = allowed(current_actor().roles, Permission.PAPER_READ)

    @cache
    def key() -> CaseKey:
        return open_record_key(session, record.id, current_office().holder, current_actor(), now())

    def read(row: WithText) -> str | None:
        if row.text_sealed is not None and not may_open:
            return None
        return read_text(row, record, key)

    return read


def file_shown(session: Session, record: Record, read: Reader, *more: Record) -> FileShown:
    """The file of a record, with the papers and the conversation of the records joined to it."""
    ids = [record.id, *(other.id for other in more)]
    numbers = {other.id: other.number for other in (record, *more)}
    readers = {record.id: read} | {other.id: reader_of(session, other) for other in more}
    notes = notes_of(session, [record.id])
    happenings = happenings_of(session, [record.id])
    # The correspondence is the cell's; who inquires has no part in it.
    cell = allowed(current_actor().roles, Permission.COMPLAINT_READ)
    messages = messages_of(session, ids) if cell else []
    named = {note.written_by for note in notes} | {each.officer_id for each in messages}
    named |= {_officer(each.actor) for each in happenings}
    named |= {_officer(each.body.get(name)) for each in happenings for name in OFFICERS}
    who = people(session, named - {None})  # type: ignore[arg-type]  # None was just taken away
    return FileShown(
        notes=[_note(note, read, who) for note in notes],
        events=[_event(each, record.kind, who) for each in happenings],
        clocks=[_clock(clock, record.kind) for clock in clocks_of(session, [record.id])[record.id]],
        papers=[
            _paper(paper, numbers)
            for paper in papers_of(
                session, [each.id for each in (record, *more) if reads_source(each)]
            )
        ],
        messages=[_message(each, readers[each.record_id], who) for each in messages],
        people=who,
    )


def _officer(actor: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(actor))
    except ValueError:
        return None


def _note(note: Note, read: Reader, who: People) -> NoteShown:
    by, post = who.name(note.written_by), who.post(note.written_by)
    return NoteShown(note.number, note.written_at, read(note), by, post)


def _event(found: Happening, kind: RecordKind, who: People) -> EventShown:
    body = found.body
    moved = body.get("to") != body.get("from")
    return EventShown(
        at=found.at,
        kind=found.kind,
        action=_coded(found.kind, *ACTIONS[kind]),
        state=_coded(body.get("to"), STATES[kind]) if moved else None,
        by=who.actor(found.actor),
        says={name: _said(name, value, who) for name, value in body.items() if name != "rows"},
    )


def _coded(value: object, *kinds: type[StrEnum]) -> StrEnum | None:
    return next((kind(str(value)) for kind in kinds if value in set(kind)), None)


def _said(name: str, value: object, who: People) -> object:
    """A value of an event's body as the page says it: codes as coded values, officers and districts by name."""
    if name in CODED:
        return _coded(value, CODED[name])
    if name in OFFICERS:
        return who.actor(str(value)) if value else None
    return district_name(str(value)) if name == "district" else value


def _clock(clock: Clock, kind: RecordKind) -> ClockShown:
    rules = clock_rules(current_app.config["SETTINGS"].config_dir)
    limit = rules.limit(kind, clock.limit_name, clock.started_on)
    badge = badge_of(
        clock.due_on,
        clock.counts_until,
        today(),
        started_on=clock.started_on,
        done_on=clock.done_on,
        stayed=clock.stayed,
    )
    return ClockShown(
        id=clock.id,
        limit=clock.limit_name,
        label=limit.label.said_in(language()),
        due_on=clock.due_on,
        badge=badge,
        runs=clock.done_on is None,
        stayed=clock.stayed,
    )


def _paper(paper: Paper, numbers: Mapping[uuid.UUID, str]) -> PaperShown:
    return PaperShown(
        numbers[paper.record_id],
        paper.number,
        paper.media_type,
        paper.size,
        paper.flags,
        paper.added_at,
    )


def _message(message: Message, read: Reader, who: People) -> MessageShown:
    outgoing = message.direction is Direction.TO_COMPLAINANT
    by = who.name(message.officer_id) if outgoing and message.officer_id else ""
    return MessageShown(message.at, outgoing, message.notice, read(message), by)
