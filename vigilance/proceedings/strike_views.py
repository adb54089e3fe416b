"""What was entered by mistake, in a browser: proposed by one officer, decided by another, and a part of the desks."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, post_load
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.desk_parts import register_part
from vigilance.cases.desk_shown import Line, Part
from vigilance.cases.file_record import record_of_file
from vigilance.complaints.file_page import acting
from vigilance.complaints.filing_fields import Code
from vigilance.complaints.office_fields import NOT_CHOSEN, Words
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.proceedings.commands import striking
from vigilance.proceedings.fields import UNKNOWN, uuid_code
from vigilance.proceedings.strike_models import StrikeOff, Struck
from vigilance.proceedings.strike_page import strike_page
from vigilance.proceedings.strike_queries import strike_off_by_id, undecided
from vigilance.proceedings.trying import said, who
from vigilance.records.models import Record
from vigilance.web.attempts import attempt
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

strike_offs = Blueprint("strike_offs", __name__, url_prefix="/office/files/<number>/strike-offs")
MOST = 50
NOT_THE_PROPOSER = _l("Whoever proposed it does not decide it: another officer does.")


def _target(text: str) -> tuple[Struck, uuid.UUID] | None:
    what, _colon, row = text.partition(":")
    found = uuid_code(row)
    return (Struck(what), found) if what in set(Struck) and found else None


class Propose(Schema):
    """What is to be struck off, and why."""

    target = Code(_target, UNKNOWN, required=True, error_messages=NOT_CHOSEN)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> striking.Mistake:
        what, target_id = values["target"]
        return striking.Mistake(what, target_id, values["reasons"])


class Decide(Schema):
    """Why it is approved, or refused."""

    reasons: fields.Field[Any] = Words()


@strike_offs.get("")
@requires(Permission.MATTER_STEP)
def page(number: str) -> ResponseReturnValue:
    """What was proposed to be struck off this file."""
    session = current_session()
    record = record_of_file(session, number)
    put_on_ledger(session, record.id, "strike-offs", **who())
    return strike_page(session, record)


@strike_offs.post("")
@requires(Permission.MATTER_STEP)
@transactional
def propose(number: str) -> ResponseReturnValue:
    """Propose that something be struck off."""
    session = current_session()
    record = record_of_file(session, number)

    def take(typed: striking.Mistake) -> None:
        said(lambda: striking.propose(session, record, typed, **who()))

    refused = attempt(session, "propose", Propose, take)
    if refused is not None:
        return strike_page(session, record, refused), refused.status
    flash(_("It waits for the second person."))
    return redirect(url_for(".page", number=number), 303)


@strike_offs.post("/<uuid:found_id>/approve")
@requires(Permission.PROCEEDING_STEP)
@transactional
def approve(number: str, found_id: uuid.UUID) -> ResponseReturnValue:
    """Strike it off, as the second person."""
    return _decided(
        number,
        found_id,
        lambda session, found, reasons: striking.approve(session, found, reasons, **acting()),
    )


@strike_offs.post("/<uuid:found_id>/refuse")
@requires(Permission.PROCEEDING_STEP)
@transactional
def refuse(number: str, found_id: uuid.UUID) -> ResponseReturnValue:
    """Let it stand, as the second person."""
    return _decided(
        number,
        found_id,
        lambda session, found, reasons: striking.refuse(session, found, reasons, **who()),
    )


def _decided(
    number: str, found_id: uuid.UUID, decide: Callable[[Session, StrikeOff, str], None]
) -> ResponseReturnValue:
    session = current_session()
    record = record_of_file(session, number)
    found = strike_off_by_id(session, record.id, found_id)

    def take(typed: dict[str, Any]) -> None:
        try:
            decide(session, found, typed["reasons"])
        except Incomplete:
            raise Invalid({"reasons": [str(NOT_THE_PROPOSER)]}) from None
        except Invalid as error:
            why = [each for named in error.fields.values() for each in named]
            raise Invalid({"reasons": why}) from None

    refused = attempt(session, found_id.hex, Decide, lambda typed: said(lambda: take(typed)))
    if refused is not None:
        return strike_page(session, record, refused), refused.status
    return redirect(url_for(".page", number=number), 303)


def _parts(session: Session, _day: date) -> list[Part]:
    """What waits for this officer as the second person."""
    actor = current_actor()
    if not allowed(actor.roles, Permission.PROCEEDING_STEP):
        return []
    rows = [
        _line(found, record)
        for found, record in undecided(session, MOST)
        if found.proposed_by not in actor.hands
    ]
    return [Part("strike-offs", str(_("To be struck off, if you agree")), rows)]


def _line(found: StrikeOff, record: Record) -> Line:
    return Line(
        url=url_for("strike_offs.page", number=record.number),
        number=record.number,
        what="",
        district="–",
        stage=found.what,
        urgent=False,
        limit=None,
        badge=None,
    )


register_part(_parts)
