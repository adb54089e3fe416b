"""The page of outcomes: what was closed as what, by whom, and what of it did not stand."""

import uuid
from dataclasses import dataclass
from datetime import date

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
from vigilance.reports.outcome_figures import FARED, Closing, OutcomeRow, closings_fared, outcomes
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.filters import day as day_words
from vigilance.web.guard import current_roles, requires
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database

outcomes_desk = Blueprint("outcomes", __name__, url_prefix="/office/outcomes")
SHOWN_MONTHS = 12
EARLIEST, LATEST = 1990, 2200


class OutcomesAddress(Schema):
    """With which year the page ends: the twelve months of it, or those up to today."""

    year = fields.Integer(load_default=None, validate=validate.Range(EARLIEST, LATEST))


class ClosingsAddress(OutcomesAddress):
    """Which figure of which line."""

    month = fields.Date(
        "%Y-%m",
        required=True,
        validate=validate.Range(date(EARLIEST, 1, 1), date(LATEST, 1, 1)),
    )
    disposal = fields.Enum(Disposal, by_value=True, load_default=None)
    officer = fields.String(required=True, validate=validate.Length(max=60))
    figure = fields.String(required=True, validate=validate.OneOf(FARED))


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line with the month and the officer in words."""

    month: str
    officer: str
    row: OutcomeRow
    cells: list[tuple[int, str | None]]
    """Each figure, with the address of the closings it counts for who sees records."""


@outcomes_desk.get("")
@requires(Permission.OUTCOMES_SEE)
def page() -> ResponseReturnValue:
    """The closings of twelve months, and how many were opened again, appealed against, set aside.

    Counted for the whole office, as in the report of them: codes, officers and numbers, never a record.
    """
    year = read_arguments(OutcomesAddress)["year"]
    with database().reading() as session:
        return _page(act_as(session, SYSTEM), year)


@outcomes_desk.get("/closings")
@requires(Permission.OUTCOMES_SEE)
def behind() -> ResponseReturnValue:
    """The closings that one figure counts, as far as this officer may see them."""
    asked = read_arguments(ClosingsAddress)
    month: date = asked["month"]
    since, until = month, later_by_months(month, 1)
    line = (f"{month:%Y-%m}", asked["disposal"] or "", asked["officer"])
    with database().reading() as session:
        fared = closings_fared(act_as(session, SYSTEM), since, until)
    found = things_in((thing_of(*each) for each in fared), line, asked["figure"])
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


def _page(session: Session, year: int | None) -> str:
    since, until = _span(year, today())
    rows = outcomes(session, since, until)
    opens = Role.CVO in current_roles()
    who = people(session, {each for each in map(_officer, rows) if each}, choosing=False)
    return render_template(
        "reports/outcomes.html",
        lines=[_line(row, who, year, opens=opens) for row in rows],
        heads=[words.said_in(language()) for words in FARED.values()],
        total=[sum(getattr(row, head) for row in rows) for head in FARED],
        since=since,
        until=until,
        year=year,
        earlier=url_for(".page", year=(year or today().year) - 1),
        newest=url_for(".page") if year else None,
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


def _line(row: OutcomeRow, who: People, year: int | None, *, opens: bool) -> LineShown:
    words = MONTHS[row.month.month - 1].said_in(language())
    at = {"month": f"{row.month:%Y-%m}", "disposal": row.disposal, "officer": row.actor}
    counts = {head: int(getattr(row, head)) for head in FARED}
    cells = [
        (count, url_for(".behind", year=year, figure=head, **at) if opens and count else None)  # type: ignore[arg-type]  # codes
        for head, count in counts.items()
    ]
    return LineShown(f"{words} {row.month.year}", who.actor(row.actor), row, cells)
