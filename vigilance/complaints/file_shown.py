"""A file as its page shows it: notes, happenings, clocks, papers, conversation, in a fixed number of statements."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from flask import current_app
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.timeline import Happening, happenings_of
from vigilance.clocks.badges import Badge, badge_of, is_lapsed
from vigilance.clocks.models import Clock
from vigilance.clocks.queries import late_limits
from vigilance.clocks.rules import clock_rules
from vigilance.complaints.events_shown import OFFICERS, EventShown, event_shown, officer_in
from vigilance.complaints.papers_shown import PaperShown, papers_shown
from vigilance.complaints.people import People, people
from vigilance.complaints.schemas import current_office
from vigilance.complaints.talk_shown import MessageShown, Reader, talk_shown
from vigilance.correspondence.queries import messages_and_deliveries
from vigilance.domain.permissions import Permission, allowed
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.texts import WithText, read_text
from vigilance.notes.models import Endorsement, Note
from vigilance.notes.queries import notes_of
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.clock import now, today
from vigilance.web.language import language


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note; `text` is None where it is sealed and this reader may not open it."""

    number: int
    at: datetime
    text: str | None = field(repr=False)
    by: str
    post: str
    endorsement: Endorsement | None


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
class FileShown:
    """What every file has, complaint or case."""

    notes: list[NoteShown]
    events: list[EventShown]
    clocks: list[ClockShown]
    of_tracks: list[Clock]
    """The running clocks of the tracks of its accused, which another part of the page draws."""
    late: frozenset[str]
    papers: list[PaperShown]
    messages: list[MessageShown]
    people: People

    @property
    def running(self) -> bool:
        """Whether a clock of the file runs."""
        running = (clock.done_on is None for clock in self.of_tracks)
        return any(clock.runs for clock in self.clocks) or any(running)

    @property
    def stayed(self) -> bool:
        """Whether one of them stands still."""
        stayed = (clock.stayed for clock in self.of_tracks)
        return any(clock.stayed for clock in self.clocks) or any(stayed)


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


def file_shown(
    session: Session,
    record: Record,
    read: Reader,
    *more: Record,
    choosing: bool,
    clocks: Sequence[Clock],
    has_papers: bool = True,
) -> FileShown:
    """The file of a record, with the papers and the conversation of the records joined to it.

    `choosing` asks for the officers among whom the form that is drawn chooses, besides those the file names. `clocks`
    are those of `clocks_on_file`. Papers are not asked for where it is known that there are none.
    """
    ids = [record.id, *(other.id for other in more)]
    numbers = {other.id: other.number for other in (record, *more)}
    readers = {record.id: read} | {other.id: reader_of(session, other) for other in more}
    notes = notes_of(session, record.id)
    happenings = happenings_of(session, record.id)
    # The correspondence is the cell's; who inquires has no part in it.
    cell = allowed(current_actor().roles, Permission.COMPLAINT_READ)
    messages = messages_and_deliveries(session, ids) if cell else []
    named = _named(happenings) | {record.assigned_to, record.inquiring_officer}
    named |= {note.written_by for note in notes} | {each.officer_id for each, _sent in messages}
    who = people(session, {each for each in named if each}, choosing=choosing, of=ids)
    sources = [each.id for each in (record, *more) if reads_source(each)]
    own = [clock for clock in clocks if clock.proceeding_id is None]
    return FileShown(
        notes=[_note(note, read, who) for note in notes],
        events=[event_shown(each, record.kind, who) for each in happenings],
        clocks=[clock_shown(clock, record.kind) for clock in own],
        of_tracks=_of_tracks(clocks),
        late=late_limits(own, today()),
        papers=papers_shown(session, sources, numbers) if has_papers else [],
        messages=talk_shown(messages, readers, who),
        people=who,
    )


def _named(happenings: Sequence[Happening]) -> set[uuid.UUID | None]:
    """The officers who acted, and whom their acts name."""
    acted = {officer_in(each.actor) for each in happenings}
    return acted | {officer_in(each.body.get(name)) for each in happenings for name in OFFICERS}


def _of_tracks(clocks: Iterable[Clock]) -> list[Clock]:
    """Those of the tracks, without the rights whose time went by unused."""
    day = today()
    return [each for each in clocks if each.proceeding_id is not None and not is_lapsed(each, day)]


def _note(note: Note, read: Reader, who: People) -> NoteShown:
    by, post = who.name(note.written_by), who.post(note.written_by)
    return NoteShown(note.number, note.written_at, read(note), by, post, note.endorsement)


def clock_shown(clock: Clock, kind: RecordKind) -> ClockShown:
    """A kept clock as a line of a page."""
    rules = clock_rules(current_app.config["SETTINGS"].config_dir)
    limit = rules.governing(kind, clock)
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
