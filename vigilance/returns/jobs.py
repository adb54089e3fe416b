"""What the calendar starts: scheduled reports on the desks with a mail that says only so, and the weekly note."""

from datetime import datetime, timedelta

from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.office import Office
from vigilance.correspondence.officer_mails import DeskMail, tell_officers
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.domain.words import Words
from vigilance.returns.looked import note_week, week_of
from vigilance.returns.saving import deliver_due, mark_told, untold

READY = DeskMail(
    "report",
    Words(hi="आपके पटल पर एक रिपोर्ट है", en="A report lies on your desk"),
    Words(
        hi="एक रिपोर्ट तैयार है। उसे अपने पटल पर देखें: {address}",
        en="A report is ready. Read it on your desk: {address}",
    ),
)
"""Nothing of what it holds, and not even which it is."""


def deliver_reports(database: Database, office: Office, at: datetime) -> int:
    """Lay the due reports on the desks, then tell their readers."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        rules = rules_in_force(session, office.settings.config_dir)
        laid = deliver_due(session, ist_day(at), rules.calendars[CalendarKind.HQ], at)
    with database.reading() as session:
        waiting = untold(session)
    tell_officers(database, office.settings, READY, waiting, mark_told, at=at)
    return laid


def note_reading(database: Database, office: Office, at: datetime) -> int:
    """The note of the week before this one, whenever the job runs first in a week."""
    with database.writing() as session, session.begin():
        week = week_of(ist_day(at)) - timedelta(days=7)
        return note_week(act_as(session, SYSTEM), week, office.settings.config_dir, at)
