"""The officers a file names: one reading for the names in it and for the lists to choose from."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from vigilance.accounts.models import Officer, OfficerRole
from vigilance.domain.roles import Role
from vigilance.web.labels import label_of
from vigilance.web.language import language

CHOSEN_FROM = (Role.CLERK, Role.VO, Role.CVO, Role.INQUIRING_OFFICER)


class People:
    """Officers by id, in words."""

    def __init__(self, officers: Iterable[Officer]) -> None:
        self._officers = {officer.id: officer for officer in officers}

    def name(self, officer_id: uuid.UUID | None) -> str:
        """The officer's name; a dash where nobody is named."""
        found = self._officers.get(officer_id) if officer_id else None
        return found.name_in(language()) if found else "–"

    def post(self, officer_id: uuid.UUID | None) -> str:
        """The parts the officer plays."""
        found = self._officers.get(officer_id) if officer_id else None
        return ", ".join(_role(role) for role in sorted(found.roles)) if found else ""

    def actor(self, label: str) -> str:
        """The actor of a ledger event: an officer by name, else the part played."""
        try:
            return self.name(uuid.UUID(label))
        except ValueError:
            return _role(Role(label)) if label in set(Role) else label

    def with_role(self, *roles: Role) -> list[tuple[str, str]]:
        """The active officers who play one of these parts, to choose from."""
        wanted = frozenset(roles)
        found = [
            officer
            for officer in self._officers.values()
            if officer.active and not wanted.isdisjoint(officer.roles)
        ]
        words = [(str(officer.id), officer.name_in(language())) for officer in found]
        return sorted(words, key=lambda pair: pair[1])


def _role(role: Role) -> str:
    return label_of(role).said_in(language())


def people(session: Session, named: Collection[uuid.UUID]) -> People:
    """These officers, and all who can be given work."""
    given_work = select(OfficerRole.officer_id).where(OfficerRole.role.in_(CHOSEN_FROM))
    statement = (
        select(Officer)
        .where(or_(Officer.id.in_(named), Officer.active & Officer.id.in_(given_work)))
        .options(joinedload(Officer.held))
    )
    return People(session.scalars(statement).unique())
