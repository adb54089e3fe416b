"""The page of outcomes: what was closed as what, by whom, and what of it did not stand."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.people import People, people
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import MONTHS
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.reports.outcome_figures import OutcomeRow, outcomes
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.session import current_session, database

outcomes_desk = Blueprint("outcomes", __name__, url_prefix="/office/outcomes")
SHOWN_MONTHS = 12
EARLIEST, LATEST = 1990, 2200


class OutcomesAddress(Schema):
    """With which year the page ends: the twelve months of it, or those up to today."""

    year = fields.Integer(load_default=None, validate=validate.Range(EARLIEST, LATEST))


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line with the month and the officer in words."""

    month: str
    officer: str
    row: OutcomeRow


@outcomes_desk.get("")
@requires(Permission.OUTCOMES_SEE)
def page() -> ResponseReturnValue:
    """The closings of twelve months, and how many were opened again, appealed against, set aside."""
    year = read_arguments(OutcomesAddress)["year"]
    if Role.AUDITOR not in current_officer().roles:
        return _page(current_session(), year)
    # The auditor sees no record; of the closings he sees all, and nothing but codes, officers and numbers.
    with database().reading() as session:
        return _page(act_as(session, SYSTEM), year)


def _page(session: Session, year: int | None) -> str:
    since, until = _span(year, today())
    rows = outcomes(session, since, until)
    who = people(session, {each for each in map(_officer, rows) if each}, choosing=False)
    return render_template(
        "reports/outcomes.html",
        lines=[_line(row, who) for row in rows],
        total=[
            sum(row.closed for row in rows),
            sum(row.reopened for row in rows),
            sum(row.appealed for row in rows),
            sum(row.set_aside for row in rows),
        ],
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


def _line(row: OutcomeRow, who: People) -> LineShown:
    words = MONTHS[row.month.month - 1].said_in(language())
    return LineShown(f"{words} {row.month.year}", who.actor(row.actor), row)
