"""What a letter is filled from: the record, its accused and their tracks, the allegations, the papers, the clocks."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.cases.accused_models import Allegation, Point, PointFinding
from vigilance.cases.accused_queries import AccusedOfficer, allegations_of, points_of
from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Clock
from vigilance.clocks.queries import running_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.letters import Blank, LetterKind
from vigilance.domain.tracks import Track
from vigilance.domain.words import Language, Words
from vigilance.domain.workflows.witness import WitnessSide, WitnessState
from vigilance.evidence.models import Paper
from vigilance.evidence.queries import papers_of
from vigilance.evidence.texts import read_text
from vigilance.personnel.models import Official
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_queries import letters_of
from vigilance.proceedings.letters import LETTERS
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.queries import entries_of, tracks_of_accused, tracks_of_matter
from vigilance.proceedings.witness_models import Witness
from vigilance.proceedings.witness_queries import name_of, witnesses_of
from vigilance.records.models import Record
from vigilance.reference import Reference
from vigilance.sealing.case_keys import CaseKey

Opener = Callable[[], CaseKey]
"""Opens the record's key where something sealed must be read."""


@dataclass(frozen=True, slots=True)
class Put:
    """One allegation as it is put, with what was found on it against the accused."""

    allegation: Allegation
    text: str = field(repr=False)
    finding: PointFinding | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter is to be drafted, in which language, about whom, and of which run of its track."""

    kind: LetterKind
    language: Language
    who: AccusedOfficer | None = None
    proceeding: Proceeding | None = None
    """Without it, the latest on the letter's track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """All of it, read once for one letter."""

    record: Record
    case: Case | None
    complaint: Complaint | None
    who: AccusedOfficer | None
    tracks: Mapping[Track, Proceeding]
    log: Mapping[Track, Sequence[ProceedingEntry]]
    points: Sequence[Put]
    papers: Sequence[Paper]
    witnesses: Sequence[tuple[Witness, str | None]] = field(repr=False)
    """Those the department calls in the inquiry, each with the name, or none where it is protected."""
    letters: Sequence[Letter]
    late: Clock | None
    inquirer: Words | None
    reference: Reference
    rules: ClockRules
    helpline: str
    language: Language
    today: date

    @property
    def official(self) -> Official:
        """The accused officer's particulars; ask only where the letter is about one."""
        if self.who is None:
            raise ValueError("this letter is about no officer")
        return self.who.official

    @property
    def post_then(self) -> str | None:
        """The post in which he did what is alleged."""
        return self.who.accused.post_then if self.who else None


def matter_of(
    session: Session,
    record: Record,
    wanted: Wanted,
    *,
    office: Office,
    opener: Opener,
    today: date,
) -> Matter:
    """What this letter of the record is filled from."""
    who, language = wanted.who, wanted.language
    case = session.get(Case, record.id)
    letters = letters_of(session, record.id)
    tracks = tracks_of_matter(session, record.id)
    if who is not None:
        tracks = tracks | tracks_of_accused(session, who.accused.id)
    if wanted.proceeding is not None:
        tracks = tracks | {wanted.proceeding.track: wanted.proceeding}
    logs = entries_of(session, [each.id for each in tracks.values()])
    sent = {letter.paper_number for letter in letters}
    return Matter(
        record=record,
        case=case,
        complaint=_complaint(session, record, case),
        who=who,
        tracks=tracks,
        log={track: logs[each.id] for track, each in tracks.items()},
        points=_points(session, record, who, cache(opener)),
        witnesses=_witnesses(session, wanted, tracks, cache(opener)),
        papers=[paper for paper in papers_of(session, [record.id]) if paper.number not in sent],
        letters=letters,
        late=_late(session, record, {each.id for each in tracks.values()}, who, today),
        inquirer=_inquirer(session, record),
        reference=office.reference,
        rules=office.rules(session),
        helpline=office.settings.helpline,
        language=language,
        today=today,
    )


def _complaint(session: Session, record: Record, case: Case | None) -> Complaint | None:
    if case is None:
        return session.get(Complaint, record.id)
    return next(iter(complaints_in(session, case)), None)


def _points(session: Session, record: Record, who: AccusedOfficer | None, key: Opener) -> list[Put]:
    """The allegations against this accused, or all of them where the letter is about nobody; none that was dropped."""
    mine: dict[uuid.UUID, Point] = {}
    if who is not None:
        mine = {
            point.allegation_id: point
            for point in points_of(session, record.id)
            if point.accused_id == who.accused.id and point.finding is not PointFinding.DROPPED
        }
    return [
        Put(each, read_text(each, record, key), mine[each.id].finding if each.id in mine else None)
        for each in allegations_of(session, record.id)
        if each.struck_off_at is None and (who is None or each.id in mine)
    ]


def _witnesses(
    session: Session, wanted: Wanted, tracks: Mapping[Track, Proceeding], key: Opener
) -> list[tuple[Witness, str | None]]:
    """Names are opened for a letter that lists witnesses, and for no other."""
    inquiry = tracks.get(Track.DEPARTMENTAL_MAJOR)
    if inquiry is None or Blank.WITNESSES not in LETTERS[wanted.kind].blanks:
        return []
    return [
        (each, None if each.protected else name_of(each, key))
        for each in witnesses_of(session, [inquiry.id])
        if each.side is WitnessSide.DEPARTMENT and each.state is not WitnessState.GIVEN_UP
    ]


def _late(
    session: Session,
    record: Record,
    proceedings: set[uuid.UUID],
    who: AccusedOfficer | None,
    today: date,
) -> Clock | None:
    """The clock that is over longest: of this accused, or of the whole file."""
    over = (
        clock
        for clock in running_clocks(session, record)
        if clock.counts_until < today and not clock.stayed
        if who is None or clock.proceeding_id in proceedings
    )
    return next(over, None)


def _inquirer(session: Session, record: Record) -> Words | None:
    statement = select(Officer).where(Officer.id == record.inquiring_officer)
    found = session.scalars(statement).one_or_none()
    return Words(hi=found.name_hi, en=found.name_en) if found else None
