"""The forty officers of the simulated office: every part is played, those that carry the work by several."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vigilance.accounts.commands import NewOfficer, add_officer
from vigilance.accounts.models import Officer
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.roles import Role

HOW_MANY = {
    Role.CLERK: 6,
    Role.VO: 8,
    Role.CVO: 1,
    Role.INQUIRING_OFFICER: 9,
    Role.REVIEWING_OFFICER: 1,
    Role.PRINCIPAL_SECRETARY: 1,
    Role.MINISTER: 1,
    Role.LIAISON: 2,
    Role.AUDITOR: 2,
    Role.ADMIN: 2,
    Role.DISTRICT: 7,
}
DISTRICTS = ("162", "135", "118", "140", "152", "171", "185")
"""Where the seven district officers sit."""
ENTERED = datetime(2025, 12, 1, 5, tzinfo=UTC)


@dataclass(slots=True)
class Staff:
    """The officers, by the part they play."""

    officers: dict[Role, list[Officer]] = field(default_factory=lambda: defaultdict(list))

    def actor(self, role: Role, place: int = 0) -> Actor:
        """One who plays this part; the next one where the place is beyond the last."""
        officer = self.officer(role, place)
        return Actor(frozenset({role}), officer.id, district=officer.district_code)

    def officer(self, role: Role, place: int = 0) -> Officer:
        """His row."""
        found = self.officers[role]
        return found[place % len(found)]

    @property
    def everybody(self) -> list[Officer]:
        """All forty."""
        return [officer for officers in self.officers.values() for officer in officers]


def enter_staff(database: Database) -> Staff:
    """Enter the forty; nobody's password opens anything."""
    staff = Staff()
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        for role, count in HOW_MANY.items():
            for place in range(count):
                new = NewOfficer(
                    email=f"{role}-{place + 1}@demo.invalid",
                    name_en=f"Invented {role} {place + 1:02}",
                    name_hi=f"काल्पनिक {role} {place + 1:02}",
                    roles=frozenset({role}),
                    password_hash="no password opens this",
                    district_code=DISTRICTS[place] if role is Role.DISTRICT else None,
                    language="en",
                )
                officer = add_officer(session, new, at=ENTERED)
                session.flush()
                staff.officers[role].append(officer)
    return staff
