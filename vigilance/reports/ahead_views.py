"""What breaches next, behind the figures of the minister's page: counted are all, listed the released cases."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from vigilance.accounts.signing_in import current_officer
from vigilance.cases.desk_views import limit_name
from vigilance.clocks.badges import badge_of
from vigilance.complaints.subject import district_name
from vigilance.domain.permissions import Permission
from vigilance.domain.tracks import Track
from vigilance.reports.ahead import WITHIN, due_by_party, due_soonest, due_within
from vigilance.reports.schemas import LONGEST_CURSOR
from vigilance.reports.sheet import Figure
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.record_schema import RecordSchema
from vigilance.web.session import current_session

ahead = Blueprint("ahead", __name__, url_prefix="/minister")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which window, and from where on."""

    within: int
    after: str | None


class DueAddress(RecordSchema):
    """What stands in the address of the list."""

    makes = Asked
    within = fields.Integer(load_default=WITHIN[0], validate=validate.OneOf(WITHIN))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


@ahead.get("/due")
@requires(Permission.MINISTER_SHEET)
def due() -> ResponseReturnValue:
    """The time limits that end within so many days: who owes how many, and the released cases one by one."""
    asked: Asked = read_arguments(DueAddress)
    session, day, reader = current_session(), today(), current_officer().officer_id
    listing = f"due {asked.within}"
    after = _after(read_cursor(listing, reader, asked.after)) if asked.after else None
    page = due_soonest(session, day, asked.within, after)
    older = None
    if page.following:
        key = {"on": page.following[0].isoformat(), "id": page.following[1].hex}
        older = url_for(".due", within=asked.within, after=seal_cursor(listing, reader, key))
    counts = due_within(session, day)
    return render_template(
        "reports/due.html",
        within=asked.within,
        counted=counts[asked.within],
        windows=[(days, counts[days], url_for(".due", within=days)) for days in WITHIN],
        parties=_parties(day, asked.within),
        rows=[
            {
                "due": row,
                "limit": limit_name(row.limit_name),
                "track": label_of(Track(row.track)).said_in(language()) if row.track else None,
                "district": district_name(row.district_code),
                "badge": badge_of(row.due_on, row.due_on, day),
            }
            for row in page.rows
        ],
        older=older,
    )


def _parties(day: date, within: int) -> list[Figure]:
    """Who owes how many of them, the most first."""
    found = due_by_party(current_session(), day, within)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Figure(label_of(party).said_in(language()), count) for party, count in ranked]


def _after(key: dict[str, str]) -> tuple[date, uuid.UUID]:
    return date.fromisoformat(key["on"]), uuid.UUID(key["id"])
