"""Pages of officers who see no record: the auditor, and who keeps the machine."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.web.session import current_session

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def in_the_systems_sight(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Go on with a new session that acts as the system; the guard above has let the officer in by his permission.

    A session never changes its actor, so the one that knew him is closed first. What such a view shows comes from
    queries that hand out codes, numbers and dates, never a text or a person; what it does stays in the officer's name.
    """

    @wraps(view)
    def wrapped(*args: Params.args, **kwargs: Params.kwargs) -> Answer:
        begin_anew(SYSTEM)
        return view(*args, **kwargs)

    return wrapped


def begin_anew(actor: Actor) -> None:
    """Close this request's session and begin another for this actor, since none ever changes its own."""
    earlier = g.pop("session", None)
    if earlier is not None:
        earlier.close()
    act_as(current_session(), actor)
