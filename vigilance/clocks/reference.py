"""The schedule of limits and the holiday lists, read from the office's own files."""

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from vigilance.domain.calendar import Calendar, CalendarKind, Holiday
from vigilance.domain.errors import Invalid
from vigilance.domain.schedule import parse_time_limits
from vigilance.domain.time_limits import TimeLimit
from vigilance.domain.words import Words

COLUMNS = {"date", "name_hi", "name_en", "status"}
STATUSES = {"confirmed": True, "verify": False}


@lru_cache(maxsize=8)
def time_limits(config_dir: Path) -> tuple[TimeLimit, ...]:
    """Every version of every limit in `time_limits.toml`."""
    with (config_dir / "time_limits.toml").open("rb") as file:
        return parse_time_limits(tomllib.load(file))


@lru_cache(maxsize=8)
def holidays(config_dir: Path) -> tuple[Holiday, ...]:
    """The gazetted holidays of every year for which a list is kept."""
    return tuple(
        holiday
        for path in sorted((config_dir / "holidays").glob("*.csv"))
        for holiday in _holidays_of_year(path)
    )


def office_calendar(
    config_dir: Path, kind: CalendarKind, extra_holidays: Iterable[Holiday] = ()
) -> Calendar:
    """The calendar of this kind of office, with holidays declared since the lists were made."""
    return Calendar(kind, (*holidays(config_dir), *extra_holidays))


def office_calendars(
    config_dir: Path, extra_holidays: Iterable[Holiday] = ()
) -> dict[CalendarKind, Calendar]:
    """The calendars of every kind of office."""
    extra = tuple(extra_holidays)
    return {kind: office_calendar(config_dir, kind, extra) for kind in CalendarKind}


def _holidays_of_year(path: Path) -> list[Holiday]:
    found: list[Holiday] = []
    with path.open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path.name} line {place}"
            if row.keys() != COLUMNS or None in row.values():
                raise Invalid({where: [f"the columns are {', '.join(sorted(COLUMNS))}"]})
            try:
                day, confirmed = date.fromisoformat(row["date"]), STATUSES[row["status"]]
            except (ValueError, KeyError) as error:
                raise Invalid({where: [f"{error} is no day or status of a holiday"]}) from error
            if str(day.year) != path.stem:
                raise Invalid({where: [f"{day} does not belong to this year"]})
            found.append(Holiday(day, Words(row["name_hi"], row["name_en"]), confirmed))
    return found
