"""The sight of an officer who holds departmental inquiries: their records and no others, and only in that part."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.proceedings.commands.appointments import standing_appointments
from vigilance.records.models import Appointment
from vigilance.web.clock import now
from vigilance.web.session import current_session

Params = ParamSpec("Params")
Answer = TypeVar("Answer")
NOWHERE = uuid.UUID(int=0)
"""What somebody without an appointment is let see: the record that never was."""


def in_appointed_sight(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Go on with a new session that sees the records of this officer's inquiries alone, whatever else he may see.

    A session never changes its actor, so the one that knew him is closed first (web/system_sight.py does likewise).
    """

    @wraps(view)
    def wrapped(*args: Params.args, **kwargs: Params.kwargs) -> Answer:
        officer = current_actor()
        held: list[Appointment] = []
        if officer.officer_id is not None:
            held = list(standing_appointments(current_session(), officer.officer_id))
        earlier = g.pop("session")
        earlier.close()
        g.appointed = replace(
            officer,
            roles=frozenset({Role.INQUIRING_OFFICER}),
            stands_in=(),
            appointed=frozenset({one.record_id for one in held}) or frozenset({NOWHERE}),
        )
        g.appointments = {one.proceeding_id: one.record_id for one in held}
        act_as(current_session(), g.appointed)
        return view(*args, **kwargs)

    return wrapped


def appointed_actor() -> Actor:
    """The officer in that part, with that sight."""
    actor: Actor = g.appointed
    return actor


def appointments_held() -> dict[uuid.UUID, uuid.UUID]:
    """The proceedings he holds, each with its record."""
    held: dict[uuid.UUID, uuid.UUID] = g.appointments
    return held


def acting_appointed() -> dict[str, Any]:
    """Who acts, when, and for which office, in that part."""
    return {"by": appointed_actor(), "at": now(), "office": current_office()}
