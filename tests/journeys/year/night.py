"""What the clock starts each night: the product's own jobs, by their own table, on the simulated day."""

from datetime import UTC, datetime, time

from tests.journeys.year.world import World
from vigilance.cli.job_table import job_table
from vigilance.clocks.holidays import declare_holiday
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.roles import Role
from vigilance.domain.words import Words

NIGHTLY = ("roll-ages", "raise-alerts", "count-due")
WEEKLY = ("keep-review-turns", "weigh-cases", "seal-ledger", "note-reading")
MONTHLY = ("keep-policy", "check-clocks", "check-totals", "forget-answers")
"""Jobs of the table by how often this year runs them; those that move mail and files have journeys of their own."""
DECLARED = {
    "2026-04-20": Words(hi="मतदान", en="Polling day"),
    "2026-07-10": Words(hi="शोक", en="Mourning"),
    "2026-09-17": Words(hi="अतिवृष्टि", en="Heavy rain"),
}
"""Days declared closed after the lists were printed, each told a few days before."""
TOLD_BEFORE = 4


def run_jobs(world: World) -> dict[str, int]:
    """The jobs of the night before this day, with how much each had to do."""
    at = datetime.combine(world.day, time(), UTC)
    names = set(NIGHTLY)
    if world.day.weekday() == 0:
        names |= set(WEEKLY)
    if world.day.day == 1:
        names |= {*WEEKLY, *MONTHLY}
    done = {}
    for job in job_table(world.office.settings):
        if job.name in names:
            done[job.name] = job.run(world.database, world.office, at)
    return done


def declare_what_is_near(world: World) -> None:
    """The administrator declares a holiday a few days before it; running clocks move."""
    for text, name in DECLARED.items():
        day = datetime.fromisoformat(text).date()
        if (day - world.day).days != TOLD_BEFORE:
            continue
        with world.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            rules = world.office.rules(session)
            by, at = world.staff.actor(Role.ADMIN), world.now()
            declare_holiday(session, day, CalendarKind.HQ, name, rules, by=by, at=at)
        with world.database.reading() as session:
            world.calendar = world.office.rules(session).calendars[CalendarKind.HQ]
