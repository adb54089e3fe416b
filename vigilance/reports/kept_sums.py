"""All kept figures that the minister's sheet adds up, by one statement: each way of adding is a part of a union."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, cast, func, literal, union_all
from sqlalchemy import select as selecting
from sqlalchemy.orm import Session

from vigilance.records.scope import kept
from vigilance.records.totals import MonthTotal, PendingByScheme, PendingTotal, TrackTotal
from vigilance.reports.models import DueCount


class Way(StrEnum):
    """By what a total is added up."""

    PLACE = "place"
    STAGE = "stage"
    PARTY = "party"
    SCHEME = "scheme"
    MONTH = "month"
    DUE = "due"


Sums = dict[Way, dict[tuple[str, str], int]]
"""By way: the sum of each pair of codes; the second is an age band, the flow of a month, or empty."""


def _part(way: Way, first: Any, second: Any, count: Any) -> Select[Any]:  # noqa: ANN401 -- columns of mapped tables
    parts = (literal(way.value).label("way"), first.label("first"), second.label("second"))
    return selecting(*parts, func.sum(count).label("count")).group_by(first, second)


def _alone(way: Way, code: Any, count: Any) -> Select[Any]:  # noqa: ANN401 -- columns of mapped tables
    parts = literal(way.value), code, literal("")
    return selecting(*parts, func.sum(count)).group_by(code)


def _made() -> Any:  # noqa: ANN401 -- a union of six statements
    band, pending = PendingTotal.age_band, PendingTotal.pending
    schemes = _alone(Way.SCHEME, PendingByScheme.scheme_code, PendingByScheme.pending)
    # The day as both databases write it, which is how they keep their order as texts.
    days = _alone(Way.DUE, cast(DueCount.due_on, String), DueCount.limits)
    months = _part(Way.MONTH, MonthTotal.month, MonthTotal.flow, MonthTotal.matters)
    return union_all(
        _part(Way.PLACE, PendingTotal.district_code, band, pending),
        _part(Way.STAGE, PendingTotal.stage, band, pending),
        _part(Way.PARTY, TrackTotal.held_by, TrackTotal.age_band, TrackTotal.pending),
        months.where(MonthTotal.month >= bindparam("since")),
        schemes,
        days.where(DueCount.due_on >= bindparam("today", type_=Date())),
    )


SUMS = kept(_made())


def kept_sums(session: Session, since: str, today: date) -> Sums:
    """What is pending by place, stage, party and scheme; what came and went in each month from `since` on; what ends.

    What ends is how many time limits end on each day from today on.
    """
    found: Sums = defaultdict(dict)
    for way, first, second, count in session.execute(SUMS, {"since": since, "today": today}):
        if count:  # SUM over an integer column is a Decimal on one database and an int on the other
            found[Way(way)][first, second] = int(count)
    return found
