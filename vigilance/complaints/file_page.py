"""What the pages of a complaint's and of a case's file have in common: forms, lists to choose from, addresses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import url_for

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.file_shown import FileShown
from vigilance.complaints.form_drawn import FormDrawn
from vigilance.complaints.people import CHOSEN_FROM, People
from vigilance.complaints.schemas import current_office
from vigilance.complaints.step_forms import LABELS, Asked, StepShown, chooses_officers, kept_of
from vigilance.domain.numbering import COMPLAINT_MARK
from vigilance.domain.permissions import Permission, allowed, permissions_of
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.walls import DECLARED
from vigilance.domain.workflow import Step
from vigilance.notes.models import Endorsement
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.language import language

WALL = "wall"
OWN_FORMS = ("note", "stay", "lift", "papers", "message", WALL, "identity", "summary")
"""The forms of a file that are no steps of the procedure."""

Page = Callable[[str, Refused | None], str]
"""Draws the file of this number, with the form that was refused."""


def acting() -> dict[str, Any]:
    """Who acts, when, and for which office: what every command of this feature is told."""
    return {"by": current_officer().actor, "at": now(), "office": current_office()}


def common(
    number: str, version: int, file: FileShown, steps: Sequence[StepShown], drawn: FormDrawn
) -> dict[str, Any]:
    """The part of a file's page that is the same for every kind of record."""
    refused = drawn.refused
    forms = {name: Form(prefix=f"{name}-") for name in OWN_FORMS}
    if refused is not None and refused.name in forms:
        forms[refused.name] = refused.form
    return {
        "number": number,
        "version": version,
        "file": file,
        "steps": steps,
        "opened": drawn.name,
        "at": drawn.address,
        "refused_form": refused.form if refused else Form(),
        "stale": refused is not None and refused.stale,
        "kept": kept_of(refused, steps) if refused and refused.name not in forms else [],
        "labels": LABELS,
        "forms": forms,
        "may": permissions_of(current_officer().roles),
        "choose": lists(file.people),
        "sent_to": partial(sent_to, number),
        "writes_to_complainant": f"-{COMPLAINT_MARK}-" in number,
    }


def lists_officers(
    likely: Collection[str], steps: Iterable[Step], forms: Mapping[Any, Sequence[Asked]]
) -> bool:
    """Whether the form that is drawn, which is one of the likely ones, lists officers to choose from.

    Only the CVO walls off others.
    """
    if WALL in likely and allowed(current_officer().roles, Permission.CVO_DESK):
        return True
    return chooses_officers((step for step in steps if step.action in likely), forms)


def lists(who: People) -> Mapping[str, Callable[[], Sequence[tuple[str, str]]]]:
    """What the forms of a file are chosen from, each made when a form that is drawn asks for it."""
    grounds = [one for one in StayGround if one is not StayGround.AWAITING_COMPLAINANT]
    return {
        "walled": lambda: _walled(who),
        "relations": lambda: choices(DECLARED),
        "grounds": lambda: choices(grounds),
        "endorsements": lambda: choices(Endorsement),
    }


def _walled(who: People) -> list[tuple[str, str]]:
    """Himself, or for the CVO all who can be given work."""
    me = current_officer()
    if Role.CVO in me.roles:
        return who.with_role(*CHOSEN_FROM)
    return [(str(me.officer_id), me.name_in(language()))]


def sent_to(number: str, name: str) -> str:
    """Where a form of a file is sent."""
    return url_for(f"files.{name}", number=number)
