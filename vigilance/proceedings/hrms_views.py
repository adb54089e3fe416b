"""The HRMS numbers of log-ins in a browser: what waits for a second person; and the news that one is accused."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.login_numbers import login_number_by_id, waiting_numbers
from vigilance.accounts.models import LoginNumber, Officer
from vigilance.accounts.signing_in import current_actor
from vigilance.cases.commands.own_matters import decide_number
from vigilance.cases.desk_parts import register_part
from vigilance.cases.desk_shown import Line, Part
from vigilance.complaints.people import people
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.personnel import NumberStanding
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.proceedings.trying import said, who
from vigilance.records.models import Record, Wall
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now
from vigilance.web.filters import day as day_words
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

hrms_numbers = Blueprint("hrms_numbers", __name__, url_prefix="/office/hrms-numbers")
NEWS_FOR = timedelta(days=30)
"""So long a desk says that somebody who signs in here is accused (class E)."""
REASONS = (
    _l("An HRMS number has 3 to 20 letters and digits."),
    _l("This log-in has this number already."),
    _l("A number waits for the second person already."),
    _l("He has an HRMS number already."),
    _l("Another entry has this number. Strike this one off and name him by his number."),
    _l("He stands accused here himself: this wall is not lifted."),
)
"""The sentences of the commands, so that the catalogue knows them."""
NOT_THE_FIRST = _l("Whoever entered the number does not confirm it: another officer does.")


@dataclass(frozen=True, slots=True)
class WaitingNumber:
    """A number that waits for a second person, and whether this officer may be the second."""

    row: LoginNumber
    name: str
    address: str
    entered_by: str
    own: bool
    mine: bool
    form: Form


class Decide(Schema):
    """Nothing is asked besides the decision itself."""


@hrms_numbers.get("")
@requires(Permission.HRMS_NUMBER_DECIDE)
def page() -> ResponseReturnValue:
    """The numbers that wait for a second person."""
    return _page(None)


def _page(refused: Refused | None) -> str:
    session, actor = current_session(), current_actor()
    waiting = waiting_numbers(session)
    entered = people(session, {number.proposed_by for number, _ in waiting}, choosing=False)
    lines = [
        WaitingNumber(
            row=number,
            name=officer.name_in(language()),
            address=officer.email,
            entered_by=entered.name(number.proposed_by),
            own=number.officer_id in actor.hands,
            mine=number.proposed_by in actor.hands,
            form=refused.form if refused and refused.name == number.id.hex else Form(),
        )
        for number, officer in waiting
    ]
    return render_template("proceedings/hrms-numbers.html", waiting=lines)


@hrms_numbers.post("/<uuid:number_id>/confirm")
@requires(Permission.HRMS_NUMBER_DECIDE)
@in_the_systems_sight
@transactional
def confirm(number_id: uuid.UUID) -> ResponseReturnValue:
    """Confirm a number, as the second person."""
    return _decided(number_id, approved=True)


@hrms_numbers.post("/<uuid:number_id>/refuse")
@requires(Permission.HRMS_NUMBER_DECIDE)
@in_the_systems_sight
@transactional
def refuse(number_id: uuid.UUID) -> ResponseReturnValue:
    """Refuse a number, as the second person."""
    return _decided(number_id, approved=False)


def _decided(number_id: uuid.UUID, *, approved: bool) -> ResponseReturnValue:
    session = current_session()
    found = login_number_by_id(session, number_id)

    def take(_typed: object) -> None:
        try:
            decide_number(session, found, approved=approved, **who())
        except Incomplete:
            raise Invalid({"hrms_id": [str(NOT_THE_FIRST)]}) from None

    refused = attempt(session, found.id.hex, Decide, lambda typed: said(lambda: take(typed)))
    if refused is not None:
        return _page(refused), refused.status
    flash(_("The number is confirmed.") if approved else _("The number is refused."))
    return redirect(url_for(".page"), 303)


def _parts(session: Session, _day: date) -> list[Part]:
    """What the second person has to confirm; and that somebody who signs in here is accused, for those above him."""
    actor = current_actor()
    if not allowed(actor.roles, Permission.HRMS_NUMBER_DECIDE):
        return []
    waiting = [
        _line(url_for("hrms_numbers.page"), number.hrms_id, officer, NumberStanding.WAITS)
        for number, officer in waiting_numbers(session)
        if not actor.hands & {number.officer_id, number.proposed_by}
    ]
    parts = [Part("hrms-numbers", _("HRMS numbers to be confirmed"), waiting)]
    if Role.CVO in actor.roles:
        title = _("Accused here, and signs in: taken off the matter and walled off")
        parts.append(Part("own-matters", title, _accused_logins(session, above=None)))
    elif Role.PRINCIPAL_SECRETARY in actor.roles:
        title = _("The Chief Vigilance Officer is accused: the matter is hidden from him")
        parts.append(Part("own-matters", title, _accused_logins(session, above=Role.CVO)))
    return parts


def _accused_logins(session: Session, above: Role | None) -> list[Line]:
    """The matters in sight around which such a wall was put up lately; of officers of one role, or of all."""
    statement = (
        select(Wall, Record, Officer)
        .join(Record, Record.id == Wall.record_id)
        .join(Officer, Officer.id == Wall.officer_id)
        .where(
            Wall.relation == Relation.ACCUSED.value,
            Wall.lifted_at.is_(None),
            Wall.declared_at >= now() - NEWS_FOR,
        )
        .order_by(Wall.declared_at.desc(), Record.number)
    )
    reads_files = allowed(current_actor().roles, Permission.CASE_READ)
    return [
        _line(
            file_url(record.number) if reads_files else url_for("reviews.queue"),
            record.number,
            officer,
            Relation.ACCUSED,
            since=wall.declared_at.date(),
        )
        for wall, record, officer in session.execute(statement).unique()
        if above is None or above in officer.roles
    ]


def _line(
    url: str,
    number: str,
    officer: Officer,
    stage: NumberStanding | Relation,
    since: date | None = None,
) -> Line:
    name = officer.name_in(language())
    what = f"{name} · {day_words(since)}" if since else name
    return Line(url, number, what, "–", stage, urgent=False, limit=None, badge=None)


register_part(_parts)
