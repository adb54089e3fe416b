"""The year itself: day after day, what arrives, what is done, what the night's jobs do."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.journeys.year import letters, night, sittings
from tests.journeys.year.arrivals import arrive
from tests.journeys.year.people import enter_staff
from tests.journeys.year.world import ONE_DAY, World
from vigilance.complaints.office import Office
from vigilance.database.engine import Database
from vigilance.domain.calendar import CalendarKind

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SEED = 20260101
MONTHLY_REVIEW_ON = 5


def open_office(database: Database, office: Office, *, seed: int = SEED) -> World:
    """An empty office on New Year's morning, with its forty officers."""
    staff = enter_staff(database)
    with database.reading() as session:
        calendar = office.rules(session).calendars[CalendarKind.HQ]
    return World(database, office, staff, calendar, seed, FIRST)


def live(world: World, complaints: int, last: date = LAST) -> Iterator[date]:
    """Live until this day with so many complaints, and stop on the morning after each month's end to be looked at.

    The night's jobs of that first day have run, and nothing else has happened on it yet.
    """
    span = (last - world.day).days + 1
    first, arrived = world.day, 0
    while world.day <= last:
        if world.day.day == 1 and world.day > first:
            night.run_jobs(world)
            yield world.day
        else:
            night.run_jobs(world)
        due = complaints * ((world.day - first).days + 1) // span
        for number in range(arrived, due):
            letters.enter(world, arrive(world, number))
        arrived = due
        _day(world)
        world.day += ONE_DAY
    night.run_jobs(world)
    yield world.day


def _day(world: World) -> None:
    world.work()
    night.declare_what_is_near(world)
    if not world.calendar.is_open(world.day):
        return
    sittings.answer_directions(world)
    letters.work(world)
    if world.day == _open_from(world, MONTHLY_REVIEW_ON):
        sittings.hold_monthly_reviews(world)
    if world.day.month in sittings.QUARTERLY and world.day == _open_from(world, sittings.HELD_ON):
        sittings.sit(world)


def _open_from(world: World, day: int) -> date:
    return world.calendar.next_open_day(world.day.replace(day=day))


def month_before(day: date) -> date:
    """The first day of the month before this one."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
