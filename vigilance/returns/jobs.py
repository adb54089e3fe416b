"""What the calendar starts: scheduled reports on the desks with a mail that says only so, and the weekly note."""

import logging
from datetime import datetime, timedelta

from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.office import Office
from vigilance.correspondence.notices import Letter
from vigilance.correspondence.relay import Threaded, deliver_mail
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import NotDelivered
from vigilance.domain.words import Words
from vigilance.returns.looked import note_week, week_of
from vigilance.returns.saving import deliver_due, mark_told, untold

LOG = logging.getLogger(__name__)
SUBJECT = Words(hi="आपके पटल पर एक रिपोर्ट है", en="A report lies on your desk")
TEXT = Words(
    hi="एक रिपोर्ट तैयार है। उसे अपने पटल पर देखें: {address}",
    en="A report is ready. Read it on your desk: {address}",
)
"""Nothing of what it holds, and not even which it is: a mail is read by others."""


def deliver_reports(database: Database, office: Office, at: datetime) -> int:
    """Lay the due reports on the desks, then tell their readers, one transaction a mail."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        rules = rules_in_force(session, office.settings.config_dir)
        laid = deliver_due(session, ist_day(at), rules.calendars[CalendarKind.HQ], at)
    with database.reading() as session:
        waiting = untold(session)
    address = f"{office.settings.base_url}/office"
    for delivery_id, to, language in waiting:
        letter = Letter(SUBJECT.said_in(language), TEXT.said_in(language).format(address=address))
        try:
            deliver_mail(
                office.settings,
                to,
                letter,
                effect_key=f"report {delivery_id}",
                at=at,
                threaded=Threaded(),
            )
        except NotDelivered:
            LOG.warning("a mail about a report did not go out")
            break
        with database.writing() as session, session.begin():
            mark_told(session, delivery_id, at)
    return laid


def note_reading(database: Database, office: Office, at: datetime) -> int:
    """The note of the week before this one, whenever the job runs first in a week."""
    with database.writing() as session, session.begin():
        week = week_of(ist_day(at)) - timedelta(days=7)
        return note_week(act_as(session, SYSTEM), week, office.settings.config_dir, at)
