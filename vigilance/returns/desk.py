"""What this feature lays on the page of today: reports and files that are ready; to the CVO the note on reading."""

import uuid
from datetime import date, timedelta
from enum import StrEnum

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.desk_parts import register_part
from vigilance.cases.desk_shown import Line, Part
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.reading import ReadingRule
from vigilance.domain.roles import Role
from vigilance.returns import ordering
from vigilance.returns.looked import notes_for
from vigilance.returns.report_table import REPORTS
from vigilance.returns.saving import on_desk
from vigilance.web.clock import now
from vigilance.web.filters import day as day_words
from vigilance.web.language import language

MOST = 6
NEW_FOR = timedelta(days=14)
"""From the Monday of the week it tells of: the week after it."""


def _line(url: str, number: str, what: str, stage: StrEnum) -> Line:
    return Line(url, number, what, "–", stage, urgent=False, limit=None, badge=None)


def ready_reports(session: Session, officer_id: uuid.UUID) -> list[Line]:
    """The scheduled reports that lie ready for this officer, each with the address of its period."""
    return [
        _line(
            url_for(
                "reports.report",
                name=each.report,
                since=f"{each.since:%d/%m/%Y}",
                until=f"{each.until:%d/%m/%Y}",
                **each.chosen,  # type: ignore[arg-type]  # the filters' own names
            ),
            f"{day_words(each.since)} – {day_words(each.until)}",
            each.name,
            each.cadence,
        )
        for each in on_desk(session, officer_id, now())
    ]


def ready_files(session: Session, officer_id: uuid.UUID) -> list[Line]:
    """The ordered files that lie ready for this officer."""
    return [
        _line(
            url_for("ordered.mine"),
            row.number,
            REPORTS[row.report].title.said_in(language()),
            row.state,
        )
        for row in ordering.orders_of(session, officer_id, now())
        if row.is_kept(now()) and row.report in REPORTS
    ]


def _parts(session: Session, day: date) -> list[Part]:
    actor = current_actor()
    if actor.officer_id is None or not allowed(actor.roles, Permission.REPORT_RUN):
        return []
    parts = [
        Part("reports", _("Reports that are ready"), ready_reports(session, actor.officer_id)),
        Part("files", _("Files that are ready"), ready_files(session, actor.officer_id)),
    ]
    if Role.CVO in actor.roles:
        newest = [
            note for note in notes_for(session, actor.officer_id) if day - note.week < NEW_FOR
        ]
        noted = [
            _line(
                url_for("looked.week"),
                day_words(note.week),
                _("Unusual reading of files"),
                ReadingRule(note.rule),
            )
            for note in newest[:MOST]
        ]
        parts.append(Part("reading", _("Weekly note on reading"), noted))
    return parts


register_part(_parts)
