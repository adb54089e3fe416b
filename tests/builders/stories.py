"""Life stories of accused officers, told as dated acts, with the due dates that a lawyer would write beside them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select

from vigilance.cases.accused_models import Accused
from vigilance.cases.commands.accused import Particulars, name_accused
from vigilance.cases.commands.stays import lift_stay, record_stay
from vigilance.clocks.commands import StayOrder
from vigilance.clocks.models import Clock
from vigilance.domain.personnel import Group
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import OF_THE_MATTER, Track
from vigilance.proceedings.commands.steps import Act, begin, take
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record

CLERK = Particulars(
    name="Invented Officer",
    group=Group.C,
    designation="SR_ASST",
    appointing_authority="DIR",
    disciplinary_authority="DIR",
    hrms_id="TEST0001",
    superannuates_on=date(2031, 7, 31),
)
GAZETTED = Particulars(
    name="Invented Gazetted Officer",
    group=Group.B,
    designation="DSWO",
    appointing_authority="PS",
    disciplinary_authority="PS",
    hrms_id="TEST0002",
    superannuates_on=date(2027, 1, 31),
)


def noon(on: date) -> datetime:
    """Noon in India of this day, as an instant."""
    return datetime.combine(on, time(6, 30), UTC)


def on(text: str) -> date:
    """A day written as in the story."""
    return date.fromisoformat(text)


@dataclass(slots=True)
class Story:
    """One accused of one case; the clock of the office stands on the day of each act unless told otherwise."""

    session: Any
    walk: Any
    accused: Accused
    tracks: dict[Track, Proceeding] = field(default_factory=dict)

    def act(self, text: str, track: Track, action: str, by=None, **facts: Any) -> Proceeding:
        """Record an act on its own day; a track begins with its first."""
        note, zero = facts.pop("note", ""), facts.pop("zero", {})
        recorded = facts.pop("recorded", None)
        act = Act(action, on(text), facts, note, {name: on(day) for name, day in zero.items()})
        who = {
            "by": by or self.walk.team.cvo,
            "at": noon(on(recorded or text)),
            "office": self.walk.office,
        }
        if track in self.tracks:
            take(self.session, self.tracks[track], act, **who)
        else:
            of = self.record if track in OF_THE_MATTER else self.accused
            self.tracks[track] = begin(self.session, of, track, act, **who)
        self.session.flush()
        return self.tracks[track]

    def stay(self, text: str, track: Track, ground: StayGround, by=None) -> None:
        """Let the clocks of one track stand still from this day."""
        record_stay(
            self.session,
            self.record,
            StayOrder(ground, on(text), proceeding_id=self.tracks[track].id),
            "As ordered.",
            by=by or self.walk.team.cvo,
            at=noon(on(text)),
            office=self.walk.office,
        )
        self.session.flush()

    def lift(self, text: str, ground: StayGround) -> None:
        """Let them run again from this day."""
        lift_stay(
            self.session,
            self.record,
            ground,
            by=self.walk.team.cvo,
            at=noon(on(text)),
            office=self.walk.office,
        )
        self.session.flush()

    @property
    def record(self) -> Record:
        """The record of the case."""
        return self.session.get_one(Record, self.accused.record_id)

    def due(self, track: Track, limit: str) -> date:
        """When the latest round of this limit is due."""
        statement = select(Clock.due_on).where(
            Clock.proceeding_id == self.tracks[track].id, Clock.limit_name == limit
        )
        return self.session.scalars(statement.order_by(Clock.round.desc())).first()

    def clocks(self, track: Track) -> dict[str, tuple[str, str | None]]:
        """Every limit of a track: due date and day done, the latest round of each."""
        statement = select(Clock).where(Clock.proceeding_id == self.tracks[track].id)
        return {
            clock.limit_name: (
                clock.due_on.isoformat(),
                clock.done_on.isoformat() if clock.done_on else None,
            )
            for clock in self.session.scalars(statement.order_by(Clock.round))
        }

    def state(self, track: Track) -> str:
        """Where a track stands."""
        return self.tracks[track].state


def a_story(session, walk, who: Particulars = CLERK, named: str = "2024-01-05", case=None) -> Story:
    """An accused in a case of his own, or in the case given."""
    case = case or walk.case(at=noon(on(named)))
    accused = name_accused(
        session, case.record, who, who.designation, by=walk.team.vo, at=noon(on(named))
    )
    session.flush()
    return Story(session, walk, accused)
