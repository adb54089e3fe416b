"""The administrator's pages on what runs by itself: holidays declared late, time limits, background jobs."""

import uuid
from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.clocks.holidays import declare_holiday
from vigilance.clocks.policy import faults
from vigilance.clocks.rules import rules_in_force
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import AUTHORITIES, CONFIDENCES, span_in_words
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.words import Words
from vigilance.reports import office_queries
from vigilance.reports.job_names import JOB_NAMES
from vigilance.reports.schemas import HolidayForm, MovedAddress, NewHoliday
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, in_words, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

machine = Blueprint("machine", __name__, url_prefix="/office")


@machine.get("/calendar")
@requires(Permission.CALENDAR_MANAGE)
@in_the_systems_sight
def calendar() -> ResponseReturnValue:
    """Holidays declared after the lists were printed, and which due dates each one moved."""
    return _calendar_page(Form())


@machine.post("/calendar")
@requires(Permission.CALENDAR_MANAGE)
@in_the_systems_sight
@transactional
def declare() -> ResponseReturnValue:
    """Close an office on a day; the running clocks it touches are computed again."""
    session, config_dir = current_session(), current_app.config["SETTINGS"].config_dir
    try:
        new: NewHoliday = read_input(HolidayForm)
        changes = declare_holiday(
            session,
            new.day,
            new.calendar,
            Words(hi=new.name_hi, en=new.name_en),
            rules_in_force(session, config_dir),
            by=current_actor(),
            at=now(),
        )
    except Malformed:
        raise
    except Invalid as error:
        fields = in_words(error.fields)
        return _calendar_page(typed_form(fields)), 422
    flash(_("The holiday is declared. %(count)s due dates moved.", count=len(changes)))
    return redirect(url_for(".calendar", day=new.day.isoformat()), 303)


@machine.get("/limits")
@requires(Permission.CALENDAR_MANAGE)
def limits() -> ResponseReturnValue:
    """Every time limit of the schedule with its versions and where it comes from."""
    rules = rules_in_force(current_session(), current_app.config["SETTINGS"].config_dir)
    rows = [
        {
            "limit": limit,
            "span": span_in_words(limit.allowed, language()),
            "authority": AUTHORITIES[limit.authority].said_in(language()),
            "confidence": CONFIDENCES[limit.confidence].said_in(language()),
        }
        for limit in sorted(rules.limits, key=lambda one: (one.track, one.name, one.effective_from))
    ]
    broken = faults(current_app.config["SETTINGS"].config_dir)
    return render_template("admin/limits.html", rows=rows, broken=broken)


@machine.get("/jobs")
@requires(Permission.OFFICERS_MANAGE)
def jobs() -> ResponseReturnValue:
    """When each background job last ran, and what went wrong."""
    leases = office_queries.job_leases(current_session())
    return render_template("admin/jobs.html", leases=leases, names=JOB_NAMES)


def _calendar_page(form: Form) -> str:
    asked: tuple[date | None, str | None] = (None, None)
    if request.method == "GET":
        asked = read_arguments(MovedAddress)
    day, token = asked
    page = None
    if day is not None:
        after = read_cursor(f"moved {day}", current_officer().officer_id, token) if token else None
        last = uuid.UUID(after["id"]) if after else None
        page = office_queries.moved_by_holiday(current_session(), day, last)
    rules = rules_in_force(current_session(), current_app.config["SETTINGS"].config_dir)
    return render_template(
        "admin/calendar.html",
        form=form,
        holidays=office_queries.declared_holidays(current_session()),
        calendars=choices(CalendarKind),
        labels={limit.name: limit.label.said_in(language()) for limit in rules.limits},
        day=day,
        moved=page.rows if page else (),
        following=_next_moved(day, page.following) if page and page.following else None,
    )


def _next_moved(day: date | None, key: tuple[uuid.UUID, ...]) -> str:
    return seal_cursor(f"moved {day}", current_officer().officer_id, {"id": key[0].hex})
