"""Kept totals changed by hand: each change must be seen on a page and found by the check of totals."""

from datetime import date

from sqlalchemy import text

from tests.journeys.year.comparing import figures_wrong
from tests.journeys.year.conftest import Year
from vigilance.reports.totals_checks import check_totals

TOTALS = {
    "pending_by_scheme": ("pending", "schemes"),
    "month_total": ("matters", "months"),
    "pending_total": ("pending", "stages"),
    "scheme_total": ("pending", "pending scheme="),
    "track_total": ("pending", "holders"),
    "closing_total": ("closed", "outcomes"),
    "stage_total": ("matters", "days-per-stage"),
    "load_total": ("pending", "carries"),
}
"""Each kept total with its column of counts, and how the names of the figures that show it begin."""


def not_found(year: Year, day: date) -> list[str]:
    """Which of these tables was changed without a page or the check telling of it; one after another, to the end."""
    found, changed = [], set()
    if check_totals(year.world.database).differences:
        found.append("differences before anything was changed")
    for table, (count, where) in TOTALS.items():
        with year.world.database.writing() as session, session.begin():
            session.execute(text(f"UPDATE {table} SET {count} = {count} + 1 WHERE {count} > 0"))
        changed.add(table)
        if not any(line.startswith(where) for line in figures_wrong(year, day)):
            found.append(f"{table} on the pages")
        differences = check_totals(year.world.database).differences
        if {each.table for each in differences} != changed:
            found.append(f"{table} by the check")
    return found
