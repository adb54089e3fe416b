"""Saved reports: kept under a name, scheduled, opened from the desk, forgotten."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import fields, validate

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.return_periods import Cadence
from vigilance.domain.roles import Role
from vigilance.returns.desk import ready_reports
from vigilance.returns.report_page import report_page, said, shown
from vigilance.returns.report_table import REPORTS, report_for
from vigilance.returns.saving import (
    SCHEDULED,
    NewSaved,
    forget_saved,
    save_report,
    saved_by,
)
from vigilance.returns.schemas import FILTERS, Nothing, ReportAddress, asked_of
from vigilance.web.clock import now, today
from vigilance.web.forms import typed_form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, load, read_form
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

saved = Blueprint("saved", __name__, url_prefix="/office/reports/saved")
REFUSED = 422
LONGEST_NAME = 80


class SaveForm(ReportAddress):
    """What a report is saved as."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    cadence = fields.Enum(Cadence, by_value=True, load_default=None)
    roles = fields.List(fields.Enum(Role, by_value=True), load_default=list)


@saved.get("")
@requires(Permission.REPORT_RUN)
def mine() -> ResponseReturnValue:
    """What this officer saved."""
    spoken = language()
    return render_template(
        "returns/saved.html",
        rows=[
            {
                "id": each.id,
                "name": each.name,
                "report": REPORTS[each.report].title.said_in(spoken),
                "url": url_for("reports.report", name=each.report, **each.chosen),
                "cadence": Cadence(each.cadence) if each.cadence else None,
                "roles": [Role(role) for role in each.roles],
            }
            for each in saved_by(current_session(), current_officer().officer_id)
            if each.report in REPORTS
        ],
        ready=ready_reports(current_session(), current_officer().officer_id),
    )


@saved.post("/<report>")
@requires(Permission.REPORT_RUN)
@transactional
def save(report: str) -> ResponseReturnValue:
    """Keep this report with its filters."""
    found = report_for(report, current_roles())
    try:
        values: dict[str, Any] = load(SaveForm, read_form(SaveForm))
        asked = asked_of(found, values, current_office().reference, today())
        cadence = values["cadence"] if values["cadence"] in SCHEDULED else None
        kept = {name: values[name] for name in FILTERS if values.get(name)}
        new = NewSaved(
            values["name"].strip(),
            found.name,
            kept if cadence else {**shown(asked), **kept},
            cadence,
            tuple(values["roles"]),
        )
        by = current_officer()
        save_report(current_session(), new, owner=by.officer_id, roles=by.roles, at=now())
    except Malformed:
        raise
    except Invalid as error:
        return report_page(found, typed_form(said(error))), REFUSED
    flash(_("The report is saved."))
    return redirect(url_for(".mine"), 303)


@saved.post("/<uuid:saved_id>/forget")
@requires(Permission.REPORT_RUN)
@transactional
def forget(saved_id: uuid.UUID) -> ResponseReturnValue:
    """Take a saved report away."""
    load(Nothing, read_form(Nothing))
    forget_saved(current_session(), saved_id, owner=current_officer().officer_id)
    flash(_("The saved report is gone."))
    return redirect(url_for(".mine"), 303)
