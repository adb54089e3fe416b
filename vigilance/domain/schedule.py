"""Reads the schedule of time limits from the tables in which the office keeps it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from vigilance.domain.calendar import CalendarKind, Days, Months, Span, WorkingDays
from vigilance.domain.errors import Invalid
from vigilance.domain.parties import Party
from vigilance.domain.table_values import (
    TableReader,
    count,
    counts,
    day,
    phrase,
    roles,
    table,
    texts,
    words,
)
from vigilance.domain.time_limits import Authority, Confidence, Extension, TimeLimit
from vigilance.domain.tracks import WORKFLOWS, Track

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
        "rti-appeal-window",
        "rti-second-appeal-window",
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
        "transfer-acceptance",
        "trial",
    }
)
"""The limits that the procedure, its pages and the radar know by name."""
WINDOWS = frozenset({"appeal-window", "rti-appeal-window", "rti-second-appeal-window"})
"""Time given to somebody who need not use it: it ends on its last day, whatever was done, and nobody is late."""


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


class _Reader(TableReader):
    """Reads one limit."""

    def limit(self) -> TimeLimit | None:
        """The limit, or None when something was wrong."""
        self.refuse_unknown(TimeLimit.__dataclass_fields__)
        track = self.choice("track", Track)
        values = {
            "name": self.value("name", _name),
            "track": track,
            "starts_on": self._actions("starts_on", track),
            "stops_on": self._actions("stops_on", track),
            "allowed": self.value("allowed", _span),
            "extension": self._extension(),
            "calendar": self.choice("calendar", CalendarKind),
            "authority": self.choice("authority", Authority),
            "source": self.value("source", phrase),
            "confidence": self.choice("confidence", Confidence),
            "effective_from": self.value("effective_from", day),
            "owed_by": self.choice("owed_by", Party),
            "warn_days_before": self.value("warn_days_before", counts),
            "escalate_days_after": self.value("escalate_days_after", counts),
            "escalate_to": self.value("escalate_to", roles),
            "label": self.value("label", words),
            "rule": self.value("rule", words),
        }
        if not self.wrong and _length(values["escalate_days_after"]) != _length(
            values["escalate_to"]
        ):
            self.wrong.append("escalate_to: one role for each of escalate_days_after is expected")
        return None if self.wrong else TimeLimit(**values)  # type: ignore[arg-type]  # each value was read by its kind above

    def _actions(self, key: str, track: Track | None) -> frozenset[str] | None:
        actions = self.value(key, texts)
        if actions is not None and track is not None:
            unknown = sorted(set(actions) - set(WORKFLOWS[track].actions()))
            self.wrong += [f"{key}: the procedure knows no step {name!r}" for name in unknown]
        return None if actions is None else frozenset(actions)

    def _extension(self) -> Extension | None:
        return self.optional("extension", _extension)


def _name(value: object) -> str:
    name = phrase(value)
    if name not in LIMIT_NAMES:
        raise ValueError(f"the procedure knows no limit {name!r}")
    return name


def _span(value: object) -> Span:
    return parse_span(phrase(value))


def _extension(value: object) -> Extension:
    given = table(value, {"span", "by", "times", "granted_on", "authority"})
    return Extension(
        span=_span(given["span"]),
        by=Party(phrase(given["by"])),
        times=count(given["times"]),
        granted_on=phrase(given["granted_on"]),
        authority=Authority(phrase(given["authority"])),
    )


def _length(value: object) -> int:
    return len(value) if isinstance(value, Sequence) else 0
