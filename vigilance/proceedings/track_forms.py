"""What the forms of tracks ask, done alike on every page that draws tracks: begin, step, correct a day, stay, lift."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from vigilance.cases.accused_models import Accused
from vigilance.cases.commands.stays import lift_stay, record_stay
from vigilance.clocks.commands import StayOrder
from vigilance.complaints.file_page import acting
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflow import Step
from vigilance.proceedings import schemas
from vigilance.proceedings.commands.corrections import Correction, correct_day
from vigilance.proceedings.commands.steps import begin, take
from vigilance.proceedings.facts_asked import TypedAct, act_form
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.step_shown import form_name
from vigilance.proceedings.track_course import prefix_of
from vigilance.proceedings.trying import said
from vigilance.records.models import Record
from vigilance.web.attempts import Refused, attempt
from vigilance.web.session import current_session


@dataclass(frozen=True, slots=True)
class TracksPage:
    """The page to which a form belongs: where it is, how it is drawn again, and on which record its tracks are."""

    record: Record
    url: str
    draw: Callable[[Refused, Step | None], str]
    acting: Callable[[], dict[str, Any]] = acting
    """Who acts: the officer signed in, or the same in one part alone."""

    def answer(self, refused: Refused | None, row: Step | None = None) -> ResponseReturnValue:
        """Back to the page; or the page again with the form as it was typed."""
        if refused is None:
            return redirect(self.url, 303)
        return self.draw(refused, row), refused.status


def step_tried(track: Track, state: str | None, action: str) -> Step | None:
    """The row whose form belongs to this act: from where the track stands, else from anywhere; none where unknown."""
    rows = [row for row in WORKFLOWS[track].steps if row.action == action]
    if state is None:
        return next((row for row in rows if not row.sources), None)
    return next((row for row in rows if row.starts_from(state)), rows[0] if rows else None)


def begun(
    page: TracksPage, of: Accused | Record, tracks: tuple[Track, ...], track: str, action: str
) -> ResponseReturnValue:
    """Open one of these tracks with its first act."""
    row = step_tried(Track(track), None, action) if track in set(tracks) else None
    if row is None:
        raise NotFound("track")
    acts = page.acting()

    def open_it(typed: TypedAct) -> None:
        said(lambda: begin(current_session(), of, Track(track), typed.act, **acts))

    name = form_name(f"begin-{track}", action)
    return page.answer(attempt(current_session(), name, act_form(row), open_it), row)


def stepped(page: TracksPage, proceeding: Proceeding, action: str) -> ResponseReturnValue:
    """Record one more act on a track; its workflow says which form it reads."""
    session, acts = current_session(), page.acting()
    row = step_tried(proceeding.track, proceeding.state, action)
    if row is None:
        raise NotFound("step")

    def take_it(typed: TypedAct) -> None:
        said(lambda: take(session, proceeding, typed.act, **acts))

    name = form_name(prefix_of(proceeding), action)
    refused = attempt(session, name, act_form(row), take_it, version=proceeding.version)
    return page.answer(refused, row)


def corrected(page: TracksPage, proceeding: Proceeding) -> ResponseReturnValue:
    """Put right the day of one act; what moves is shown with before and after."""

    def put_right(typed: Correction) -> None:
        try:
            correct_day(current_session(), proceeding, typed, **page.acting())
        except Invalid as error:
            fields = {
                ("true_day" if name == "on" else name): why for name, why in error.fields.items()
            }
            raise Invalid(fields) from None

    return _done(page, proceeding, "correct", schemas.Correct, put_right)


def stayed(page: TracksPage, proceeding: Proceeding) -> ResponseReturnValue:
    """Let the clocks of this track stand still, and no others."""

    def stop(typed: schemas.TrackStay) -> None:
        order = StayOrder(typed.ground, typed.since, proceeding_id=proceeding.id)
        record_stay(current_session(), page.record, order, typed.reasons, **page.acting())

    return _done(page, proceeding, "stay", schemas.Stay, stop)


def lifted(page: TracksPage, proceeding: Proceeding) -> ResponseReturnValue:
    """Let the clocks of this track run again."""

    def restart(typed: dict[str, Any]) -> None:
        ground, of = typed["ground"], proceeding.id
        lift_stay(current_session(), page.record, ground, proceeding_id=of, **page.acting())

    return _done(page, proceeding, "lift", schemas.Lift, restart)


def _done(
    page: TracksPage,
    proceeding: Proceeding,
    form: str,
    schema: type[Schema],
    do: Callable[[Any], object],
) -> ResponseReturnValue:
    name = form_name(prefix_of(proceeding), form)
    return page.answer(
        attempt(current_session(), name, schema, lambda typed: said(lambda: do(typed)))
    )
