"""What the clock starts in reviews: the turns of the queues, and escalations with the mails that say so."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.office import Office
from vigilance.correspondence.officer_mails import DeskMail, Owed, tell_officers
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.domain.words import Words
from vigilance.reviews.commands.escalating import escalate_directions, officers_of, owe_mails
from vigilance.reviews.commands.turns import Keeper
from vigilance.reviews.models import EscalationMail
from vigilance.reviews.rules import direction_rule, review_rules

MOST_MAILS = 100
TOLD = DeskMail(
    "escalation",
    Words(hi="आपके पटल पर एक सूचना है", en="There is a notice on your desk"),
    Words(
        hi="कोई समीक्षा या निर्देश समय पर पूरा नहीं हुआ। उसे अपने पटल पर देखें: {address}",
        en="A review or a direction was not done in time. See it on your desk: {address}",
    ),
)
"""Neither which nor whose."""


def keep_review_turns(database: Database, office: Office, at: datetime) -> int:
    """Open, move and escalate turns, escalate directions past their day; answers how many things were done."""
    config_dir, today = office.settings.config_dir, ist_day(at)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        calendar = rules_in_force(session, config_dir).calendars[CalendarKind.HQ]
        keeper = Keeper(session, calendar, today, at)
        done = keeper.keep(review_rules(config_dir, today))
        raised, officers = escalate_directions(session, direction_rule(config_dir), today, at)
        owe_mails(session, officers | officers_of(keeper.told, session), today)
    with database.reading() as session:
        owed = _owed(session)
    tell_officers(database, office.settings, TOLD, owed, _mark, at=at)
    return done + raised


def _owed(session: Session) -> Sequence[Owed]:
    statement = (
        select(EscalationMail.id, Officer.email, Officer.language)
        .join(Officer, Officer.id == EscalationMail.officer_id)
        .where(EscalationMail.told_at.is_(None), Officer.active)
        .order_by(EscalationMail.on, EscalationMail.id)
        .limit(MOST_MAILS)
    )
    return [Owed(*row) for row in session.execute(statement)]


def _mark(session: Session, mail_id: uuid.UUID, at: datetime) -> None:
    session.execute(update(EscalationMail).where(EscalationMail.id == mail_id).values(told_at=at))
