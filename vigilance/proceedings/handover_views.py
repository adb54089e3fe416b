"""Handing an officer's matters over: how they stand, who takes them, the preview, the act, the charge lists."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.absences import absence_in_words
from vigilance.accounts.queries import (
    names_of_officers,
    players,
)
from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.subject import district_choices, scheme_name
from vigilance.complaints.takers import with_load
from vigilance.complaints.workload import NOTHING_YET, workloads
from vigilance.database.acting import act_as
from vigilance.domain.errors import Invalid
from vigilance.domain.handover import ROLE_OF, Part, spread
from vigilance.domain.permissions import Permission
from vigilance.proceedings.commands.handover import begin_handover, give_back, give_batch
from vigilance.proceedings.handover import (
    Held,
    as_bundles,
    barred,
    chosen,
    counts,
    handover_by_id,
    held_by,
    is_open,
    latest_handovers,
    to_be_given_back,
)
from vigilance.proceedings.handover_models import Handover
from vigilance.proceedings.handover_schemas import Asked, HandoverForm, Holder, HolderAddress
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, in_words, read_input
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session, database, let_go
from vigilance.web.transaction import own_transactions, transactional

handovers = Blueprint("handovers", __name__, url_prefix="/office/handover")

BATCH = 100


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One handover as a line: of whom, in which part, when, until when."""

    handover: Handover
    officer: str
    back: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a handover would do: how many matters each takes, and what a wall keeps where it is."""

    given: Sequence[tuple[uuid.UUID, uuid.UUID]]
    shares: Sequence[tuple[str, int]]
    left: Sequence[str]


@handovers.get("", endpoint="desk")
@requires(Permission.HANDOVER)
def desk() -> ResponseReturnValue:
    """Whose matters are to be handed over, how they stand, and what has been handed over lately."""
    return _page(read_arguments(HolderAddress), Form())


def _page(holder: Holder | None, form: Form, plan: Plan | None = None) -> str:
    session = current_session()
    held = held_by(session, holder.officer, holder.part) if holder else []
    names = names_of_officers(current_session(), language())
    return render_template(
        "proceedings/handover.html",
        holder=holder,
        name=names.get(holder.officer, "–") if holder else None,
        holders=_holders(names),
        stages=counts([one for one in held if is_open(one)]),
        closed=sum(not is_open(one) for one in held),
        takers=_takers(holder) if holder else (),
        divisions=district_choices(),
        schemes=_schemes(held),
        form=form,
        chosen=Form({"officer": holder.value} if holder else {}, prefix="of-"),
        plan=plan,
        returning=_lines(to_be_given_back(session, today()), names),
        latest=_lines(latest_handovers(session), names),
    )


def _holders(names: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """Every officer in each part he plays or still holds something in."""
    session = current_session()
    found: list[tuple[str, str]] = []
    for part in Part:
        words = label_of(ROLE_OF[part]).said_in(language())
        plays = {one.id for one in players(session, part, today())}
        holds = set(workloads(session, part, today()))
        lines = [
            (Holder(one, part).value, f"{names.get(one, '–')} · {words}") for one in plays | holds
        ]
        found += sorted(lines, key=lambda line: line[1])
    return found


def _takers(holder: Holder) -> list[tuple[str, str]]:
    session = current_session()
    loads = workloads(session, holder.part, today())
    lines = [
        (loads.get(one.id, NOTHING_YET), one.name_in(language()), one)
        for one in players(session, holder.part, today())
        if one.id != holder.officer
    ]
    ordered = sorted(lines, key=lambda line: (line[0].open, line[1]))
    return [
        (str(one.id), with_load(name, load, absence_in_words(one.away) if one.away else None))
        for load, name, one in ordered
    ]


def _schemes(held: Sequence[Held]) -> list[tuple[str, str]]:
    codes = {one.scheme_code for one in held if one.scheme_code}
    return sorted(((code, scheme_name(code)) for code in codes), key=lambda line: line[1])


def _lines(found: Sequence[Handover], names: Mapping[uuid.UUID, str]) -> list[HandoverLine]:
    return [
        HandoverLine(one, names.get(one.officer_id, "–"), one.given_back_at is not None)
        for one in found
    ]


def _plan(asked: Asked) -> Plan:
    """Who would take what, by what each carries now."""
    session, holder = current_session(), asked.officer
    loads = workloads(session, holder.part, today())
    groups = chosen(held_by(session, holder.officer, holder.part), asked.rule)
    carried = {taker: loads.get(taker, NOTHING_YET).open for taker in asked.to}
    spreading = spread(as_bundles(groups), carried, barred(session, asked.to))
    names = names_of_officers(current_session(), language())
    shares: dict[uuid.UUID, int] = dict.fromkeys(asked.to, 0)
    given: list[tuple[uuid.UUID, uuid.UUID]] = []
    left: list[str] = []
    for group, (bundle, taker) in zip(groups, spreading, strict=True):
        if taker is None:
            left += [one.number for one in group]
            continue
        given += [(record_id, taker) for record_id in bundle.records]
        shares[taker] += len(bundle.records)
    return Plan(given, [(names.get(one, "–"), count) for one, count in shares.items()], left)


def _asked() -> tuple[Asked | None, ResponseReturnValue | None]:
    """What the form asks, or the page with what is wrong in it."""
    try:
        asked: Asked = read_input(HandoverForm)
    except Malformed:
        raise
    except Invalid as error:
        form = typed_form(in_words(error.fields))
        return None, (_page(_typed_holder(form), form), 422)
    return asked, None


def _typed_holder(form: Form) -> Holder | None:
    try:
        asked: Holder | None = HolderAddress().load({"officer": form.values.get("officer", "")})
    except ValueError:
        return None
    return asked


@handovers.post("/preview")
@requires(Permission.HANDOVER)
@transactional
def preview() -> ResponseReturnValue:
    """What the handover would do; nothing is done yet."""
    asked, refused = _asked()
    if asked is None:
        return refused or ""
    return _page(asked.officer, typed_form(), _plan(asked))


@handovers.post("")
@requires(Permission.HANDOVER)
@own_transactions
def hand_over() -> ResponseReturnValue:
    """Hand over, a hundred matters in a transaction; what is not done is still with him, and shown."""
    asked, refused = _asked()
    if asked is None:
        return refused or ""
    given, actor, at = _plan(asked).given, current_actor(), now()
    let_go()
    with database().writing() as session, session.begin():
        act_as(session, actor)
        handover_id = begin_handover(
            session,
            asked.officer.officer,
            asked.officer.part,
            asked.to,
            asked.back_on,
            by=actor,
            at=at,
        ).id
    moved = 0
    for start in range(0, len(given), BATCH):
        with database().writing() as session, session.begin():
            act_as(session, actor)
            handover = handover_by_id(session, handover_id)
            batch = given[start : start + BATCH]
            moved += give_batch(session, handover, batch, by=actor, at=at)
    flash(_("%(count)s matters were handed over.", count=moved))
    return redirect(url_for("charge_lists.of_handover", handover_id=handover_id), 303)


@handovers.post("/<uuid:handover_id>/back")
@requires(Permission.HANDOVER)
@transactional
def back(handover_id: uuid.UUID) -> ResponseReturnValue:
    """Give the officer who is back what is still with those who took it."""
    session = current_session()
    moved = give_back(session, handover_by_id(session, handover_id), by=current_actor(), at=now())
    flash(_("%(count)s matters were given back.", count=moved))
    return redirect(url_for(".desk"), 303)
