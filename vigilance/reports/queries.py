"""What the minister's pages read: kept totals and released summaries; never a register, a text or a person."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    exists,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from vigilance.cases.models import OPEN, Case, ReportSummary
from vigilance.database.paging import Page
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.errors import NotFound
from vigilance.domain.words import Words
from vigilance.domain.workflows.inquiry import State
from vigilance.records.models import Record
from vigilance.records.totals import PendingByScheme, PendingTotal, SchemeTotal
from vigilance.reports.models import CaseGravity
from vigilance.reviews.conditions import pending_parts, still_pending

OLDEST = GRAVEST = 10
PAGE = 20
NOT_KNOWN = "-"
"""The code under which totals keep what has no district or no scheme."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of what is pending is asked for; everything where nothing is named."""

    districts: Collection[str] | None = None
    band: AgeBand | None = None
    states: Collection[str] | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """The kept totals of one slice, summed three ways."""

    by_place: dict[tuple[str, str], int]
    by_state: dict[str, int]
    by_scheme: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many matters are pending in this slice."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Released:
    """A case as the CVO released it to the minister."""

    record_id: uuid.UUID
    number: str
    received_on: date
    state: State
    district_code: str | None
    scheme_code: str | None
    summary_hi: str
    summary_en: str
    released_at: datetime

    @property
    def summary(self) -> Words:
        """What the CVO wrote for this reader."""
        return Words(hi=self.summary_hi, en=self.summary_en)


def pending(session: Session, part: Slice) -> Pending:
    """The totals of a slice: one short read each, whatever the register has grown to."""
    table = PendingTotal if part.scheme is None else SchemeTotal
    count = func.sum(table.pending)
    places = (
        select(table.district_code, table.age_band, count)
        .where(*_within(table, part))
        .group_by(table.district_code, table.age_band)
    )
    states = select(table.stage, count).where(*_within(table, part)).group_by(table.stage)
    return Pending(
        by_place={(row[0], row[1]): int(row[2]) for row in session.execute(places) if row[2]},
        by_state=_counts(session, states),
        by_scheme=_schemes(session, part),
    )


def _schemes(session: Session, part: Slice) -> dict[str, int]:
    """The schemes of a place; they are not kept by age or stage over all schemes at once."""
    if part.scheme is not None or part.band is not None or part.states is not None:
        return {}
    table = PendingByScheme
    statement = select(table.scheme_code, func.sum(table.pending)).group_by(table.scheme_code)
    if part.districts is not None:
        statement = statement.where(table.district_code.in_(part.districts))
    return _counts(session, statement)


def _within(
    table: type[PendingTotal] | type[SchemeTotal], part: Slice
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if part.districts is not None:
        conditions.append(table.district_code.in_(part.districts))
    if part.band is not None:
        conditions.append(table.age_band == part.band.value)
    if part.states is not None:
        conditions.append(table.stage.in_(part.states))
    if part.scheme is not None:
        conditions.append(SchemeTotal.scheme_code == part.scheme)
    return conditions


def _counts(session: Session, statement: Select[str, int]) -> dict[str, int]:
    # SUM over an integer column is a Decimal on one database and an int on the other.
    return {row[0]: int(row[1]) for row in session.execute(statement) if row[1]}


def oldest_released(session: Session) -> Sequence[Released]:
    """The ten oldest pending cases of which a summary was released, those in proceedings and before a court too.

    Each way of being pending is read in the order of its own index.
    """
    ways = (
        _released().where(part).order_by(Case.received_on, Case.record_id).limit(OLDEST).subquery()
        for part in pending_parts(Case)
    )
    found = session.execute(union_all(*(select(way) for way in ways)))
    rows = sorted(
        (Released(*row) for row in found), key=lambda each: (each.received_on, each.record_id)
    )
    return rows[:OLDEST]


@dataclass(frozen=True, slots=True)
class Grave:
    """A released case with what it weighs and why (config/gravity.toml)."""

    case: Released
    weight: int
    grounds: Sequence[str]


def gravest_released(session: Session) -> list[Grave]:
    """The ten pending released cases that weigh most, the older first among equals: a few steps of one index."""
    statement = (
        _released()
        .add_columns(CaseGravity.weight, CaseGravity.grounds)
        .where(CaseGravity.record_id == Case.record_id, CaseGravity.weight > 0)
        .where(still_pending(Case))
        .order_by(CaseGravity.weight.desc(), CaseGravity.received_on, CaseGravity.record_id)
        .limit(GRAVEST)
    )
    rows = session.execute(statement)
    return [Grave(Released(*row), weight, grounds) for *row, weight, grounds in rows]


def released_cases(
    session: Session,
    part: Slice,
    after: tuple[date, uuid.UUID] | None = None,
    *,
    size: int = PAGE,
) -> Page[Released]:
    """Released summaries of pending cases in this slice, oldest first."""
    statement = _released().where(OPEN).order_by(Case.received_on, Case.record_id)
    if part.districts is not None:
        statement = statement.where(Case.district_code.in_(part.districts))
    if part.band is not None:
        statement = statement.where(Case.counted_band == part.band.value)
    if part.states is not None:
        statement = statement.where(Case.state.in_(part.states))
    if part.scheme is not None:
        named = (
            Case.scheme_code.is_(None)
            if part.scheme == NOT_KNOWN
            else Case.scheme_code == part.scheme
        )
        statement = statement.where(named)
    if after is not None:
        statement = statement.where(tuple_(Case.received_on, Case.record_id) > tuple_(*after))
    rows = [Released(*row) for row in session.execute(statement.limit(size + 1))]
    page = rows[:size]
    return Page(page, (page[-1].received_on, page[-1].record_id) if len(rows) > size else None)


def released_case(session: Session, number: str) -> Released:
    """One case as released, pending or not; NotFound where nothing was released."""
    row = session.execute(_released().where(Case.number == number)).one_or_none()
    if row is None:
        raise NotFound("case")
    return Released(*row)


def _released() -> Select[uuid.UUID, str, date, State, str | None, str | None, str, str, datetime]:
    """Summaries as last released. A protected matter is never listed by itself, whatever was released of it."""
    newer = aliased(ReportSummary)
    last = (
        select(newer.id)
        .where(newer.record_id == Case.record_id)
        .order_by(newer.released_at.desc(), newer.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    # OFFSET 0: looked at case by case, so that the oldest ten are ten steps of one index.
    released = select(Record.id).where(Record.id == Case.record_id, Record.may_be_named)
    return (
        select(
            Case.record_id,
            Case.number,
            Case.received_on,
            Case.state,
            Case.district_code,
            Case.scheme_code,
            ReportSummary.text_hi,
            ReportSummary.text_en,
            ReportSummary.released_at,
        )
        .select_from(Case)
        .join(ReportSummary, ReportSummary.id == last)
        .where(exists(released.offset(literal_column("0"))))
    )
