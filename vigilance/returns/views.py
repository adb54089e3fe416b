"""The reports: their list, each with its filters and its rows, and the files made of them."""

from typing import BinaryIO, cast

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from vigilance.accounts.models import Officer
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.words import Words
from vigilance.returns.exporting import Made, Order, make_export
from vigilance.returns.report_page import report_page, said, shown, typed
from vigilance.returns.report_table import AnyReport, cap_of, report_for, reports_of
from vigilance.returns.schemas import ExportForm, ReportAddress, asked_of
from vigilance.returns.shapes import Asked, Counted, Listing
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, load, read_form
from vigilance.web.language import language
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

reports = Blueprint("reports", __name__, url_prefix="/office/reports")
REFUSED = 422


@reports.get("")
@requires(Permission.REPORT_RUN)
def index() -> ResponseReturnValue:
    """The reports this officer may run."""
    found = reports_of(current_roles())
    return render_template(
        "returns/index.html",
        registers=[each for each in found if isinstance(each, Listing)],
        figures=[each for each in found if isinstance(each, Counted)],
        language=language(),
        may_return=allowed(current_roles(), Permission.RETURN_MAKE),
    )


@reports.get("/<name>")
@requires(Permission.REPORT_RUN)
def report(name: str) -> ResponseReturnValue:
    """One report: its filters, one page of its rows, and the files it can be taken as."""
    found = report_for(name, current_roles())
    try:
        values = read_arguments(ReportAddress)
        asked = asked_of(found, values, current_office().reference, today())
    except Malformed:
        raise
    except Invalid as error:
        return report_page(found, Form(typed(), said(error))), REFUSED
    return report_page(found, Form(shown(asked)), asked, values["after"])


@reports.post("/<name>/export")
@requires(Permission.REPORT_RUN)
@in_the_systems_sight
@transactional
def export(name: str) -> ResponseReturnValue:
    """The report as a file: what this officer sees, marked and put on the ledger."""
    found = report_for(name, current_roles())
    try:
        values = load(ExportForm, read_form(ExportForm))
        asked = asked_of(found, values, current_office().reference, today())
        made = _made(found, asked, values["form"])
    except Malformed:
        raise
    except Invalid as error:
        return report_page(found, Form(dict(request.form.items()), said(error))), REFUSED
    answer = send_file(
        cast("BinaryIO", made.spool),
        mimetype=made.media_type,
        as_attachment=True,
        download_name=made.name,
        etag=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _made(found: AnyReport, asked: Asked, form: str) -> Made:
    officer = current_session().get_one(Officer, current_officer().officer_id)
    who = Words(hi=officer.name_hi, en=officer.name_en)
    cap = cap_of(current_roles())
    order = Order(found, asked, form, language(), current_actor(), who, cap)
    return make_export(database(), current_session(), order, current_office().reference, now())
