"""The agencies that a criminal matter can be referred to (domain.md 4.4)."""

from enum import StrEnum


class Agency(StrEnum):
    """Who inquires or investigates outside this office."""

    VIGILANCE_ESTABLISHMENT = "vigilance-establishment"
    ANTI_CORRUPTION_ORGANISATION = "anti-corruption-organisation"
    ECONOMIC_OFFENCES_WING = "economic-offences-wing"
    CBI = "cbi"
    DISTRICT_POLICE = "district-police"
    LOKAYUKTA = "lokayukta"
    OTHER = "other-agency"
