"""The present moment, as this application sees it: tests move it by hand."""

from datetime import UTC, date, datetime

from flask import current_app

from vigilance.domain.dates import ist_day


def now() -> datetime:
    """The present instant in UTC."""
    moved: datetime | None = current_app.config.get("NOW")
    return moved or datetime.now(UTC)


def today() -> date:
    """The present day in India."""
    return ist_day(now())
