"""Running a report: one page of it, or every row as a stream; always in the sight of the session's actor."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from vigilance.database.paging import Page, keyset_page
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked, Counted, Listing

STREAMED = 1000
"""So many rows are in memory at once."""
KEY = 2
"""The key's columns stand at the end of each row."""


def _statement(report: Listing, asked: Asked) -> Select[Any]:
    columns = [column.read(asked).label(column.name) for column in report.columns]
    keys = [key.label(f"key_{place}") for place, key in enumerate(report.key)]
    return report.source(select(*columns, *keys)).where(*report.within(asked))


def page_of(
    session: Session, report: Listing, asked: Asked, after: tuple[Any, ...] | None
) -> Page[Any]:
    """One page of a register, the newest first; files go the other way, as a bound register does."""
    return keyset_page(
        session,
        _statement(report, asked),
        report.key,
        after,
        key_of=lambda row: tuple(row[-KEY:]),
    )


def counted_rows(session: Session, report: Counted, asked: Asked) -> list[tuple[Any, ...]]:
    """All lines of a report of figures: a few."""
    return list(report.count(session, asked))


def rows_up_to(session: Session, report: AnyReport, asked: Asked, cap: int) -> int:
    """How many rows there are; counting stops one after the cap."""
    if isinstance(report, Counted):
        return len(counted_rows(session, report, asked))
    found = report.source(select(literal_column("1"))).where(*report.within(asked))
    return session.execute(
        select(func.count()).select_from(found.limit(cap + 1).subquery())
    ).scalar_one()


def every_row(session: Session, report: AnyReport, asked: Asked) -> Iterator[tuple[Any, ...]]:
    """Every row, streamed: a server's cursor on PostgreSQL, the steps of one statement on SQLite."""
    if isinstance(report, Counted):
        yield from report.count(session, asked)
        return
    ordered = _statement(report, asked).order_by(*report.key)
    found = session.execute(ordered, execution_options={"yield_per": STREAMED})
    for row in found:
        yield tuple(row[:-KEY])
