"""Letters of public representatives: entered with the complaint they brought, confirmed, answered in time, late or never."""

from datetime import timedelta
from typing import Any

from tests.journeys.year.world import Letter, Matter, World
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.workflows.references import RepresentativeState
from vigilance.post.commands import letters
from vigilance.post.models import MemberOffice, RepresentativeLetter

LAIN = (0, 0, 2, 6)
"""So many days a letter may have lain before it was entered."""
ANSWERED, CONFIRMED, AGAIN = 0.09, 0.15, 0.01
"""How likely it is on any day that a letter is answered, confirmed, or written again after its answer."""


def enter(world: World, matter: Matter) -> None:
    """The letter in which this complaint came; it is tied to the complaint."""
    if matter.lane != Lane.PUBLIC_REPRESENTATIVE:
        return
    rng = world.rng("letter", matter.number)
    new = letters.NewLetter(
        member="Shri Harsh Pal",
        office=rng.choice(list(MemberOffice)),
        received_on=world.day - timedelta(days=rng.choice(LAIN)),
        subject="Money asked for a benefit",
    )
    with world.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        clerk = world.staff.actor(Role.CLERK)
        entered = letters.receive_letter(
            session, new, by=clerk, at=world.now(), office=world.office
        )
        complaint = complaint_of(session, matter.record_id)
        letters.link_complaint(session, entered, complaint, by=clerk, at=world.now())
        told = Letter(entered.number, new.received_on, new.office.value, matter.number)
    world.letters[told.number] = told


def work(world: World) -> None:
    """What is done today about each letter, by chance."""
    for number in sorted(world.letters):
        rng = world.rng("letter", number, world.day)
        with world.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            found = session.query(RepresentativeLetter).filter_by(number=number).one()
            _deal_with(world, session, found, rng.random())


def _deal_with(world: World, session: Any, letter: RepresentativeLetter, chance: float) -> None:
    by, at = world.staff.actor(Role.VO), world.now()
    if letter.stage == RepresentativeState.REPLIED:
        if chance < AGAIN:
            why = "He writes again."
            letters.reopen_letter(session, letter, why, by=by, at=at, office=world.office)
    elif chance < ANSWERED:
        letters.reply_to_letter(session, letter, "R/1", world.day, by=by, at=at)
    elif chance < CONFIRMED and letter.stage == RepresentativeState.RECEIVED:
        letters.confirm_letter(session, letter, world.day, by=by, at=at)
