"""Registers of a test's own, and what stands in them."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import tracked
from vigilance.complaints.receipts import check_code
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, complainant_of

AT = datetime(2026, 1, 5, 6, tzinfo=UTC)


class Away(Database):
    """A database nobody answers for."""

    def __init__(self) -> None:
        super().__init__("sqlite:////nowhere/at/all.db")


def complaints(register):
    with register.reading() as session:
        return session_count(act_as(session, SYSTEM), Complaint)


def session_count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def status_of(register, office, answer):
    opened = check_code(register, office, answer.reference, answer.secret, AT)
    with register.reading() as session:
        act_as(session, complainant_of(opened.record_id))
        return tracked(session, opened.record_id, opened.mailbox_private, today=AT.date())
