"""The witnesses of an inquiry or a trial: a list for any page of the track, and the page where they are entered."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from vigilance.complaints.schemas import current_office
from vigilance.complaints.step_forms import Asked, Kind, StepShown, shown_steps
from vigilance.domain.actors import Actor
from vigilance.domain.offers import offered_steps
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.workflows.witness import WITNESS, WitnessAction, WitnessSide, WitnessState
from vigilance.evidence.keys import open_record_key
from vigilance.proceedings.commands.witnesses import SIDES_IN
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.step_shown import typed_day
from vigilance.proceedings.witness_models import Witness
from vigilance.proceedings.witness_queries import name_of, witnesses_of
from vigilance.proceedings.words import post_in_words, posts
from vigilance.records.models import Record
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.forms import Form

LABELS: Mapping[str, LazyString] = {
    "side": _l("Whose witness"),
    "name": _l("Name"),
    "post": _l("Post held"),
    "protected": _l("Protected witness"),
    "on": _l("Day of the act"),
    "hearing_on": _l("For the hearing of"),
    "note": _l("Note"),
    "version": _l("The file"),
    "action": _l("The step"),
}
REASONS = (
    _l("Nobody of this side calls witnesses here."),
    _l("Write the name, in at most 200 characters."),
    _l("Write the day of the hearing, not before the summons."),
    _l("Witnesses are heard before the inquiry officer or the court."),
    _l("No witnesses are heard on this track now."),
)
"""The sentences of the commands, so that the catalogue knows them."""

_DAY = Asked("on", Kind.DAY, LABELS["on"])
_NOTE = Asked(
    "note",
    Kind.TEXT,
    LABELS["note"],
    _l("Never what the witness said: that is in the deposition."),
    optional=True,
)
_REASONS = Asked(
    "note", Kind.TEXT, _l("Reasons"), _l("They are written on the note-sheet with your name.")
)
_HEARING = Asked("hearing_on", Kind.DAY, LABELS["hearing_on"])
FORMS: Mapping[Any, Sequence[Asked]] = {
    WitnessAction.SUMMON: (_DAY, _HEARING),
    WitnessAction.EXAMINE: (_DAY, _NOTE),
    WitnessAction.CROSS_EXAMINE: (_DAY, _NOTE),
    WitnessAction.DECLARE_HOSTILE: (_DAY, _NOTE),
    WitnessAction.RECORD_NOT_TRACED: (_DAY, _NOTE),
    WitnessAction.GIVE_UP: (_DAY, _REASONS),
    WitnessAction.RECALL: (_DAY, _HEARING, _REASONS),
}
"""What is asked of each act; what a witness said is never typed here."""


@dataclass(frozen=True, slots=True)
class WitnessShown:
    """One witness as a line; `name` is None where it is not for this reader."""

    id: uuid.UUID
    proceeding_id: uuid.UUID
    number: int
    side: WitnessSide
    name: str | None = field(repr=False)
    post: str
    protected: bool
    state: WitnessState
    since: date
    summoned_for: date | None
    version: int


def witnesses_shown(
    session: Session, record: Record, proceedings: Sequence[Proceeding], reader: Actor
) -> list[WitnessShown]:
    """The witnesses of these tracks; the record's key is opened once, and only where somebody may be named."""
    with_post = allowed(reader.roles, Permission.PAPER_READ)
    cell = allowed(reader.roles, Permission.PROCEEDING_STEP)

    @cache
    def key() -> CaseKey:
        return open_record_key(session, record.id, current_office().holder, reader, now())

    def named(witness: Witness) -> str | None:
        may = with_post and (cell or not witness.protected)
        return name_of(witness, key) if may else None

    return [
        WitnessShown(
            id=each.id,
            proceeding_id=each.proceeding_id,
            number=each.number,
            side=each.side,
            name=named(each),
            # the post of a protected witness can name him
            post=post_in_words(each.post) if each.post and (cell or not each.protected) else "",
            protected=each.protected,
            state=each.state,
            since=each.state_since,
            summoned_for=each.summoned_for,
            version=each.version,
        )
        for each in witnesses_of(session, [each.id for each in proceedings])
    ]


@dataclass(frozen=True, slots=True)
class WitnessPlace:
    """Where witnesses are entered: for whom, and where the forms go."""

    title: str
    back: str
    reader: Actor
    add_url: str | None
    step_url: Callable[[int, str], str]


def witness_page(
    session: Session,
    record: Record,
    proceeding: Proceeding,
    place: WitnessPlace,
    refused: Refused | None = None,
) -> str:
    """The page, with the form that was refused as it was typed."""
    shown = witnesses_shown(session, record, [proceeding], place.reader)
    adding = refused.form if refused and refused.name == "add" else Form(prefix="add-")
    return render_template(
        "proceedings/witnesses.html",
        title=place.title,
        back=place.back,
        lines=[(each, _steps(each, place, refused)) for each in shown],
        add_url=place.add_url,
        form=adding,
        sides=choices(SIDES_IN.get(proceeding.track, ())),
        posts=posts(),
        labels=LABELS,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        stale=refused is not None and refused.stale,
    )


def _steps(witness: WitnessShown, place: WitnessPlace, refused: Refused | None) -> list[StepShown]:
    """The acts open from where this witness stands, each form told apart by his number."""
    offers = offered_steps(
        WITNESS, witness.state, place.reader.roles, (), suits=lambda _action: True
    )
    made = shown_steps(
        offers, FORMS, {}, lambda action: place.step_url(witness.number, action), None
    )
    found: list[StepShown] = []
    for step in made:
        if not step.allowed:
            continue
        name = f"w{witness.number}-{step.name}"
        form = Form({"on": typed_day(today())}, prefix=f"{name}-")
        if refused is not None and refused.name == name:
            form = refused.form
        found.append(
            StepShown(
                name=name,
                label=step.label,
                needs=step.needs,
                allowed=True,
                reason=None,
                url=step.url,
                fields=step.fields,
                form=form,
            )
        )
    return found
