"""The desks: what is to be done today, and what waits for the CVO's decision."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.accounts.signing_in import current_actor
from vigilance.cases import desk_queries
from vigilance.cases.desk_for_others import names_of_others, set_apart
from vigilance.cases.desk_parts import more_parts
from vigilance.cases.desk_queries import AlertItem, Item
from vigilance.cases.desk_shown import Line, Part
from vigilance.clocks.reference import time_limits
from vigilance.clocks.rules import rules_in_force
from vigilance.clocks.seeing import mark_seen
from vigilance.complaints.subject import district_name, subject_line
from vigilance.complaints.unanswered import reminder_due
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import CASE_ROLES, Role
from vigilance.domain.time_limits import Standing
from vigilance.web.clock import now, today
from vigilance.web.guard import current_roles, requires
from vigilance.web.language import language
from vigilance.web.navigation import file_url, office_nav
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

office = Blueprint("office", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One reminder or escalation as it is shown."""

    item: AlertItem
    url: str
    limit: str
    level: str
    officer: str | None
    """Whom it was sent to, where this officer acts for him."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way to another desk, for those whose work is not on this one."""

    url: str
    words: str
    more: str | None = None
    icon: str = "paper"


def limit_name(name: str) -> str:
    """A time limit in the reader's language."""
    config_dir = current_app.config["SETTINGS"].config_dir
    try:
        limits = time_limits(config_dir)
    except Invalid:  # broken files: the last good ones, which the database keeps
        limits = rules_in_force(current_session(), config_dir).limits
    return next((one.label.said_in(language()) for one in limits if one.name == name), name)


def lines(items: Sequence[Item]) -> list[Line]:
    """Records as lines of a desk."""
    return [
        Line(
            url=file_url(item.number),
            number=item.number,
            what=subject_line(item.title, item.scheme_code, item.post),
            district=district_name(item.district_code),
            stage=item.state,
            urgent=item.live_demand,
            limit=limit_name(item.limit_name) if item.limit_name else None,
            badge=item.badge,
        )
        for item in items
    ]


@office.get("", endpoint="today")
@requires(Permission.SIGN_IN_HOME)
def today_page() -> ResponseReturnValue:
    """What this officer has to do today; those who handle no records find their own desks here."""
    if current_roles().isdisjoint(CASE_ROLES - {Role.DISTRICT}):
        told = more_parts(current_session(), today())
        return render_template(
            "office/today.html", counts=told, lists=told, alerts=[], elsewhere=_elsewhere()
        )
    parts = _parts()
    return render_template(
        "office/today.html", counts=parts, lists=parts, alerts=_alerts(), elsewhere=[]
    )


def _parts() -> list[Part]:
    session, actor, day = current_session(), current_actor(), today()
    due = desk_queries.due_items(session, actor, day)

    def standing(*kinds: Standing) -> list[Line]:
        return lines([item for item in due if item.badge and item.badge.standing in kinds])

    parts = [
        Part("overdue", _("Overdue"), standing(Standing.OVERDUE), overdue=True),
        Part("due", _("Due today"), standing(Standing.DUE_TODAY)),
        Part("soon", _("Due within a week"), standing(Standing.RUNNING)),
        Part("new", _("New"), lines(desk_queries.new_items(session, actor, day))),
    ]
    if not actor.roles.isdisjoint({Role.CLERK, Role.VO}):
        silent = lines(desk_queries.complaints_in(session, day, reminder_due(day)))
        parts.append(Part("remind", _("To be reminded: no answer in the time given"), silent))
    if not actor.roles.isdisjoint({Role.VO, Role.INQUIRING_OFFICER}):
        waiting = lines(desk_queries.waiting_items(session, actor, day))
        parts.append(Part("waiting", _("Waiting on others"), waiting))
    if Role.CVO not in actor.roles:  # whose own desk is that of decisions
        parts += more_parts(session, day)
    return set_apart(session, actor, parts, lines)


ALERT_LEVELS: dict[str, LazyString] = {
    "before": _l("%(days)s days before it is due"),
    "after": _l("%(days)s days after it was due"),
    "before-1": _l("One day before it is due"),
    "after-1": _l("One day after it was due"),
}
"""By the level, or by its kind with the number of days put in."""


def _alerts() -> list[AlertLine]:
    session, actor = current_session(), current_actor()
    others = names_of_others(session, actor)
    return [
        AlertLine(
            item,
            file_url(item.number),
            limit_name(item.limit_name),
            _level(item.level),
            others.get(item.officer_id),
        )
        for item in desk_queries.unseen_alerts(session, actor)
    ]


def _level(level: str) -> str:
    kind, _dash, days = level.partition("-")
    words = ALERT_LEVELS.get(level) or ALERT_LEVELS.get(kind)
    if words is None:
        return str(_("look again whether the clock must still stand"))
    return str(words) % {"days": days}


def _elsewhere() -> list[Door]:
    home = url_for("office.today")
    return [Door(way.url, way.label) for way in office_nav() if way.url != home]


@office.post("/alerts/<uuid:alert_id>/seen")
@requires(Permission.SIGN_IN_HOME)
@transactional
def seen(alert_id: uuid.UUID) -> ResponseReturnValue:
    """Take a reminder off the desk."""
    mark_seen(current_session(), alert_id, by=current_actor(), at=now())
    return redirect(url_for("office.today"), 303)
