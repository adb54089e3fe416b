"""One track, of an accused or of the matter, as its page shows it: state, clocks, log, corrections, open steps."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.accounts.signing_in import current_actor
from vigilance.clocks.models import Clock
from vigilance.complaints.file_shown import ClockShown, clock_shown
from vigilance.complaints.people import People
from vigilance.complaints.step_forms import StepShown
from vigilance.domain.stay_rules import STAY_RULES
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.proceedings.commands.corrections import CAUSE
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.standing import (
    deemed_on,
    is_over,
    most_urgent,
    state_of,
    with_whom,
)
from vigilance.proceedings.step_shown import Place, Prefill, offers, rows_from, shown
from vigilance.proceedings.track_course import Course, in_hand, prefix_of
from vigilance.proceedings.words import facts_in_words
from vigilance.records.walls import walled_officers
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session

OWN_FORMS = ("correct", "stay", "lift")
TRACK_LABELS: Mapping[str, LazyString] = {
    "since": _l("Since"),
    "entry": _l("Which act"),
    "true_day": _l("The true day"),
    "reasons": _l("Reasons"),
    "ground": _l("Ground"),
}
"""The fields of the forms of a track that are no steps."""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One act of the log."""

    number: int
    action: StrEnum
    on: date
    facts: list[tuple[str, str]]
    paper: int | None
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
    struck_note: int | None
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


def track_shown(course: Course, proceeding: Proceeding, refused: Refused | None) -> TrackShown:
    """One track with its log, its clocks and the steps that are open."""
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
        struck_note=proceeding.struck_off_note,
        since=proceeding.state_since,
        with_whom=with_whom(proceeding, most_urgent(clocks)),
        next_hearing_on=proceeding.next_hearing_on,
        purpose=proceeding.next_hearing_purpose,
        deemed_on=deemed_on(proceeding, clocks),
        version=proceeding.version,
        clocks=[clock_shown(clock, course.kind) for clock in clocks],
        running=any(clock.done_on is None for clock in clocks),
        stayed=any(clock.stayed for clock in clocks),
        log=[_entry(entry, proceeding.track, course.people) for entry in log],
        moved=_moved(course, clocks),
        steps=_steps(course, proceeding, refused),
        forms=_forms(prefix_of(proceeding), refused),
        links={name: course.address(name, proceeding_id=proceeding.id) for name in OWN_FORMS},
    )


def _steps(course: Course, proceeding: Proceeding, refused: Refused | None) -> list[StepShown]:
    """The steps from where the track stands."""
    if not course.steps or not course.goes_on(proceeding):
        return []
    actor = course.actor
    rows = rows_from(WORKFLOWS[proceeding.track], proceeding.state)
    made = offers(rows, actor.roles, lambda action: in_hand(course, proceeding, actor, action))
    track, found = proceeding.track, proceeding.id
    place = Place(
        prefix_of(proceeding),
        lambda action: course.address("step", proceeding_id=found, action=action),
        lambda action: course.letters.prefill(track, found, action),
        lambda action: course.letters.drafts(track, found, action),
        lambda: walled_officers(current_session(), proceeding.record_id),
    )
    return shown(rows, made, place, refused)


def _forms(prefix: str, refused: Refused | None) -> dict[str, Form]:
    """The forms of a track that are no steps, the refused one as it was typed."""
    forms = {name: Form(prefix=f"{prefix}-{name}-") for name in OWN_FORMS}
    if refused is not None and refused.name.startswith(f"{prefix}-"):
        forms[refused.name.removeprefix(f"{prefix}-")] = refused.form
    return forms


def tracks_to_begin(
    course: Course, tracks: Iterable[Track], first: Mapping[str, str], refused: Refused | None
) -> list[StepShown]:
    """What begins each of these tracks that may be begun, the steps open to this reader first.

    `first` is what the page knows for any of their forms, such as the day of superannuation.
    """
    if not course.steps:
        return []
    found: list[StepShown] = []
    for track in tracks:
        if course.can_begin(track):
            found += _beginnings(course, track, first, refused)
    return sorted(found, key=lambda step: not step.allowed)


def _beginnings(
    course: Course, track: Track, first: Mapping[str, str], refused: Refused | None
) -> list[StepShown]:
    def filled(action: str) -> Prefill:
        letter = course.letters.prefill(track, None, action)
        return replace(letter, values={**first, **letter.values})

    rows = rows_from(WORKFLOWS[track], None)
    made = offers(rows, course.actor.roles, lambda _action: frozenset())
    place = Place(
        f"begin-{track.value}",
        lambda action: course.address("begin", track=track.value, action=action),
        filled,
        lambda action: course.letters.drafts(track, None, action),
    )
    of_track = label_of(track).said_in(language())
    steps = shown(rows, made, place, refused)
    return [replace(step, label=f"{of_track}: {step.label}") for step in steps]


def _entry(entry: ProceedingEntry, track: Track, people: People) -> EntryShown:
    actions = {str(action): action for action in WORKFLOWS[track].actions()}
    return EntryShown(
        number=entry.number,
        action=actions[entry.action],
        on=entry.on,
        facts=facts_in_words({n: v for n, v in entry.facts.items() if n != "paper"}),
        paper=entry.facts.get("paper"),
        by=people.name(entry.recorded_by),
        at=entry.recorded_at,
        note=entry.note_number,
    )


def _moved(course: Course, clocks: Sequence[Clock]) -> list[Moved]:
    found = [
        Moved(
            clock_shown(clock, course.kind).label,
            date.fromisoformat(change.before["due_on"]),
            date.fromisoformat(change.after["due_on"]),
            change.at,
        )
        for clock in clocks
        for change in course.changes.get(clock.id, ())
        if change.cause == CAUSE
    ]
    return sorted(found, key=lambda each: each.at)


def stay_grounds() -> dict[str, Any]:
    """The grounds on which clocks may stand still: those that this officer may allow, and all of them."""
    mine = current_actor().roles
    grounds = [ground for ground, rule in STAY_RULES.items() if rule.allowed_by & mine]
    return {"grounds": choices(grounds), "all_grounds": choices(StayGround)}
