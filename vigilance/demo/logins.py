"""HRMS numbers of the demonstration's log-ins: one that is accused, and one that waits for the second person."""

from datetime import datetime

from vigilance.accounts.login_numbers import propose_number
from vigilance.cases.commands.own_matters import decide_number
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.demo.proceedings import SUPERVISOR
from vigilance.demo.stories import Cast
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role

ANOTHERS = "DEMO-0003"


def number_logins(database: Database, cast: Cast, at: datetime) -> None:
    """The district's officer is the accused supervisor, as two persons say; the clerk's number waits."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        admin, cvo = cast.actors[Role.ADMIN], cast.actors[Role.CVO]
        for role, number in ((Role.DISTRICT, SUPERVISOR.hrms_id), (Role.CLERK, ANOTHERS)):
            officer_id = cast.actors[role].officer_id
            if officer_id is None or number is None:
                raise RuntimeError("the demonstration's officers are entered first")
            found = propose_number(session, officer_id, number, by=admin, at=at)
            session.flush()
            if role is Role.DISTRICT:
                decide_number(session, found, approved=True, by=cvo, at=at)
