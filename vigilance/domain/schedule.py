"""Reads the schedule of time limits from the tables in which the office keeps it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from vigilance.domain.calendar import CalendarKind, Days, Months, Span, WorkingDays
from vigilance.domain.errors import Invalid
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.time_limits import Authority, Confidence, Extension, TimeLimit
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.words import Words

Table = Mapping[str, object]
Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)

_SPAN = re.compile(r"(0|[1-9][0-9]{0,3}) (working day|day|month)s?")
_UNITS: dict[str, Callable[[int], Span]] = {
    "day": Days,
    "month": Months,
    "working day": WorkingDays,
}

LIMIT_NAMES = frozenset(
    {
        "acknowledgement",
        "affidavit",
        "agency-report-decision",
        "appeal-window",
        "bnss-218",
        "charge-sheet",
        "charge-sheet-reply",
        "clarification",
        "complainant-appeal",
        "confirmation",
        "defence-considered",
        "departmental-inquiry",
        "factual-report",
        "feedback",
        "final-order",
        "four-year-bar",
        "governor-sanction",
        "inquiry-officer-appointed",
        "inquiry-officer-progress",
        "inquiry-report",
        "major-penalty-cap",
        "minor-penalty-order",
        "preliminary-enquiry",
        "public-representative-reply",
        "reminder",
        "report-copy",
        "representation",
        "retirement",
        "rti-reply",
        "rti-first-appeal",
        "rti-ordered-reply",
        "reference-answer",
        "scrutiny",
        "sealed-identity-notice",
        "section-17a",
        "section-19",
        "subsistence-review",
        "suspension-charge-sheet",
        "suspension-review",
        "suspension-review-again",
        "transfer",
        "trial",
    }
)
"""The limits that the procedure, its pages and the radar know by name."""


def parse_span(text: str) -> Span:
    """The span as the schedule writes it: 15 days, 3 working days, 1 month."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no span such as '15 days', '3 working days' or '1 month'")
    return _UNITS[found[2]](int(found[1]))


def parse_time_limits(tables: Mapping[str, object]) -> tuple[TimeLimit, ...]:
    """The limits in `[[time_limit]]` tables; whatever is wrong in them is told all at once."""
    rows = tables.get("time_limit")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Invalid({"time_limit": ["[[time_limit]] tables are expected"]})
    limits: list[TimeLimit] = []
    wrong: dict[str, list[str]] = {}
    seen: set[tuple[str, str, date]] = set()
    for place, row in enumerate(rows, start=1):
        reader = _Reader(row)
        limit = reader.limit()
        where = f"time_limit {place} ({row.get('name', 'without a name')})"
        if limit is None:
            wrong[where] = reader.wrong
        elif (version := (limit.track, limit.name, limit.effective_from)) in seen:
            wrong[where] = ["the same version stands here twice"]
        else:
            seen.add(version)
            limits.append(limit)
    if wrong:
        raise Invalid(wrong)
    return tuple(limits)


class _Reader:
    """Reads one table, and remembers what was wrong with it."""

    def __init__(self, row: Table) -> None:
        self.row = row
        self.wrong: list[str] = []

    def limit(self) -> TimeLimit | None:
        """The limit, or None when something was wrong."""
        unknown = self.row.keys() - TimeLimit.__dataclass_fields__.keys()
        self.wrong += [f"{key}: unknown key" for key in sorted(unknown)]
        track = self._choice("track", Track)
        values = {
            "name": self._value("name", _name),
            "track": track,
            "starts_on": self._actions("starts_on", track),
            "stops_on": self._actions("stops_on", track),
            "allowed": self._value("allowed", _span),
            "extension": self._extension(),
            "calendar": self._choice("calendar", CalendarKind),
            "authority": self._choice("authority", Authority),
            "source": self._value("source", _text),
            "confidence": self._choice("confidence", Confidence),
            "effective_from": self._value("effective_from", _day),
            "owed_by": self._choice("owed_by", Party),
            "warn_days_before": self._value("warn_days_before", _day_counts),
            "escalate_days_after": self._value("escalate_days_after", _day_counts),
            "escalate_to": self._value("escalate_to", _roles),
            "label": self._value("label", _words),
            "rule": self._value("rule", _words),
        }
        if not self.wrong and _length(values["escalate_days_after"]) != _length(
            values["escalate_to"]
        ):
            self.wrong.append("escalate_to: one role for each of escalate_days_after is expected")
        return None if self.wrong else TimeLimit(**values)  # type: ignore[arg-type]  # each value was read by its kind above

    def _value(self, key: str, read: Callable[[object], Read]) -> Read | None:
        if key not in self.row:
            self.wrong.append(f"{key}: is missing")
            return None
        try:
            return read(self.row[key])
        except ValueError as error:
            self.wrong.append(f"{key}: {error}")
            return None

    def _choice(self, key: str, kind: type[Choice]) -> Choice | None:
        return self._value(key, lambda value: kind(_text(value)))

    def _actions(self, key: str, track: Track | None) -> frozenset[str] | None:
        actions = self._value(key, _texts)
        if actions is not None and track is not None:
            unknown = sorted(set(actions) - set(WORKFLOWS[track].actions()))
            self.wrong += [f"{key}: the procedure knows no step {name!r}" for name in unknown]
        return None if actions is None else frozenset(actions)

    def _extension(self) -> Extension | None:
        if "extension" not in self.row:
            return None
        return self._value("extension", _extension)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is expected")
    return value


def _name(value: object) -> str:
    name = _text(value)
    if name not in LIMIT_NAMES:
        raise ValueError(f"the procedure knows no limit {name!r}")
    return name


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise ValueError("a list is expected")


def _texts(value: object) -> tuple[str, ...]:
    if value == []:
        raise ValueError("at least one is expected")
    return tuple(_text(item) for item in _list(value))


def _span(value: object) -> Span:
    return parse_span(_text(value))


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError("a day such as 2026-01-31, without quotes, is expected")
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 is expected")
    return value


def _day_counts(value: object) -> tuple[int, ...]:
    return tuple(_count(item) for item in _list(value))


def _roles(value: object) -> tuple[Role, ...]:
    return tuple(Role(_text(name)) for name in _list(value))


def _table(value: object, keys: set[str]) -> Table:
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"a table of {', '.join(sorted(keys))} is expected")
    return value


def _words(value: object) -> Words:
    table = _table(value, {"hi", "en"})
    return Words(hi=_text(table["hi"]), en=_text(table["en"]))


def _extension(value: object) -> Extension:
    table = _table(value, {"span", "by", "times", "granted_on", "authority"})
    return Extension(
        span=_span(table["span"]),
        by=Party(_text(table["by"])),
        times=_count(table["times"]),
        granted_on=_text(table["granted_on"]),
        authority=Authority(_text(table["authority"])),
    )


def _length(value: object) -> int:
    return len(value) if isinstance(value, Sequence) else 0
