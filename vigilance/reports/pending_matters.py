"""The complaints and cases behind a figure of what is pending, for who sees records: in his own sight, oldest first."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, TextClause, select, union_all
from sqlalchemy.orm import Session

from vigilance.cases import models as cases
from vigilance.cases.models import Case
from vigilance.complaints import models as complaints
from vigilance.complaints.models import Complaint
from vigilance.complaints.subject import district_name
from vigilance.domain.permissions import Permission, allowed
from vigilance.reports.drill import address_of, chosen_of, read_drill, slice_of
from vigilance.reports.matters_behind import MOST_SHOWN
from vigilance.reports.queries import NOT_KNOWN, Slice
from vigilance.web.filters import day as day_words
from vigilance.web.guard import current_roles, requires
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

pending_desk = Blueprint("pending", __name__)
TABLES: tuple[tuple[type[Any], TextClause], ...] = (
    (Complaint, complaints.OPEN),
    (Case, cases.OPEN),
)


def pending_matters(session: Session, part: Slice, most: int) -> list[tuple[Any, ...]]:
    """Number, district and day of receipt of what is pending in this slice, in the reader's sight."""
    found = union_all(*(_in_slice(table, is_open, part) for table, is_open in TABLES)).subquery()
    oldest = select(found).order_by(found.c.received_on, found.c.record_id).limit(most)
    return [(row.number, row.district_code, row.received_on) for row in session.execute(oldest)]


def _in_slice(table: type[Any], is_open: TextClause, part: Slice) -> Select[Any]:
    statement = select(table.record_id, table.number, table.district_code, table.received_on).where(
        is_open
    )
    if part.districts is not None:
        known = table.district_code.in_(part.districts)
        statement = statement.where(
            table.district_code.is_(None) if NOT_KNOWN in part.districts else known
        )
    if part.scheme is not None:
        nowhere = part.scheme == NOT_KNOWN
        statement = statement.where(
            table.scheme_code.is_(None) if nowhere else table.scheme_code == part.scheme
        )
    if part.band is not None:
        statement = statement.where(table.counted_band == part.band.value)
    if part.states is not None:
        statement = statement.where(table.state.in_(part.states))
    return statement


@pending_desk.get("/office/pending")
@requires(Permission.REVIEW_SEE)
def behind() -> ResponseReturnValue:
    """What a figure of the minister's page counts, as far as this officer may see it."""
    drill = read_drill()
    found = pending_matters(current_session(), slice_of(drill), MOST_SHOWN + 1)
    sheet = (
        [(_("Minister's page"), address_of(drill))]
        if allowed(current_roles(), Permission.MINISTER_SHEET)
        else []
    )
    words = [said for said, _address in chosen_of(drill)] or [_("In all")]
    return render_template(
        "reports/matters.html",
        title=f"{_('Pending matters')}: {' · '.join(words)}",
        above=[(_("Today"), url_for("office.today")), *sheet],
        whole=True,
        heads=[_("Number"), _("District"), _("Received")],
        rows=[
            (number, file_url(number), [district_name(place), day_words(day)])
            for number, place, day in found[:MOST_SHOWN]
        ],
        more=len(found) > MOST_SHOWN,
        most=MOST_SHOWN,
    )
