"""Is the complaint theirs? Asking the complainant, reminding once, and the affidavit where it is asked."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import tell, way_of
from vigilance.complaints.confirm_links import confirmation_link
from vigilance.complaints.in_hand import check_suits, in_hand
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import sealed_values
from vigilance.domain.actors import Actor
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.workflows.complaint import Action
from vigilance.records.models import RecordKind

ASKED = {
    Action.ASK_CONFIRMATION: (Notice.CONFIRMATION_REQUEST, "confirmation"),
    Action.REMIND: (Notice.REMINDER, "reminder"),
    Action.ASK_AFFIDAVIT: (Notice.AFFIDAVIT_REQUEST, "affidavit"),
}
"""The notice of each question, and the limit within which an answer is awaited."""

SENT_AS = {
    Action.ASK_CONFIRMATION: (Notice.CONFIRMATION_REPLY, Notice.CONFIRMATION_LINK),
    Action.REMIND: (Notice.REMINDER_REPLY, Notice.REMINDER_LINK),
}
"""What goes out of a question that a link can answer: where the text may go, and where only word of it may."""


def ask_confirmation(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Ask whether the complaint is theirs; until they answer, scrutiny stands still."""
    _ask(session, complaint, Action.ASK_CONFIRMATION, by=by, at=at, office=office)


def remind(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Send the one reminder that CVC 01/01/15 knows."""
    _ask(session, complaint, Action.REMIND, by=by, at=at, office=office)


def ask_affidavit(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Ask for the affidavit of the GO of 1997, where this office demands it."""
    _ask(session, complaint, Action.ASK_AFFIDAVIT, by=by, at=at, office=office)


def receive_affidavit(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Record that the affidavit has come."""
    complaint.affidavit_at = at
    take_step(
        session, complaint, Action.RECEIVE_AFFIDAVIT, by=by, at=at, rules=office.rules(session)
    )


def _ask(
    session: Session,
    complaint: Complaint,
    action: Action,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    check_suits(complaint, action, affidavit_demanded=office.settings.affidavit_demanded)
    rules = office.rules(session)
    papers = in_hand(session, complaint, by, ist_day(at))
    notice, limit = ASKED[action]
    due = rules.due(RecordKind.COMPLAINT, limit, ist_day(at))
    values = {"due": day_in_words(due, complaint.language)}
    way = way_of(complaint)
    if action in SENT_AS:
        link = confirmation_link(
            complaint.record_id, office, language=complaint.language, due=due, at=at
        )
        in_words, in_short = SENT_AS[action]
        sealed = sealed_values(office.keyring, values | {"link": link})
        way = replace(way, in_words=in_words, in_short=in_short, sealed=sealed)
    message = tell(session, complaint, notice, by=by, at=at, values=values, way=way)
    if action is Action.REMIND:
        complaint.reminded_at = at
    take_step(session, complaint, action, by=by, at=at, rules=rules, in_hand=papers, rows=[message])
