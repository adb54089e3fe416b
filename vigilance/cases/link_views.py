"""What hangs together with a case: one page, and one address for each act on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.models import FILE
from vigilance.audit.reading import put_on_ledger
from vigilance.cases import link_schemas as schemas
from vigilance.cases.accused_queries import allegations_of
from vigilance.cases.commands import links, merging, parting, splitting
from vigilance.cases.link_models import LinkKind
from vigilance.cases.link_page import links_page, section
from vigilance.cases.link_queries import link_by_id
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number, complaints_in
from vigilance.cases.sections import Place, register_section
from vigilance.complaints.file_page import acting
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_by_number
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission
from vigilance.web.attempts import attempt
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

case_links = Blueprint("case_links", __name__, url_prefix="/office/cases/<number>/links")


@case_links.get("")
@requires(Permission.CASE_READ)
def page(number: str) -> ResponseReturnValue:
    """The complaints and cases that hang together with this one."""
    session = current_session()
    found = case_by_number(session, number)
    put_on_ledger(session, found.record_id, FILE, by=current_actor(), at=now())
    return links_page(session, found)


def _complaint(session: Session, number: str) -> Complaint:
    try:
        return complaint_by_number(session, number)
    except NotFound:
        raise Invalid(
            {"number": ["There is no complaint with this number in your sight."]}
        ) from None


def _case(session: Session, number: str) -> Case:
    try:
        return case_by_number(session, number)
    except NotFound:
        raise Invalid({"number": ["There is no case with this number in your sight."]}) from None


def _join(session: Session, case: Case, typed: schemas.Named) -> None:
    complaint = _complaint(session, typed.number)
    links.join_complaint(session, case, complaint, typed.reasons, **acting())


def _part(session: Session, case: Case, typed: schemas.Named) -> None:
    complaint = _complaint(session, typed.number)
    parting.part_complaint(session, case, complaint, typed.reasons, **acting())


def _who() -> dict[str, Any]:
    return {"by": current_actor(), "at": now()}


def _relate(session: Session, case: Case, typed: schemas.Named) -> None:
    links.relate(session, case, _case(session, typed.number), typed.reasons, **_who())


def _propose(session: Session, case: Case, typed: schemas.Named) -> None:
    merging.propose_merge(session, case, _case(session, typed.number), typed.reasons, **_who())


def _merge(session: Session, case: Case, typed: schemas.Chosen) -> None:
    link = link_by_id(session, case.record_id, typed.link)
    if link.made_by in current_actor().hands:
        raise Invalid(
            {"link": ["Whoever proposed it does not carry it out: a second person does."]}
        )
    merging.merge(session, link, typed.reasons, **acting())


def _split(session: Session, case: Case, typed: schemas.SplitTyped) -> None:
    order = splitting.SplitOrder(
        title=typed.title,
        inquirer=typed.officer,
        vo=typed.vo,
        complaints=[one for one in complaints_in(session, case) if one.number in typed.complaints],
        allegations=[
            one
            for one in allegations_of(session, case.record_id)
            if str(one.number) in typed.allegations
        ],
        reasons=typed.reasons,
    )
    splitting.split(session, case, order, **acting())


def _undo(session: Session, case: Case, typed: schemas.Chosen) -> None:
    link = link_by_id(session, case.record_id, typed.link)
    if link.kind in {LinkKind.MERGED_INTO, LinkKind.MERGED_FROM}:
        merging.undo_merge(session, link, typed.reasons, **acting())
    elif link.kind in {LinkKind.SPLIT_FROM, LinkKind.SPLIT_INTO}:
        splitting.undo_split(session, link, typed.reasons, **acting())
    else:
        links.untie(session, link, typed.reasons, **_who())


@dataclass(frozen=True, slots=True)
class LinkAct:
    """One form of the page: what it reads, what it does, what is said when it is done."""

    schema: type[Schema]
    take: Callable[..., None]
    said: LazyString


ACTS: Mapping[str, LinkAct] = {
    "join": LinkAct(schemas.NamedFile, _join, _l("The complaint belongs to this case now.")),
    "part": LinkAct(schemas.NamedFile, _part, _l("The complaint was taken out of this case.")),
    "relate": LinkAct(schemas.NamedFile, _relate, _l("Both files say so now.")),
    "propose": LinkAct(schemas.NamedFile, _propose, _l("The merge waits for the second person.")),
    "merge": LinkAct(schemas.ChosenTie, _merge, _l("The case goes on in the other.")),
    "split": LinkAct(schemas.Split, _split, _l("The new case is open.")),
    "undo": LinkAct(schemas.ChosenTie, _undo, _l("It is undone; the entry stays on both files.")),
}


@case_links.post("/<act>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def act(number: str, act: str) -> ResponseReturnValue:
    """Do what one of the forms asks; the commands say who may."""
    session = current_session()
    asked = ACTS.get(act)
    if asked is None:
        raise NotFound("act")
    found = case_by_number(session, number)

    def take(typed: object) -> None:
        """What a field that this form does not have is to blame for is said beside its reasons."""
        try:
            asked.take(session, found, typed)
        except Invalid as error:
            shown = asked.schema().fields
            raise Invalid(
                {name if name in shown else "reasons": why for name, why in error.fields.items()}
            ) from None

    refused = attempt(session, act, asked.schema, take)
    if refused is not None:
        return links_page(session, case_by_number(session, number), refused), refused.status
    flash(str(asked.said))
    return redirect(url_for(".page", number=number), 303)


register_section(Place.LINKS, section)
