"""Column types of our own."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC; a time without a zone is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """The instant with its zone."""
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class IndianMonth(FunctionElement[str]):
    """The Indian month of an instant as `2026-11`, reckoned by the database."""

    type = Text()
    inherit_cache = True


class IndianDays(FunctionElement[int]):
    """How many Indian days lie between two instants, the earlier first, reckoned by the database."""

    type = Integer()
    inherit_cache = True


@compiles(IndianDays, "postgresql")
def _days_on_postgresql(element: IndianDays, compiler: Any, **options: Any) -> str:
    earlier, later = (
        f"CAST({compiler.process(at, **options)} AT TIME ZONE 'Asia/Kolkata' AS DATE)"
        for at in element.clauses
    )
    return f"({later} - {earlier})"


@compiles(IndianDays, "sqlite")
def _days_on_sqlite(element: IndianDays, compiler: Any, **options: Any) -> str:
    earlier, later = (
        f"julianday(date({compiler.process(at, **options)}, '+330 minutes'))"
        for at in element.clauses
    )
    return f"CAST({later} - {earlier} AS INTEGER)"


@compiles(IndianMonth, "postgresql")
def _month_on_postgresql(element: IndianMonth, compiler: Any, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    return f"to_char({at} AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM')"


@compiles(IndianMonth, "sqlite")
def _month_on_sqlite(element: IndianMonth, compiler: Any, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m', {at}, '+330 minutes')"
