"""Lists from files, for clerks: look at what would be entered, then enter all of it or nothing (docs/importing.md)."""

import uuid
from collections.abc import Mapping
from contextlib import closing

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.domain.permissions import Permission
from vigilance.post.importing import FormList, Take, form_taker
from vigilance.post.letter_importing import letter_taker
from vigilance.post.lists_kept import keep_list, kept_list
from vigilance.post.lists_page import (
    FORMS,
    LETTERS,
    OURS,
    Looked,
    RowShown,
    columns_chosen,
    label_of_field,
    look_through,
    wrong_in_words,
)
from vigilance.post.sheets import Sheet, sheet_in
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.input import in_words
from vigilance.web.security import takes_uploads
from vigilance.web.session import database, let_go
from vigilance.web.transaction import own_transactions

lists = Blueprint("lists", __name__, url_prefix="/office/intake/lists")
FILE = "file"
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 500
"""Rows that one press of a button enters; longer lists are for the command."""


@lists.get("")
@requires(Permission.INTAKE_REGISTER)
def start() -> ResponseReturnValue:
    """Which list, and its file."""
    return _start(Form({"kind": FORMS}))


def _start(form: Form) -> str:
    labels = {"kind": _("What stands in the list?"), FILE: _("The file with the list")}
    kinds = [
        (FORMS, _("Filled-in forms, one complaint a row")),
        (LETTERS, _("A register of public representatives' letters")),
    ]
    return render_template(
        "post/lists-start.html", form=form, labels=labels, kinds=kinds, most=MOST_ROWS
    )


@lists.post("")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def take() -> ResponseReturnValue:
    """Keep the file sealed and lead to what it says; nothing is entered."""
    kind = request.form.get("kind", "")
    try:
        raw = _brought(kind)
        _sheet_of(raw)
    except Invalid as error:
        form = Form({"kind": kind if kind in OURS else FORMS}, errors=in_words(error.fields))
        return _start(form), 422
    list_id = keep_list(current_office(), current_officer().officer_id, raw)
    return redirect(url_for(".look", kind=kind, list_id=list_id), 303)


takes_uploads(take)


def _brought(kind: str) -> bytes:
    if kind not in OURS:
        raise Invalid({"kind": [_("Choose what stands in the list.")]})
    file = request.files.get(FILE)
    if file is None or not file.filename:
        raise Invalid({FILE: [_("Choose the file.")]})
    with closing(file.stream) as stream:
        raw, too_large = stream.read(LARGEST + 1), getattr(stream, "too_large", False)
    if len(raw) > LARGEST or too_large:
        raise Invalid({FILE: [_("It is larger than 5 MB. Cut it into several.")]})
    if not raw:
        raise Invalid({FILE: [_("Choose the file.")]})
    return raw


def _sheet_of(raw: bytes) -> Sheet:
    sheet = sheet_in(raw)
    if len(sheet.rows) > MOST_ROWS:
        raise Invalid(
            {FILE: [_("It has more than %(most)s rows. Cut it into several.", most=MOST_ROWS)]}
        )
    if not sheet.rows:
        raise Invalid({FILE: [_("It has no rows under the names of the columns.")]})
    return sheet


@lists.get("/<any(forms, letters):kind>/<uuid:list_id>")
@requires(Permission.INTAKE_REGISTER)
def look(kind: str, list_id: uuid.UUID) -> ResponseReturnValue:
    """What would be entered, the columns taken by their names."""
    sheet = _sheet_of(kept_list(current_office(), current_officer().officer_id, list_id))
    columns = columns_chosen(sheet, kind, None)
    return _page(kind, list_id, sheet, columns)


@lists.post("/<any(forms, letters):kind>/<uuid:list_id>")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def enter(kind: str, list_id: uuid.UUID) -> ResponseReturnValue:
    """Look once more with the columns as chosen, or enter every row; where one cannot be, none is."""
    sheet = _sheet_of(kept_list(current_office(), current_officer().officer_id, list_id))
    try:
        columns = columns_chosen(sheet, kind, request.form)
    except Invalid as error:
        return _page(kind, list_id, sheet, {}, error.fields), 422
    if request.form.get("act") != "enter":
        return _page(kind, list_id, sheet, columns)
    looked = _looked(kind, sheet, columns)
    if looked.bad or (kind == FORMS and "text" not in columns.values()):
        return _page(kind, list_id, sheet, columns), 422
    return _entered(kind, sheet, columns)


def _looked(kind: str, sheet: Sheet, columns: Mapping[str, str]) -> Looked:
    with database().reading() as session:
        # By what rows are known is a table of digests; no record is read.
        return look_through(act_as(session, SYSTEM), current_office(), kind, sheet, columns)


def _page(
    kind: str,
    list_id: uuid.UUID,
    sheet: Sheet,
    columns: Mapping[str, str],
    errors: Mapping[str, list[str]] | None = None,
) -> str:
    chosen = {f"column-{place}": columns.get(name, "") for place, name in enumerate(sheet.header)}
    return render_template(
        "post/lists.html",
        address=url_for(".enter", kind=kind, list_id=list_id),
        form=Form(chosen, errors=dict(errors or {})),
        named=[(f"column-{place}", name) for place, name in enumerate(sheet.header) if name],
        ours=[(name, label_of_field(name)) for name in OURS[kind]],
        looked=_looked(kind, sheet, columns),
        rows=len(sheet.rows),
        told=kind == FORMS,
    )


def _entered(kind: str, sheet: Sheet, columns: Mapping[str, str]) -> str:
    take_row = _taker(kind, columns)
    let_go()
    entered = known = 0
    refused: list[RowShown] = []
    for row in sheet.rows:
        try:
            take_row(row)
        except AlreadyReceived:
            known += 1
        except (
            Invalid
        ) as error:  # it could be taken a moment ago: a district or a day has changed meanwhile
            refused.append(RowShown(row.number, wrong=wrong_in_words(error.fields)))
        else:
            entered += 1
    return render_template("post/lists-done.html", entered=entered, known=known, refused=refused)


def _taker(kind: str, columns: Mapping[str, str]) -> Take:
    if kind == LETTERS:
        return letter_taker(database(), current_office(), columns, current_actor(), now)
    return form_taker(database(), current_office(), FormList(columns=columns), now)
