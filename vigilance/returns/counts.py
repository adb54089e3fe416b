"""The reports of figures: how honest the closings are, how long stages take, on whose side, who carries how much."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.audit.models import Event
from vigilance.cases import models as cases
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints import models as complaints
from vigilance.complaints.models import Complaint
from vigilance.domain.dates import MONTHS
from vigilance.domain.parties import SIDES, Side
from vigilance.domain.roles import Role
from vigilance.domain.time_split import Spell, split
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.proceedings.time_split import WATCHED_ONLY, WINDOWS
from vigilance.records.models import Record
from vigilance.reports.outcome_figures import outcomes
from vigilance.returns.shapes import Asked
from vigilance.returns.stage_days import STREAMED, left_stages, middle_and_long, tallied

Rows = Iterator[tuple[Any, ...]]
RETURNED = {
    "scrutiny": (complaint.Action.RECORD_SCRUTINY.value, complaint.Action.RETURN_SCRUTINY.value),
    "report": (inquiry.Action.SUBMIT_REPORT.value, inquiry.Action.RETURN_REPORT.value),
    "closure": (inquiry.Action.PROPOSE_CLOSURE.value, inquiry.Action.REFUSE_CLOSURE.value),
}
"""What is put up, and the act by which it is sent back."""
WHAT_SHARES = {
    "scrutiny": Words(hi="परीक्षण लौटाए गए", en="Scrutinies sent back"),
    "report": Words(hi="जांच आख्याएं लौटाई गईं", en="Inquiry reports sent back"),
    "closure": Words(hi="समाप्ति के प्रस्ताव अस्वीकृत", en="Proposals of closure refused"),
    "reopened": Words(hi="समाप्ति के बाद पुनः खोले गए", en="Closings opened again"),
    "appealed": Words(hi="समाप्ति के विरुद्ध अपील", en="Closings appealed against"),
    "set_aside": Words(hi="समाप्ति निरस्त", en="Closings set aside"),
}


def disposals(session: Session, asked: Asked) -> Rows:
    """What was closed as what in each month, and how much of it did not stand; nobody is named."""
    sums: dict[tuple[Any, Any], list[int]] = {}
    for row in outcomes(session, asked.since, asked.end.date()):
        figures = sums.setdefault((row.month, row.disposal), [0, 0, 0, 0])
        for place, figure in enumerate((row.closed, row.reopened, row.appealed, row.set_aside)):
            figures[place] += figure
    for (month, disposal), figures in sums.items():
        name = MONTHS[month.month - 1]
        said = Words(hi=f"{name.hi} {month.year}", en=f"{name.en} {month.year}")
        yield (said, disposal, *figures)


def stage_days(session: Session, asked: Asked) -> Rows:
    """Median and 90th percentile of the days in each stage."""
    for (stage,), tally in sorted(tallied(left_stages(session, asked), "stage").items()):
        yield (stage, tally.total(), *middle_and_long(tally))


def office_stages(session: Session, asked: Asked) -> Rows:
    """The same for each district, in the order of its code and never of its figure: no ranking."""
    found = tallied(left_stages(session, asked), "district_code", "stage")
    for (district, stage), tally in sorted(
        found.items(), key=lambda line: (line[0][0] or "", line[0][1])
    ):
        yield (district, stage, tally.total(), *middle_and_long(tally))


def sides(session: Session, asked: Asked) -> Rows:
    """How many days of the span matters lay with each side: each day once a side and matter, stays apart."""
    end = asked.last + timedelta(days=1)
    statement = (
        select(
            Clock.record_id, Clock.limit_name, Clock.owed_by, Clock.started_on, Clock.done_on,
            Clock.due_on,
        )
        .where(Clock.started_on < end, or_(Clock.done_on.is_(None), Clock.done_on > asked.since))
        .order_by(Clock.record_id)
    )  # fmt: skip
    days: Counter[Side] = Counter()
    matters: Counter[Side] = Counter()
    found = session.execute(statement, execution_options={"yield_per": STREAMED})
    for _record, rows in groupby(found, key=lambda row: row.record_id):
        whole = split(_spell(row, asked) for row in rows if row.limit_name not in WATCHED_ONLY)
        for share in whole.shares if whole else ():
            days[share.side] += share.gross
            matters[share.side] += 1
    for side in Side:
        if matters[side]:
            yield (side, matters[side], days[side])


def _spell(row: Any, asked: Asked) -> Spell:
    end = asked.last + timedelta(days=1)
    until = min(row.done_on or end, end)
    if row.limit_name in WINDOWS:
        until = min(until, row.due_on)
    return Spell(SIDES[row.owed_by], max(row.started_on, asked.since), until)


def load(session: Session, asked: Asked) -> Rows:
    """What every officer carries now, by name in the order of the alphabet, with what is overdue on the last day."""
    carried = {
        name: _per_officer(session, holder, table, still_open)
        for name, holder, table, still_open in (
            ("complaints", Record.assigned_to, Complaint, complaints.OPEN),
            ("cases", Record.assigned_to, Case, cases.OPEN),
            ("inquiries", Record.inquiring_officer, Case, cases.OPEN),
        )
    }
    late = and_(Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.due_on < asked.last)
    overdue: dict[uuid.UUID, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Clock.owner_id, func.count()).where(late).group_by(Clock.owner_id)
        )
        if row[0]
    }
    holders = set(overdue).union(*carried.values())
    officers = select(Officer).where(Officer.id.in_(holders)).order_by(Officer.name_en, Officer.id)
    for officer in session.scalars(officers):
        who = Words(hi=officer.name_hi, en=officer.name_en)
        held = (figures.get(officer.id, 0) for figures in carried.values())
        yield (who, *held, overdue.get(officer.id, 0))


def _per_officer(
    session: Session, holder: Any, table: type[Any], still_open: ColumnElement[bool] | Any
) -> dict[uuid.UUID, int]:
    statement = (
        select(holder, func.count())
        .join(table, table.record_id == Record.id)
        .where(still_open, holder.is_not(None))
        .group_by(holder)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def shares(session: Session, asked: Asked) -> Rows:
    """Of what was put up, how much was sent back; of what was closed, how much did not stand."""
    acts = [name for pair in RETURNED.values() for name in pair]
    counted = (
        select(Event.type, func.count())
        .where(Event.type.in_(acts), Event.at >= asked.begin, Event.at < asked.end)
        .group_by(Event.type)
    )
    found = {row[0]: row[1] for row in session.execute(counted)}
    for what, (put_up, sent_back) in RETURNED.items():
        yield _share(what, found.get(put_up, 0), found.get(sent_back, 0))
    rows = outcomes(session, asked.since, asked.end.date())
    closed = sum(row.closed for row in rows)
    for what in ("reopened", "appealed", "set_aside"):
        yield _share(what, closed, sum(getattr(row, what) for row in rows))


def _share(what: str, whole: int, part: int) -> tuple[Any, ...]:
    return WHAT_SHARES[what], whole, part, round(100 * part / whole) if whole else None


OF_THE_OFFICE = frozenset({Role.CVO, Role.AUDITOR})
