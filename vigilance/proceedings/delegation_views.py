"""Delegation during leave: who acts for whom, naming a substitute, and ending it before its day."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.delegating import Leave, delegate, end_delegation
from vigilance.accounts.delegations import (
    delegation_by_id,
    latest_delegations,
    names_for_others,
)
from vigilance.accounts.models import Delegation
from vigilance.accounts.queries import Player, names_of_officers, players
from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.schemas import current_office
from vigilance.domain.delegation import LONGEST
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.permissions import Permission
from vigilance.proceedings.delegation_schemas import LeaveForm
from vigilance.proceedings.handover_schemas import Holder
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

delegations = Blueprint("delegations", __name__, url_prefix="/office/delegation")


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """One delegation as a line; `ends` where this officer may end it."""

    delegation: Delegation
    officer: str
    substitute: str
    part: str
    made_by: str
    standing: str
    ends: bool


@delegations.get("", endpoint="desk")
@requires(Permission.DELEGATE)
def desk() -> ResponseReturnValue:
    """Who acts for whom, and the form to name somebody."""
    return _page()


@delegations.post("")
@requires(Permission.DELEGATE)
@in_the_systems_sight
@transactional
def make() -> ResponseReturnValue:
    """Name who acts for an officer."""
    session, code = current_session(), current_office().settings.office_code

    def take(leave: Leave) -> None:
        delegate(session, leave, code, by=current_actor(), at=now())

    refused = attempt(session, "", LeaveForm, take)
    if refused is not None:
        return _page(refused), refused.status
    flash(
        _(
            "It is written down. Nothing else has to be done, neither on the first day nor after the last."
        )
    )
    return redirect(url_for(".desk"), 303)


@delegations.post("/<uuid:delegation_id>/end")
@requires(Permission.DELEGATE)
@in_the_systems_sight
@transactional
def end(delegation_id: uuid.UUID) -> ResponseReturnValue:
    """End one before its last day."""
    session, actor = current_session(), current_actor()
    found = delegation_by_id(session, delegation_id, actor)
    end_delegation(session, found, by=actor, at=now())
    flash(_("The delegation is ended."))
    return redirect(url_for(".desk"), 303)


def _page(refused: Refused | None = None) -> str:
    session, actor = current_session(), current_actor()
    playing = {part: players(session, part, today()) for part in Part}
    names = names_of_officers(session, language())
    return render_template(
        "proceedings/delegation.html",
        form=refused.form if refused else Form(),
        officers=_officers(playing),
        substitutes=_substitutes(playing),
        lines=[_line(one, names) for one in latest_delegations(session, actor)],
        longest=LONGEST.days,
    )


def _officers(playing: Mapping[Part, Sequence[Player]]) -> list[tuple[str, str]]:
    """Who can be on leave: the officer himself in each part he plays; the CVO names everybody."""
    actor = current_actor()
    everybody = names_for_others(actor)
    found = [
        (Holder(one.id, part).value, f"{one.name_in(language())} · {_part(part)}")
        for part, officers in playing.items()
        for one in officers
        if everybody or one.id == actor.officer_id
    ]
    return sorted(found, key=lambda line: line[1])


def _substitutes(playing: Mapping[Part, Sequence[Player]]) -> list[tuple[str, str]]:
    """Who can act: everybody who plays a part, with the parts he plays."""
    parts: dict[uuid.UUID, list[str]] = {}
    names: dict[uuid.UUID, str] = {}
    for part, officers in playing.items():
        for one in officers:
            names[one.id] = one.name_in(language())
            parts.setdefault(one.id, []).append(_part(part))
    found = [(str(one), f"{name} · {', '.join(parts[one])}") for one, name in names.items()]
    return sorted(found, key=lambda line: line[1])


def _part(part: Part) -> str:
    return label_of(ROLE_OF[part]).said_in(language())


def _line(found: Delegation, names: Mapping[uuid.UUID, str]) -> DelegationLine:
    actor, day = current_actor(), today()
    over = found.ended_at is not None or found.until < day
    own = found.officer_id == actor.officer_id or names_for_others(actor)
    if found.ended_at is not None:
        standing = _("ended early")
    elif over:
        standing = _("over")
    else:
        standing = _("running") if found.since <= day else _("to come")
    return DelegationLine(
        delegation=found,
        officer=names.get(found.officer_id, "–"),
        substitute=names.get(found.substitute_id, "–"),
        part=_part(found.part),
        made_by=names.get(found.made_by, "–"),
        standing=standing,
        ends=own and not over,
    )
