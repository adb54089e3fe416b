"""How the complainant said that a complaint is theirs, or that it is not."""

from enum import StrEnum


class HowOwned(StrEnum):
    """The way in which the answer came; it stands in the ledger beside the answer."""

    PAGE = "page"
    LINK = "link"
    OTP = "otp"
    LETTER = "letter"
    MAIL = "mail"
    IN_PERSON = "in-person"


SEEN_BY_OFFICER = (HowOwned.LETTER, HowOwned.MAIL, HowOwned.IN_PERSON)
"""The ways an officer records on what he saw himself; the others prove themselves."""
