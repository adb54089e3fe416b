"""The due-date calculator, and the card of one running clock."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_officer
from vigilance.audit.reading import put_on_ledger
from vigilance.clocks import queries, schemas
from vigilance.clocks.models import ClockChange
from vigilance.clocks.rules import ClockRules, rules_in_force
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import AUTHORITIES, explain, span_in_words
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import Reading, TimeLimit, compute, version_in_force
from vigilance.domain.tracks import Track
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.input import in_words
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

clocks = Blueprint("clocks", __name__, url_prefix="/office/clocks")


@clocks.get("")
@requires(Permission.CLOCK_COMPUTE)
def calculator() -> ResponseReturnValue:
    """When something is due, and why: the same arithmetic as the running clocks."""
    rules = rules_in_force(current_session(), current_app.config["SETTINGS"].config_dir)
    asked = {name: value for name, value in request.args.items() if name != "lang"}
    try:
        reading = _reading(rules) if asked else None
    except Invalid as error:
        return _page(rules, Form(asked, error.fields), None), 422
    return _page(rules, Form(asked), reading)


def _page(rules: ClockRules, form: Form, reading: Reading | None) -> str:
    limits = [
        (limit, limit.label.said_in(language()), span_in_words(limit.allowed, language()))
        for limit in _newest(rules)
    ]
    return render_template(
        "office/clocks.html",
        form=form,
        reading=reading,
        lines=explain(reading, language()) if reading else (),
        limits=limits,
        names=list({limit.name: f"{label} – {span}" for limit, label, span in limits}.items()),
        authorities=AUTHORITIES,
        calendars=choices(CalendarKind),
        grounds=choices(StayGround),
    )


def _newest(rules: ClockRules) -> list[TimeLimit]:
    """The version of each limit that is in force today."""
    names = dict.fromkeys((limit.track, limit.name) for limit in rules.limits)
    return [
        version_in_force([one for one in rules.limits if one.track == track], name, today())
        for track, name in names
    ]


def _reading(rules: ClockRules) -> Reading:
    question: schemas.Question = read_arguments(schemas.Calculation)
    try:
        limit = version_in_force(rules.limits, question.limit, question.started)
    except NotFound:
        raise Invalid({"limit": [_("No such limit was in force on that day.")]}) from None
    kind = question.calendar or limit.calendar
    try:
        return compute(
            limit,
            question.started,
            question.stays,
            calendar=rules.calendars[kind],
            on=question.on or today(),
            done=question.done,
            extended=int(question.extended),
        )
    except Invalid as error:
        raise Invalid(in_words(error.fields)) from None


@clocks.get("/card/<uuid:clock_id>")
@requires(Permission.CLOCK_COMPUTE)
def card(clock_id: uuid.UUID) -> ResponseReturnValue:
    """Why one clock stands as it does: rule, day zero, closed days, stays, extension, result; fit to be printed."""
    session = current_session()
    clock = queries.clock_by_id(session, clock_id)
    put_on_ledger(session, clock.record_id, "clock", by=current_officer().actor, at=now())
    rules = rules_in_force(session, current_app.config["SETTINGS"].config_dir)
    reading = queries.reading_of(session, clock, today(), rules)
    number = queries.record_of(session, clock).number
    return render_template(
        "office/clock-card.html",
        clock=clock,
        track=Track(clock.track) if clock.track else None,
        number=number,
        file_url=file_url(number),
        reading=reading,
        lines=explain(reading, language()),
        changes=[_moved(change) for change in queries.changes_of(session, clock.id)],
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A due date that moved after the fact, in words."""

    at: datetime
    why: str
    before: date | None
    after: date | None


def _moved(change: ClockChange) -> Moved:
    return Moved(
        change.at,
        _cause(change.cause),
        *(
            date.fromisoformat(dates["due_on"]) if "due_on" in dates else None
            for dates in (change.before, change.after)
        ),
    )


def _cause(cause: str) -> str:
    """Why a due date moved: a corrected day, a late holiday, another version of the limit."""
    kind, _space, of = cause.partition(" ")
    if kind == "holiday":
        return _("A holiday was declared: %(day)s", day=day(date.fromisoformat(of)))
    words = {"corrected-day": _("A day was corrected"), "rules": _("The rules changed")}
    return words.get(kind, cause)
