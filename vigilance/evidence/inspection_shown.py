"""What the office sees of inspections: beside each paper, on a paper's own page, and where else the same file is."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from vigilance.channels.archive_listing import ArchiveListing, listing_from_wire
from vigilance.evidence.kinds import Flag
from vigilance.evidence.models import InspectionState, Paper, PaperInspection, PaperMark
from vigilance.evidence.signs import Sign
from vigilance.records.models import Record
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.fields import FieldPlace

MOST_NAMED = 20
URGENT = frozenset({
    Sign.SCANNER_POSITIVE, Sign.MACROS, Sign.DDE, Sign.SCRIPT, Sign.LAUNCH_ACTION, Sign.PROGRAM, Sign.REMOTE_TEMPLATE,
    Sign.TWO_KINDS, Sign.XML_ENTITIES,
})  # fmt: skip


def papers_inspected(
    session: Session, record_ids: Collection[uuid.UUID]
) -> Sequence[tuple[Paper, PaperInspection | None, int]]:
    """The papers of these records in the order of their numbers.

    Each with what a machine found in it so far, and in how many other records in sight the same file is.
    """
    mine, other = aliased(PaperMark), aliased(PaperMark)
    elsewhere = (
        select(func.count(other.record_id.distinct()))
        .join(mine, and_(mine.digest == other.digest, mine.record_id != other.record_id))
        .where(mine.paper_id == Paper.id)
        .scalar_subquery()
    )
    statement = (
        select(Paper, PaperInspection, elsewhere)
        .outerjoin(PaperInspection, PaperInspection.paper_id == Paper.id)
        .where(Paper.record_id.in_(record_ids))
        .order_by(Paper.added_at, Paper.record_id, Paper.number)
    )
    return [(paper, found, count) for paper, found, count in session.execute(statement)]


def has_papers(record_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """For a statement on records: whether there is a paper."""
    return exists().where(Paper.record_id == record_id)


def inspection_of(session: Session, paper: Paper) -> PaperInspection | None:
    """What a machine found in a paper."""
    return session.get(PaperInspection, paper.id)


def flags_shown(paper: Paper, found: PaperInspection | None) -> list[Flag | Sign | InspectionState]:
    """What an officer should know of a paper, the worst first; that nobody has looked is something to know too."""
    shown: list[Flag | Sign | InspectionState] = [Flag(each) for each in paper.flags]
    if found is None or found.state is InspectionState.WAITING:
        return [*shown, InspectionState.WAITING]
    signs = sorted(
        (Sign(each) for each in found.signs), key=lambda sign: (sign not in URGENT, sign)
    )
    failed = [InspectionState.FAILED] if found.state is InspectionState.FAILED else []
    return [*signs, *shown, *failed]


def same_file_records(session: Session, paper: Paper) -> Sequence[str]:
    """The numbers of the other records in sight that have the same file, at most twenty."""
    mark = session.get(PaperMark, paper.id)
    if mark is None:
        return []
    statement = (
        select(Record.number)
        .join(PaperMark, PaperMark.record_id == Record.id)
        .where(PaperMark.digest == mark.digest, Record.id != paper.record_id)
        .distinct()
        .order_by(Record.number)
        .limit(MOST_NAMED)
    )
    return session.scalars(statement).all()


def listing_of(found: PaperInspection | None, key: CaseKey) -> ArchiveListing | None:
    """The names in an archive, opened with the record's key."""
    if found is None or found.listing_sealed is None:
        return None
    place = FieldPlace("paper_inspection", "listing_sealed", found.paper_id, found.record_id)
    return listing_from_wire(key.open(place, found.listing_sealed).encode("ascii"))


def is_positive(found: PaperInspection | None) -> bool:
    """Whether the scanner found something in it."""
    return found is not None and Sign.SCANNER_POSITIVE in found.signs
