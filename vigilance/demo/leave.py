"""A second Vigilance Officer on leave, and the first who acts for him, so that his desk shows both."""

from datetime import datetime, timedelta

from sqlalchemy import select

from vigilance.accounts.delegating import Leave, delegate
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.demo import words
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.handover import Part
from vigilance.domain.workflows.complaint import State
from vigilance.records.models import Record

MATTERS = 4
LASTS = timedelta(days=12)
GIVEN = (State.AWAITING_CONFIRMATION, State.UNDER_SCRUTINY)


def go_on_leave(
    database: Database, office: Office, *, away: Actor, acts: Actor, cvo: Actor, at: datetime
) -> None:
    """The CVO gives the second officer some of the newest matters, and he is away for two weeks."""
    if away.officer_id is None or acts.officer_id is None:
        raise RuntimeError("the demonstration's officers are entered first")
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        statement = (
            select(Complaint)
            .join(Record, Record.id == Complaint.record_id)
            .where(Complaint.state.in_(GIVEN), Record.assigned_to == acts.officer_id)
            .order_by(Complaint.registered_at.desc())
        )
        for complaint in session.scalars(statement.limit(MATTERS)):
            assign(session, complaint, away.officer_id, by=cvo, at=at, office=office)
        first = ist_day(at)
        leave = Leave(
            away.officer_id, Part.VO, acts.officer_id, first, first + LASTS, words.ON_LEAVE
        )
        delegate(session, leave, office.settings.office_code, by=cvo, at=at)
