"""The parts people play in the office, and which of them one person may not play together."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """The part in which somebody acts."""

    CLERK = "clerk"
    VO = "vo"
    CVO = "cvo"
    INQUIRING_OFFICER = "inquiring-officer"
    REVIEWING_OFFICER = "reviewing-officer"
    """One level above the CVO: decides the complainant's appeal against a closing, and sees what it is about."""
    MINISTER = "minister"
    PRINCIPAL_SECRETARY = "principal-secretary"
    LIAISON = "liaison"
    AUDITOR = "auditor"
    ADMIN = "admin"
    DISTRICT = "district"
    COMPLAINANT = "complainant"
    SYSTEM = "system"


OFFICER_ROLES = frozenset(Role) - {Role.COMPLAINANT, Role.SYSTEM}
"""Those who sign in with a name and a password."""

CASE_ROLES = frozenset(
    {
        Role.CLERK,
        Role.VO,
        Role.CVO,
        Role.INQUIRING_OFFICER,
        Role.REVIEWING_OFFICER,
        Role.DISTRICT,
    }
)
"""Those who handle complaints and cases."""

FORBIDDEN_PAIRS = frozenset(
    {
        frozenset({Role.ADMIN, role})
        for role in CASE_ROLES | {Role.MINISTER, Role.PRINCIPAL_SECRETARY}
    }
    | {
        frozenset({alone, role})
        for alone in (Role.AUDITOR, Role.LIAISON)
        for role in OFFICER_ROLES - {alone}
    }
)
"""Who keeps the machine handles no case; who audits, or speaks for an agency outside, does nothing else."""


def forbidden_together(roles: Iterable[Role]) -> frozenset[frozenset[Role]]:
    """The pairs among these roles that one person may not hold."""
    held = frozenset(roles)
    return frozenset(pair for pair in FORBIDDEN_PAIRS if pair <= held)
