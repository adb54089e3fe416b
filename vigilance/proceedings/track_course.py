"""What the tracks of one page are drawn from, read once: logs, clocks, changes, letters, officers, rules."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import AccusedOfficer
from vigilance.clocks.badges import is_lapsed
from vigilance.clocks.models import Clock, ClockChange
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.people import People, people
from vigilance.complaints.schemas import current_office
from vigilance.domain.actors import Actor
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import MANY_AT_ONCE, Track
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_prefill import LettersOfFile, entered_with_papers
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.queries import changes_of_clocks, clocks_of_proceedings, entries_of
from vigilance.proceedings.standing import by_proceeding, is_over
from vigilance.records.models import RecordKind
from vigilance.web.clock import today

Address = Callable[..., str]
"""Where a form of the page is sent: by its name (begin, step, correct, stay, lift), the track and the act."""


@dataclass(frozen=True, slots=True)
class TrackPlace:
    """Where tracks are drawn: the file, the accused or nobody, where the forms go, whether this officer takes steps."""

    kind: RecordKind
    number: str
    address: Address
    steps: bool
    actor: Actor
    who: AccusedOfficer | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of the tracks of one page, read once for it: logs, clocks, changes, letters, officers, rules."""

    kind: RecordKind
    address: Address
    latest: Mapping[Track, Proceeding]
    logs: Mapping[uuid.UUID, Sequence[ProceedingEntry]]
    clocks: Mapping[uuid.UUID, Sequence[Clock]]
    changes: Mapping[uuid.UUID, Sequence[ClockChange]]
    people: People
    rules: ClockRules
    letters: LettersOfFile
    actor: Actor
    """Who takes the steps: the officer signed in, or the same in one part alone."""
    steps: bool
    """Whether this officer takes steps, and the accused is still one."""

    def goes_on(self, proceeding: Proceeding) -> bool:
        """Whether its steps are offered: one that ended and was begun anew goes on in the new one."""
        if proceeding.struck_off_at is not None:
            return False
        return proceeding.track in MANY_AT_ONCE or self.latest.get(proceeding.track) is proceeding

    def can_begin(self, track: Track) -> bool:
        """Whether a track of this kind may be begun now."""
        found = self.latest.get(track)
        return found is None or track in MANY_AT_ONCE or is_over(found)


def prefix_of(proceeding: Proceeding) -> str:
    """How the forms of this track are told apart on a page that holds several."""
    return f"t{proceeding.id.hex[:8]}"


def in_hand(course: Course, proceeding: Proceeding, by: Actor, action: str) -> frozenset[InHand]:
    """What the file shows to be in hand for this act today, as the command will find it."""
    log = course.logs.get(proceeding.id, ())
    found: set[InHand] = set()
    if log and log[-1].recorded_by not in by.hands:
        found.add(InHand.SECOND_PERSON)
    for clock in course.clocks.get(proceeding.id, ()):
        limit = course.rules.limit_on(proceeding.track, clock.limit_name, clock.started_on)
        late = clock.done_on is None and not clock.stayed and clock.counts_until < today()
        if late and action in limit.stops_on:
            found.add(InHand.LIMIT_OVER)
    return frozenset(found)


def may_step(permission: Permission, *, struck: bool = False) -> bool:
    """Whether this officer takes steps here, and not against somebody who was struck off."""
    return not struck and allowed(current_actor().roles, permission)


def course_of(
    session: Session,
    proceedings: Sequence[Proceeding],
    letters: Sequence[Letter],
    page: TrackPlace,
) -> Course:
    """Everything the tracks of one page are drawn from, in a fixed number of statements."""
    ids = [each.id for each in proceedings]
    kept = clocks_of_proceedings(session, ids) if ids else []
    clocks = [clock for clock in kept if not is_lapsed(clock, today())]
    logs = entries_of(session, ids)
    recorded = {entry.recorded_by for log in logs.values() for entry in log}
    return Course(
        kind=page.kind,
        address=page.address,
        latest={each.track: each for each in proceedings if each.struck_off_at is None},
        logs=logs,
        clocks=by_proceeding(clocks),
        changes=changes_of_clocks(session, [each.id for each in clocks]) if clocks else {},
        people=people(session, {each for each in recorded if each}, choosing=False),
        rules=current_office().rules(session),
        letters=LettersOfFile(page.number, letters, page.who, entered_with_papers(logs)),
        actor=page.actor,
        steps=page.steps,
    )
