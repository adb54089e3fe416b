"""All kept totals that the minister's sheet adds up, by one statement: each way of adding them is a part of a union."""

from collections import defaultdict
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, union_all
from sqlalchemy import select as selecting
from sqlalchemy.orm import Session

from vigilance.records.scope import kept
from vigilance.records.totals import MonthTotal, PendingByScheme, PendingTotal, TrackTotal


class Way(StrEnum):
    """By what a total is added up."""

    PLACE = "place"
    STAGE = "stage"
    PARTY = "party"
    SCHEME = "scheme"
    MONTH = "month"


Sums = dict[Way, dict[tuple[str, str], int]]
"""By way: the sum of each pair of codes. The second is the age band, the flow of a month, and empty for schemes."""


def _part(way: Way, first: Any, second: Any, count: Any) -> Select[Any]:  # noqa: ANN401 -- columns of mapped tables
    parts = (literal(way.value).label("way"), first.label("first"), second.label("second"))
    return selecting(*parts, func.sum(count).label("count")).group_by(first, second)


def _made() -> Any:  # noqa: ANN401 -- a union of five statements
    band, pending, plain = PendingTotal.age_band, PendingTotal.pending, literal("")
    schemes = selecting(
        literal(Way.SCHEME.value),
        PendingByScheme.scheme_code,
        plain,
        func.sum(PendingByScheme.pending),
    ).group_by(PendingByScheme.scheme_code)
    months = _part(Way.MONTH, MonthTotal.month, MonthTotal.flow, MonthTotal.matters)
    return union_all(
        _part(Way.PLACE, PendingTotal.district_code, band, pending),
        _part(Way.STAGE, PendingTotal.stage, band, pending),
        _part(Way.PARTY, TrackTotal.held_by, TrackTotal.age_band, TrackTotal.pending),
        months.where(MonthTotal.month >= bindparam("since")),
        schemes,
    )


SUMS = kept(_made())


def kept_sums(session: Session, since: str) -> Sums:
    """What is pending by place, stage, party and scheme, and what came and went in each month from `since` on."""
    found: Sums = defaultdict(dict)
    for way, first, second, count in session.execute(SUMS, {"since": since}):
        if count:  # SUM over an integer column is a Decimal on one database and an int on the other
            found[Way(way)][first, second] = int(count)
    return found
