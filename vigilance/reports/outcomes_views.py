"""The page of outcomes: what was closed as what, by whom, and what of it did not stand."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from vigilance.complaints.people import People, people
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import later_by_months
from vigilance.domain.dates import MONTHS, ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.reports.matters_behind import MOST_SHOWN, Thing, seen_of, things_in
from vigilance.reports.outcome_figures import (
    FARED,
    Closing,
    OutcomeRow,
    by_class,
    closings_fared,
    outcomes,
)
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.filters import day as day_words
from vigilance.web.guard import current_roles, requires
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database

outcomes_desk = Blueprint("outcomes", __name__, url_prefix="/office/outcomes")
SHOWN_MONTHS = 12
MOST_LINES = 200
"""Where there are more lines, those of one month and class are added up, and their officers stand on their own page."""
EARLIEST, LATEST = 1990, 2200


class OutcomesAddress(Schema):
    """The twelve months of a year, or those up to today; or the officers of one month and class."""

    year = fields.Integer(load_default=None, validate=validate.Range(EARLIEST, LATEST))

    month = fields.Date(
        "%Y-%m",
        load_default=None,
        validate=validate.Range(date(EARLIEST, 1, 1), date(LATEST, 1, 1)),
    )
    disposal = fields.Enum(Disposal, by_value=True, load_default=None)


class ClosingsAddress(OutcomesAddress):
    """Which figure of which line: of one officer, or of all."""

    month = fields.Date(
        "%Y-%m",
        required=True,
        validate=validate.Range(date(EARLIEST, 1, 1), date(LATEST, 1, 1)),
    )
    officer = fields.String(load_default=None, validate=validate.Length(max=60))
    figure = fields.String(required=True, validate=validate.OneOf(FARED))


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line with the month and the officer in words."""

    month: str
    officer: str
    officers: str | None
    """Where the officers stand whom the line adds up."""
    row: OutcomeRow
    cells: list[tuple[int, str | None]]
    """Each figure, with the address of the closings it counts for who sees records."""


@outcomes_desk.get("")
@requires(Permission.OUTCOMES_SEE)
def page() -> ResponseReturnValue:
    """The closings of twelve months, and how many were opened again, appealed against, set aside.

    Counted for the whole office, as in the report of them: codes, officers and numbers, never a record.
    """
    asked = read_arguments(OutcomesAddress)
    with database().reading() as session:
        return _page(act_as(session, SYSTEM), asked)


@outcomes_desk.get("/closings")
@requires(Permission.OUTCOMES_SEE)
def behind() -> ResponseReturnValue:
    """The closings that one figure counts, as far as this officer may see them."""
    asked = read_arguments(ClosingsAddress)
    month: date = asked["month"]
    since, until = month, later_by_months(month, 1)
    officer, line = asked["officer"], (f"{month:%Y-%m}", asked["disposal"] or "")
    with database().reading() as session:
        fared = closings_fared(act_as(session, SYSTEM), since, until)
    things = [thing_of(*each) for each in fared]
    if officer is None:
        things = [replace(one, line=one.line[:2]) for one in things]
    found = things_in(things, (*line, officer) if officer else line, asked["figure"])
    seen = seen_of(current_session(), found)
    head = FARED[asked["figure"]].said_in(language())
    return render_template(
        "reports/matters.html",
        title=f"{_('Outcomes')}: {head}",
        above=[(_("Outcomes"), url_for(".page", year=asked["year"]))],
        whole=True,
        heads=[_("Number"), _("Day")],
        rows=[
            (one.number, file_url(one.number), [day_words(one.day)]) for one in seen[:MOST_SHOWN]
        ],
        more=len(seen) > MOST_SHOWN,
        most=MOST_SHOWN,
    )


def thing_of(one: Closing, heads: frozenset[str]) -> Thing:
    """A closing in the line of its month, its class and its officer."""
    line = (f"{one.month:%Y-%m}", one.disposal or "", one.actor)
    return Thing(line, heads, one.record_id, ist_day(one.at))


def _page(session: Session, asked: Mapping[str, Any]) -> str:
    year, month = asked["year"], asked["month"]
    since, until = (month, later_by_months(month, 1)) if month else _span(year, today())
    rows = outcomes(session, since, until)
    if month:
        rows = [row for row in rows if row.disposal == asked["disposal"]]
    many = len(rows) > MOST_LINES and not month
    shown = by_class(rows) if many else [(row, 1) for row in rows]
    who = people(session, set() if many else set(filter(None, map(_officer, rows))), choosing=False)
    return render_template(
        "reports/outcomes.html",
        lines=[_line(row, who, year, officers if many else None) for row, officers in shown],
        heads=[words.said_in(language()) for words in FARED.values()],
        total=[sum(getattr(row, head) for row in rows) for head in FARED],
        since=since,
        until=until,
        year=year,
        above=[(_("Outcomes"), url_for(".page", year=year))] if month else [],
        earlier=None if month else url_for(".page", year=(year or today().year) - 1),
        newest=url_for(".page") if year and not month else None,
    )


def _span(year: int | None, today: date) -> tuple[date, date]:
    """The first day of the span and the first day after it."""
    if year is not None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    months = (
        today.year * 12 + today.month
    )  # the month after this one, counted from January of year 0
    first = months - SHOWN_MONTHS
    return date(first // 12, first % 12 + 1, 1), date(months // 12, months % 12 + 1, 1)


def _officer(row: OutcomeRow) -> uuid.UUID | None:
    try:
        return uuid.UUID(row.actor)
    except ValueError:
        return None


def _line(row: OutcomeRow, who: People, year: int | None, officers: int | None) -> LineShown:
    """A line of one officer, or of so many together."""
    words = MONTHS[row.month.month - 1].said_in(language())
    at: dict[str, Any] = {"year": year, "month": f"{row.month:%Y-%m}", "disposal": row.disposal}
    named = at if officers else at | {"officer": row.actor}
    opens = Role.CVO in current_roles()
    counts = {head: int(getattr(row, head)) for head in FARED}
    cells = [
        (count, url_for(".behind", figure=head, **named) if opens and count else None)
        for head, count in counts.items()
    ]
    return LineShown(
        f"{words} {row.month.year}",
        str(_("Officers: %(count)s", count=officers)) if officers else who.actor(row.actor),
        url_for(".page", **at) if officers else None,
        row,
        cells,
    )
