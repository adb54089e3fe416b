"""The court diary: hearings by day, the next date entered quickly, the day's cause list, the calendar feed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.queries import actor_of_officer
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.file_page import acting
from vigilance.database.acting import act_as
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission, allowed
from vigilance.proceedings.calendar_feed import (
    calendar_text,
    feed_of,
    make_feed,
    officer_of_feed,
    revoke_feeds,
)
from vigilance.proceedings.commands.steps import Act, take
from vigilance.proceedings.diary import (
    HELD,
    LOOK_BACK,
    MOST,
    Hearing,
    hearing_days,
    hearings,
    proceeding_in_sight,
)
from vigilance.proceedings.diary_schemas import DayAddress, Heard, HeardForm
from vigilance.web.arguments import read_arguments
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import public, requires
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database
from vigilance.web.transaction import transactional

diary = Blueprint("diary", __name__, url_prefix="/office/diary")

AHEAD = timedelta(days=60)
FEED_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One hearing with the form that enters it."""

    hearing: Hearing
    url: str
    form: Form
    enter_url: str | None
    opened: bool


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """The hearings of one day."""

    on: date
    lines: Sequence[DiaryLine]


@diary.get("", endpoint="desk")
@requires(Permission.PROCEEDING_READ)
def desk() -> ResponseReturnValue:
    """The hearings of the next sixty days, and those past that wait to be entered."""
    return _page(None)


def _page(refused: Refused | None, feed_token: str | None = None) -> str:
    session, day = current_session(), today()
    found = hearings(session, day - LOOK_BACK, day + AHEAD)
    enters = allowed(current_actor().roles, Permission.PROCEEDING_STEP)
    lines = [_line(one, refused, enters=enters) for one in found]
    days = [DiaryDay(on, list(of)) for on, of in groupby(lines, lambda line: line.hearing.on)]
    feed_url = url_for(".feed", token=feed_token, _external=True) if feed_token else None
    return render_template(
        "proceedings/diary.html",
        past=[one for one in days if one.on < day],
        coming=[one for one in days if one.on >= day],
        full=len(found) >= MOST,
        most=MOST,
        feed=feed_of(session, current_officer().officer_id),
        feed_url=feed_url,
        opened_form=refused.form if refused else Form(),
    )


def _line(hearing: Hearing, refused: Refused | None, *, enters: bool) -> DiaryLine:
    name = hearing.proceeding_id.hex
    opened = refused is not None and refused.name == name
    form = Form({"on": hearing.on.strftime("%d/%m/%Y")}, prefix=f"{name}-")
    may = enters and hearing.can_be_entered and hearing.on <= today()
    return DiaryLine(
        hearing=hearing,
        url=file_url(hearing.number),
        form=refused.form if refused is not None and opened else form,
        enter_url=url_for(".enter", proceeding_id=hearing.proceeding_id) if may else None,
        opened=opened,
    )


@diary.post("/<uuid:proceeding_id>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def enter(proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Enter a hearing that was held, with its next date."""
    session = current_session()
    found = proceeding_in_sight(session, proceeding_id)
    if found is None or found.track not in HELD:
        raise NotFound("hearing")

    def hold(typed: Heard) -> None:
        if typed.next_on is not None and typed.next_on <= typed.on:
            raise Invalid({"next_on": ["The next date lies after the hearing."]})
        facts = {
            "sheet": typed.sheet,
            "next_on": typed.next_on.isoformat() if typed.next_on else None,
            "purpose": typed.purpose,
        }
        given = {name: value for name, value in facts.items() if value is not None}
        take(session, found, Act(HELD[found.track], typed.on, given), **acting())

    refused = attempt(session, proceeding_id.hex, HeardForm, hold)
    if refused is not None:
        return _page(refused), refused.status
    flash(_("The hearing is entered."))
    return redirect(url_for(".desk"), 303)


@diary.get("/cause-list")
@requires(Permission.PROCEEDING_READ)
def cause_list() -> ResponseReturnValue:
    """What is heard on one day, to be printed."""
    asked: date | None = read_arguments(DayAddress)
    day = asked or today()
    return render_template(
        "proceedings/cause-list.html", day=day, rows=hearings(current_session(), day, day)
    )


@diary.post("/feed")
@requires(Permission.PROCEEDING_READ)
@transactional
def new_feed() -> ResponseReturnValue:
    """Make the address for this officer's calendar; it is shown this once."""
    token = make_feed(current_session(), current_officer().officer_id, at=now())
    return _page(None, token)


@diary.post("/feed/revoke")
@requires(Permission.PROCEEDING_READ)
@transactional
def revoke() -> ResponseReturnValue:
    """Take the address back."""
    revoke_feeds(current_session(), current_officer().officer_id, at=now())
    flash(_("The address answers no more."))
    return redirect(url_for(".desk"), 303)


@diary.get("/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The days on which something of this officer's is heard: no number, no name, no word of any case."""
    with database().reading() as session:
        officer = officer_of_feed(session, token)
        if officer is None:
            raise NotFound("feed")
        act_as(session, actor_of_officer(session, officer.id, now()))
        days = hearing_days(session, today() - timedelta(days=7), today() + FEED_AHEAD)
        text = calendar_text(days, officer, now())
    return Response(text, mimetype="text/calendar")
