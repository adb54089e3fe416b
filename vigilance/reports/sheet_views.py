"""The minister's page, and its frozen sheets: frozen, listed, shown again, printed, set side by side."""

import uuid
from datetime import datetime
from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.people import people
from vigilance.database.acting import act_as
from vigilance.domain.permissions import Permission
from vigilance.records.models import Record
from vigilance.reference import load_reference
from vigilance.reports import freezing
from vigilance.reports.figures import Figures, collect, figures_of
from vigilance.reports.rule_words import RuleWords
from vigilance.reports.sheet import Address
from vigilance.reports.sheet_pdf import sheet_pdf
from vigilance.reports.shown import Shown
from vigilance.reviews.schemas import PageAddress
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

sheets = Blueprint("sheets", __name__, url_prefix="/minister/sheets")
LISTING = "frozen sheets"


@sheets.get("")
@requires(Permission.MINISTER_SHEET)
def everything() -> ResponseReturnValue:
    """Every frozen sheet, the newest first."""
    session, reader = current_session(), current_officer().officer_id
    token: str | None = read_arguments(PageAddress)
    page = freezing.frozen_sheets(session, _after(reader, token) if token else None)
    key = page.following
    packed = key and {"on": key[0].isoformat(), "number": key[1]}
    return render_template(
        "reports/sheets.html",
        rows=page.rows,
        totals={row.id: figures_of(row.figures) for row in page.rows},
        who=people(session, {row.frozen_by for row in page.rows}, choosing=False),
        older=packed and url_for(".everything", after=seal_cursor(LISTING, reader, packed)),
    )


@sheets.post("")
@requires(Permission.MINISTER_SHEET)
@in_the_systems_sight
@transactional
def freeze() -> ResponseReturnValue:
    """Freeze the sheet: its figures as they stand at one instant, in the sight of who freezes it."""
    with database().snapshot() as reading:
        figures = collect(act_as(reading, current_actor()), today())
    code = current_app.config["SETTINGS"].office_code
    made = freezing.freeze(
        current_session(), figures, by=current_actor(), at=now(), office_code=code
    )
    flash(_("The sheet is frozen as %(number)s. It does not change any more.", number=made.number))
    return redirect(url_for(".one", number=made.number), 303)


@sheets.get("/<number>")
@requires(Permission.MINISTER_SHEET)
def one(number: str) -> ResponseReturnValue:
    """One frozen sheet, figure for figure, with what moved since the one before it."""
    session = current_session()
    sheet = freezing.frozen_sheet(session, number)
    shown = shown_of(figures_of(sheet.figures))
    before = freezing.sheet_before(session, sheet)
    return render_template(
        "reports/sheet.html",
        sheet=sheet,
        shown=shown,
        whole=freezing.is_whole(sheet),
        in_sight=in_sight(shown.figures),
        before=before,
        moved=shown.since(figures_of(before.figures)) if before else [],
        by=people(session, {sheet.frozen_by}, choosing=False),
    )


@sheets.get("/<number>/since/<against>")
@requires(Permission.MINISTER_SHEET)
def compare(number: str, against: str) -> ResponseReturnValue:
    """Two frozen sheets side by side: every figure that differs."""
    session = current_session()
    newer, older = (freezing.frozen_sheet(session, each) for each in (number, against))
    return render_template(
        "reports/sheets-compared.html",
        newer=newer,
        older=older,
        moved=shown_of(figures_of(newer.figures)).since(figures_of(older.figures)),
    )


@sheets.get("/<number>/paper.pdf")
@requires(Permission.MINISTER_SHEET)
def printed(number: str) -> ResponseReturnValue:
    """The frozen sheet on one side of A4, in the reader's language."""
    sheet = freezing.frozen_sheet(current_session(), number)
    shown = shown_of(figures_of(sheet.figures))
    made = sheet_pdf(sheet, shown, in_sight(shown.figures), sheet.frozen_at)
    answer = send_file(
        BytesIO(made),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{number}-{language()}.pdf",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def shown_of(figures: Figures, **addresses: Address) -> Shown:
    """Figures in the reader's language; frozen ones lead nowhere."""
    config_dir = current_app.config["SETTINGS"].config_dir
    words = RuleWords(config_dir, language())
    return Shown(figures, load_reference(config_dir), language(), words, **addresses)


def in_sight(figures: Figures) -> frozenset[str]:
    """Which of the listed cases this reader may see today; a protected one is never named here."""
    numbers = figures.named
    statement = select(Record.number).where(Record.number.in_(numbers), Record.may_be_named)
    return frozenset(current_session().scalars(statement)) if numbers else frozenset()


def _after(reader: uuid.UUID, token: str) -> tuple[datetime, str]:
    key = read_cursor(LISTING, reader, token)
    return datetime.fromisoformat(key["on"]), str(key["number"])
