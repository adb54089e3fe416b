"""What lies with others, as the office sees it; and the one page of an agency's liaison officer."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import fields, validate
from sqlalchemy import select

from vigilance.accounts.queries import officers_with_role
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.cases.file_record import record_of_file
from vigilance.clocks.badges import badge_of
from vigilance.complaints.people import people
from vigilance.domain.agencies import Agency
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.outside import OTHERS
from vigilance.domain.parties import Party
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role
from vigilance.evidence.commands import hand_in_papers
from vigilance.evidence.uploads import uploads_of_form
from vigilance.proceedings.words import whom_in_words
from vigilance.records.models import Grant
from vigilance.reviews import others_queries, schemas
from vigilance.reviews.commands.outside import (
    Answer,
    NewGrant,
    end_grant,
    open_to_agency,
    post_answer,
)
from vigilance.reviews.matter_lookup import matter_of_number
from vigilance.reviews.others_queries import Outside
from vigilance.reviews.queries import records_by_id
from vigilance.reviews.queue_page import again, readable, sealed
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.cursors import LONGEST_CURSOR, read_cursor
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.language import language
from vigilance.web.record_schema import RecordSchema
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

others_desk = Blueprint("others", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True)
class Asked:
    """With whom, and from where on."""

    party: Party | None
    after: str | None


EVERYBODY = Asked(None, None)


class OthersAddress(RecordSchema):
    """What stands in the address of the list."""

    makes = Asked
    party = fields.Enum(Party, by_value=True, load_default=None, validate=validate.OneOf(OTHERS))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


@others_desk.get("/others")
@requires(Permission.OTHERS_SEE)
def others() -> ResponseReturnValue:
    """What in sight lies with authorities outside, or with one of them; and what is open to agencies."""
    return _others_page(Form(), read_arguments(OthersAddress))


@others_desk.post("/others/grants")
@requires(Permission.GRANT_GIVE)
@transactional
def grant() -> ResponseReturnValue:
    """Open one matter to an agency's liaison officer until a day."""
    session = current_session()
    try:
        typed: tuple[str, NewGrant] = read_input(schemas.GrantForm)
        record = matter_of_number(session, typed[0])
        open_to_agency(session, record, typed[1], by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _others_page(again(error)), 422
    flash(_("Recorded."))
    return redirect(url_for(".others"), 303)


@others_desk.post("/others/grants/<uuid:grant_id>/end")
@requires(Permission.GRANT_GIVE)
@transactional
def close(grant_id: uuid.UUID) -> ResponseReturnValue:
    """Close a matter to the agency's officer before its day."""
    session = current_session()
    found = session.scalars(select(Grant).where(Grant.id == grant_id)).one_or_none()
    record = records_by_id(session, [found.record_id]).get(found.record_id) if found else None
    if found is None or record is None:
        raise NotFound("grant")
    end_grant(session, record, found, by=current_actor(), at=now())
    flash(_("Recorded."))
    return redirect(url_for(".others"), 303)


@others_desk.get("/agency")
@requires(Permission.PROGRESS_POST)
def agency() -> ResponseReturnValue:
    """The matters open to this liaison officer, and nothing else."""
    return _agency_page(Form(), None)


@others_desk.post("/agency/<number>")
@requires(Permission.PROGRESS_POST)
@transactional
def answer(number: str) -> ResponseReturnValue:
    """Post what the agency says of one matter, with papers where it has any; he does not see them again."""
    session = current_session()
    record = record_of_file(session, number)
    try:
        typed: Answer = read_input(schemas.AnswerForm)
        uploads = uploads_of_form()
        post_answer(session, record, typed, by=current_actor(), at=now())
        if uploads:
            blobs_dir = current_app.config["SETTINGS"].blobs_dir
            hand_in_papers(session, record, uploads, blobs_dir, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _agency_page(again(error), number), 422
    flash(_("Recorded. The vigilance cell sees it now."))
    return redirect(url_for(".agency"), 303)


takes_uploads(answer)


def _others_page(form: Form, asked: Asked = EVERYBODY) -> str:
    session, day = current_session(), today()
    grants = others_queries.standing_grants(session, day)
    return render_template(
        "reviews/others.html",
        **_listed(asked),
        grants=grants,
        who=people(session, {each.officer_id for each, _record in grants}, choosing=False),
        today=day,
        may_grant=allowed(current_roles(), Permission.GRANT_GIVE),
        may_write=allowed(current_roles(), Permission.LETTER_WRITE),
        form=form,
        officers=[
            (str(officer.id), officer.name_in(language()))
            for officer in officers_with_role(session, Role.LIAISON)
        ],
        agencies=choices(Agency),
        parties=OTHERS,
        party=asked.party,
    )


def _listed(asked: Asked) -> dict[str, Any]:
    """One page of the tracks with their letters, answers and clocks, in a fixed number of statements."""
    session, listing = current_session(), f"others {asked.party}"
    page = others_queries.outside(session, asked.party, _after(listing, asked.after))
    record_ids = {row.record_id for row in page.rows}
    records = records_by_id(session, record_ids)
    clocks = others_queries.running_clocks(session, {row.proceeding_id for row in page.rows})
    token = sealed(listing, page.following)
    return {
        "rows": page.rows,
        "urls": {row.number: readable(records[row.record_id], row.number) for row in page.rows},
        "whom": {row.proceeding_id: _whom(row) for row in page.rows},
        "letters": others_queries.last_letters(session, record_ids),
        "answers": others_queries.last_answers(session, record_ids),
        "clocks": clocks,
        "badges": {
            of: badge_of(clock.due_on, clock.counts_until, today(), stayed=clock.stayed)
            for of, clock in clocks.items()
        },
        "older": url_for(".others", party=asked.party, after=token) if token else None,
    }


def _after(listing: str, token: str | None) -> tuple[date, uuid.UUID] | None:
    if token is None:
        return None
    key = read_cursor(listing, current_officer().officer_id, token)
    return date.fromisoformat(key["on"]), uuid.UUID(key["id"])


def _whom(row: Outside) -> tuple[Party, str | None]:
    return Party(str(row.held_by)), whom_in_words(row.with_whom) if row.with_whom else None


def _agency_page(form: Form, opened: str | None) -> str:
    session = current_session()
    granted = others_queries.granted_to(session, current_officer().officer_id, today())
    ids = [record.id for _grant, record in granted]
    tracks: dict[uuid.UUID, list[Outside]] = {}
    for row in others_queries.outside_of(session, ids):
        tracks.setdefault(row.record_id, []).append(row)
    return render_template(
        "reviews/agency.html",
        granted=granted,
        tracks=tracks,
        answers=others_queries.last_answers(session, ids),
        form=form,
        blank=Form(),
        opened=opened,
    )
