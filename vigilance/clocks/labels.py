"""The coded values of clocks in words."""

from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import GROUNDS, STANDINGS
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import Standing
from vigilance.domain.words import Words
from vigilance.web.labels import register_labels

CALENDARS = {
    CalendarKind.HQ: Words(hi="मुख्यालय", en="Headquarters"),
    CalendarKind.DISTRICT: Words(hi="जिला कार्यालय", en="District office"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(CalendarKind, CALENDARS)
    register_labels(StayGround, GROUNDS)
    register_labels(Standing, STANDINGS)
