"""Where a track stands in a list: its state, with whom it lies, what is most urgent, what the law holds for given."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from vigilance.clocks.models import Clock
from vigilance.domain.holders import lies_with_the_named
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.words import whom_in_words
from vigilance.web.clock import today
from vigilance.web.labels import label_of
from vigilance.web.language import language

DEEMED_AFTER = "bnss-218"
"""The limit after which the law holds the sanction given (BNSS section 218); that of section 19 has no such end."""


def state_of(proceeding: Proceeding) -> StrEnum:
    """The state as a coded value of its own track."""
    return type(WORKFLOWS[proceeding.track].initial)(proceeding.state)


def is_over(proceeding: Proceeding) -> bool:
    """Whether the track has come to an end, or was struck off."""
    struck = proceeding.struck_off_at is not None
    return struck or proceeding.state in WORKFLOWS[proceeding.track].final


def most_urgent(clocks: Collection[Clock]) -> Clock | None:
    """The running clock that is due first; one that stands still comes after those that run."""
    running = [clock for clock in clocks if clock.done_on is None]
    return min(running, key=lambda clock: (clock.stayed, clock.due_on), default=None)


def with_whom(proceeding: Proceeding, urgent: Clock | None) -> str:
    """With whom the track lies: the agency or authority that was named, else who owes the next step."""
    if is_over(proceeding):
        return "–"
    if proceeding.with_whom and lies_with_the_named(proceeding.track, proceeding.state):
        return whom_in_words(proceeding.with_whom)
    return label_of(urgent.owed_by).said_in(language()) if urgent else "–"


def deemed_on(proceeding: Proceeding, clocks: Collection[Clock]) -> date | None:
    """The day on which the law holds the sanction given: the time of section 218 is over and nobody has decided."""
    if proceeding.track is not Track.SANCTION_218 or is_over(proceeding):
        return None
    for clock in clocks:
        late = clock.done_on is None and not clock.stayed and clock.counts_until < today()
        if clock.limit_name == DEEMED_AFTER and late:
            return clock.counts_until + timedelta(days=1)
    return None


def by_proceeding(clocks: Collection[Clock]) -> dict[uuid.UUID, list[Clock]]:
    """These clocks by the track they belong to; those of the record itself are left out."""
    own = [clock for clock in clocks if clock.proceeding_id is not None]
    ordered = sorted(own, key=lambda clock: str(clock.proceeding_id))
    grouped = groupby(ordered, key=lambda clock: clock.proceeding_id)
    return {owner: list(found) for owner, found in grouped if owner is not None}
