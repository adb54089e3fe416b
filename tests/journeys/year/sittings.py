"""Four quarterly sittings before the minister, their directions, and how each direction was answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.journeys.year.world import World
from vigilance.cases.models import Case
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.domain.review_rules import rule_named
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reviews.commands import sittings
from vigilance.reviews.commands.deciding import Said, decide
from vigilance.reviews.commands.directions import (
    Charge,
    Report,
    accept_compliance,
    report_compliance,
    return_compliance,
)
from vigilance.reviews.commands.reviewing import Decision
from vigilance.reviews.commands.turns import hold_turn
from vigilance.reviews.models import Direction, Standing
from vigilance.reviews.queries import agenda_of_queue
from vigilance.reviews.rules import Outcome, review_rules
from vigilance.reviews.sitting_models import AgendaItem, Sitting
from vigilance.reviews.sitting_queries import items_of, members_of

QUARTERLY = (3, 6, 9, 12)
"""The months in which the minister sits."""
HELD_ON = 22
AGENDA = 14
SAID = (Outcome.DIRECT, Outcome.CONTINUE, Outcome.DIRECT, Outcome.CONTINUE, Outcome.DIRECT)
"""What is decided, in turn; the last two matters are not reached and carried forward."""
NOT_REACHED = 2
MISSED = {"all-pending": {4, 8}, "principal-secretary": {2, 7, 11}}
"""The months in which a monthly review is not held."""


def sit(world: World) -> Sitting:
    """Call the sitting for today, hold it, decide on its agenda, end it; the minister signs the minutes."""
    cvo, minister = world.staff.actor(Role.CVO), world.staff.actor(Role.MINISTER)
    with world.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        rule = _rule(world, "minister")
        secretary = world.staff.officer(Role.PRINCIPAL_SECRETARY)
        new = sittings.NewSitting(
            rule=rule,
            called_for=world.now(),
            place="समिति कक्ष, लखनऊ",
            chair_id=minister.officer_id,
            officers=(secretary.id, world.staff.officer(Role.LIAISON).id),
            posts=("पुलिस अधीक्षक, सतर्कता अधिष्ठान",),
        )
        found = agenda_of_queue(session, rule, world.day, size=AGENDA)
        agenda = [(matter.record_id, carried) for matter, carried in found]
        code = world.office.settings.office_code
        sitting = sittings.convene(session, new, agenda, code, by=cvo, at=world.now())
        here = {member.id for member in members_of(session, sitting.id)}
        sittings.record_attendance(session, sitting, here, by=cvo, at=world.now())
        reached = items_of(session, sitting.id)[:-NOT_REACHED]
        for place, item in enumerate(reached):
            _decide(world, session, sitting, item, SAID[place % len(SAID)])
        calendar = world.office.rules(session).calendars[CalendarKind.HQ]
        sittings.end(session, sitting, rule, calendar, by=cvo, at=world.now())
        sittings.sign(session, sitting, None, by=minister, at=world.now())
        return sitting


def _rule(world: World, name: str) -> Any:
    return rule_named(review_rules(world.office.settings.config_dir, world.day), name)


def _decide(
    world: World, session: Session, sitting: Sitting, item: AgendaItem, outcome: Outcome
) -> None:
    owner = session.get_one(Record, item.record_id).assigned_to
    rng = world.rng("direction", sitting.number, item.position)
    due = world.day + timedelta(days=rng.randint(10, 40))
    charge = Charge(owner, due) if outcome is Outcome.DIRECT else None
    said = Said(
        Decision(_rule(world, "minister"), outcome, "To be reported on.", None),
        charge,
        item.version,
    )
    decide(session, sitting, item, said, by=world.staff.actor(Role.CVO), at=world.now())


def hold_monthly_reviews(world: World) -> None:
    """The CVO goes through all that is pending, the Principal Secretary through the cases; some months nobody does."""
    for name, role in (
        ("all-pending", Role.CVO),
        ("principal-secretary", Role.PRINCIPAL_SECRETARY),
    ):
        if world.day.month in MISSED[name]:
            continue
        with world.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            hold_turn(
                session,
                _rule(world, name),
                world.calendar,
                by=world.staff.actor(role),
                at=world.now(),
            )


def answer_directions(world: World) -> None:
    """Each direction that stands open is reported on, accepted or returned, by chance; a few are never answered."""
    with world.database.reading() as session:
        act_as(session, SYSTEM)
        waiting = select(Direction.id, Direction.standing, Direction.owner_id, Direction.given_at)
        rows = session.execute(
            waiting.where(Direction.complied_at.is_(None)).order_by(
                Direction.given_at, Direction.note_number, Direction.due_on
            )
        ).all()
    for place, (direction_id, standing, owner_id, given_at) in enumerate(rows):
        rng = world.rng("answer", ist_day(given_at), place, world.day)
        if standing == Standing.REPORTED:
            if rng.random() < 0.5:
                _judge(world, direction_id, accepted=rng.random() < 0.7)
        elif rng.random() < 0.12:
            _report(world, direction_id, owner_id)


def _report(world: World, direction_id: Any, owner_id: Any) -> None:
    vo = world.staff.actor(Role.VO)
    by = Actor(frozenset({Role.VO}), owner_id) if owner_id else vo
    with world.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        row = session.get_one(Direction, direction_id)
        report_compliance(session, row, Report("The papers were called."), by=by, at=world.now())


def _judge(world: World, direction_id: Any, *, accepted: bool) -> None:
    who = {"by": world.staff.actor(Role.CVO), "at": world.now()}
    with world.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        row = session.get_one(Direction, direction_id)
        if accepted:
            accept_compliance(session, row, **who)
        else:
            return_compliance(session, row, "The second account is missing.", **who)


def released_cases(world: World) -> Sequence[str]:
    """The numbers of the cases that the minister may direct on."""
    with world.database.reading() as session:
        act_as(session, world.staff.actor(Role.MINISTER))
        return list(session.scalars(select(Case.number).order_by(Case.number)))
