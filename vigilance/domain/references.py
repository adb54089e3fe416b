"""Who refers matters to the department, and on which ground information is withheld from who asks for it."""

from enum import StrEnum


class Referrer(StrEnum):
    """An authority that refers a matter and wants to be told what came of it."""

    LOKAYUKTA = "lokayukta"
    GOVERNOR_SECRETARIAT = "governor-secretariat"
    CHIEF_MINISTER_OFFICE = "chief-minister-office"
    VIGILANCE_DEPARTMENT = "vigilance-department"
    VIGILANCE_COMMISSION = "vigilance-commission"
    CENTRAL_VIGILANCE_COMMISSION = "central-vigilance-commission"
    HUMAN_RIGHTS_COMMISSION = "human-rights-commission"
    SCHEDULED_CASTES_COMMISSION = "scheduled-castes-commission"
    LEGISLATURE = "legislature"
    COURT = "court"
    OTHER = "other-authority"


class Exemption(StrEnum):
    """Why information is withheld: clauses of section 8(1) of the RTI Act 2005, and section 10 for a part.

    The words of (b), (g), (h), (j) and of section 10 were read in reprints of the Act; that (j) changed on 14 November
    2025 stands in commentaries alone. The Gazette was not seen, and the page says so.
    """

    SOURCE = "rti-8-1-g"
    """It would endanger somebody, or identify a source given in confidence: who complained, who is a witness."""
    INVESTIGATION = "rti-8-1-h"
    """It would impede an investigation, an arrest or a prosecution; that one is on is not enough."""
    PERSONAL = "rti-8-1-j"
    """Personal information, since the DPDP Act 2023 s.44(3) replaced the clause; s.8(2) weighs the public interest."""
    COURT = "rti-8-1-b"
    """A court or tribunal has forbidden it."""
    PART = "rti-10"
    """The rest is given, the exempt part taken out."""


def exemptions_that_hold(*, has_source: bool, is_open: bool) -> tuple[Exemption, ...]:
    """The exemptions to weigh in answering about a file: the source always, the investigation only while it lasts."""
    found = [Exemption.SOURCE] if has_source else []
    if is_open:
        found.append(Exemption.INVESTIGATION)
    return (*found, Exemption.PERSONAL, Exemption.PART)
