"""The figures of a return, counted from the movements; the arithmetic is checked before anybody sees them.

Every figure has an address (`Figure`), by which `matters_behind` lists exactly the matters it counts.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from vigilance.domain.return_periods import PendingAge, Period
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.aftermath import RecoveryAction
from vigilance.domain.workflows.departmental_major import MajorAction
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.records.models import Record
from vigilance.returns.movements import OPENED, SUBJECTS, Subject

STREAMED = 1000
DEPARTMENTAL = (Track.DEPARTMENTAL_MAJOR, Track.DEPARTMENTAL_MINOR)


class Figure(StrEnum):
    """What is counted of a subject."""

    BROUGHT_FORWARD = "brought-forward"
    RECEIVED = "received"
    REOPENED = "reopened"
    DISPOSED = "disposed"
    CARRIED_FORWARD = "carried-forward"


@dataclass(slots=True)
class Row:
    """Brought forward + received + reopened - disposed of = carried forward, for the whole or for one part of it."""

    brought_forward: int = 0
    received: int = 0
    reopened: int = 0
    disposed: int = 0

    @property
    def total(self) -> int:
        """All that was to be dealt with in the period."""
        return self.brought_forward + self.received + self.reopened

    @property
    def carried_forward(self) -> int:
        """What is pending at the end."""
        return self.total - self.disposed

    def plain(self) -> dict[str, int]:
        """The row as it is frozen."""
        return {
            "brought-forward": self.brought_forward,
            "received": self.received,
            "reopened": self.reopened,
            "total": self.total,
            "disposed": self.disposed,
            "carried-forward": self.carried_forward,
        }


@dataclass(slots=True)
class Part:
    """One subject of a return: the whole, and the same split in four ways."""

    whole: Row = field(default_factory=Row)
    by_class: Counter[str] = field(default_factory=Counter)
    by_age: Counter[str] = field(default_factory=Counter)
    by_group: dict[str, Row] = field(default_factory=dict)
    by_district: dict[str, Row] = field(default_factory=dict)
    disclosures: Row = field(default_factory=Row)

    def plain(self) -> dict[str, Any]:
        """The part as it is frozen."""
        return {
            "whole": self.whole.plain(),
            "by-class": dict(sorted(self.by_class.items())),
            "by-age": {age.value: self.by_age[age.value] for age in PendingAge},
            "by-group": {key: row.plain() for key, row in sorted(self.by_group.items())},
            "by-district": {key: row.plain() for key, row in sorted(self.by_district.items())},
            "disclosures": self.disclosures.plain(),
        }


def return_figures(session: Session, period: Period) -> dict[str, Any]:
    """Every figure of the return of this period, as plain data."""
    parts = {name: _part(session, subject, period).plain() for name, subject in SUBJECTS.items()}
    found = {"parts": parts, **_orders(session, period)}
    wrong = faults(found)
    if wrong:
        raise RuntimeError(f"the return does not add up: {', '.join(wrong)}")
    return found


def faults(figures: dict[str, Any]) -> list[str]:
    """Where figures do not add up: each row, and each split against its whole."""
    wrong = []
    for name, part in figures["parts"].items():
        whole, splits = part["whole"], (part["by-group"], part["by-district"])
        rows = [whole, part["disclosures"], *(row for rows in splits for row in rows.values())]
        sums = all(
            sum(row[key] for row in rows.values()) == whole[key] for rows in splits for key in whole
        )
        if not (
            all(map(_adds_up, rows))
            and sums
            and sum(part["by-class"].values()) == whole["disposed"]
            and sum(part["by-age"].values()) == whole["carried-forward"]
        ):
            wrong.append(name)
    return wrong


def _adds_up(row: dict[str, int]) -> bool:
    came = row["brought-forward"] + row["received"] + row["reopened"]
    return came == row["total"] and row["total"] - row["disposed"] == row["carried-forward"] >= 0


def _part(session: Session, subject: Subject, period: Period) -> Part:
    """What is pending now, less what came in since, and what went out since: added up, never matter by matter."""
    part = Part()
    for district, group, disclosure, age, count in session.execute(_now(subject, period)):
        part.by_age[age] += count
        for row in _rows(part, district, group, disclosure):
            row.brought_forward += count
    for moved in session.execute(_moved(subject, period)):
        _reckon_back(part, moved)
    for rows in (part.by_group, part.by_district):
        for name in [name for name, row in rows.items() if row == Row()]:
            del rows[name]  # what moved there, moved after the period
    return part


def _reckon_back(part: Part, moved: Any) -> None:
    """Like movements of the period, or later ones: what they brought was not there before."""
    net = moved.sign * moved.matters
    if moved.later:
        part.by_age[moved.age] -= net
    elif moved.sign < 0:
        part.by_class[moved.how] += moved.matters
    for row in _rows(part, moved.district, moved.group, moved.disclosure):
        row.brought_forward -= net
        if not moved.later:
            _add(row, moved.sign, moved.how, moved.matters)


def _rows(part: Part, district: str, group: str, disclosure: int) -> list[Row]:
    """The rows of a part in which a matter counts."""
    rows = [
        part.whole,
        part.by_group.setdefault(group, Row()),
        part.by_district.setdefault(district, Row()),
    ]
    return [*rows, part.disclosures] if disclosure else rows


def _add(row: Row, sign: int, how: str, count: int) -> None:
    if sign < 0:
        row.disposed += count
    elif how == OPENED:
        row.received += count
    else:
        row.reopened += count


def _now(subject: Subject, period: Period) -> Select[*tuple[Any, ...]]:
    """What is pending now, by the age it had at the end of the period."""
    now = subject.pending().subquery()
    return _tallied(select(now.c.district, now.c.group, now.c.disclosure, _age(now, period)))


def _moved(subject: Subject, period: Period) -> Select[*tuple[Any, ...]]:
    """What moved in the period, and later."""
    moves = subject.table()
    by = (moves.c.sign, moves.c.how, moves.c.district, moves.c.group, moves.c.disclosure)
    later = case((moves.c.at >= period.end, 1), else_=0).label("later")
    return _tallied(select(*by, _age(moves, period), later).where(moves.c.at >= period.begin))


def _tallied(matters: Select[Any]) -> Select[*tuple[Any, ...]]:
    each = matters.subquery()
    return select(*each.c, func.count().label("matters")).group_by(*each.c)


def _age(matters: Subquery, period: Period) -> ColumnElement[str]:
    bands = [
        (matters.c.since > oldest, age.value)
        for age in PendingAge
        if (oldest := period.oldest_in(age)) is not None
    ]
    return case(*bands, else_=PendingAge.MORE.value).label("age")


def _orders(session: Session, period: Period) -> dict[str, dict[str, int]]:
    """Penalties by their kind, and money ordered and realised, by the acts recorded in the period."""
    penalties: Counter[str] = Counter()
    money: Counter[str] = Counter()
    for track, action, facts in session.execute(
        _acts(period), execution_options={"yield_per": STREAMED}
    ):
        if track in DEPARTMENTAL:
            penalties.update(facts.get("penalties") or ())
        else:
            kind = "ordered" if action == RecoveryAction.ORDER_RECOVERY else "realised"
            money[kind] += int(facts.get("amount") or 0)
    return {
        "penalties": dict(sorted(penalties.items())),
        "money": {kind: money[kind] for kind in ("ordered", "realised")},
    }


def _acts(period: Period) -> Select[*tuple[Any, ...]]:
    ordered = and_(
        Proceeding.track.in_(DEPARTMENTAL), ProceedingEntry.action == MajorAction.PASS_ORDER.value
    )
    paid = (RecoveryAction.ORDER_RECOVERY.value, RecoveryAction.RECORD_REALISATION.value)
    recovered = and_(Proceeding.track == Track.RECOVERY, ProceedingEntry.action.in_(paid))
    return (
        select(Proceeding.track, ProceedingEntry.action, ProceedingEntry.facts)
        .join(Proceeding, Proceeding.id == ProceedingEntry.proceeding_id)
        .where(
            ProceedingEntry.recorded_at >= period.begin,
            ProceedingEntry.recorded_at < period.end,
            or_(ordered, recovered),
        )
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure is asked for: of which subject, and which part of it."""

    subject: str
    figure: Figure
    how: str | None = None
    age: PendingAge | None = None
    group: str | None = None
    district: str | None = None
    disclosures: bool = False


def matters_behind(period: Period, asked: Behind) -> Select[*tuple[Any, ...]]:
    """The rows a figure counts: record number, district, day of receipt, and the matter's id, in its order.

    A matter disposed of twice in one period is two disposals, and stands here twice.
    """
    subject = SUBJECTS[asked.subject]
    if asked.figure in {Figure.BROUGHT_FORWARD, Figure.CARRIED_FORWARD}:
        at = period.begin if asked.figure is Figure.BROUGHT_FORWARD else period.end
        moves = subject.standing(at)
        within: list[ColumnElement[bool]] = []
    else:
        moves = subject.table()
        within = [moves.c.at >= period.begin, moves.c.at < period.end, _way(moves, asked)]
    columns = (moves.c.matter_id, moves.c.record_id, moves.c.district, moves.c.since)
    found = select(*columns).where(*_narrowed(moves, asked), *within)
    rows = found.subquery()
    aged = list(_aged(rows, period, asked.age)) if asked.age else []
    return (
        select(Record.number, rows.c.district, rows.c.since, rows.c.matter_id)
        .join(rows, rows.c.record_id == Record.id)
        .where(*aged)
        .order_by(rows.c.since, rows.c.matter_id)
    )


def _way(moves: Subquery, asked: Behind) -> ColumnElement[bool]:
    if asked.figure is Figure.DISPOSED:
        out: ColumnElement[bool] = moves.c.sign < 0
        return and_(out, moves.c.how == asked.how) if asked.how else out
    opened = moves.c.how == OPENED
    return and_(moves.c.sign > 0, opened if asked.figure is Figure.RECEIVED else ~opened)


def _narrowed(moves: Subquery, asked: Behind) -> list[ColumnElement[bool]]:
    parts = {"group": asked.group, "district": asked.district}
    narrowed = [moves.c[name] == value for name, value in parts.items() if value is not None]
    return [*narrowed, *([moves.c.disclosure == 1] if asked.disclosures else [])]


def _aged(rows: Subquery, period: Period, age: PendingAge) -> Iterator[ColumnElement[bool]]:
    """The days of receipt that count in this band: after its oldest, and not in a younger one."""
    oldest = period.oldest_in(age)
    if oldest is not None:
        yield rows.c.since > oldest
    younger = [
        band for band in PendingAge if list(PendingAge).index(band) < list(PendingAge).index(age)
    ]
    if younger:
        newest: date | None = period.oldest_in(younger[-1])
        if newest is not None:
            yield rows.c.since < newest + timedelta(days=1)
