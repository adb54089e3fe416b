"""The witnesses of a track in a browser: of an accused for the vigilance cell, of his inquiry for its officer."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_queries import accused_by_number
from vigilance.cases.queries import case_by_number
from vigilance.complaints.filing_fields import Line, PastDay, Tick
from vigilance.complaints.office_fields import EMPTY, Version, choice
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.workflows.witness import WitnessSide
from vigilance.proceedings.appointed_sight import appointed_actor, in_appointed_sight
from vigilance.proceedings.commands.witnesses import (
    HAS_WITNESSES,
    LONGEST_NAME,
    Called,
    WitnessAct,
    list_witness,
    record_testimony,
)
from vigilance.proceedings.fields import AnyDay, Note, code, post_code
from vigilance.proceedings.inquiry_views import held_inquiry
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.trying import said
from vigilance.proceedings.witness_page import FORMS, WitnessPlace, witness_page
from vigilance.proceedings.witness_queries import witness_by_number
from vigilance.records.models import Record
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now, today
from vigilance.web.guard import requires
from vigilance.web.record_schema import RecordSchema
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

witnesses = Blueprint("witnesses", __name__, url_prefix="/office")
OF_ACCUSED = "/cases/<number>/accused/<int:k>/proceedings/<uuid:proceeding_id>/witnesses"
OF_INQUIRY = "/inquiries/<uuid:proceeding_id>/witnesses"


class Add(RecordSchema):
    """A witness as he is listed."""

    makes = Called
    side = choice(WitnessSide)
    name = Line(LONGEST_NAME, required=True, error_messages=EMPTY)
    post = code(post_code, required=False)
    protected = Tick(load_default=False)


@dataclass(frozen=True, slots=True)
class Told:
    """An act on a witness, with the version of the row the form was drawn from."""

    version: int
    on: date
    hearing_on: date | None
    note: str


class Tell(RecordSchema):
    """Its form; the day of the act is today where none is written."""

    makes = Told
    version = Version()
    on = PastDay(load_default=today)
    hearing_on = AnyDay(load_default=None)
    note = Note()


@dataclass(frozen=True, slots=True)
class _Desk:
    """One of the two pages: what it is of, and how it is drawn."""

    record: Record
    proceeding: Proceeding
    place: WitnessPlace
    url: str

    def drawn(self, refused: Refused | None = None) -> str:
        return witness_page(current_session(), self.record, self.proceeding, self.place, refused)

    def answer(self, refused: Refused | None) -> ResponseReturnValue:
        if refused is None:
            return redirect(self.url, 303)
        return self.drawn(refused), refused.status


def _of_accused(number: str, k: int, proceeding_id: uuid.UUID) -> _Desk:
    session = current_session()
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)
    proceeding = proceeding_by_id(session, case.record_id, proceeding_id)
    if proceeding.accused_id != found.accused.id or proceeding.track not in HAS_WITNESSES:
        raise NotFound("witnesses")
    path: dict[str, Any] = {"number": number, "k": k, "proceeding_id": proceeding_id}
    place = WitnessPlace(
        title=f"{number} · {_('Accused %(number)s', number=k)}",
        back=url_for("proceedings.one", number=number, k=k),
        reader=current_actor(),
        add_url=url_for(".add", **path),
        step_url=lambda witness, action: url_for(".tell", witness=witness, action=action, **path),
    )
    return _Desk(case.record, proceeding, place, url_for(".page", **path))


def _of_inquiry(proceeding_id: uuid.UUID) -> _Desk:
    record, proceeding, about = held_inquiry(proceeding_id)
    path: dict[str, Any] = {"proceeding_id": proceeding_id}
    accused = _("Accused %(number)s", number=about.accused.number)
    place = WitnessPlace(
        title=f"{record.number} · {accused}",
        back=url_for("inquiries.one", **path),
        reader=appointed_actor(),
        add_url=None,
        step_url=lambda witness, action: url_for(".hear", witness=witness, action=action, **path),
    )
    return _Desk(record, proceeding, place, url_for(".heard", **path))


def _told(desk: _Desk, witness: int, action: str) -> ResponseReturnValue:
    session, reader = current_session(), desk.place.reader
    found = witness_by_number(session, desk.proceeding.id, witness)
    if action not in {each.value for each in FORMS}:
        raise NotFound("step")

    def take(typed: Told) -> None:
        testimony = WitnessAct(action, typed.on, typed.hearing_on, typed.note)
        said(lambda: record_testimony(session, found, testimony, by=reader, at=now()))

    name = f"w{witness}-{action}"
    return desk.answer(attempt(session, name, Tell, take, version=found.version))


@witnesses.get(OF_ACCUSED)
@requires(Permission.PROCEEDING_STEP)
def page(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """The witnesses of one inquiry or trial."""
    desk = _of_accused(number, k, proceeding_id)
    _read(desk)
    return desk.drawn()


def _read(desk: _Desk) -> None:
    reader = desk.place.reader
    put_on_ledger(current_session(), desk.record.id, "witnesses", by=reader, at=now())


@witnesses.post(OF_ACCUSED)
@requires(Permission.PROCEEDING_STEP)
@transactional
def add(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Put a witness on the list."""
    desk, session = _of_accused(number, k, proceeding_id), current_session()

    def take(typed: Called) -> None:
        said(lambda: list_witness(session, desk.proceeding, typed, by=current_actor(), at=now()))

    return desk.answer(attempt(session, "add", Add, take))


@witnesses.post(OF_ACCUSED + "/<int:witness>/<action>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def tell(
    number: str, k: int, proceeding_id: uuid.UUID, witness: int, action: str
) -> ResponseReturnValue:
    """Enter what happened with a witness."""
    return _told(_of_accused(number, k, proceeding_id), witness, action)


@witnesses.get(OF_INQUIRY)
@requires(Permission.INQUIRY_HOLD)
@in_appointed_sight
def heard(proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """The witnesses of an inquiry, for the officer who holds it."""
    desk = _of_inquiry(proceeding_id)
    _read(desk)
    return desk.drawn()


@witnesses.post(OF_INQUIRY + "/<int:witness>/<action>")
@requires(Permission.INQUIRY_HOLD)
@in_appointed_sight
@transactional
def hear(proceeding_id: uuid.UUID, witness: int, action: str) -> ResponseReturnValue:
    """Enter, as the officer who holds it, what happened with a witness."""
    return _told(_of_inquiry(proceeding_id), witness, action)
