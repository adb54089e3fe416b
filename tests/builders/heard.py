"""Letting mails arrive and be understood, and what is then in the register."""

from datetime import UTC, datetime

from sqlalchemy import select

from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.models import ArrivedMessage
from vigilance.arrivals.understanding import understand_due
from vigilance.audit.models import Event
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message, OutboxEntry
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)


def ear(database, office):
    """Let a mail arrive and be understood; what became of it."""

    def arrive(raw, at=NOW, account="sahayata"):
        with database.writing() as writing, writing.begin():
            arrival = take_arrival(
                act_as(writing, SYSTEM), channel=Channel.EMAIL, account=account,
                provider_key=key_of_content(raw), raw=raw, at=at, office=office,
            )  # fmt: skip
        understand_due(database, office, at)
        with database.reading() as reading:
            statement = select(ArrivedMessage).where(ArrivedMessage.arrival_id == arrival)
            return act_as(reading, SYSTEM).scalars(statement).one_or_none()

    return arrive


def complaints(session):
    session.expire_all()
    return session.scalars(select(Complaint).order_by(Complaint.number)).all()


def acknowledged(session):
    """Whether each complaint was, in the order of their numbers."""
    statement = select(Event.record_id).where(Event.type == "acknowledge")
    told = set(session.scalars(statement))
    return [each.record_id in told for each in complaints(session)]


def outbox(session):
    session.expire_all()
    return session.scalars(select(OutboxEntry).order_by(OutboxEntry.made_at)).all()


def texts(session, record_id):
    session.expire_all()
    statement = select(Message).where(Message.record_id == record_id).order_by(Message.at)
    return [each.text for each in session.scalars(statement) if each.direction == "to-office"]
