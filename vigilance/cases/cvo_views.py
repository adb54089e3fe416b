"""What waits for the CVO: decisions, complaints given to nobody, and who carries how much."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from vigilance.accounts.absences import absence_in_words
from vigilance.accounts.queries import absence_of, officers_with_role
from vigilance.cases import desk_queries, schemas
from vigilance.cases.desk_parts import more_parts
from vigilance.cases.desk_shown import Line, Part
from vigilance.cases.desk_views import lines
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.file_page import acting
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.unanswered import may_be_filed_unconfirmed
from vigilance.complaints.workload import carried, late_of
from vigilance.domain import handover
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry
from vigilance.records.models import Record
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import today
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

cvo = Blueprint("cvo", __name__, url_prefix="/office/cvo")
AT_EACH_END = 10
"""So many officers are shown who carry least, and so many who carry most, where there are more of them."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One vigilance officer and his load."""

    id: uuid.UUID
    name: str
    pending: int
    absence: str | None


@cvo.get("")
@requires(Permission.CVO_DESK)
def desk() -> ResponseReturnValue:
    """What needs the CVO's decision, the oldest first."""
    return _page(None)


def _page(refused: Refused | None) -> str:
    parts, carriers = _parts(), _carriers()
    groups = _groups(carriers)
    shown = [one.id for _title, group in groups for one in group]
    return render_template(
        "office/cvo.html",
        counts=parts,
        lists=parts,
        unassigned=_complaints(Complaint.state.in_(complaint.OPEN), Record.assigned_to.is_(None)),
        carriers=groups,
        officers=len(carriers),
        overdue=late_of(current_session(), handover.Part.VO, today(), shown),
        carrier_choices=[(one.id, _with_load(one)) for one in carriers],
        form=refused.form if refused else Form(),
    )


def _parts() -> list[Part]:
    session, day = current_session(), today()
    return [
        Part(
            "decide",
            _("Complaints to decide"),
            _complaints(Complaint.state == complaint.State.DECISION_PENDING),
        ),
        Part(
            "unconfirmed",
            _("Proposed to be filed: not confirmed after the reminder"),
            _complaints(may_be_filed_unconfirmed(day)),
        ),
        Part(
            "reports",
            _("Inquiry reports to accept or return"),
            lines(desk_queries.cases_in(session, day, inquiry.State.REPORT_SUBMITTED)),
        ),
        Part(
            "accepted",
            _("Accepted reports: action or closure"),
            lines(desk_queries.cases_in(session, day, inquiry.State.REPORT_ACCEPTED)),
        ),
        Part(
            "closures",
            _("Closures proposed"),
            lines(desk_queries.cases_in(session, day, inquiry.State.CLOSURE_PROPOSED)),
        ),
        Part(
            "extensions",
            _("More time asked"),
            lines(desk_queries.extensions_asked(session, day)),
        ),
        *more_parts(session, day),
    ]


def _complaints(*conditions: ColumnElement[bool]) -> list[Line]:
    return lines(desk_queries.complaints_in(current_session(), today(), *conditions))


def _carriers() -> list[Carrier]:
    """Every vigilance officer with what he carries, whoever carries least first."""
    session = current_session()
    held = carried(session, handover.Part.VO)
    found = []
    for officer in officers_with_role(session, Role.VO, today()):
        away = absence_of(officer, handover.Part.VO)
        absence = absence_in_words(away) if away else None
        name = officer.name_in(language())
        found.append(Carrier(officer.id, name, held.get(officer.id, 0), absence))
    return sorted(found, key=lambda one: (one.pending, one.name))


def _groups(carriers: list[Carrier]) -> list[tuple[str, list[Carrier]]]:
    """Those who are shown with what they carry: all of a small office; of a large one both ends."""
    if len(carriers) <= 2 * AT_EACH_END:
        return [(_("Who carries how much"), carriers)]
    return [
        (_("Who carries least"), carriers[:AT_EACH_END]),
        (_("Who carries most"), carriers[: -AT_EACH_END - 1 : -1]),
    ]


def _with_load(carrier: Carrier) -> str:
    words = str(_("%(name)s (%(count)s pending)", name=carrier.name, count=carrier.pending))
    return f"{words}: {carrier.absence}" if carrier.absence else words


@cvo.post("/assign")
@requires(Permission.ASSIGN)
@transactional
def assign_many() -> ResponseReturnValue:
    """Give all that is ticked to one officer; all of it or none."""
    session = current_session()
    given: list[str] = []

    def give(typed: schemas.Handing) -> None:
        if not typed.numbers:
            raise Invalid({"numbers": ["Tick at least one complaint."]})
        for number in typed.numbers:
            found = complaint_by_number(session, number)
            assign(session, found, typed.officer, **acting())
            given.append(number)

    refused = attempt(session, "", schemas.AssignMany, give)
    if refused is not None:
        return _page(refused), refused.status
    flash(_("%(count)s complaints were given.", count=len(given)))
    return redirect(url_for(".desk"), 303)
