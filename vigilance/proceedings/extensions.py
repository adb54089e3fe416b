"""More time on a track: before the time is over, and at most as often as the rule allows."""

from datetime import date

from sqlalchemy.orm import Session

from vigilance.clocks.commands import Course
from vigilance.clocks.models import Clock
from vigilance.clocks.rules import ClockRules
from vigilance.domain.errors import Invalid, Wording
from vigilance.proceedings.queries import clocks_of_proceeding
from vigilance.records.models import Record


def check_extension(
    session: Session,
    record: Record,
    course: Course,
    action: str,
    on: date,
    *,
    rules: ClockRules,
) -> None:
    """Raise Invalid, naming the rule, for more time that is asked too late or once too often."""
    for clock in clocks_of_proceeding(session, course.proceeding_id):
        if clock.done_on is None:
            _check(clock, record, action, on, rules)


def _check(clock: Clock, record: Record, action: str, on: date, rules: ClockRules) -> None:
    limit = rules.governing(record.kind, clock)
    if limit.extension is None or limit.extension.granted_on != action:
        return
    if on > clock.counts_until:
        words = "{rule}: the time was over on {on}."
        raise Invalid({"on": [Wording(words, rule=limit.source, on=clock.counts_until)]})
    if clock.times_extended >= limit.extension.times:
        words = "{rule}: the time was lengthened as often as it may be ({times})."
        times = limit.extension.times
        raise Invalid({"action": [Wording(words, rule=limit.source, times=times)]})
