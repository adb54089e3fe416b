"""The schedule of limits and the holiday lists, read from the office's own files."""

import csv
import json
import tomllib
from collections.abc import Callable, Iterable
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
TIME_LIMITS, HOLIDAYS = "time-limits", "holidays"
SCHEDULE = "time_limits.toml"
LAST_GOOD: dict[tuple[Path, str], str] = {}
"""The texts to go on with where a file is broken; put here by policy.py, which keeps them in the database."""


Shape = tuple[tuple[str, int, int], ...]
"""The policy files by name, time of change and size: whether one was touched is seen without reading it."""


def shape_of(config_dir: Path) -> Shape:
    """How the policy files lie there now; a file that is not there is left out."""
    paths = [config_dir / SCHEDULE, *sorted((config_dir / HOLIDAYS).glob("*.csv"))]
    found = [(path, path.stat()) for path in paths if path.exists()]
    return tuple((path.name, told.st_mtime_ns, told.st_size) for path, told in found)


def forget_what_was_read() -> None:
    """Let the files be read again when they are next asked for."""
    time_limits.cache_clear()
    holidays.cache_clear()


@lru_cache(maxsize=8)
def time_limits(config_dir: Path) -> tuple[TimeLimit, ...]:
    """Every version of every limit in `time_limits.toml`; where it is broken, of the last good one."""
    try:
        return limits_from(limits_text(config_dir))
    except Invalid:
        if (config_dir, TIME_LIMITS) not in LAST_GOOD:
            raise
        return limits_from(LAST_GOOD[config_dir, TIME_LIMITS])


@lru_cache(maxsize=8)
def holidays(config_dir: Path) -> tuple[Holiday, ...]:
    """The gazetted holidays of every year for which a list is kept; where one is broken, the last good lists."""
    try:
        return holidays_from(holidays_text(config_dir))
    except Invalid:
        if (config_dir, HOLIDAYS) not in LAST_GOOD:
            raise
        return holidays_from(LAST_GOOD[config_dir, HOLIDAYS])


def limits_text(config_dir: Path) -> str:
    """The schedule as it lies there now."""
    return _text(config_dir / SCHEDULE)


def holidays_text(config_dir: Path) -> str:
    """Every holiday list as it lies there now, as one text."""
    paths = sorted((config_dir / HOLIDAYS).glob("*.csv"))
    return json.dumps({path.name: _text(path) for path in paths}, ensure_ascii=False, indent=0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid({path.name: ["the file cannot be read"]}) from error


def limits_from(text: str) -> tuple[TimeLimit, ...]:
    """The limits in this text of the schedule."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid({SCHEDULE: [str(error)]}) from error
    return parse_time_limits(tables)


def holidays_from(text: str) -> tuple[Holiday, ...]:
    """The holidays in this text of the lists."""
    return tuple(
        holiday
        for name, lines in json.loads(text).items()
        for holiday in _holidays_of_year(name, lines)
    )


TEXTS: dict[str, Callable[[Path], str]] = {TIME_LIMITS: limits_text, HOLIDAYS: holidays_text}
READERS: dict[str, Callable[[str], object]] = {TIME_LIMITS: limits_from, HOLIDAYS: holidays_from}
"""How each policy text is found, and how it is read."""


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


def _holidays_of_year(name: str, lines: str) -> list[Holiday]:
    found: list[Holiday] = []
    for place, row in enumerate(csv.DictReader(lines.splitlines()), start=2):
        where = f"{name} line {place}"
        if row.keys() != COLUMNS or None in row.values():
            raise Invalid({where: [f"the columns are {', '.join(sorted(COLUMNS))}"]})
        try:
            day, confirmed = date.fromisoformat(row["date"]), STATUSES[row["status"]]
        except (ValueError, KeyError) as error:
            raise Invalid({where: [f"{error} is no day or status of a holiday"]}) from error
        if str(day.year) != name.removesuffix(".csv"):
            raise Invalid({where: [f"{day} does not belong to this year"]})
        found.append(Holiday(day, Words(row["name_hi"], row["name_en"]), confirmed))
    return found
