"""Who acts for an officer during his leave: from which day to which, in which part, and what forbids it.

Both days are inclusive and Indian. It is a rule of the scope and moves nothing: on the day after the last, the
substitute sees no more of it, whether or not anybody remembered (security.md 6.4).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from vigilance.domain.errors import Invalid, Wording
from vigilance.domain.handover import Part

LONGEST = timedelta(days=180)
"""Class E: who is away for longer hands his matters over, so that they have an officer of their own."""

TOO_LONG = "A delegation lasts at most {days} days. For a longer absence hand the matters over."
AWAY = "{number} says that somebody acts for him in these days already. End it first."
CHAIN = "The substitute is himself away in these days ({number}). A delegation does not pass on."
STANDS_IN = "He himself acts for somebody in these days ({number}). End that first, so that nobody is left without."


@dataclass(frozen=True, slots=True)
class StandIn:
    """That somebody acts for this officer, in this part, up to and with this day, under this delegation."""

    number: str
    officer_id: uuid.UUID
    part: Part
    until: date


@dataclass(frozen=True, slots=True)
class Absence:
    """The last day of a leave, and the name of who acts meanwhile."""

    until: date
    name_en: str
    name_hi: str


@dataclass(frozen=True, slots=True)
class Span:
    """One standing delegation of a part: who is away, who acts for him, and when."""

    number: str
    officer_id: uuid.UUID
    substitute_id: uuid.UUID
    since: date
    until: date

    def meets(self, since: date, until: date) -> bool:
        """Whether it runs on one of these days."""
        return self.since <= until and since <= self.until


def check_span(
    officer_id: uuid.UUID,
    substitute_id: uuid.UUID,
    since: date,
    until: date,
    *,
    today: date,
    standing: Iterable[Span],
) -> None:
    """Raise Invalid where a delegation of these days may not be made.

    `standing` are those of the same part that have neither ended nor run out.
    """
    _check_days(since, until, today)
    for one in standing:
        if one.meets(since, until):
            _check_other(one, officer_id, substitute_id)


def _check_days(since: date, until: date, today: date) -> None:
    if since < today:
        raise Invalid({"since": ["A delegation begins today or later."]})
    if until < since:
        raise Invalid({"until": ["The last day is before the first."]})
    if until - since >= LONGEST:
        raise Invalid({"until": [Wording(TOO_LONG, days=LONGEST.days)]})


def _check_other(other: Span, officer_id: uuid.UUID, substitute_id: uuid.UUID) -> None:
    """Two at once for one officer, or one behind another, are refused: nobody could say who acts for whom."""
    if other.officer_id == officer_id:
        raise Invalid({"since": [Wording(AWAY, number=other.number)]})
    if other.officer_id == substitute_id:
        raise Invalid({"substitute": [Wording(CHAIN, number=other.number)]})
    if other.substitute_id == officer_id:
        raise Invalid({"officer": [Wording(STANDS_IN, number=other.number)]})
