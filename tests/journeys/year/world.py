"""The simulated office: who works in it, what day it is, what each matter's story does next.

A story is a generator of acts. Each act is taken on its day by an officer (on a day on which the office is open) or by the
complainant, in a transaction of its own, by the product's own command; then the story says what comes next and after how
many days. Nothing is written behind the product's back, and the same seed gives the same year.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.journeys.year.people import Staff
from vigilance.cases.models import Case
from vigilance.cases.queries import case_with_complaint
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.calendar import Calendar
from vigilance.domain.roles import Role

MORNING = time(4, 30)
"""Ten in the morning in India, in UTC: when the office opens."""
BETWEEN = timedelta(seconds=20)
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Named:
    """What was entered about one accused: the notebook's copy, for the recount."""

    number: int
    group: str
    post: str
    amount: int
    retires: date
    facts: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Each act on his tracks with its facts: the ledger carries codes and days alone."""


@dataclass(slots=True)
class Letter:
    """A public representative's letter as the clerk entered it."""

    number: str
    received_on: date
    office: str
    complaint: str


@dataclass(slots=True)
class Matter:
    """A complaint as it was filed, and who has it: what a clerk would note on the back of his diary."""

    record_id: Any
    number: str
    lane: str
    district: str
    scheme: str
    live_demand: bool = False
    vo: Actor | None = None
    inquirer: Actor | None = None
    case: str | None = None
    accused: list[Named] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One act about to be taken."""

    world: "World"
    session: Session
    matter: Matter
    by: Actor
    at: datetime
    rng: random.Random

    @property
    def who(self) -> dict[str, Any]:
        """By whom, when, and the office, as most commands take it."""
        return {"by": self.by, "at": self.at, "office": self.world.office}

    @property
    def complaint(self) -> Complaint:
        """The complaint as this session sees it."""
        return complaint_of(self.session, self.matter.record_id)

    @property
    def case(self) -> Case:
        """The case it led to."""
        found = case_with_complaint(self.session, self.matter.record_id)
        assert found is not None, self.matter.number
        return found


Do = Callable[[Scene], object]


@dataclass(frozen=True, slots=True)
class Act:
    """After how many days who does what."""

    after: int
    by: Role
    do: Do


Story = Iterator[Act]


@dataclass(slots=True)
class World:
    """The office on one day."""

    database: Database
    office: Office
    staff: Staff
    calendar: Calendar
    seed: int
    day: date
    matters: dict[str, Matter] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    acts: int = 0
    _waiting: list[tuple[date, int, Act, Story, Matter, random.Random]] = field(
        default_factory=list
    )
    _serial: int = 0
    _now: datetime | None = None

    def rng(self, *what: object) -> random.Random:
        """Chance of its own for each thing, so that one more act here changes nothing there."""
        return random.Random("/".join(map(str, (self.seed, *what))))

    def now(self) -> datetime:
        """The next moment of this day: no two acts share one."""
        opens = datetime.combine(self.day, MORNING, UTC)
        self._now = max(opens, self._now + BETWEEN) if self._now else opens
        return self._now

    def tell(self, story: Story, matter: Matter, rng: random.Random) -> None:
        """Begin a story today."""
        self._next(story, matter, rng)

    def _next(self, story: Story, matter: Matter, rng: random.Random) -> None:
        act = next(story, None)
        if act is None:
            return
        due = self.day + timedelta(days=act.after)
        if act.by is not Role.COMPLAINANT:
            due = self.calendar.next_open_day(due)
        self._serial += 1
        heapq.heappush(self._waiting, (due, self._serial, act, story, matter, rng))

    def work(self) -> None:
        """All that is to be done today, in the order in which it fell due."""
        while self._waiting and self._waiting[0][0] <= self.day:
            _due, _serial, act, story, matter, rng = heapq.heappop(self._waiting)
            by = self.whose(act.by, matter)
            with self.database.writing() as session, session.begin():
                act_as(session, by)
                act.do(Scene(self, session, matter, by, self.now(), rng))
            self.acts += 1
            self._next(story, matter, rng)

    def whose(self, role: Role, matter: Matter) -> Actor:
        """Who plays this part in this matter."""
        if role is Role.COMPLAINANT:
            return complainant_of(matter.record_id)
        given = {Role.VO: matter.vo, Role.INQUIRING_OFFICER: matter.inquirer}.get(role)
        return given or self.staff.actor(role)
