"""The page of one queue: what is due in it, when it is to be reviewed, and what was pinned in or excused."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app, render_template, request
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_officer
from vigilance.clocks.badges import Badge, badge_of
from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.subject import district_name
from vigilance.database.paging import Page
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.review_rules import Rule, rule_named
from vigilance.domain.roles import Role
from vigilance.records.models import Record, RecordKind
from vigilance.reviews import queries
from vigilance.reviews.marks import marks_in
from vigilance.reviews.models import Review
from vigilance.reviews.queries import Matter
from vigilance.reviews.queue_models import MarkKind, QueueMark, ReviewTurn
from vigilance.reviews.rule_words import rule_facts
from vigilance.reviews.rules import Outcome, review_rules
from vigilance.reviews.turns import alerts_of, missed_turns, turn_on
from vigilance.web.choices import choices
from vigilance.web.clock import today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import current_roles
from vigilance.web.input import in_words
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

ALL_QUEUES = frozenset({Role.CVO, Role.VO})
"""The vigilance team prepares every queue; another reviewer sees his own."""
BLANK = Form({"next_on": "", "outcome": Outcome.CONTINUE})


@dataclass(frozen=True, slots=True)
class TurnShown:
    """How one turn of a queue stands, and who was told where it was not held."""

    turn: ReviewTurn
    badge: Badge
    told: list[tuple[Role, datetime]]


def queues_in_sight() -> tuple[Rule, ...]:
    """The queues this officer may look at, in the order of the file."""
    roles = current_roles()
    rules = review_rules(current_app.config["SETTINGS"].config_dir, today())
    return rules if roles & ALL_QUEUES else tuple(one for one in rules if one.reviewer in roles)


def queue_in_sight(name: str | None) -> Rule:
    """The queue of this name, the first in sight where none is asked for; NotFound otherwise."""
    return rule_named(queues_in_sight(), name)


def reviews_it(rule: Rule) -> bool:
    """Whether this officer is the one who reviews the queue."""
    return rule.reviewer in current_roles()


def again(error: Invalid) -> Form:
    """The form as typed, with what is wrong in the reader's language."""
    return typed_form(in_words(error.fields))


def queue_page(
    rule: Rule, token: str | None, *, form: Form = BLANK, mark_form: Form | None = None
) -> str:
    """The page, drawn; the forms hold what was typed where something in it was wrong."""
    session = current_session()
    listing = f"reviews {rule.name}"
    page = queries.due_matters(session, rule, today(), _oldest_after(listing, token))
    mine = reviews_it(rule)
    return render_template(
        "reviews/queue.html",
        rules=queues_in_sight(),
        rule=rule,
        facts=rule_facts(rule),
        turn=turn_shown(session, turn_on(session, rule.name, today())),
        missed=[turn_shown(session, turn) for turn in missed_turns(session, [rule.name], today())],
        rows=_rows(page),
        form=form,
        mark_form=mark_form or Form({"kind": MarkKind.PINNED}),
        marking=mark_form is not None,
        kinds=choices([MarkKind.PINNED] if rule.takes.everything else MarkKind),
        marks=_marks(session, rule),
        following=sealed(listing, page.following),
        token=token,
        may_record=mine and allowed(current_roles(), Permission.REVIEW_RECORD),
        may_mark=mine and allowed(current_roles(), Permission.REVIEW_MARK),
        may_convene=allowed(current_roles(), Permission.SITTING_HOLD),
        outcomes=choices(Outcome),
        ticked=request.form.getlist("numbers"),
    )


def turn_shown(session: Session, turn: ReviewTurn | None) -> TurnShown | None:
    """The turn with its badge and whom the clock has told."""
    if turn is None:
        return None
    badge = badge_of(turn.due_on, turn.due_on, today(), done_on=turn.held_on)
    told = alerts_of(session, [turn.id]).get(turn.id, [])
    return TurnShown(turn, badge, [(alert.role, alert.raised_at) for alert in told])


def readable(record: Record | Matter, number: str) -> str | None:
    """The file of this matter where this officer may open it."""
    needed = {
        RecordKind.COMPLAINT: Permission.COMPLAINT_READ,
        RecordKind.CASE: Permission.CASE_READ,
    }
    return file_url(number) if allowed(current_roles(), needed[record.kind]) else None


def _marks(session: Session, rule: Rule) -> list[tuple[QueueMark, Record, str | None]]:
    found = marks_in(session, rule.name, today())
    return [(mark, record, readable(record, record.number)) for mark, record in found]


def _rows(page: Page[Matter]) -> list[dict[str, Any]]:
    session = current_session()
    record_ids = [matter.record_id for matter in page.rows]
    late = queries.overdue_clocks(session, record_ids, today())
    last = queries.last_reviews(session, record_ids)
    tracks = queries.unfinished_tracks(session, record_ids)
    config_dir = current_app.config["SETTINGS"].config_dir
    limits = rules_in_force(session, config_dir)
    rows = []
    for matter in page.rows:
        clocks = [
            (
                limits.governing(matter.kind, clock).label.said_in(language()),
                (today() - clock.counts_until).days,
            )
            for clock in late.get(matter.record_id, ())
        ]
        rows.append(
            {
                "matter": matter,
                "url": readable(matter, matter.number),
                "age": (today() - matter.received_on).days,
                "district": district_name(matter.district_code),
                "late": clocks,
                "last": _said(last.get(matter.record_id)),
                "tracks": tracks.get(matter.record_id, ()),
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


def sealed(listing: str, key: Sequence[Any] | None) -> str | None:
    """The place after which the next page of this list begins, for this officer alone."""
    if key is None:
        return None
    on, row_id = key
    packed = {"on": on.isoformat(), "id": row_id.hex}
    return seal_cursor(listing, current_officer().officer_id, packed)
