"""Two frozen sheets of the demonstration: one when most complaints had come, one of today."""

from datetime import datetime

from vigilance.cases.rolling import roll_age_bands
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.proceedings.rolling import roll_tracks
from vigilance.reports.ahead import count_due
from vigilance.reports.figures import collect
from vigilance.reports.freezing import freeze
from vigilance.reports.gravity import weigh_cases


def freeze_sheet(database: Database, office: Office, minister: Actor, at: datetime) -> None:
    """Bring the ages up to this day, and freeze what the minister then sees."""
    today = ist_day(at)
    roll_age_bands(database, today)
    roll_tracks(database, today)
    weigh_cases(database, office, at)
    count_due(database, office, at)
    with database.snapshot() as reading:
        figures = collect(act_as(reading, minister), today)
    with database.writing() as session, session.begin():
        code = office.settings.office_code
        freeze(act_as(session, SYSTEM), figures, by=minister, at=at, office_code=code)
