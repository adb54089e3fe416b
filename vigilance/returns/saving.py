"""Saved reports, and those made ready by the calendar: each officer reads what lies on his desk in his own sight."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer, OfficerRole
from vigilance.correspondence.officer_mails import Owed
from vigilance.domain.calendar import Calendar
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.return_periods import Cadence, period_at
from vigilance.domain.roles import Role
from vigilance.returns.models import ReportDelivery, SavedReport
from vigilance.returns.report_table import REPORTS

NAME_TAKEN = "A report of yours has this name already."
NOT_THEIRS = "One of these roles may not run this report."
SCHEDULED = (Cadence.MONTHLY, Cadence.QUARTERLY)
MOST_SAVED = 100
MOST_ON_DESK = 20
LIES = timedelta(days=31)
"""So long a report lies on a desk."""


@dataclass(frozen=True, slots=True)
class NewSaved:
    """A report to be kept under a name: its filters, and, if it is scheduled, how often and for which roles."""

    name: str
    report: str
    chosen: Mapping[str, str]
    cadence: Cadence | None
    roles: tuple[Role, ...]


def save_report(
    session: Session, new: NewSaved, *, owner: uuid.UUID, roles: frozenset[Role], at: datetime
) -> SavedReport:
    """Keep it. Only the CVO may have it laid on others' desks; anybody else's comes to himself alone."""
    if not set(new.roles) <= REPORTS[new.report].by:
        raise Invalid({"roles": [NOT_THEIRS]})
    taken = select(SavedReport.id).where(
        SavedReport.owner_id == owner, SavedReport.name == new.name
    )
    if session.scalar(taken) is not None:
        raise Invalid({"name": [NAME_TAKEN]})
    row = SavedReport(
        owner_id=owner,
        name=new.name,
        report=new.report,
        chosen=dict(new.chosen),
        cadence=new.cadence.value if new.cadence else None,
        roles=[role.value for role in new.roles] if Role.CVO in roles else [],
        saved_at=at,
    )
    session.add(row)
    session.flush()
    return row


def saved_by(session: Session, owner: uuid.UUID) -> Sequence[SavedReport]:
    """What this officer saved, by name."""
    mine = select(SavedReport).where(SavedReport.owner_id == owner)
    return session.scalars(mine.order_by(SavedReport.name).limit(MOST_SAVED)).all()


def forget_saved(session: Session, saved_id: uuid.UUID, *, owner: uuid.UUID) -> None:
    """Take a saved report away, with what it laid on desks; NotFound where it is not this officer's."""
    row = session.get(SavedReport, saved_id)
    if row is None or row.owner_id != owner:
        raise NotFound("saved report")
    for each in session.scalars(select(ReportDelivery).where(ReportDelivery.saved_id == saved_id)):
        session.delete(each)
    session.flush()
    session.delete(row)


def deliver_due(session: Session, today: date, calendar: Calendar, at: datetime) -> int:
    """Lay ready what is due: on the first open day of headquarters after each period; how many were laid on desks."""
    laid = 0
    for saved in session.scalars(select(SavedReport).where(SavedReport.cadence.is_not(None))):
        period = period_at(Cadence(str(saved.cadence)), today).before
        if saved.delivered_for == period.since or today < calendar.next_open_day(period.after):
            continue
        for officer_id in session.scalars(_readers(saved)):
            laid += 1
            session.add(
                ReportDelivery(
                    saved_id=saved.id,
                    officer_id=officer_id,
                    since=period.since,
                    until=period.until,
                    delivered_at=at,
                )
            )
        saved.delivered_for = period.since
    session.flush()
    return laid


def _readers(saved: SavedReport) -> Select[uuid.UUID]:
    """The officers for whom it is made: its owner, and whoever plays one of the roles, if he may run the report."""
    may_run = select(OfficerRole.officer_id).where(OfficerRole.role.in_(REPORTS[saved.report].by))
    named = select(OfficerRole.officer_id).where(OfficerRole.role.in_(saved.roles))
    asked = Officer.id.in_(named) | (Officer.id == saved.owner_id)
    return select(Officer.id).where(Officer.active, asked, Officer.id.in_(may_run))


@dataclass(frozen=True, slots=True)
class Laid:
    """A report on a desk."""

    name: str
    report: str
    cadence: Cadence
    since: date
    until: date
    chosen: Mapping[str, str]


def on_desk(session: Session, officer_id: uuid.UUID, at: datetime) -> list[Laid]:
    """What was laid on this officer's desk of late, the newest first."""
    statement = (
        select(ReportDelivery, SavedReport)
        .join(SavedReport, SavedReport.id == ReportDelivery.saved_id)
        .where(ReportDelivery.officer_id == officer_id, ReportDelivery.delivered_at > at - LIES)
        .order_by(ReportDelivery.delivered_at.desc(), ReportDelivery.id)
        .limit(MOST_ON_DESK)
    )
    return [
        Laid(
            saved.name,
            saved.report,
            Cadence(str(saved.cadence)),
            laid.since,
            laid.until,
            saved.chosen,
        )
        for laid, saved in session.execute(statement)
    ]


def untold(session: Session, *, most: int = 100) -> Sequence[Owed]:
    """Deliveries of which no mail went out yet."""
    waiting = (
        select(ReportDelivery.id, Officer.email, Officer.language)
        .join(Officer, Officer.id == ReportDelivery.officer_id)
        .where(ReportDelivery.told_at.is_(None))
        .order_by(ReportDelivery.delivered_at, ReportDelivery.id)
        .limit(most)
    )
    return [Owed(*row) for row in session.execute(waiting)]


def mark_told(session: Session, delivery_id: uuid.UUID, at: datetime) -> None:
    """The mail went out."""
    session.execute(
        update(ReportDelivery).where(ReportDelivery.id == delivery_id).values(told_at=at)
    )
