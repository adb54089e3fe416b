"""The note-sheet and the correspondence side of a file as they are laid on paper.

On the note side the notes stand in their order; on the other side every paper has its page, c1, c2 and so on, by its
number on the record it belongs to, so that a page named in a note stays where it is.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in
from vigilance.complaints.file_shown import reader_of, reads_source
from vigilance.complaints.people import people
from vigilance.evidence.models import Paper
from vigilance.evidence.queries import papers_of
from vigilance.notes.models import Endorsement
from vigilance.notes.queries import notes_of
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_queries import letters_of
from vigilance.records.models import Record
from vigilance.web.labels import label_of
from vigilance.web.language import language


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note; `text` is None where it is sealed and this reader may not open it."""

    number: int
    at: datetime
    endorsement: Endorsement | None
    text: str | None = field(repr=False)
    by: str
    post: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the correspondence side: a letter that went out, or a paper that came in."""

    mark: str
    at: datetime
    what: str
    to: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetShown:
    """Both sides of the file."""

    number: str
    title: str | None
    notes: list[NoteLine]
    correspondence: list[tuple[str, list[Page]]]


def note_sheet(session: Session, record: Record) -> SheetShown:
    """Both sides of this record's file, with the papers of the complaints joined to it that this reader may see."""
    case = session.get(Case, record.id)
    joined = [one.record for one in complaints_in(session, case)] if case else []
    side = [each for each in (record, *joined) if reads_source(each)]
    papers: dict[uuid.UUID, list[Paper]] = {each.id: [] for each in side}
    for paper in papers_of(session, list(papers)):
        papers[paper.record_id].append(paper)
    return SheetShown(
        number=record.number,
        title=case.title if case else None,
        notes=_notes(session, record),
        correspondence=[
            (each.number, _pages(papers[each.id], letters_of(session, each.id))) for each in side
        ],
    )


def _notes(session: Session, record: Record) -> list[NoteLine]:
    notes = notes_of(session, record.id)
    who = people(session, {note.written_by for note in notes if note.written_by}, choosing=False)
    read = reader_of(session, record)
    return [
        NoteLine(
            number=note.number,
            at=note.written_at,
            endorsement=note.endorsement,
            text=read(note),
            by=who.name(note.written_by),
            post=who.post(note.written_by),
        )
        for note in notes
    ]


def _pages(papers: Iterable[Paper], letters: Sequence[Letter]) -> list[Page]:
    sent = {each.paper_number: each for each in letters if each.paper_number is not None}
    ordered = sorted(papers, key=lambda paper: paper.number)
    return [_page(paper, sent) for paper in ordered]


def _page(paper: Paper, sent: Mapping[int, Letter]) -> Page:
    letter = sent.get(paper.number)
    if letter is None:
        return Page(f"c{paper.number}", paper.added_at, _("Paper received"), "–")
    kind = label_of(letter.kind).said_in(language())
    what = _("Letter %(number)s: %(kind)s", number=letter.number, kind=kind)
    return Page(f"c{paper.number}", paper.added_at, what, letter.addressee)
