"""The accused of a case and their tracks as a part of the case's file.

The case's page stands in a lower layer and knows only that a part may be registered with it (cases/sections.py). This
one costs one statement however many accused and tracks there are: their logs are not read, and their running clocks
are those that the page has read already.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import render_template
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import AccusedOfficer
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.file_shown import ClockShown, FileShown, clock_shown
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import Track
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import accused_with_tracks
from vigilance.proceedings.standing import (
    by_proceeding,
    deemed_on,
    is_over,
    most_urgent,
    state_of,
    with_whom,
)
from vigilance.proceedings.words import post_in_words
from vigilance.records.models import RecordKind


@dataclass(frozen=True, slots=True)
class TrackLine:
    """One track as a line of a list: where it stands, since when and with whom, what is next and most urgent."""

    track: Track
    state: StrEnum
    over: bool
    struck: bool
    since: date
    with_whom: str
    next_hearing_on: date | None
    purpose: str | None
    deemed_on: date | None
    clock: ClockShown | None


@dataclass(frozen=True, slots=True)
class AccusedLine:
    """One accused with his tracks."""

    found: AccusedOfficer
    tracks: list[TrackLine]


def accused_lines(session: Session, case: Case, clocks: Collection[Clock]) -> list[AccusedLine]:
    """Everybody accused in this case, each with the tracks that run against him."""
    of_track = by_proceeding(clocks)
    return [
        AccusedLine(found, _lines(proceedings, of_track))
        for found, proceedings in accused_with_tracks(session, case.record_id)
    ]


def _lines(
    proceedings: Sequence[Proceeding], clocks: dict[uuid.UUID, list[Clock]]
) -> list[TrackLine]:
    lines = [_line(each, clocks.get(each.id, [])) for each in proceedings]
    return sorted(lines, key=lambda line: line.over)


def _line(proceeding: Proceeding, clocks: list[Clock]) -> TrackLine:
    urgent = most_urgent(clocks)
    return TrackLine(
        track=proceeding.track,
        state=state_of(proceeding),
        over=is_over(proceeding),
        struck=proceeding.struck_off_at is not None,
        since=proceeding.state_since,
        with_whom=with_whom(proceeding, urgent),
        next_hearing_on=proceeding.next_hearing_on,
        purpose=proceeding.next_hearing_purpose,
        deemed_on=deemed_on(proceeding, clocks),
        clock=clock_shown(urgent, RecordKind.CASE) if urgent else None,
    )


def accused_section(session: Session, case: Case, file: FileShown) -> str:
    """That part of the case's file, drawn."""
    actor = current_actor()
    if not allowed(actor.roles, Permission.PROCEEDING_READ):
        return ""
    return render_template(
        "proceedings/case-section.html",
        number=case.number,
        lines=accused_lines(session, case, file.of_tracks),
        names=allowed(actor.roles, Permission.PROCEEDING_STEP),
        post_in_words=post_in_words,
    )
