"""The inquiry officer's own pages: the departmental inquiries he is appointed in, their hearings and his progress.

They hold what he needs to hold the inquiry and nothing else of the file: whom it is against, what is alleged, the log
of this one track, and the steps that its table allows him.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_models import Accused
from vigilance.cases.accused_queries import AccusedOfficer, accused_of, allegations_of, points_of
from vigilance.complaints.file_shown import reader_of
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.proceedings import track_forms
from vigilance.proceedings.appointed_sight import (
    acting_appointed,
    appointed_actor,
    appointments_held,
    in_appointed_sight,
)
from vigilance.proceedings.commands.appointments import is_accused
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.standing import state_of
from vigilance.proceedings.step_shown import FIELD_LABELS, kept_of
from vigilance.proceedings.track_course import TrackPlace, course_of
from vigilance.proceedings.track_forms import TracksPage
from vigilance.proceedings.track_shown import track_shown
from vigilance.proceedings.witness_page import witnesses_shown
from vigilance.proceedings.words import post_in_words
from vigilance.records.models import Record, RecordKind
from vigilance.web.attempts import Refused
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

inquiries = Blueprint("inquiries", __name__, url_prefix="/office/inquiries")


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """One inquiry as a line of the list."""

    url: str
    number: str
    accused: int
    state: Any
    since: date
    next_hearing_on: date | None


@inquiries.get("")
@requires(Permission.INQUIRY_HOLD)
@in_appointed_sight
def held() -> ResponseReturnValue:
    """The inquiries this officer holds today, the next hearing first."""
    statement = (
        select(Proceeding, Record.number, Accused.number)
        .join(Record, Record.id == Proceeding.record_id)
        .join(Accused, Accused.id == Proceeding.accused_id)
        .where(Proceeding.id.in_(appointments_held()))
    )
    lines = [
        InquiryLine(
            url=url_for(".one", proceeding_id=found.id),
            number=number,
            accused=accused,
            state=state_of(found),
            since=found.state_since,
            next_hearing_on=found.next_hearing_on,
        )
        for found, number, accused in current_session().execute(statement)
    ]
    lines.sort(key=lambda line: (line.next_hearing_on or date.max, line.number))
    return render_template("proceedings/inquiries.html", lines=lines)


def held_inquiry(proceeding_id: uuid.UUID) -> tuple[Record, Proceeding, AccusedOfficer]:
    """An inquiry of his; NotFound where it is not, or no longer, or where he is accused there himself."""
    session, record_id = current_session(), appointments_held().get(proceeding_id)
    officer_id = appointed_actor().officer_id
    officer = session.get(Officer, officer_id) if officer_id else None
    if record_id is None or officer is None:
        raise NotFound("inquiry")
    proceeding = proceeding_by_id(session, record_id, proceeding_id)
    everybody = accused_of(session, record_id)
    about = [one for one in everybody if one.accused.id == proceeding.accused_id]
    if not about or is_accused(session, record_id, officer):
        raise NotFound("inquiry")
    return session.get_one(Record, record_id), proceeding, about[0]


@inquiries.get("/<uuid:proceeding_id>")
@requires(Permission.INQUIRY_HOLD)
@in_appointed_sight
def one(proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """One inquiry, with the steps that its table allows him."""
    session = current_session()
    record, proceeding, about = held_inquiry(proceeding_id)
    put_on_ledger(
        session, record.id, f"accused {about.accused.number}", by=appointed_actor(), at=now()
    )
    return _drawn(session, record, proceeding, about)


@inquiries.post("/<uuid:proceeding_id>/steps/<action>")
@requires(Permission.INQUIRY_HOLD)
@in_appointed_sight
@transactional
def step(proceeding_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Enter a hearing that was held, or how far the inquiry has come."""
    session = current_session()
    record, proceeding, about = held_inquiry(proceeding_id)
    page = TracksPage(
        record,
        url_for(".one", proceeding_id=proceeding_id),
        lambda refused, row: _drawn(session, record, proceeding, about, refused, row),
        acting_appointed,
    )
    return track_forms.stepped(page, proceeding, action)


def _drawn(  # noqa: PLR0917 -- the inquiry as it was read, and the form that came back
    session: Session,
    record: Record,
    proceeding: Proceeding,
    about: AccusedOfficer,
    refused: Refused | None = None,
    tried: Any = None,  # noqa: ANN401 -- a row of the table, or none
) -> str:
    def address(form: str, **values: Any) -> str:
        # corrections and stays are the vigilance cell's: their forms are not drawn here
        return url_for(".step", **values) if form == "step" else ""

    place = TrackPlace(
        RecordKind.CASE, record.number, address, steps=True, actor=appointed_actor(), who=about
    )
    course = course_of(session, [proceeding], (), place)
    track = track_shown(course, proceeding, refused)
    open_steps = [each for each in track.steps if each.allowed]
    return render_template(
        "proceedings/inquiry.html",
        number=record.number,
        about=about,
        post=post_in_words(about.official.designation),
        post_then=post_in_words(about.accused.post_then),
        allegations=_alleged(session, record, about),
        witnesses=witnesses_shown(session, record, [proceeding], appointed_actor()),
        witnesses_url=url_for("witnesses.heard", proceeding_id=proceeding.id),
        track=replace(track, steps=open_steps),
        labels=FIELD_LABELS,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        stale=refused is not None and refused.stale,
        kept=kept_of(refused, open_steps, tried),
    )


def _alleged(
    session: Session, record: Record, about: AccusedOfficer
) -> Sequence[tuple[int, str | None]]:
    """What this officer is charged with, in the words in which it was put."""
    read = reader_of(session, record)
    mine = {
        point.allegation_id
        for point in points_of(session, record.id)
        if point.accused_id == about.accused.id
    }
    return [
        (each.number, read(each))
        for each in allegations_of(session, record.id)
        if each.id in mine and each.struck_off_at is None
    ]
