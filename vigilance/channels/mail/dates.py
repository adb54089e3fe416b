"""When a mail says it was sent: a claim of its writer, kept beside the time at which it came (row 75)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from vigilance.channels.mail.fields import Fields

DOUBTFUL = "date-doubtful"
_LONGEST = 200
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ON_THE_WAY = timedelta(days=5)
"""How long mail servers keep trying; a longer way means that a clock is wrong."""


def sent_at(fields: Fields) -> tuple[datetime | None, bool]:
    """The day and hour the mail names, and whether they are to be doubted: absent, absurd, not the servers'."""
    claimed = _read(fields.first("date"))
    if claimed is None:
        return None, True
    taken = _read(fields.first("received").rpartition(";")[2])
    return claimed, taken is not None and abs(taken - claimed) > _ON_THE_WAY


def _read(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value[:_LONGEST].strip())
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
