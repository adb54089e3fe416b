"""What reviews lay on a page of today: reviews not held and directions past their day, of which its reader was told."""

from datetime import date

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.desk_parts import register_part
from vigilance.cases.desk_shown import Line, Part
from vigilance.clocks.badges import badge_of
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role
from vigilance.reviews import direction_queries, queries
from vigilance.reviews.models import Direction
from vigilance.reviews.queue_models import ReviewTurn
from vigilance.reviews.rules import direction_rule, every_version
from vigilance.reviews.turns import told_to
from vigilance.web.language import language

HEARS = frozenset({Role.CVO, Role.VO, Role.PRINCIPAL_SECRETARY, Role.MINISTER})
"""The parts with a page on which such a line can be followed."""


def _parts(session: Session, day: date) -> list[Part]:
    config_dir = current_app.config["SETTINGS"].config_dir
    told = [rule.escalations for rule in every_version(config_dir)]
    told.append(direction_rule(config_dir).escalations)
    named = {role for steps in told for _days, role in steps}
    roles = current_actor().roles & named & HEARS
    if not roles:
        return []
    turns = [_turn(turn, day) for turn in told_to(session, roles)]
    rows = direction_queries.directions_told(session, roles)
    records = queries.records_by_id(session, {row.record_id for row in rows}) if rows else {}
    late = [_direction(row, records[row.record_id].number, day) for row in rows]
    return [
        Part("not-held", _("Reviews not held in time"), turns, overdue=True),
        Part("directions-late", _("Directions past their day"), late, overdue=True),
    ]


def _turn(turn: ReviewTurn, day: date) -> Line:
    versions = every_version(current_app.config["SETTINGS"].config_dir)
    rule = next((each for each in reversed(versions) if each.name == turn.rule), None)
    at_office = allowed(current_actor().roles, Permission.REVIEW_SEE)
    return Line(
        url=url_for("reviews.queue", rule=turn.rule) if at_office else url_for("minister.sheet"),
        number=rule.label.said_in(language()) if rule else turn.rule,
        what=_("Review not held"),
        district="–",
        stage=rule.reviewer if rule else Role.CVO,
        urgent=False,
        limit=None,
        badge=badge_of(turn.due_on, turn.due_on, day),
    )


def _direction(row: Direction, number: str, day: date) -> Line:
    at_office = allowed(current_actor().roles, Permission.DIRECTION_ANSWER)
    return Line(
        url=url_for("directions.directions" if at_office else "minister.directions"),
        number=number,
        what=_("Direction not carried out"),
        district="–",
        stage=row.stands,
        urgent=False,
        limit=None,
        badge=badge_of(row.due_on, row.due_on, day),
    )


register_part(_parts)
