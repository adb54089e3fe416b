"""Kept totals: what is pending by place, stage, age, scheme, by with whom, by officer; what came, went, and how fast.

The minister's page reads these few rows and never counts the register (docs/decisions/0010-kept-totals.md). The command
that moves a record moves its totals in the same transaction; the nightly roll moves records from band to band. A test
holds them equal to GROUP BY.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, class_mapper, mapped_column

from vigilance.database.base import Base
from vigilance.domain.flows import CLOSINGS, FLOWS


class PendingTotal(Base):
    """How many open records stand in one district, stage and age band; '-' where the district is not known."""

    __tablename__ = "pending_total"

    district_code: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    age_band: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int]


class PendingByScheme(Base):
    """How many open records of one district concern one scheme; '-' where either is not known."""

    __tablename__ = "pending_by_scheme"

    district_code: Mapped[str] = mapped_column(primary_key=True)
    scheme_code: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int]


class SchemeTotal(Base):
    """How many open records of one scheme stand in one district, stage and age band: read a scheme at a time."""

    __tablename__ = "scheme_total"

    scheme_code: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    age_band: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int]


class TrackTotal(Base):
    """How many tracks lie with one party, by name, in one district and age band; '-' where it is not known."""

    __tablename__ = "track_total"

    district_code: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(primary_key=True)
    held_by: Mapped[str] = mapped_column(primary_key=True)
    held_name: Mapped[str] = mapped_column(primary_key=True)
    age_band: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int]


class MonthTotal(Base):
    """How many matters of one district came into what is pending or left it, in which month (`2026-11`), which way."""

    __tablename__ = "month_total"

    month: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(primary_key=True)
    flow: Mapped[str] = mapped_column(primary_key=True)
    matters: Mapped[int]


class ClosingTotal(Base):
    """How many matters were closed in one month, as what ('' if nothing was said), by whom as the ledger names him."""

    __tablename__ = "closing_total"

    month: Mapped[str] = mapped_column(primary_key=True)
    disposal: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    closed: Mapped[int]


class StageTotal(Base):
    """How many matters of one district left one stage in one month after so many days in it; exact, day by day."""

    __tablename__ = "stage_total"

    month: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    matters: Mapped[int]


class Carried(StrEnum):
    """What an officer carries: open complaints and cases assigned to him, open cases he inquires into."""

    COMPLAINTS = "complaints"
    CASES = "cases"
    INQUIRIES = "inquiries"


class LoadTotal(Base):
    """How many open matters one officer carries of one kind (docs/decisions/0033-who-carries-what.md)."""

    __tablename__ = "load_total"

    officer_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    carried: Mapped[Carried] = mapped_column(primary_key=True)
    pending: Mapped[int]


Total = (
    PendingTotal
    | PendingByScheme
    | SchemeTotal
    | TrackTotal
    | MonthTotal
    | ClosingTotal
    | StageTotal
    | LoadTotal
)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where one open record is counted."""

    district_code: str
    scheme_code: str
    stage: str
    age_band: str


@dataclass(frozen=True, slots=True, order=True)
class TrackCell:
    """Where one pending track is counted: with whom it lies (domain/holders.py), and how long ago it began."""

    district_code: str
    track: str
    held_by: str
    held_name: str
    age_band: str


@dataclass(frozen=True, slots=True)
class LoadCell:
    """Under whose name, and as what, an open matter is counted."""

    officer_id: uuid.UUID
    carried: Carried


def move_totals(session: Session, *, out: Iterable[Cell] = (), into: Iterable[Cell] = ()) -> None:
    """Count records out of some cells and into others; a step within one scheme leaves that scheme's total alone."""
    moves: Counter[Cell] = Counter(into)
    moves.subtract(Counter(out))
    stages: Counter[tuple[str | int, ...]] = Counter()
    schemes: Counter[tuple[str | int, ...]] = Counter()
    slices: Counter[tuple[str | int, ...]] = Counter()
    for cell, by in moves.items():
        stages[cell.district_code, cell.stage, cell.age_band] += by
        schemes[cell.district_code, cell.scheme_code] += by
        slices[cell.scheme_code, cell.district_code, cell.stage, cell.age_band] += by
    _add(session, PendingTotal, stages)
    _add(session, PendingByScheme, schemes)
    _add(session, SchemeTotal, slices)


def move_tracks(
    session: Session, *, out: Iterable[TrackCell] = (), into: Iterable[TrackCell] = ()
) -> None:
    """Count tracks out of some cells and into others."""
    moves: Counter[tuple[str | int, ...]] = Counter(astuple(cell) for cell in into)
    moves.subtract(Counter(astuple(cell) for cell in out))
    _add(session, TrackTotal, moves)


def move_loads(
    session: Session, *, out: Iterable[LoadCell] = (), into: Iterable[LoadCell] = ()
) -> None:
    """Count open matters no longer with some officers, and with others from now on."""
    moves: Counter[tuple[uuid.UUID | str, ...]] = Counter(astuple(cell) for cell in into)
    moves.subtract(Counter(astuple(cell) for cell in out))
    _add(session, LoadTotal, moves)


def count_flow(
    session: Session, action: str, *, before: Cell | None, after: Cell | None, on: date
) -> None:
    """Count in its month that this act brought a matter into what is pending, or out of it; a step within is none."""
    cell = after or before
    if cell is None or (before and after):
        return
    _add(session, MonthTotal, {(f"{on:%Y-%m}", cell.district_code, FLOWS[action].value): 1})


def count_closing(
    session: Session, action: str, disposal: str | None, actor: str, on: date
) -> None:
    """Count a closing in its month, as what and by whom; any other act is none."""
    if action in CLOSINGS:
        _add(session, ClosingTotal, {(f"{on:%Y-%m}", disposal or "", actor): 1})


def count_left(
    session: Session, stage: str, district_code: str | None, *, since: date, on: date
) -> None:
    """Count that a matter left this stage on a day, after the days it stood in it since another."""
    key = f"{on:%Y-%m}", district_code or "-", stage, (on - since).days
    _add(session, StageTotal, {key: 1})


def _add(session: Session, table: type[Total], moves: Mapping[tuple[Any, ...], int]) -> None:
    """Add to rows in one fixed order, so that two moves never wait for each other in a ring."""
    add, columns = _adding(table, session.get_bind().dialect.name)
    for key in sorted(key for key, by in moves.items() if by):
        row = dict(zip(columns, (*key, moves[key]), strict=True))
        session.execute(add, row)


@cache
def _adding(table: type[Total], dialect: str) -> tuple[Insert, tuple[str, ...]]:
    """The statement, and the columns of a row: the key's first, the count last."""
    columns = tuple(class_mapper(table).columns.keys())
    *key, count = columns
    add = (postgresql_insert if dialect == "postgresql" else sqlite_insert)(table)
    kept = getattr(table, count) + getattr(add.excluded, count)
    return add.on_conflict_do_update(index_elements=key, set_={count: kept}), columns
