"""What the clock starts in reviews: the turns of the queues."""

from datetime import datetime

from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.reviews.commands.turns import Keeper
from vigilance.reviews.rules import review_rules


def keep_review_turns(database: Database, office: Office, at: datetime) -> int:
    """Open, move and escalate the turns of every queue; answers how many things were done."""
    config_dir, today = office.settings.config_dir, ist_day(at)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        calendar = rules_in_force(session, config_dir).calendars[CalendarKind.HQ]
        return Keeper(session, calendar, today, at).keep(review_rules(config_dir, today))
