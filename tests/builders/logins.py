"""HRMS numbers of log-ins, accused who bear them, and what an officer sees then."""

from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.reviews import acting
from tests.builders.stories import CLERK
from vigilance.accounts.login_numbers import propose_number
from vigilance.cases.commands.accused import name_accused
from vigilance.cases.commands.own_matters import decide_number
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.roles import Role
from vigilance.records.models import Record


def numbered(session, an_officer, officer_id, number="TEST0001", at=None):
    """The log-in has this number, as two administrators say; the session is the system's."""
    first, second = (acting(an_officer(Role.ADMIN), Role.ADMIN) for _ in range(2))
    found = propose_number(session, officer_id, number, by=first, at=at or day(0))
    session.flush()
    decide_number(session, found, approved=True, by=second, at=at or day(0))
    session.commit()
    return found


def seen(connected, actor):
    """How many records, complaints, cases and clocks this officer sees."""
    with connected.reading() as reading:
        act_as(reading, actor)
        tables = (Record, Complaint, Case, Clock)
        return [len(reading.scalars(select(table)).all()) for table in tables]


def named(session, walk, record, who=CLERK, by=None, at=None):
    """This official is accused on the record from now on."""
    session.commit()
    session.expire_all()  # the pages read meanwhile stand on the ledger
    return name_accused(
        session, record, who, who.designation, by=by or walk.team.cvo, at=at or day(9)
    )
