"""Who owes a step, inside the office and outside it, and on whose side the time runs while he does."""

from enum import StrEnum

from vigilance.domain.roles import Role


class Party(StrEnum):
    """Somebody who owes a step: a part played in this office, or an authority that does not sign in here."""

    CLERK = "clerk"
    VO = "vo"
    CVO = "cvo"
    INQUIRING_OFFICER = "inquiring-officer"
    DISTRICT = "district"
    COMPLAINANT = "complainant"
    DISCIPLINARY_AUTHORITY = "disciplinary-authority"
    INQUIRY_AUTHORITY = "inquiry-authority"
    CHARGED_OFFICER = "charged-officer"
    APPELLATE_AUTHORITY = "appellate-authority"
    REVIEWING_OFFICER = "reviewing-officer"
    PUBLIC_INFORMATION_OFFICER = "public-information-officer"
    APPLICANT = "applicant"
    """Who asks for information under the RTI Act."""
    AGENCY = "agency"
    SANCTIONING_AUTHORITY = "sanctioning-authority"
    GOVERNMENT = "government"
    GOVERNOR = "governor"
    COURT = "court"


class Side(StrEnum):
    """On whose side time was spent; reports split it so (domain.md, decision 3)."""

    OURS = "ours"
    AGENCY = "agency"
    SANCTIONING_AUTHORITY = "sanctioning-authority"
    COURT = "court"
    COMPLAINANT = "complainant"
    CHARGED_OFFICER = "charged-officer"


SIDES: dict[Party, Side] = {
    Party.CLERK: Side.OURS,
    Party.VO: Side.OURS,
    Party.CVO: Side.OURS,
    Party.INQUIRING_OFFICER: Side.OURS,
    Party.DISTRICT: Side.OURS,
    Party.COMPLAINANT: Side.COMPLAINANT,
    Party.APPLICANT: Side.COMPLAINANT,  # a citizen with a right, as the complainant is
    Party.DISCIPLINARY_AUTHORITY: Side.OURS,
    Party.INQUIRY_AUTHORITY: Side.OURS,
    Party.CHARGED_OFFICER: Side.CHARGED_OFFICER,
    Party.APPELLATE_AUTHORITY: Side.OURS,
    Party.REVIEWING_OFFICER: Side.OURS,
    Party.PUBLIC_INFORMATION_OFFICER: Side.OURS,
    Party.AGENCY: Side.AGENCY,
    Party.SANCTIONING_AUTHORITY: Side.SANCTIONING_AUTHORITY,
    Party.GOVERNMENT: Side.SANCTIONING_AUTHORITY,
    Party.GOVERNOR: Side.SANCTIONING_AUTHORITY,
    Party.COURT: Side.COURT,
}


_ROLES = {role.value: role for role in Role}


def role_of(party: Party) -> Role | None:
    """The part that signs in here and owes the step, or None where the party is outside the office."""
    return _ROLES.get(party.value)
