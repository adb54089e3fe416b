"""What the reports of figures count, one by one: the figures are made of these, and the rows behind them are these."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.database.among import among
from vigilance.domain.dates import ist_day
from vigilance.domain.parties import SIDES
from vigilance.domain.schedule import WINDOWS
from vigilance.domain.time_split import Spell, Split, split
from vigilance.domain.workflows import complaint, inquiry
from vigilance.proceedings.time_split import WATCHED_ONLY
from vigilance.records.models import Record
from vigilance.reports.matters_behind import Thing
from vigilance.reports.outcome_figures import closings_fared
from vigilance.reports.totals_checks import HELD
from vigilance.returns.shapes import NONE, Asked
from vigilance.returns.stage_days import STREAMED, left_stages

Things = Iterator[Thing]
RETURNED = {
    "scrutiny": (complaint.Action.RECORD_SCRUTINY.value, complaint.Action.RETURN_SCRUTINY.value),
    "report": (inquiry.Action.SUBMIT_REPORT.value, inquiry.Action.RETURN_REPORT.value),
    "closure": (inquiry.Action.PROPOSE_CLOSURE.value, inquiry.Action.REFUSE_CLOSURE.value),
}
"""What is put up, and the act by which it is sent back."""
FELL = ("reopened", "appealed", "set_aside")
"""How a closing may fare afterwards."""
WHOLE, PART = "whole", "part"


def closings(session: Session, asked: Asked) -> Things:
    """Each closing of the time, in the line of its month and class, with what it was called afterwards."""
    for one, heads in closings_fared(session, asked.since, asked.end.date()):
        line = (f"{one.month:%Y-%m}", one.disposal.value if one.disposal else NONE)
        yield Thing(line, heads, one.record_id, ist_day(one.at))


def stages_left(session: Session, asked: Asked) -> Things:
    """Each stage that was left in the time."""
    for one in left_stages(session, asked.since, asked.before):
        yield Thing((one.stage,), frozenset({"left"}), one.record_id, one.on)


def stages_left_by_district(session: Session, asked: Asked) -> Things:
    """The same in the line of its district."""
    for one in left_stages(session, asked.since, asked.before):
        line = (one.district_code, one.stage)
        yield Thing(line, frozenset({"left"}), one.record_id, one.on)


def put_up(session: Session, asked: Asked) -> Things:
    """What was put up in the time, and closed in it; `part` of it was sent back, or did not stand, since then."""
    yield from sent_back(session, asked)
    for one, heads in closings_fared(session, asked.since, asked.end.date()):
        for what in FELL:
            fell = {WHOLE, PART} if what in heads else {WHOLE}
            yield Thing((what,), frozenset(fell), one.record_id, ist_day(one.at))


def sent_back(session: Session, asked: Asked) -> Things:
    """What was put up in the time; `part` of it was sent back."""
    for what, acts in RETURNED.items():
        yield from _put_up(session, asked, what, *acts)


def _put_up(session: Session, asked: Asked, what: str, act: str, back: str) -> Things:
    """Sent back counts with the putting up it answers, whenever it came: so never more than were put up."""
    following = func.lead(Event.type).over(partition_by=Event.record_id, order_by=Event.record_seq)
    acts = (
        select(Event.record_id, Event.at, Event.type, following.label("following"))
        .where(Event.type.in_((act, back)), Event.at >= asked.begin)
        .subquery()
    )
    within = select(acts.c.record_id, acts.c.at, acts.c.following).where(
        acts.c.type == act, acts.c.at < asked.end
    )
    for record_id, at, after in session.execute(within, execution_options={"yield_per": STREAMED}):
        heads = {WHOLE, PART} if after == back else {WHOLE}
        yield Thing((what,), frozenset(heads), record_id, ist_day(at))


def put_up_by_district(session: Session, asked: Asked) -> Things:
    """The same in the line of the district, as it is now."""
    found = list(put_up(session, asked))
    of = _districts(session, sorted({one.record_id for one in found}))
    for one in found:
        line = (of.get(one.record_id) or NONE, *one.line)
        yield Thing(line, one.heads, one.record_id, one.day)


def _districts(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str | None]:
    of: dict[uuid.UUID, str | None] = {}
    for begin in range(0, len(ids), STREAMED):
        some = ids[begin : begin + STREAMED]
        for table in (Complaint, Case):
            known = select(table.record_id, table.district_code)
            rows = session.execute(known.where(among(session, table.record_id, some)))
            of.update((row[0], row[1]) for row in rows)
    return of


def time_split(session: Session, asked: Asked) -> Iterator[tuple[uuid.UUID, Split]]:
    """How the days of each matter in the time lay with the sides: each day once a side, stays apart."""
    statement = (
        select(
            Clock.record_id, Clock.limit_name, Clock.owed_by, Clock.started_on, Clock.done_on,
            Clock.due_on,
        )
        .where(
            Clock.started_on <= asked.last,
            or_(Clock.done_on.is_(None), Clock.done_on > asked.since),
        )
        .order_by(Clock.record_id)
    )  # fmt: skip
    found = session.execute(statement, execution_options={"yield_per": STREAMED})
    for record_id, rows in groupby(found, key=lambda row: row.record_id):
        whole = split(_spell(row, asked) for row in rows if row.limit_name not in WATCHED_ONLY)
        if whole:
            yield record_id, whole


def _spell(row: Any, asked: Asked) -> Spell:
    end = asked.after_last
    until = min(row.done_on or end, end)
    if row.limit_name in WINDOWS:
        until = min(until, row.due_on)
    return Spell(SIDES[row.owed_by], max(row.started_on, asked.since), until)


def sided(session: Session, asked: Asked) -> Things:
    """Each matter in the line of each side with which it lay."""
    for record_id, whole in time_split(session, asked):
        for share in whole.shares:
            yield Thing((share.side.value,), frozenset({"matters"}), record_id, whole.since)


def late(asked: Asked) -> ColumnElement[bool]:
    """The limits that are overdue on the last day of the time."""
    return and_(Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.due_on < asked.last)


def carried(session: Session, asked: Asked) -> Things:
    """What each officer carries now, and each of his limits that is overdue."""
    for head, (holder, table, still_open) in HELD.items():
        held = (
            select(holder, Record.id, Record.opened_at)
            .join(table, table.record_id == Record.id)
            .where(still_open, holder.is_not(None))
        )
        for officer_id, record_id, at in session.execute(held):
            yield Thing((str(officer_id),), frozenset({head.value}), record_id, ist_day(at))
    overdue = select(Clock.owner_id, Clock.record_id, Clock.due_on)
    for officer_id, record_id, due_on in session.execute(overdue.where(late(asked))):
        if officer_id:
            yield Thing((str(officer_id),), frozenset({"overdue"}), record_id, due_on)
