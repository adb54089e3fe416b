"""The office's page of all accused of a case: naming them, what is alleged against each, what was found."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_queries import (
    accused_of,
    point_by_id,
)
from vigilance.cases.commands.accused import (
    add_allegation,
    name_accused,
    record_finding,
)
from vigilance.cases.commands.entities import add_entity
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.proceedings import schemas
from vigilance.proceedings.accused_list import accused_list, drawn
from vigilance.proceedings.trying import said, who
from vigilance.web.attempts import attempt
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

accused = Blueprint("accused", __name__, url_prefix="/office/cases/<number>/accused")


@accused.get("")
@requires(Permission.PROCEEDING_READ)
def everybody(number: str) -> ResponseReturnValue:
    """All accused of one case."""
    session = current_session()
    case = case_by_number(session, number)
    put_on_ledger(session, case.record_id, "accused", **who())
    return drawn(session, case, None)


def _added(
    number: str, name: str, schema: type[Schema], add: Callable[[Session, Case, Any], object]
) -> ResponseReturnValue:
    """Do what a form of that page asks, and go back to it; or show it again with the form as it was typed."""
    session = current_session()
    case = case_by_number(session, number)
    refused = attempt(session, name, schema, lambda typed: said(lambda: add(session, case, typed)))
    if refused is not None:
        return accused_list(number, refused), refused.status
    return redirect(url_for(".everybody", number=number), 303)


@accused.post("/names")
@requires(Permission.PROCEEDING_STEP)
@transactional
def name(number: str) -> ResponseReturnValue:
    """Name an officer as accused."""

    def add(session: Session, case: Case, typed: schemas.Named) -> None:
        name_accused(session, case.record, typed.who, typed.post_then, **who())

    return _added(number, "name", schemas.Name, add)


@accused.post("/allegations")
@requires(Permission.PROCEEDING_STEP)
@transactional
def allege(number: str) -> ResponseReturnValue:
    """Put an allegation against those who are ticked."""

    def add(session: Session, case: Case, typed: schemas.Alleged) -> None:
        against = [
            one.accused
            for one in accused_of(session, case.record_id)
            if one.accused.number in typed.against and one.accused.struck_off_at is None
        ]
        if not against or len(against) != len(typed.against):
            raise Invalid({"against": [_("Tick who is accused of it.")]})
        add_allegation(session, case.record, typed.charge, against, **who())

    return _added(number, "allege", schemas.Allege, add)


@accused.post("/findings")
@requires(Permission.PROCEEDING_STEP)
@transactional
def find(number: str) -> ResponseReturnValue:
    """Record what was found on one allegation against one accused."""

    def add(session: Session, case: Case, typed: schemas.Found) -> None:
        point = point_by_id(session, case.record_id, typed.point)
        if point is None:
            raise Invalid({"point": [_("Please choose from the list.")]})
        finding = (typed.point_finding, typed.reasons)
        record_finding(session, case.record, point, *finding, **who())

    return _added(number, "find", schemas.Find, add)


@accused.post("/entities")
@requires(Permission.PROCEEDING_STEP)
@transactional
def entity(number: str) -> ResponseReturnValue:
    """Put a vendor, account, vehicle or tender on the case."""

    def add(session: Session, case: Case, typed: schemas.Entity) -> None:
        key = current_office().index_key
        add_entity(session, case.record, typed.kind, typed.text, index_key=key, **who())

    return _added(number, "entity", schemas.AddEntity, add)
