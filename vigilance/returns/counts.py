"""The reports of figures: how honest the closings are, how long stages take, on whose side, who carries how much."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.clocks.models import Clock
from vigilance.database.acting import actor_of
from vigilance.domain.dates import MONTHS
from vigilance.domain.parties import Side
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.records.models import Record
from vigilance.records.totals import Carried, LoadTotal
from vigilance.records.walls import walled_off
from vigilance.reports.matters_behind import Thing
from vigilance.reports.outcome_figures import FARED, outcomes
from vigilance.reports.totals_checks import HELD
from vigilance.returns.shapes import NONE, Asked, Named
from vigilance.returns.stage_days import FEWEST, middle_and_long, tallied
from vigilance.returns.things import (
    FELL,
    PART,
    WHOLE,
    late,
    put_up_by_district,
    sent_back,
    time_split,
)

Rows = Iterator[tuple[Any, ...]]
WHAT_SHARES = {
    "scrutiny": Words(hi="परीक्षण लौटाए गए", en="Scrutinies sent back"),
    "report": Words(hi="जांच आख्याएं लौटाई गईं", en="Inquiry reports sent back"),
    "closure": Words(hi="समाप्ति के प्रस्ताव अस्वीकृत", en="Proposals of closure refused"),
    "reopened": Words(hi="समाप्ति के बाद पुनः खोले गए", en="Closings opened again"),
    "appealed": Words(hi="समाप्ति के विरुद्ध अपील", en="Closings appealed against"),
    "set_aside": Words(hi="समाप्ति निरस्त", en="Closings set aside"),
}
OF_THE_OFFICE = frozenset({Role.CVO, Role.AUDITOR})


def _counted(things: Iterable[Thing]) -> dict[tuple[str, ...], Counter[str]]:
    """How many things count under each head of each line."""
    lines: dict[tuple[str, ...], Counter[str]] = {}
    for one in things:
        lines.setdefault(one.line, Counter()).update(one.heads)
    return lines


def disposals(session: Session, asked: Asked) -> Rows:
    """What was closed as what in each month, the newest first, and how much of it did not stand; nobody is named."""
    found: dict[tuple[date, str], Counter[str]] = {}
    for row in outcomes(session, asked.since, asked.before):
        figures = found.setdefault((row.month, row.disposal or ""), Counter())
        figures.update({head: getattr(row, head) for head in FARED})
    for month, disposal in sorted(found, key=lambda line: (-line[0].toordinal(), line[1])):
        name = MONTHS[month.month - 1]
        words = Words(hi=f"{name.hi} {month.year}", en=f"{name.en} {month.year}")
        figures = found[month, disposal]
        yield (Named(f"{month:%Y-%m}", words), disposal or None, *(figures[head] for head in FARED))


def stage_days(session: Session, asked: Asked) -> Rows:
    """Median and 90th percentile of the days in each stage."""
    for (stage,), tally in sorted(tallied(session, asked, "stage").items()):
        yield (stage, tally.total(), *middle_and_long(tally))


def office_stages(session: Session, asked: Asked) -> Rows:
    """The same for each district, in the order of its code and never of its figure: no ranking."""
    found = tallied(session, asked, "district_code", "stage")
    for (district, stage), tally in sorted(found.items()):
        yield (_place(district), stage, tally.total(), *middle_and_long(tally))


def _place(district: str) -> str | None:
    return None if district == NONE else district


def sides(session: Session, asked: Asked) -> Rows:
    """How many days of the time matters lay with each side: each day once a side and matter, stays apart."""
    days: Counter[Side] = Counter()
    matters: Counter[Side] = Counter()
    for _record, whole in time_split(session, asked):
        for share in whole.shares:
            days[share.side] += share.gross
            matters[share.side] += 1
    for side in Side:
        if matters[side]:
            yield (side, matters[side], days[side])


def load(session: Session, asked: Asked) -> Rows:
    """What every officer carries now, by name in the order of the alphabet, with what is overdue on the last day."""
    held = _carried(session)
    overdue: dict[uuid.UUID, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Clock.owner_id, func.count())
            .where(late(asked), Clock.owner_id.is_not(None))
            .group_by(Clock.owner_id)
        )
        if row[0]
    }
    holders = set(overdue).union(*held.values())
    officers = select(Officer).where(Officer.id.in_(holders)).order_by(Officer.name_en, Officer.id)
    for officer in session.scalars(officers):
        who = Named(str(officer.id), Words(hi=officer.name_hi, en=officer.name_en))
        carries = (figures.get(officer.id, 0) for figures in held.values())
        yield (who, *carries, overdue.get(officer.id, 0))


def _carried(session: Session) -> dict[Carried, dict[uuid.UUID, int]]:
    """How much of what each officer carries: as it is kept; counted for a reader from whom something is walled off."""
    held: dict[Carried, dict[uuid.UUID, int]] = {carried: {} for carried in Carried}
    if walled_off(session, actor_of(session).officer_id):
        return {carried: _per_officer(session, carried) for carried in Carried}
    for total in session.scalars(select(LoadTotal).where(LoadTotal.pending != 0)):
        held[total.carried][total.officer_id] = total.pending
    return held


def _per_officer(session: Session, carried: Carried) -> dict[uuid.UUID, int]:
    holder, table, still_open = HELD[carried]
    statement = (
        select(holder, func.count())
        .join(table, table.record_id == Record.id)
        .where(still_open, holder.is_not(None))
        .group_by(holder)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def shares(session: Session, asked: Asked) -> Rows:
    """Of what was put up, how much was sent back; of what was closed, how much did not stand."""
    found = _counted(sent_back(session, asked))
    for row in outcomes(session, asked.since, asked.before):
        for what in FELL:
            fell = {WHOLE: row.closed, PART: getattr(row, what)}
            found.setdefault((what,), Counter()).update(fell)
    for what, words in WHAT_SHARES.items():
        figures = found.get((what,), Counter())
        yield (Named(what, words), *_share(figures, fewest=1))


def office_shares(session: Session, asked: Asked) -> Rows:
    """The same for each district, in the order of its code; of a few no share is shown."""
    found = _counted(put_up_by_district(session, asked))
    order = list(WHAT_SHARES)
    for line in sorted(found, key=lambda line: (line[0], order.index(line[1]))):
        district, what = line
        named = Named(what, WHAT_SHARES[what])
        yield (_place(district), named, *_share(found[line], fewest=FEWEST))


def _share(figures: Counter[str], *, fewest: int) -> tuple[int, int, int | None]:
    whole, part = figures[WHOLE], figures[PART]
    return whole, part, round(100 * part / whole) if whole >= fewest else None
