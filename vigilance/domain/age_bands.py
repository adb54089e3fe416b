"""How old a pending matter is, in the bands the reviews use."""

from enum import StrEnum


class AgeBand(StrEnum):
    """A band of days since receipt."""

    UP_TO_30 = "0-30"
    UP_TO_90 = "31-90"
    UP_TO_180 = "91-180"
    UP_TO_365 = "181-365"
    OVER_365 = "366-and-more"


LAST_DAY = {
    AgeBand.UP_TO_30: 30,
    AgeBand.UP_TO_90: 90,
    AgeBand.UP_TO_180: 180,
    AgeBand.UP_TO_365: 365,
}
"""The oldest age in each band but the last, which has no end."""


def band_of(days: int) -> AgeBand:
    """The band this age falls in."""
    return next((band for band, last in LAST_DAY.items() if days <= last), AgeBand.OVER_365)
