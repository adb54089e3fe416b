"""Ordered files: how far each is, taking it, destroying it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.schemas import current_office
from vigilance.domain.permissions import Permission
from vigilance.returns import ordering
from vigilance.returns.exporting import file_name
from vigilance.returns.files import FORMS
from vigilance.returns.handing_out import handed_out
from vigilance.returns.marks import span_of
from vigilance.returns.models import ExportOrder, OrderState, WhyRefused
from vigilance.returns.report_table import REPORTS
from vigilance.returns.schemas import Nothing
from vigilance.returns.sealed_file import opened
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.input import load, read_form
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

ordered = Blueprint("ordered", __name__, url_prefix="/office/reports/files")


@dataclass(frozen=True, slots=True)
class Shown:
    """One order as its page shows it."""

    id: uuid.UUID
    number: str
    title: str
    span: str
    form: str
    state: OrderState
    why: WhyRefused | None
    rows: int
    expected: int
    begun: bool
    kept_until: datetime | None

    @property
    def open(self) -> bool:
        """Whether it can be destroyed."""
        return self.state in ordering.OPEN


@ordered.get("")
@requires(Permission.REPORT_RUN)
@in_the_systems_sight
def mine() -> ResponseReturnValue:
    """What this officer ordered of late."""
    found = ordering.orders_of(current_session(), current_officer().officer_id, now())
    return render_template(
        "returns/files.html",
        orders=[_shown(each) for each in found if each.report in REPORTS],
        waiting=any(each.state is OrderState.WAITING for each in found),
        hours=current_office().settings.export_keep_hours,
    )


@ordered.post("/<uuid:order_id>/take")
@requires(Permission.REPORT_RUN)
@in_the_systems_sight
@transactional
def take(order_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a file that is ready, to who ordered it."""
    load(Nothing, read_form(Nothing))
    session, by, at = current_session(), current_actor(), now()
    row = ordering.own_order(session, order_id, current_officer().officer_id)
    file = ordering.take(session, row, by=by, at=at)
    if file is None:
        flash(_("You may not have this file any more. It is destroyed."))
        return redirect(url_for(".mine"), 303)
    spool = opened(file, current_office(), by=str(by.officer_id), at=at)
    kind, name = FORMS[row.form], file_name(row.report, row.number, row.form)
    return handed_out(spool, kind.media_type, name)


@ordered.post("/<uuid:order_id>/destroy")
@requires(Permission.REPORT_RUN)
@in_the_systems_sight
@transactional
def destroy(order_id: uuid.UUID) -> ResponseReturnValue:
    """Destroy a file, or give up its making."""
    load(Nothing, read_form(Nothing))
    row = ordering.own_order(current_session(), order_id, current_officer().officer_id)
    if row.state in ordering.OPEN:
        row.end(OrderState.DESTROYED)
    flash(_("The file %(number)s is destroyed.", number=row.number))
    return redirect(url_for(".mine"), 303)


def _shown(row: ExportOrder) -> Shown:
    over = row.state is OrderState.READY and not row.is_kept(now())
    return Shown(
        id=row.id,
        number=row.number,
        title=REPORTS[row.report].title.said_in(language()),
        span=span_of(ordering.asked_in(row), language()),
        form=row.form.upper(),
        state=OrderState.DESTROYED if over else row.state,
        why=row.why,
        rows=row.rows_done,
        expected=row.rows_expected,
        begun=row.attempts > 0,
        kept_until=row.kept_until,
    )
