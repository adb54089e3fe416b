"""What an officer finds: the recommendation that ends a scrutiny, and the finding that ends an inquiry."""

from enum import StrEnum


class Recommendation(StrEnum):
    """The route that the officer who scrutinised a complaint recommends to the CVO."""

    TAKE_UP = "take-up"
    FORWARD = "forward"
    FILE = "file"


class Finding(StrEnum):
    """What an inquiry report says of the allegation."""

    SUBSTANTIATED = "substantiated"
    PARTLY_SUBSTANTIATED = "partly-substantiated"
    NOT_SUBSTANTIATED = "not-substantiated"
    COULD_NOT_BE_PROVED = "could-not-be-proved"
