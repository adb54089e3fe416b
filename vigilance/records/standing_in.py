"""Under which delegation an officer deals with a record, so that each of his acts on it can say so."""

import uuid
from typing import Protocol

from vigilance.domain.actors import Actor
from vigilance.domain.delegation import StandIn
from vigilance.domain.handover import ROLE_OF
from vigilance.domain.roles import Role
from vigilance.records.scope import HELD_IN


class GivenTo(Protocol):
    """What of a record tells which officers have it."""

    @property
    def assigned_to(self) -> uuid.UUID | None:
        """The Vigilance Officer."""
        ...

    @property
    def inquiring_officer(self) -> uuid.UUID | None:
        """Who inquires."""
        ...


def standing_in_on(record: GivenTo, actor: Actor) -> StandIn | None:
    """The delegation by which this record is his to deal with; None where it is by a role of his own.

    The CVO deals with every record by his own role. Who holds the record himself in one part and acts for its officer
    in the other acts in his own name, since nothing tells the two apart.
    """
    if not actor.stands_in or Role.CVO in actor.roles:
        return None
    for part, column in HELD_IN.items():
        if ROLE_OF[part] in actor.roles and getattr(record, column) == actor.officer_id:
            return None
    for one in actor.stands_in:
        if (
            ROLE_OF[one.part] in actor.roles
            and getattr(record, HELD_IN[one.part]) == one.officer_id
        ):
            return one
    return None
