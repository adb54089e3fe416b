"""Who acts: an officer with his roles, a complainant with his one record, or the system itself."""

import uuid
from dataclasses import dataclass
from datetime import date

from vigilance.domain.delegation import StandIn
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The one in whose name a session reads and writes."""

    roles: frozenset[Role]
    officer_id: uuid.UUID | None = None
    record_id: uuid.UUID | None = None
    district: str | None = None
    stands_in: tuple[StandIn, ...] = ()
    """For whom he acts today besides himself; who sees what by it is told in records/scope.py."""
    day: date | None = None
    """The Indian day of the session, for those whose sight of a record ends with a day."""
    appointed: frozenset[uuid.UUID] = frozenset()
    """The records of the inquiries he holds; a session of such an actor sees these and no others."""

    @property
    def label(self) -> str:
        """How the ledger names this actor: an officer's id, or the part played."""
        if self.officer_id is not None:
            return str(self.officer_id)
        return Role.COMPLAINANT.value if self.record_id is not None else Role.SYSTEM.value

    def acts_for(self, part: Part) -> frozenset[uuid.UUID]:
        """Whose matters of this part are his to deal with today: his own, and those of whom he acts for."""
        others = {one.officer_id for one in self.stands_in if one.part is part}
        return frozenset({self.officer_id, *others} - {None})  # type: ignore[arg-type]  # none is taken out

    @property
    def sees_all(self) -> bool:
        """Whether no rule narrows what this actor reads: the system, where it reads for nobody who is walled off."""
        return Role.SYSTEM in self.roles and self.officer_id is None

    @property
    def hands(self) -> frozenset[uuid.UUID]:
        """Himself and everybody he acts for: where two persons are asked for, these count as one."""
        return self.acts_for(Part.VO) | self.acts_for(Part.INQUIRING_OFFICER)

    @property
    def role_label(self) -> str:
        """The roles in one line, for the ledger."""
        return "+".join(sorted(role.value for role in self.roles))


SYSTEM = Actor(roles=frozenset({Role.SYSTEM}))


def overseer(officer_id: uuid.UUID | None) -> Actor:
    """Who reads codes and numbers of every record, as the auditor does: all but what a wall keeps from him."""
    return Actor(roles=frozenset({Role.SYSTEM}), officer_id=officer_id)


def complainant_of(record_id: uuid.UUID) -> Actor:
    """The actor a complainant is, once his code was checked: his own record and no other."""
    return Actor(roles=frozenset({Role.COMPLAINANT}), record_id=record_id)
