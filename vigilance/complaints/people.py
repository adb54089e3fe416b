"""The officers a file names: one reading for the names in it and for the lists to choose from."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from sqlalchemy import (
    ColumnElement,
    Date,
    Executable,
    and_,
    bindparam,
    exists,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from vigilance.accounts.absences import absence_in_words
from vigilance.accounts.delegations import runs_on
from vigilance.accounts.models import Delegation, Officer, OfficerRole
from vigilance.domain.delegation import Absence
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role
from vigilance.records.models import Wall
from vigilance.records.scope import kept
from vigilance.web.clock import today
from vigilance.web.labels import label_of
from vigilance.web.language import language

CHOSEN_FROM = (Role.CLERK, Role.VO, Role.CVO, Role.INQUIRING_OFFICER)


@dataclass(slots=True)
class Person:
    """An officer as a file names him."""

    name_en: str
    name_hi: str
    active: bool
    roles: set[Role]
    barred: bool = False
    """Whether a wall keeps from him what he would be chosen for."""
    away: dict[Part, Absence] = field(default_factory=dict)

    def name_in(self, spoken: str) -> str:
        """His name as a reader of this language writes it."""
        return self.name_hi if spoken == "hi" else self.name_en


class People:
    """Officers by id, in words."""

    def __init__(self, officers: Mapping[uuid.UUID, Person]) -> None:
        self._officers = officers

    def name(self, officer_id: uuid.UUID | None) -> str:
        """The officer's name; a dash where nobody is named."""
        found = self._officers.get(officer_id) if officer_id else None
        return found.name_in(language()) if found else "–"

    def absence(self, officer_id: uuid.UUID | None, part: Part) -> str | None:
        """Until when he is on leave in this part and who acts for him; None where he is not."""
        found = self._officers.get(officer_id) if officer_id else None
        away = found.away.get(part) if found else None
        return absence_in_words(away) if away else None

    def holder(self, officer_id: uuid.UUID | None, part: Part) -> str:
        """Who holds a matter in this part, with who acts for him where he is on leave."""
        name, away = self.name(officer_id), self.absence(officer_id, part)
        return f"{name} ({away})" if away else name

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
        """The active officers who play one of these parts, to choose from, without those a wall keeps out."""
        wanted = frozenset(roles)
        spoken = language()
        words = [
            (str(officer_id), officer.name_in(spoken))
            for officer_id, officer in self._officers.items()
            if officer.active and not officer.barred and not wanted.isdisjoint(officer.roles)
        ]
        return sorted(words, key=itemgetter(1))


def _role(role: Role) -> str:
    return label_of(role).said_in(language())


def people(
    session: Session,
    named: Collection[uuid.UUID],
    *,
    choosing: bool = True,
    of: Collection[uuid.UUID] = (),
) -> People:
    """These officers, and where one is to be chosen all who can be given work on the records `of` which it is."""
    found: dict[uuid.UUID, Person] = {}
    asked = {"named": list(named), "today": today()} | ({"of": list(of)} if choosing else {})
    for row in session.execute(TO_CHOOSE if choosing else NAMED, asked):
        officer_id, name_en, name_hi, active, role, part, until, acts_en, acts_hi, kept_out = row
        if officer_id not in found:
            found[officer_id] = Person(name_en, name_hi, active, set(), kept_out)
        found[officer_id].roles.add(role)
        if part is not None:
            found[officer_id].away[part] = Absence(until, acts_en, acts_hi)
    return People(found)


def _officers(wanted: ColumnElement[bool], barred: ColumnElement[bool]) -> Executable:
    acting = aliased(Officer)
    return kept(
        select(
            Officer.id,
            Officer.name_en,
            Officer.name_hi,
            Officer.active,
            OfficerRole.role,
            Delegation.part,
            Delegation.until,
            acting.name_en,
            acting.name_hi,
            barred,
        )
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .outerjoin(
            Delegation,
            and_(Delegation.officer_id == Officer.id, runs_on(bindparam("today", type_=Date))),
        )
        .outerjoin(acting, acting.id == Delegation.substitute_id)
        .where(wanted)
    )


_GIVEN_WORK = select(OfficerRole.officer_id).where(OfficerRole.role.in_(CHOSEN_FROM))
_IS_NAMED = Officer.id.in_(bindparam("named", expanding=True))
_BARRED = exists().where(
    Wall.officer_id == Officer.id,
    Wall.record_id.in_(bindparam("of", expanding=True)),
    Wall.lifted_at.is_(None),
)
"""Whether a wall keeps one of the records asked for from the officer."""
NAMED = _officers(_IS_NAMED, false())
TO_CHOOSE = _officers(or_(_IS_NAMED, Officer.active & Officer.id.in_(_GIVEN_WORK)), _BARRED)
