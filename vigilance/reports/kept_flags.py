"""What is kept beside a matter so that a list need not look for it, read anew beside what is kept (decision 32)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.domain.outside import UNFINISHED
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record


@dataclass(frozen=True, slots=True)
class Flag:
    """One kept flag: the records on which it stands, each row once, and those on which it ought to."""

    name: str
    kept: Select[Any]
    read: Select[Any]


def _on_track(table: type[Complaint] | type[Case]) -> Flag:
    runs = select(Proceeding.record_id).where(Proceeding.state.in_(UNFINISHED))
    numbers = select(table.number)
    return Flag(
        f"{table.__tablename__}.on_track",
        numbers.where(table.on_track.is_(True)),
        numbers.where(table.record_id.in_(runs)),
    )


_CLOCKS = select(Record.number).join(Clock, Clock.record_id == Record.id)
FLAGS = (
    Flag("clock.named", _CLOCKS.where(Clock.named.is_(True)), _CLOCKS.where(Record.may_be_named)),
    _on_track(Complaint),
    _on_track(Case),
)


def flagged(session: Session, flag: Flag) -> list[tuple[str, int, int]]:
    """Of each record on how many rows the flag is kept, and on how many it ought to be: one statement, one instant."""
    stands = flag.kept.add_columns(literal(1).label("kept"), literal(0).label("counted"))
    ought = flag.read.add_columns(literal(0), literal(1))
    both = union_all(stands, ought).subquery()
    number, kept, counted = both.c
    statement = select(number, func.sum(kept), func.sum(counted)).group_by(number)
    return [(row[0], int(row[1]), int(row[2])) for row in session.execute(statement)]
