"""The minister's page, the slices behind it, released summaries, and directions."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.reports import queries
from vigilance.reports.drill import (
    address_of,
    chosen_of,
    everywhere,
    matters_of,
    read_drill,
    sheet_of,
    slice_of,
)
from vigilance.reports.figures import collect, figures_of
from vigilance.reports.freezing import sheet_before
from vigilance.reports.sheet_views import shown_of
from vigilance.reviews.addresses import DirectionsAddress, DirectionsAsked
from vigilance.reviews.commands.directions import NewDirection, give_direction
from vigilance.reviews.direction_page import directions_shown
from vigilance.reviews.direction_queries import (
    direction_figures,
    directions_given,
    directions_of,
    on_sheet,
    pressing_directions,
)
from vigilance.reviews.models import Direction
from vigilance.reviews.queries import records_by_id
from vigilance.reviews.schemas import DirectionForm
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, in_words, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

minister = Blueprint("minister", __name__, url_prefix="/minister")

DIRECTIONS_SHOWN = 6


@minister.get("")
@requires(Permission.MINISTER_SHEET)
def sheet() -> ResponseReturnValue:
    """What is pending: how old, where, in which stage and scheme; read in a minute, on one sheet of paper."""
    session = current_session()
    oldest = queries.oldest_released(session)
    figures = collect(session, today(), oldest)
    shown = shown_of(figures, slices=everywhere, tracks=_tracks, due=_due)
    last = sheet_before(session)
    return render_template(
        "reports/minister.html",
        shown=shown,
        in_sight=figures.named,  # read in this reader's sight, just now
        oldest=[_shown(each) for each in oldest],
        directions=_with_numbers(pressing_directions(session, limit=DIRECTIONS_SHOWN)),
        last=last,
        moved=shown.since(figures_of(last.figures)) if last else [],
        today=today(),
    )


@minister.get("/pending")
@requires(Permission.MINISTER_SHEET)
def pending() -> ResponseReturnValue:
    """One slice of what is pending: its counts, and the released summaries in it."""
    session, drill = current_session(), read_drill()
    part = slice_of(drill)
    listing = (
        f"minister {drill.division} {drill.district} {drill.scheme} {drill.band} {drill.stage}"
    )
    page = queries.released_cases(session, part, _oldest_after(listing, drill.after))
    return render_template(
        "reports/pending.html",
        sheet=sheet_of(queries.pending(session, part), drill),
        drill=drill,
        matters=matters_of(drill) if allowed(current_roles(), Permission.REVIEW_SEE) else None,
        chosen=chosen_of(drill),
        cases=[_shown(each) for each in page.rows],
        older=address_of(drill, after=_sealed(listing, page.following)) if page.following else None,
    )


@minister.get("/cases/<number>")
@requires(Permission.MINISTER_SHEET)
def case(number: str) -> ResponseReturnValue:
    """One case as the CVO released it, with the directions given on it."""
    return _case_page(number, Form())


@minister.post("/cases/<number>/directions")
@requires(Permission.DIRECTION_GIVE)
@transactional
def direct(number: str) -> ResponseReturnValue:
    """Give a direction on a released case; it stands for good."""
    session = current_session()
    released = queries.released_case(session, number)
    try:
        new: NewDirection = read_input(DirectionForm)
        record = records_by_id(session, [released.record_id])[released.record_id]
        give_direction(session, record, new, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        fields = in_words(error.fields)
        return _case_page(number, typed_form(fields)), 422
    flash(_("The direction is given. The Chief Vigilance Officer sees it now."))
    return redirect(url_for(".case", number=number), 303)


@minister.get("/directions")
@requires(Permission.MINISTER_SHEET)
def directions() -> ResponseReturnValue:
    """Every direction given, and whether it was carried out."""
    asked: DirectionsAsked = read_arguments(DirectionsAddress)
    session, after = current_session(), _newest_after(asked.after)
    page = directions_given(session, after, on_sheet(), which=asked.which, today=today())
    return render_template(
        "reports/directions.html",
        rows=directions_shown(session, page.rows, current_actor()),
        figures=direction_figures(session, today(), on_sheet()) if asked.after is None else None,
        which=asked.which,
        blank=Form(),
        today=today(),
        following=_sealed("directions given", page.following),
    )


def _tracks(**said: str | None) -> str:
    """The address of the tracks that a figure counts."""
    return url_for("pending_tracks.behind_the_sheet", **said)  # type: ignore[arg-type]  # codes


def _due(**said: int) -> str:
    """The address of the released cases of which a time limit ends soon."""
    return url_for("ahead.due", **said)  # type: ignore[arg-type]  # a number of days


def _case_page(number: str, form: Form) -> str:
    session = current_session()
    released = queries.released_case(session, number)
    return render_template(
        "reports/case.html",
        case=_shown(released),
        directions=directions_shown(
            session, directions_of(session, [released.record_id]), current_actor()
        ),
        form=form,
        may_direct=allowed(current_roles(), Permission.DIRECTION_GIVE),
        today=today(),
    )


def _shown(case: queries.Released) -> dict[str, Any]:
    return {
        "case": case,
        "age": (today() - case.received_on).days,
        "district": district_name(case.district_code),
        "scheme": scheme_name(case.scheme_code),
        "summary": case.summary.said_in(language()),
    }


def _with_numbers(rows: Sequence[Direction]) -> list[tuple[Direction, str]]:
    records = records_by_id(current_session(), {row.record_id for row in rows}) if rows else {}
    return [(row, records[row.record_id].number) for row in rows]


def _oldest_after(listing: str, token: str | None) -> tuple[date, uuid.UUID] | None:
    if token is None:
        return None
    key = read_cursor(listing, current_officer().officer_id, token)
    return date.fromisoformat(key["on"]), uuid.UUID(key["id"])


def _newest_after(token: str | None) -> tuple[datetime, uuid.UUID] | None:
    if token is None:
        return None
    key = read_cursor("directions given", current_officer().officer_id, token)
    return datetime.fromisoformat(key["on"]), uuid.UUID(key["id"])


def _sealed(listing: str, key: tuple[Any, ...] | None) -> str | None:
    if key is None:
        return None
    packed = {"on": key[0].isoformat(), "id": key[1].hex}
    return seal_cursor(listing, current_officer().officer_id, packed)
