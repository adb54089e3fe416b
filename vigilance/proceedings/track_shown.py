"""One track of one accused as its page shows it: state, clocks, log, what was corrected, the steps that are open."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flask import url_for

from vigilance.accounts.signing_in import current_actor
from vigilance.clocks.models import Clock, ClockChange
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.file_shown import ClockShown, clock_shown
from vigilance.complaints.people import People
from vigilance.complaints.step_forms import StepShown
from vigilance.domain.actors import Actor
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import OF_AN_ACCUSED, WORKFLOWS, Track
from vigilance.proceedings.commands.corrections import CAUSE
from vigilance.proceedings.facts_asked import zero_name
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.standing import deemed_on, is_over, most_urgent, state_of, with_whom
from vigilance.proceedings.step_shown import Place, offers, rows_from, shown, typed_day
from vigilance.proceedings.words import facts_in_words
from vigilance.records.models import RecordKind
from vigilance.web.attempts import Refused
from vigilance.web.clock import today
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language

OWN_FORMS = ("correct", "stay", "lift")


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One act of the log."""

    number: int
    action: StrEnum
    on: date
    facts: list[tuple[str, str]]
    by: str
    at: datetime
    note: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A due date that a corrected day moved."""

    limit: str
    before: date
    after: date
    at: datetime


@dataclass(frozen=True, slots=True)
class TrackShown:
    """One track with everything its page draws."""

    id: uuid.UUID
    prefix: str
    track: Track
    state: StrEnum
    over: bool
    since: date
    with_whom: str
    next_hearing_on: date | None
    purpose: str | None
    deemed_on: date | None
    version: int
    clocks: list[ClockShown]
    running: bool
    stayed: bool
    log: list[EntryShown]
    moved: list[Moved]
    steps: list[StepShown]
    forms: Mapping[str, Form]
    links: Mapping[str, str]

    @property
    def acts(self) -> list[tuple[int, str]]:
        """The acts of the log, to choose from."""
        spoken = language()
        return [
            (each.number, f"{each.number}. {label_of(each.action).said_in(spoken)}, {day(each.on)}")
            for each in self.log
        ]


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one accused's tracks, read once for the page: logs, clocks, changes, officers, rules."""

    number: str
    accused: int
    latest: Mapping[Track, Proceeding]
    logs: Mapping[uuid.UUID, Sequence[ProceedingEntry]]
    clocks: Mapping[uuid.UUID, Sequence[Clock]]
    changes: Mapping[uuid.UUID, Sequence[ClockChange]]
    people: People
    rules: ClockRules
    steps: bool
    """Whether this officer takes steps, and the accused is still one."""


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


def track_shown(course: Course, proceeding: Proceeding, refused: Refused | None) -> TrackShown:
    """One track of this accused."""
    clocks = sorted(
        course.clocks.get(proceeding.id, ()), key=lambda one: (one.done_on is not None, one.due_on)
    )
    log = course.logs[proceeding.id]
    return TrackShown(
        id=proceeding.id,
        prefix=prefix_of(proceeding),
        track=proceeding.track,
        state=state_of(proceeding),
        over=is_over(proceeding),
        since=proceeding.state_since,
        with_whom=with_whom(proceeding, most_urgent(clocks)),
        next_hearing_on=proceeding.next_hearing_on,
        purpose=proceeding.next_hearing_purpose,
        deemed_on=deemed_on(proceeding, clocks),
        version=proceeding.version,
        clocks=[clock_shown(clock, RecordKind.CASE) for clock in clocks],
        running=any(clock.done_on is None for clock in clocks),
        stayed=any(clock.stayed for clock in clocks),
        log=[_entry(entry, proceeding.track, course.people) for entry in log],
        moved=_moved(course, clocks),
        steps=_steps(course, proceeding, refused),
        forms=_forms(prefix_of(proceeding), refused),
        links={name: _address(course, proceeding, name) for name in OWN_FORMS},
    )


def _address(course: Course, proceeding: Proceeding, form: str, action: str | None = None) -> str:
    """Where a form of this track is sent."""
    return url_for(
        f"proceedings.{form}",
        number=course.number,
        k=course.accused,
        proceeding_id=proceeding.id,
        action=action,
    )


def _steps(course: Course, proceeding: Proceeding, refused: Refused | None) -> list[StepShown]:
    """The steps from where the track stands; one that ended and was begun anew goes on in the new one."""
    if not course.steps or course.latest.get(proceeding.track) is not proceeding:
        return []
    actor = current_actor()
    rows = rows_from(WORKFLOWS[proceeding.track], proceeding.state)
    made = offers(rows, actor.roles, lambda action: in_hand(course, proceeding, actor, action))
    place = Place(
        prefix_of(proceeding), lambda action: _address(course, proceeding, "step", action), {}
    )
    return shown(rows, made, place, refused)


def _forms(prefix: str, refused: Refused | None) -> dict[str, Form]:
    """The forms of a track that are no steps, the refused one as it was typed."""
    forms = {name: Form(prefix=f"{prefix}-{name}-") for name in OWN_FORMS}
    if refused is not None and refused.name.startswith(f"{prefix}-"):
        forms[refused.name.removeprefix(f"{prefix}-")] = refused.form
    return forms


def tracks_to_begin(
    course: Course, superannuates_on: date | None, refused: Refused | None
) -> list[StepShown]:
    """What begins each track that is not open for this accused, the steps open to this reader first."""
    if not course.steps:
        return []
    found: list[StepShown] = []
    for track in OF_AN_ACCUSED:
        if track not in course.latest or is_over(course.latest[track]):
            found += _beginnings(course, track, superannuates_on, refused)
    return sorted(found, key=lambda step: not step.allowed)


def _beginnings(
    course: Course, track: Track, superannuates_on: date | None, refused: Refused | None
) -> list[StepShown]:
    def address(action: str) -> str:
        return url_for(
            "proceedings.begin",
            number=course.number,
            k=course.accused,
            track=track.value,
            action=action,
        )

    rows = rows_from(WORKFLOWS[track], None)
    made = offers(rows, current_actor().roles, lambda _action: frozenset())
    first = {zero_name("retirement"): typed_day(superannuates_on)}
    of_track = label_of(track).said_in(language())
    steps = shown(rows, made, Place(f"begin-{track.value}", address, first), refused)
    return [replace(step, label=f"{of_track}: {step.label}") for step in steps]


def _entry(entry: ProceedingEntry, track: Track, people: People) -> EntryShown:
    actions = {str(action): action for action in WORKFLOWS[track].actions()}
    return EntryShown(
        number=entry.number,
        action=actions[entry.action],
        on=entry.on,
        facts=facts_in_words(entry.facts),
        by=people.name(entry.recorded_by),
        at=entry.recorded_at,
        note=entry.note_number,
    )


def _moved(course: Course, clocks: Sequence[Clock]) -> list[Moved]:
    found = [
        Moved(
            clock_shown(clock, RecordKind.CASE).label,
            date.fromisoformat(change.before["due_on"]),
            date.fromisoformat(change.after["due_on"]),
            change.at,
        )
        for clock in clocks
        for change in course.changes.get(clock.id, ())
        if change.cause == CAUSE
    ]
    return sorted(found, key=lambda each: each.at)


def may_step(*, struck: bool) -> bool:
    """Whether this officer takes steps against this accused."""
    return not struck and allowed(current_actor().roles, Permission.PROCEEDING_STEP)
