"""Sittings as pages: called, arranged, held matter by matter on one page, ended, signed, corrected, printed."""

import uuid
from collections.abc import Callable
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.schemas import current_office
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.words import Language
from vigilance.reviews import sitting_schemas
from vigilance.reviews.commands import agenda, deciding, sittings
from vigilance.reviews.commands.reviewing import Decision
from vigilance.reviews.matter_lookup import matter_of_number
from vigilance.reviews.minutes import minutes_pdf
from vigilance.reviews.queue_page import again
from vigilance.reviews.rules import Outcome
from vigilance.reviews.sitting_models import Sitting, Stage
from vigilance.reviews.sitting_page import SittingShown, rule_of, sitting_shown
from vigilance.reviews.sitting_people import (
    charged_choices,
    presenter_choices,
)
from vigilance.reviews.sitting_queries import item_by_id, sitting_by_number
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

sittings_desk = Blueprint("sittings", __name__, url_prefix="/office/sittings")


@sittings_desk.get("/<number>")
@requires(Permission.SITTING_SEE)
def sitting(number: str) -> ResponseReturnValue:
    """One sitting: who is called, what lies before it, and the form of the matter that is next."""
    return _page(_sitting(number))


@sittings_desk.get("/<number>/items/<uuid:item_id>")
@requires(Permission.SITTING_SEE)
def item(number: str, item_id: uuid.UUID) -> ResponseReturnValue:
    """The same with the form of one matter open."""
    found = _sitting(number)
    item_by_id(current_session(), found, item_id)
    return _page(found, opened=item_id)


@sittings_desk.post("/<number>/attendance")
@requires(Permission.SITTING_HOLD)
@transactional
def attendance(number: str) -> ResponseReturnValue:
    """Open the sitting, or note who came and went."""

    def do(found: Sitting) -> None:
        present: frozenset[uuid.UUID] = read_input(sitting_schemas.AttendanceForm)
        sittings.record_attendance(current_session(), found, present, by=current_actor(), at=now())

    return _tried(number, "attendance", do)


@sittings_desk.post("/<number>/agenda")
@requires(Permission.SITTING_HOLD)
@transactional
def arrange(number: str) -> ResponseReturnValue:
    """Set the order of the agenda and the presenters."""

    def do(found: Sitting) -> None:
        places: list[agenda.Place] = read_input(sitting_schemas.ArrangeForm)
        agenda.arrange(current_session(), found, places)

    return _tried(number, "arrange", do)


@sittings_desk.post("/<number>/items")
@requires(Permission.SITTING_HOLD)
@transactional
def add(number: str) -> ResponseReturnValue:
    """Put one more matter on the agenda."""

    def do(found: Sitting) -> None:
        wanted: str = read_input(sitting_schemas.AddForm)
        of = matter_of_number(current_session(), wanted)
        agenda.add(current_session(), found, of, by=current_actor(), at=now())

    return _tried(number, "add", do)


@sittings_desk.post("/<number>/items/<uuid:item_id>")
@requires(Permission.SITTING_HOLD)
@transactional
def decide(number: str, item_id: uuid.UUID) -> ResponseReturnValue:
    """Record what was decided on one matter, and go on to the next."""
    session, found = current_session(), _sitting(number)
    matter = item_by_id(session, found, item_id)
    try:
        typed: sitting_schemas.Decided = read_input(sitting_schemas.DecideForm)
        decision = Decision(rule_of(found), typed.outcome, typed.reasons, typed.next_on)
        said = deciding.Said(decision, typed.charge, typed.version)
        deciding.decide(session, found, matter, said, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _page(found, opened=item_id, forms={"decide": again(error)}), 422
    return redirect(url_for(".sitting", number=number, _anchor="next"), 303)


@sittings_desk.post("/<number>/end")
@requires(Permission.SITTING_HOLD)
@in_the_systems_sight
@transactional
def end(number: str) -> ResponseReturnValue:
    """End the sitting; what was not reached is carried forward."""
    session, found = current_session(), _sitting(number)
    calendar = rules_in_force(session, current_office().settings.config_dir).calendars[
        CalendarKind.HQ
    ]
    sittings.end(session, found, rule_of(found), calendar, by=current_actor(), at=now())
    flash(_("The sitting is ended. The minutes wait for the signature of the chair."))
    return redirect(url_for(".sitting", number=number), 303)


@sittings_desk.post("/<number>/sign")
@requires(Permission.SITTING_SIGN)
@in_the_systems_sight
@transactional
def sign(number: str) -> ResponseReturnValue:
    """Sign the minutes, or note on which day the chair signed them on paper."""

    def do(found: Sitting) -> None:
        on_paper = read_input(sitting_schemas.SignForm)
        sittings.sign(current_session(), found, on_paper, by=current_actor(), at=now())

    return _tried(number, "sign", do)


@sittings_desk.post("/<number>/addenda")
@requires(Permission.SITTING_SIGN)
@transactional
def correct(number: str) -> ResponseReturnValue:
    """Add a correction to the signed minutes."""

    def do(found: Sitting) -> None:
        text: str = read_input(sitting_schemas.CorrectForm)
        sittings.correct(current_session(), found, text, by=current_actor(), at=now())

    return _tried(number, "correct", do)


@sittings_desk.get("/<number>/minutes-<spoken>.pdf")
@requires(Permission.SITTING_SEE)
def minutes(number: str, spoken: str) -> ResponseReturnValue:
    """The minutes as a PDF in one language, with the matters that this reader sees."""
    if spoken not in set(Language):
        raise NotFound("language")
    found = _sitting(number)
    with force_locale(spoken):
        content = minutes_pdf(
            sitting_shown(current_session(), found, current_actor(), today()),
            rule_of(found),
            current_office().settings,
            now(),
            Language(spoken),
        )
    response = send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{number}-{spoken}.pdf",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _tried(number: str, form: str, do: Callable[[Sitting], None]) -> ResponseReturnValue:
    """Do it and show the sitting; where something typed is wrong, the page again with nothing lost."""
    found = _sitting(number)
    try:
        do(found)
    except Malformed:
        raise
    except Invalid as error:
        return _page(found, forms={form: again(error)}), 422
    flash(_("Recorded."))
    return redirect(url_for(".sitting", number=number), 303)


def _sitting(number: str) -> Sitting:
    return sitting_by_number(current_session(), current_actor(), number)


def _page(
    found: Sitting, *, opened: uuid.UUID | None = None, forms: dict[str, Form] | None = None
) -> str:
    session, given = current_session(), forms or {}
    shown = sitting_shown(session, found, current_actor(), today())
    holds = allowed(current_roles(), Permission.SITTING_HOLD)
    following = next((each.item.id for each in shown.undecided), None)
    current = opened or following
    chair = next(one.member.officer_id for one in shown.members if one.member.part == "chair")
    return render_template(
        "reviews/sitting.html",
        shown=shown,
        sitting=found,
        rule=rule_of(found),
        holds=holds and found.stage in {Stage.CONVENED, Stage.OPEN},
        decides=holds and found.stage is Stage.OPEN,
        ends=holds and found.stage is Stage.OPEN,
        signs_here=current_actor().officer_id == chair and found.stage is Stage.ENDED,
        notes_paper=holds and found.stage is Stage.ENDED and current_actor().officer_id != chair,
        corrects=(holds or current_actor().officer_id == chair) and found.stage is Stage.SIGNED,
        current=next((each for each in shown.items if each.item.id == current), None),
        forms={name: given.get(name) or Form(_begun(name, shown)) for name in FORMS},
        outcomes=choices(Outcome),
        owners=charged_choices(session) if holds else [],
        presenters=presenter_choices(shown) if holds else [],
        here=[(str(one.member.id), one.name) for one in shown.members],
    )


def _begun(form: str, shown: SittingShown) -> dict[str, list[str]]:
    """What stands in a form before anything is typed: who was noted as present."""
    if form != "attendance":
        return {}
    return {"present": [str(one.member.id) for one in shown.members if one.member.present]}


FORMS = ("attendance", "arrange", "add", "decide", "sign", "correct")
"""The forms of the page, each with what was typed in it where it was refused."""
