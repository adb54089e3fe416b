"""The periodical returns: what is counted of a period, the matters behind each figure, freezing, and the files."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_name
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.return_periods import Cadence, PendingAge, Period, period_at, period_of
from vigilance.returns.exporting import make_export
from vigilance.returns.figures import Behind, Figure, matters_behind
from vigilance.returns.files import FORMS
from vigilance.returns.freezing import figures_of, freeze, frozen_numbers
from vigilance.returns.handing_out import handed_out, order_of_reader
from vigilance.returns.movements import SUBJECTS, UNKNOWN
from vigilance.returns.registers import DISTRICT
from vigilance.returns.report_page import said
from vigilance.returns.return_tables import (
    ABOUT,
    CADENCES,
    FIGURES,
    SPLITS,
    SUBJECT_WORDS,
    Line,
    Split,
    lines,
    return_report,
)
from vigilance.returns.shapes import Asked
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.filters import day as day_words
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import load, read_form
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

returns = Blueprint("returns", __name__, url_prefix="/office/returns")
FROZEN_SHOWN = 24
MOST_BEHIND = 500
OFFERED = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4, Cadence.ANNUAL: 2}
REFUSED = 422


class BehindAddress(Schema):
    """Which figure's matters are asked for."""

    subject = fields.String(required=True, validate=validate.OneOf(list(SUBJECTS)))
    figure = fields.Enum(Figure, by_value=True, required=True)
    how = fields.String(load_default=None, validate=validate.Length(max=60))
    age = fields.Enum(PendingAge, by_value=True, load_default=None)
    group = fields.String(load_default=None, validate=validate.Length(max=2))
    district = fields.String(load_default=None, validate=validate.Length(max=10))
    disclosures = fields.Boolean(load_default=False)


class TakenAs(Schema):
    """As which kind of file."""

    form = fields.String(required=True, validate=validate.OneOf(sorted(FORMS)))


@returns.get("")
@requires(Permission.RETURN_MAKE)
@in_the_systems_sight
def index() -> ResponseReturnValue:
    """The periods that can be counted, and the returns that were frozen."""
    spoken = language()
    offered = []
    for cadence, count in OFFERED.items():
        period = period_at(cadence, today())
        periods = []
        for _each in range(count):
            periods.append((period.name.said_in(spoken), _address(period)))
            period = period.before
        offered.append((CADENCES[cadence].said_in(spoken), periods))
    return render_template(
        "returns/returns.html",
        offered=offered,
        frozen=[
            (
                number,
                f"{CADENCES[each.cadence].said_in(spoken)}, {each.name.said_in(spoken)}",
                _address(each),
            )
            for number, each in frozen_numbers(current_session(), most=FROZEN_SHOWN)
        ],
    )


@returns.get("/<cadence>/<since>")
@requires(Permission.RETURN_MAKE)
@in_the_systems_sight
def one(cadence: str, since: str) -> ResponseReturnValue:
    """The return of one period: as it was frozen, or as it is counted now."""
    return _page(_begun(cadence, since), {})


@returns.post("/<cadence>/<since>/freeze")
@requires(Permission.RETURN_FREEZE)
@in_the_systems_sight
@transactional
def freeze_it(cadence: str, since: str) -> ResponseReturnValue:
    """Freeze the return of a period that is over."""
    period = _begun(cadence, since)
    try:
        row = freeze(current_session(), period, by=current_actor(), at=now())
    except Invalid as error:
        return _page(period, dict(said(error))), REFUSED
    flash(_("The return is frozen under the number %(number)s.", number=row.number))
    return redirect(_address(period), 303)


@returns.post("/<cadence>/<since>/export")
@requires(Permission.RETURN_MAKE)
@in_the_systems_sight
@transactional
def export(cadence: str, since: str) -> ResponseReturnValue:
    """The return as a file, figure for figure as it was frozen."""
    period, form = _begun(cadence, since), load(TakenAs, read_form(TakenAs))["form"]
    session = current_session()
    rows = list(lines(figures_of(session, period)[0], current_office().reference))
    order = order_of_reader(return_report(period, rows), Asked(period.since, period.until), form)
    made = make_export(database(), session, order, current_office().reference, now())
    return handed_out(made.spool, made.media_type, made.name)


@returns.get("/<cadence>/<since>/matters")
@requires(Permission.RETURN_FREEZE)
def matters(cadence: str, since: str) -> ResponseReturnValue:
    """The matters behind one figure, as far as this officer may see them."""
    period, asked = _begun(cadence, since), Behind(**read_arguments(BehindAddress))
    found = current_session().execute(matters_behind(period, asked).limit(MOST_BEHIND + 1)).all()
    spoken = language()
    return render_template(
        "reports/matters.html",
        title=f"{SUBJECT_WORDS[asked.subject].said_in(spoken)}: {FIGURES[asked.figure].said_in(spoken)}",
        above=[
            (_("Returns"), url_for(".index")),
            (period.name.said_in(spoken), _address(period)),
        ],
        whole=True,
        heads=[_("Number"), DISTRICT.said_in(spoken), _("Received or begun")],
        rows=[
            (
                number,
                file_url(number),
                [district_name(None if place == UNKNOWN else place), day_words(day)],
            )
            for number, place, day, _matter in found[:MOST_BEHIND]
        ],
        more=len(found) > MOST_BEHIND,
        most=MOST_BEHIND,
    )


def _begun(cadence: str, since: str) -> Period:
    """The period an address names. Raises NotFound where there is none, Invalid where it has not begun."""
    period = period_of(cadence, since)
    period.check_begun(today())
    return period


def _address(period: Period) -> str:
    return url_for(".one", cadence=period.cadence.value, since=period.since.isoformat())


def _page(period: Period, errors: dict[str, list[str]]) -> str:
    with database().reading() as session:
        figures, frozen = figures_of(act_as(session, SYSTEM), period)
    spoken = language()
    found = list(lines(figures, current_office().reference))
    clicks = allowed(current_roles(), Permission.RETURN_FREEZE)
    return render_template(
        "returns/return.html",
        title=f"{CADENCES[period.cadence].said_in(spoken)}, {period.name.said_in(spoken)}",
        about=ABOUT.said_in(spoken),
        period=period,
        tables=[_table(split, found, period, clicks=clicks) for split in SPLITS],
        frozen=frozen,
        may_freeze=clicks and not frozen and period.is_over(today()),
        running=not period.is_over(today()),
        forms=sorted(FORMS),
        errors=errors,
        before=_address(period.before),
    )


def _table(split: Split, found: list[Line], period: Period, *, clicks: bool) -> dict[str, Any]:
    """One split as a table; the columns that hold no figure in it are left out."""
    spoken = language()
    own = [line for line in found if line.split is split]
    names = [name for name in FIGURES if any(name in line.figures for line in own)]
    return {
        "title": SPLITS[split].said_in(spoken),
        "heads": [(FIGURES[name].said_in(spoken), "num") for name in names],
        "parted": any(line.code for line in own),
        "folded": split is Split.DISTRICT,
        "lines": [
            {
                "subject": SUBJECT_WORDS[line.subject].said_in(spoken),
                "part": line.words.said_in(spoken),
                "cells": [
                    (
                        line.figures.get(name, 0),
                        _behind(line, name, period) if clicks and line.figures.get(name) else None,
                    )
                    for name in names
                ],
            }
            for line in own
        ],
    }


KEYS = {Split.CLASS: "how", Split.AGE: "age", Split.GROUP: "group", Split.DISTRICT: "district"}


def _behind(line: Line, figure: str, period: Period) -> str | None:
    """The address of the matters a figure counts; a total is the sum of three, and money counts no matters."""
    if figure == "total" or line.subject not in SUBJECTS:
        return None
    more: dict[str, Any] = {KEYS[line.split]: line.code} if line.split in KEYS else {}
    if line.split is Split.DISCLOSURES:
        more["disclosures"] = "true"
    return url_for(
        ".matters",
        cadence=period.cadence.value,
        since=period.since.isoformat(),
        subject=line.subject,
        figure=figure,
        **more,
    )
