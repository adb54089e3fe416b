"""What the radar watches: which limits from how long before their day, and how near each one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vigilance.domain.calendar import Days, Months, Span, later_by_months


class Watch(StrEnum):
    """Something that comes towards a case."""

    RETIREMENT = "retirement"
    LIMITATION = "limitation"
    DEEMED_SANCTION = "deemed-sanction"
    SUSPENSION_LAPSE = "suspension-lapse"
    PENALTY_CAP = "penalty-cap"
    INFORMATION = "information"
    REFERENCE = "reference-due"
    TRANSFER = "transfer-due"
    HEARING = "hearing"
    WAKE_UP = "wake-up"


class Band(StrEnum):
    """How near a day is."""

    BREACHED = "breached"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Watched:
    """Limits on the radar: what they are, and at which distances before their day they are shown anew."""

    watch: Watch
    limits: frozenset[str]
    marks: tuple[Span, ...]


_LONG = (Months(24), Months(12), Months(6), Months(3), Months(1))

RADAR: tuple[Watched, ...] = (
    Watched(Watch.RETIREMENT, frozenset({"retirement"}), _LONG),
    Watched(Watch.LIMITATION, frozenset({"four-year-bar"}), _LONG),
    # BNSS section 218: day 90, 105 and 115 of the 120 after which sanction is deemed to be given.
    Watched(Watch.DEEMED_SANCTION, frozenset({"bnss-218"}), (Days(30), Days(15), Days(5))),
    Watched(
        Watch.SUSPENSION_LAPSE,
        frozenset({"suspension-charge-sheet"}),
        (Months(1), Days(15), Days(7)),
    ),
    Watched(Watch.PENALTY_CAP, frozenset({"major-penalty-cap"}), (Months(6), Months(3), Months(1))),
    Watched(
        Watch.INFORMATION,
        frozenset({"rti-reply", "rti-first-appeal", "rti-ordered-reply"}),
        (Days(15), Days(7), Days(3)),
    ),
    Watched(Watch.REFERENCE, frozenset({"reference-answer"}), (Months(1), Days(15), Days(7))),
    Watched(Watch.TRANSFER, frozenset({"transfer", "transfer-acceptance"}), (Days(7), Days(3))),
)
"""Each limit is shown from its first mark on, the widest first."""

HEARINGS_WITHIN = timedelta(days=30)
_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)


def distant(span: Span, today: date) -> date:
    """The last day that lies no further away than this span."""
    if isinstance(span, Months):
        return later_by_months(today, span.count)
    return today + timedelta(days=span.count)


def mark_passed(marks: Iterable[Span], due: date, today: date) -> Span | None:
    """The nearest mark that the day has come within; None where it is still beyond all of them."""
    passed = [mark for mark in marks if due <= distant(mark, today)]
    return passed[-1] if passed else None


def band_of(due: date, counts_until: date, today: date) -> Band:
    """Breached, within the week, within thirty days, or later; a closed day gives until the next open one."""
    if counts_until < today:
        return Band.BREACHED
    if due <= today + _WEEK:
        return Band.WEEK
    return Band.MONTH if due <= today + _MONTH else Band.LATER
