"""The review queues, and the minister's directions as the office sees them."""

import uuid
from datetime import date, datetime
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.subject import district_name
from vigilance.database.paging import Page
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.records.models import RecordKind
from vigilance.reviews import commands, queries, schemas
from vigilance.reviews.models import Direction, Review
from vigilance.reviews.queries import Matter
from vigilance.reviews.rules import Outcome, Rule, review_rules, rule_named
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.filters import day
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

reviews = Blueprint("reviews", __name__, url_prefix="/office")

FILES = {RecordKind.COMPLAINT: "/office/complaints/", RecordKind.CASE: "/office/cases/"}


@reviews.app_template_filter("iso_day")
def iso_day(value: str) -> str:
    """A day as an event carries it, in the reader's words."""
    return day(date.fromisoformat(value))


@reviews.app_template_global("directions_waiting")
def directions_waiting() -> list[tuple[Direction, str]]:
    """The minister's directions not yet carried out that this officer sees, each with its case's number."""
    rows = queries.open_directions(current_session())
    records = queries.records_by_id(current_session(), {row.record_id for row in rows})
    return [(row, records[row.record_id].number) for row in rows]


@reviews.get("/reviews")
@requires(Permission.REVIEW_SEE)
def queue() -> ResponseReturnValue:
    """What is due for review under one rule, oldest first."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule = _rule(asked)
    form = Form({"next_on": "", "outcome": Outcome.CONTINUE})
    return _queue_page(rule, asked.after, form)


@reviews.post("/reviews")
@requires(Permission.REVIEW_RECORD)
@transactional
def record() -> ResponseReturnValue:
    """Record the review of all that is ticked; nothing else happens to it."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule = _rule(asked)
    try:
        typed: schemas.Typed = read_input(schemas.SittingForm)
        sitting = commands.Sitting(rule, typed.numbers, typed.outcome, typed.reasons, typed.next_on)
        made = commands.record_reviews(current_session(), sitting, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _queue_page(rule, asked.after, _again(error)), 422
    flash(_("Recorded for %(count)s matters.", count=len(made)))
    return redirect(url_for(".queue", rule=rule.name), 303)


def _again(error: Invalid) -> Form:
    """The form as typed, with what is wrong in the reader's language."""
    return typed_form({name: [_(why) for why in found] for name, found in error.fields.items()})


def _rule(asked: schemas.Asked) -> Rule:
    return rule_named(review_rules(current_app.config["SETTINGS"].config_dir), asked.rule)


def _queue_page(rule: Rule, token: str | None, form: Form) -> str:
    session = current_session()
    listing = f"reviews {rule.name}"
    page = queries.due_matters(session, rule, today(), _oldest_after(listing, token))
    config_dir = current_app.config["SETTINGS"].config_dir
    return render_template(
        "reviews/queue.html",
        rules=review_rules(config_dir),
        rule=rule,
        rows=_rows(page),
        form=form,
        following=_sealed(listing, page.following),
        token=token,
        may_record=allowed(current_roles(), Permission.REVIEW_RECORD),
        outcomes=choices(Outcome),
        ticked=request.form.getlist("numbers"),
    )


def _rows(page: Page[Matter]) -> list[dict[str, Any]]:
    session = current_session()
    record_ids = [matter.record_id for matter in page.rows]
    late = queries.overdue_clocks(session, record_ids, today())
    last = queries.last_reviews(session, record_ids)
    config_dir = current_app.config["SETTINGS"].config_dir
    limits = rules_in_force(session, config_dir)
    rows = []
    for matter in page.rows:
        clocks = [
            (
                limits.limit(matter.kind, clock.limit_name, clock.started_on).label,
                (today() - clock.counts_until).days,
            )
            for clock in late.get(matter.record_id, ())
        ]
        rows.append(
            {
                "matter": matter,
                "url": FILES[matter.kind] + matter.number,
                "age": (today() - matter.received_on).days,
                "district": district_name(matter.district_code),
                "late": [(label.said_in(language()), days) for label, days in clocks],
                "last": _said(last.get(matter.record_id)),
            }
        )
    return rows


def _said(review: Review | None) -> tuple[Outcome, datetime] | None:
    return (Outcome(review.outcome), review.reviewed_at) if review else None


def _oldest_after(listing: str, token: str | None) -> tuple[date, uuid.UUID] | None:
    if token is None:
        return None
    key = read_cursor(listing, current_officer().officer_id, token)
    return date.fromisoformat(key["on"]), uuid.UUID(key["id"])


def _sealed(listing: str, key: tuple[Any, ...] | None) -> str | None:
    if key is None:
        return None
    on, row_id = key
    packed = {"on": on.isoformat(), "id": row_id.hex}
    return seal_cursor(listing, current_officer().officer_id, packed)


@reviews.get("/directions")
@requires(Permission.DIRECTION_ANSWER)
def directions() -> ResponseReturnValue:
    """The minister's directions on the matters this officer sees, and how each was carried out."""
    return _directions_page(read_arguments(schemas.PageAddress), Form(), None)


@reviews.post("/directions/<uuid:direction_id>")
@requires(Permission.DIRECTION_ANSWER)
@transactional
def carry_out(direction_id: uuid.UUID) -> ResponseReturnValue:
    """Say how one direction was carried out."""
    session = current_session()
    direction = queries.direction_by_id(session, direction_id)
    try:
        report: str = read_input(schemas.ComplianceForm)
    except Malformed:
        raise
    except Invalid as error:
        return _directions_page(None, _again(error), direction), 422
    commands.record_compliance(session, direction, report, by=current_actor(), at=now())
    flash(_("Recorded: the direction was carried out."))
    return redirect(url_for(".directions"), 303)


def _directions_page(token: str | None, form: Form, opened: Direction | None) -> str:
    session = current_session()
    after = None
    if token is not None:
        key = read_cursor("directions", current_officer().officer_id, token)
        after = datetime.fromisoformat(key["on"]), uuid.UUID(key["id"])
    waiting = queries.open_directions(session) if token is None else ()
    page = queries.directions_carried_out(session, after)
    rows = (*waiting, *page.rows)
    records = queries.records_by_id(session, {row.record_id for row in rows})
    return render_template(
        "reviews/directions.html",
        rows=[(row, records[row.record_id]) for row in rows],
        files=FILES,
        form=form,
        blank=Form(),
        opened=opened.id if opened else None,
        today=today(),
        following=_sealed("directions", page.following),
    )
