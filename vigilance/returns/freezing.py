"""Freezing a return: numbered, its figures as canonical JSON, their hash on the ledger; and reading it again."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.return_periods import Cadence, Period
from vigilance.records.commands import next_in_series, system_record
from vigilance.returns.figures import return_figures
from vigilance.returns.models import FrozenReturn

FROZEN = "return-frozen"
NOT_OVER = "This period is not over yet."
FROZEN_ALREADY = "This return is frozen already."
BROKEN_CHAIN = "What this return brings forward is not what the one before carried forward."


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen return as it is read again."""

    number: str
    frozen_at: datetime
    sha256: str
    figures: dict[str, Any]


def freeze(session: Session, period: Period, *, by: Actor, at: datetime) -> FrozenReturn:
    """Freeze the return of a period that is over; `session` writes and acts as the system.

    Raises Invalid while the period runs, where it is frozen already, or where it does not follow on the return before.
    """
    if by.officer_id is None:
        raise NotPermitted("freeze")
    if not period.is_over(ist_day(at)):
        raise Invalid({"period": [NOT_OVER]})
    record = system_record(session, "returns", at=at)
    if frozen_return(session, period) is not None:
        raise Invalid({"period": [FROZEN_ALREADY]})
    figures = return_figures(session, period)
    earlier = frozen_return(session, period.before)
    if earlier is not None and not follows_on(earlier.figures, figures):
        raise Invalid({"period": [BROKEN_CHAIN]})
    year = ist_day(at).year
    content = orjson.dumps(figures, option=orjson.OPT_SORT_KEYS)
    row = FrozenReturn(
        record_id=record.id,
        cadence=period.cadence.value,
        since=period.since,
        figures=content.decode(),
        sha256=sha256(content).digest(),
        frozen_by=by.officer_id,
        frozen_at=at,
        number=f"RET/{year}/{next_in_series(session, f'return/{year}')}",
    )
    session.add(row)
    body = {
        "number": row.number,
        "cadence": row.cadence,
        "since": row.since.isoformat(),
        "sha256": row.sha256.hex(),
    }
    append_event(session, record, FROZEN, body, by=by, at=at, rows=[row])
    return row


def follows_on(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    """Whether each part brings forward what the earlier return carried forward."""
    return all(
        part["whole"]["brought-forward"] == earlier["parts"][name]["whole"]["carried-forward"]
        for name, part in later["parts"].items()
        if name in earlier["parts"]
    )


def frozen_return(session: Session, period: Period) -> Frozen | None:
    """The frozen return of this period, if there is one; the session acts as the system."""
    row = session.scalars(
        select(FrozenReturn).where(
            FrozenReturn.cadence == period.cadence.value, FrozenReturn.since == period.since
        )
    ).one_or_none()
    if row is None:
        return None
    return Frozen(row.number, row.frozen_at, row.sha256.hex(), orjson.loads(row.figures))


def figures_of(session: Session, period: Period) -> tuple[dict[str, Any], Frozen | None]:
    """The figures of this period as they were frozen, else as they are counted now; the session acts as the system."""
    frozen = frozen_return(session, period)
    return (frozen.figures, frozen) if frozen else (return_figures(session, period), None)


def frozen_numbers(session: Session, *, most: int) -> list[tuple[str, Period]]:
    """Number and period of the frozen returns, the newest first; the session acts as the system."""
    newest = select(FrozenReturn.number, FrozenReturn.cadence, FrozenReturn.since)
    ordered = newest.order_by(FrozenReturn.frozen_at.desc(), FrozenReturn.id).limit(most)
    return [
        (number, Period(Cadence(cadence), since))
        for number, cadence, since in session.execute(ordered)
    ]
