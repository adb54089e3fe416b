"""Charge lists, to be printed and signed: what an officer holds, and what a handover moved."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from vigilance.accounts.delegations import given_by
from vigilance.accounts.queries import names_of_officers
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.permissions import Permission
from vigilance.proceedings.handover import handover_by_id, held_by, items_of
from vigilance.proceedings.handover_models import Handover
from vigilance.proceedings.handover_schemas import Holder, HolderAddress
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.session import current_session

charge_lists = Blueprint("charge_lists", __name__, url_prefix="/office/handover")


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One matter of a charge list."""

    number: str
    stage: StrEnum | None
    district: str
    scheme: str
    received_on: date | None
    taker: str | None


@charge_lists.get("/charge-list")
@requires(Permission.HANDOVER)
def of_officer() -> ResponseReturnValue:
    """What an officer holds, to be signed by who gives and who takes."""
    holder: Holder | None = read_arguments(HolderAddress)
    if holder is None:
        return redirect(url_for("handovers.desk"), 303)
    lines = [
        ChargeLine(
            one.number,
            one.state,
            district_name(one.district_code),
            scheme_name(one.scheme_code),
            one.received_on,
            None,
        )
        for one in held_by(current_session(), holder.officer, holder.part)
    ]
    return _charge_list(holder, lines, handover=None)


@charge_lists.get("/<uuid:handover_id>/charge-list")
@requires(Permission.HANDOVER)
def of_handover(handover_id: uuid.UUID) -> ResponseReturnValue:
    """What a handover moved, and to whom."""
    session = current_session()
    handover = handover_by_id(session, handover_id)
    names = names_of_officers(session, language())
    lines = [
        ChargeLine(number, None, "", "", None, names.get(item.taken_by, "–"))
        for item, number in items_of(session, handover.id)
    ]
    return _charge_list(Holder(handover.officer_id, handover.part), lines, handover=handover)


def _charge_list(holder: Holder, lines: Sequence[ChargeLine], *, handover: Handover | None) -> str:
    """The list, with who acts for the officer on his leave: what is held is still his, and signed for by him."""
    names, day = names_of_officers(current_session(), language()), today()
    return render_template(
        "proceedings/charge-list.html",
        name=names.get(holder.officer, "–"),
        day=day,
        lines=lines,
        handover=handover,
        delegations=[
            (one, names.get(one.substitute_id, "–"))
            for one in given_by(current_session(), holder.officer, holder.part, day)
        ],
        office_name=current_office().settings.office_code,
    )
