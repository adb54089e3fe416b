"""The page of the tracks of a matter itself: requests for information, references of authorities, transfers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Lane
from vigilance.domain.permissions import Permission, permissions_of
from vigilance.domain.references import Exemption, exemptions_that_hold
from vigilance.domain.tracks import ON_A_FILE, Track
from vigilance.domain.workflow import Step
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.references import TransferState
from vigilance.proceedings.letter_queries import letters_of
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import on_file
from vigilance.proceedings.step_shown import FIELD_LABELS, kept_of
from vigilance.proceedings.track_course import TrackPlace, course_of, may_step
from vigilance.proceedings.track_shown import (
    TRACK_LABELS,
    stay_grounds,
    track_shown,
    tracks_to_begin,
)
from vigilance.records.models import Record, RecordKind
from vigilance.web.attempts import Refused
from vigilance.web.forms import Form
from vigilance.web.navigation import file_url

NO_SOURCE = frozenset({Lane.ANONYMOUS, Lane.DEPARTMENT_ORIGINATED})
"""The lanes in which nobody complained by name; the words and papers of an anonymous complaint are its source too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What bears on an answer about this file: whether there is a source to keep, and whether the matter is open."""

    has_source: bool
    is_open: bool

    @property
    def exemptions(self) -> tuple[Exemption, ...]:
        """The clauses to weigh."""
        return exemptions_that_hold(has_source=self.has_source, is_open=self.is_open)


def drawn(
    session: Session, record: Record, refused: Refused | None = None, tried: Step | None = None
) -> str:
    """The page of this file's tracks, with the form that was refused opened as it was typed."""
    proceedings = on_file(session, record.id)

    def address(form: str, **values: Any) -> str:
        return url_for(f"matter_tracks.{form}", number=record.number, **values)

    steps = may_step(Permission.MATTER_STEP)
    place = TrackPlace(record.kind, record.number, address, steps, current_actor())
    course = course_of(session, proceedings, letters_of(session, record.id), place)
    tracks = [track_shown(course, each, refused) for each in proceedings]
    begun = tracks_to_begin(course, ON_A_FILE, {}, refused)
    shown = [*begun, *(step for each in tracks for step in each.steps)]
    standing = _standing(session, record)
    return render_template(
        "proceedings/matter.html",
        number=record.number,
        back=file_url(record.number),
        tracks=sorted(tracks, key=lambda track: track.over),
        begun=begun,
        exemptions=standing.exemptions,
        is_open=standing.is_open,
        asks=any(each.track is Track.RTI for each in proceedings),
        reopen=_reopen(session, record, proceedings),
        labels={**FIELD_LABELS, **TRACK_LABELS},
        may={permission.value for permission in permissions_of(current_actor().roles)},
        steps=steps,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        stale=refused is not None and refused.stale,
        kept=kept_of(refused, shown, tried),
        choose=stay_grounds(),
    )


def _standing(session: Session, record: Record) -> Standing:
    if record.kind is RecordKind.CASE:
        case = session.get_one(Case, record.id)
        lanes = {complaint.lane for complaint in complaints_in(session, case)}
        # Where action was ordered, proceedings and prosecution go on.
        return Standing(bool(lanes - NO_SOURCE), case.state is not inquiry.State.CLOSED)
    complaint = session.get_one(Complaint, record.id)
    is_open = complaint.state not in complaint_flow.FINAL
    if complaint.state is complaint_flow.State.TAKEN_UP:
        is_open = complaint.inquiry_state != inquiry.State.CLOSED
    return Standing(complaint.lane not in NO_SOURCE, is_open)


def _reopen(session: Session, record: Record, proceedings: Sequence[Proceeding]) -> str | None:
    """Where a forwarded complaint is opened again that the other department would not take."""
    latest = [each for each in proceedings if each.track is Track.TRANSFER][-1:]
    if record.kind is not RecordKind.COMPLAINT or not latest:
        return None
    complaint = session.get_one(Complaint, record.id)
    returned = latest[0].state == TransferState.RETURNED
    if not returned or complaint.state is not complaint_flow.State.FORWARDED:
        return None
    return url_for("complaints.complaint", number=record.number, _anchor="step-reopen")
