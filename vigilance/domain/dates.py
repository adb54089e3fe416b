"""Days as the office means them: Indian days, typed and read in either language."""

import re
from datetime import date, datetime, timedelta, timezone

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.words import Words

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
"""Asia/Kolkata: no summer time since 1945, so the offset is enough for every day of ours."""

EARLIEST = date(1950, 1, 1)

MONTHS = (
    Words("जनवरी", "January"),
    Words("फरवरी", "February"),
    Words("मार्च", "March"),
    Words("अप्रैल", "April"),
    Words("मई", "May"),
    Words("जून", "June"),
    Words("जुलाई", "July"),
    Words("अगस्त", "August"),
    Words("सितंबर", "September"),
    Words("अक्टूबर", "October"),
    Words("नवंबर", "November"),
    Words("दिसंबर", "December"),
)

_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")


def ist_day(instant: datetime) -> date:
    """The Indian day of an instant, which must say its time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone has no day")
    return instant.astimezone(INDIA).date()


def day_from(text: str) -> date:
    """The day somebody typed, day first or in ISO form, in any of our digits."""
    typed = ascii_digits(text).strip()
    found = _DAY_FIRST.fullmatch(typed) or _ISO.fullmatch(typed)
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:  # 31 February: said below, as for any other text that is no day
        pass
    raise Invalid({"date": ["Write the date as day/month/year, for example 05/01/2026."]})


def past_day(text: str, today: date) -> date:
    """The day somebody typed for something that has happened: from 1950 up to today."""
    day = day_from(text)
    if day < EARLIEST:
        raise Invalid({"date": ["The date must not be before the year 1950."]})
    if day > today:
        raise Invalid({"date": ["The date must not be after today."]})
    return day


def day_in_words(day: date, language: str) -> str:
    """The day as it stands in a letter: 22 नवंबर 2026, 22 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1].said_in(language)} {day.year}"
