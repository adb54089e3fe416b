"""The reports: their list, each with its filters and its rows, and the files made of them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.schemas import current_office
from vigilance.database.patience import took_too_long
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission, allowed
from vigilance.returns.exporting import Order, make_export, rows_of
from vigilance.returns.handing_out import handed_out, order_of_reader
from vigilance.returns.ordering import order_export
from vigilance.returns.report_page import LINE_MARK, matters_page, report_page, said, shown, typed
from vigilance.returns.report_table import AnyReport, report_for, reports_of
from vigilance.returns.schemas import ExportForm, MattersAddress, ReportAddress, asked_of
from vigilance.returns.shapes import Asked, Counted, Listing
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, load, read_form
from vigilance.web.language import language
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import begin_anew, in_the_systems_sight
from vigilance.web.transaction import transactional

reports = Blueprint("reports", __name__, url_prefix="/office/reports")
REFUSED = 422
NOT_COUNTED = 0
"""How many rows an order says it expects where counting them would take too long."""
TAKES_TOO_LONG = (
    "This report takes longer than a page may. Ask for a shorter time, or order it as a file below."
)


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
    try:
        return report_page(found, Form(shown(asked)), asked, values["after"])
    except OperationalError as error:
        return _too_long(found, asked, error)


def _too_long(found: AnyReport, asked: Asked, error: OperationalError) -> ResponseReturnValue:
    """It takes longer than a page may: a shorter time, or a file that is made in the background."""
    if not took_too_long(error):
        raise error
    begin_anew(current_actor())
    why = {"until": [_(TAKES_TOO_LONG)]}
    return report_page(found, Form(shown(asked), why), slow=asked), REFUSED


@reports.get("/<name>/matters")
@requires(Permission.REPORT_RUN)
def matters(name: str) -> ResponseReturnValue:
    """What one figure of a report counts, as far as this officer may see it."""
    found = report_for(name, current_roles())
    values = read_arguments(MattersAddress)
    if not isinstance(found, Counted) or values["figure"] not in found.heads:
        raise NotFound("figure")
    asked = asked_of(found, values, current_office().reference, today())
    return matters_page(found, asked, values["figure"], tuple(values["line"].split(LINE_MARK)))


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
        order = order_of_reader(found, asked, values["form"])
        if values["later"]:
            return _ordered(order, NOT_COUNTED)
        rows = rows_of(database(), order)
        if rows > current_office().settings.export_rows_at_once:
            return _ordered(order, rows)
        made = make_export(database(), current_session(), order, current_office().reference, now())
    except Malformed:
        raise
    except Invalid as error:
        return report_page(found, Form(dict(request.form.items()), said(error))), REFUSED
    except OperationalError as error:
        return _too_long(found, asked, error)
    return handed_out(made.spool, made.media_type, made.name)


def _ordered(order: Order, rows: int) -> ResponseReturnValue:
    """Too long to wait for: a job makes it, and it lies ready for a while."""
    row = order_export(current_session(), order, rows=rows, at=now())
    flash(
        _(
            "The file %(number)s is being made. It will lie here and on your desk.",
            number=row.number,
        )
    )
    return redirect(url_for("ordered.mine"), 303)
