"""The review queues: what is due, recorded at the reviewer's desk; what is pinned in or excused; the rules in words."""

import uuid
from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.clocks.rules import rules_in_force
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.review_rules import rule_named
from vigilance.reviews import schemas
from vigilance.reviews.commands.marking import NewMark, lift, mark
from vigilance.reviews.commands.reviewing import Decision, record_reviews
from vigilance.reviews.commands.turns import hold_turn
from vigilance.reviews.marks import mark_by_id
from vigilance.reviews.matter_lookup import matter_of_number
from vigilance.reviews.queries import records_by_id
from vigilance.reviews.queue_page import again, queue_in_sight, queue_page, queues_in_sight
from vigilance.reviews.rule_words import rule_facts, state_label
from vigilance.reviews.rules import every_version
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.filters import day
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

reviews = Blueprint("reviews", __name__, url_prefix="/office")


@reviews.app_template_filter("iso_day")
def iso_day(value: str) -> str:
    """A day as an event carries it, in the reader's words."""
    return day(date.fromisoformat(value))


reviews.add_app_template_filter(state_label, "state_label")


@reviews.get("/reviews")
@requires(Permission.REVIEW_SEE)
def queue() -> ResponseReturnValue:
    """What is due for review under one rule, oldest first."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    return queue_page(queue_in_sight(asked.rule), asked.after)


@reviews.post("/reviews")
@requires(Permission.REVIEW_RECORD)
@transactional
def record() -> ResponseReturnValue:
    """Record the review of all that is ticked; nothing else happens to it."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule = queue_in_sight(asked.rule)
    try:
        typed: schemas.Typed = read_input(schemas.ReviewForm)
        decision = Decision(rule, typed.outcome, typed.reasons, typed.next_on)
        made = record_reviews(
            current_session(), decision, typed.numbers, by=current_actor(), at=now()
        )
    except Malformed:
        raise
    except Invalid as error:
        return queue_page(rule, asked.after, form=again(error)), 422
    flash(_("Recorded for %(count)s matters.", count=len(made)))
    return redirect(url_for(".queue", rule=rule.name), 303)


@reviews.post("/reviews/held")
@requires(Permission.REVIEW_RECORD)
@transactional
def held() -> ResponseReturnValue:
    """The reviewer has gone through his queue at his desk: its turn is done."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule, session = queue_in_sight(asked.rule), current_session()
    config_dir = current_app.config["SETTINGS"].config_dir
    calendar = rules_in_force(session, config_dir).calendars[CalendarKind.HQ]
    hold_turn(session, rule, calendar, by=current_actor(), at=now())
    flash(_("Recorded: this review is held."))
    return redirect(url_for(".queue", rule=rule.name), 303)


@reviews.post("/reviews/marks")
@requires(Permission.REVIEW_MARK)
@transactional
def put_mark() -> ResponseReturnValue:
    """Pin one matter into the queue, or excuse it for a time."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule, session = queue_in_sight(asked.rule), current_session()
    try:
        typed: tuple[str, NewMark] = read_input(schemas.MarkForm)
        mark(
            session,
            matter_of_number(session, typed[0]),
            rule,
            typed[1],
            by=current_actor(),
            at=now(),
        )
    except Malformed:
        raise
    except Invalid as error:
        return queue_page(rule, None, mark_form=again(error)), 422
    flash(_("Recorded."))
    return redirect(url_for(".queue", rule=rule.name), 303)


@reviews.post("/reviews/marks/<uuid:mark_id>/lift")
@requires(Permission.REVIEW_MARK)
@transactional
def lift_mark(mark_id: uuid.UUID) -> ResponseReturnValue:
    """Let the rule alone decide about this matter again."""
    session = current_session()
    made = mark_by_id(session, mark_id)
    rule = rule_named(queues_in_sight(), made.rule)
    of = records_by_id(session, [made.record_id])[made.record_id]
    lift(session, of, made, rule, by=current_actor(), at=now())
    flash(_("Recorded."))
    return redirect(url_for(".queue", rule=rule.name), 303)


@reviews.get("/reviews/rules")
@requires(Permission.REVIEW_SEE)
def rules() -> ResponseReturnValue:
    """Every queue in words: who reviews what, how often, and who hears of it when it was not held."""
    shown = {rule.name for rule in queues_in_sight()}
    versions = [
        rule
        for rule in every_version(current_app.config["SETTINGS"].config_dir)
        if rule.name in shown
    ]
    current = set(queues_in_sight())
    return render_template(
        "reviews/rules.html",
        rules=[(rule, rule_facts(rule), rule in current) for rule in versions],
        today=today(),
    )
