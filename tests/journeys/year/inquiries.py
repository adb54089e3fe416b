"""The stories of cases: the inquiry, its report, and what it leads to."""

import random

from sqlalchemy import select

from tests.journeys.year.closings import appealed
from tests.journeys.year.tracks import stories_of_accused
from tests.journeys.year.world import Act, Do, Matter, Scene, Story, World
from vigilance.cases.commands import extension, inquiry, links, opening, outcome, summary
from vigilance.cases.models import Case
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.domain.workflows.inquiry import FINAL

CVO, VO, IO = Role.CVO, Role.VO, Role.INQUIRING_OFFICER
CLOSE_AS = (Disposal.NOT_SUBSTANTIATED, Disposal.NOT_SUBSTANTIATED, Disposal.INSUFFICIENT)
SUMMARY = Words(hi="जांच आख्या का सार: {number}", en="What the inquiry found: {number}")


def plain(command: Do) -> Do:
    """A command that takes the case and nothing else."""
    return lambda scene: command(scene.session, scene.case, **scene.who)


def reasoned(command: Do, *given: object) -> Do:
    """A command that takes the case, perhaps a class, and reasons."""
    return lambda scene: command(
        scene.session, scene.case, *given, "As recorded in the file.", **scene.who
    )


def take_up(scene: Scene) -> None:
    matter = scene.matter
    matter.inquirer = scene.world.staff.actor(IO, scene.rng.randrange(9))
    order = opening.InquiryOrder(
        "Money asked for a benefit", matter.inquirer.officer_id, None, "Facts to be inquired."
    )
    matter.case = opening.take_up(scene.session, scene.complaint, order, **scene.who).number


def _report(scene: Scene) -> None:
    report = inquiry.InquiryReport(scene.rng.choice(tuple(Finding)), "What was found, with papers.")
    inquiry.submit_report(scene.session, scene.case, report, **scene.who)


def release(scene: Scene) -> None:
    case = scene.case
    text = Words(*(each.format(number=case.number) for each in (SUMMARY.hi, SUMMARY.en)))
    summary.release_summary(scene.session, case, text, by=scene.by, at=scene.at)


def _progress(scene: Scene) -> None:
    inquiry.record_progress(scene.session, scene.case, "Two witnesses were heard.", **scene.who)


def join_standing_case(world: World, matter: Matter) -> Do | None:
    """The act that joins this complaint to the last case of its kind, if one stands."""
    cases = [
        each for each in world.matters.values() if each.case and each.lane == Lane.ORDINARY.value
    ]
    if matter.lane != Lane.ORDINARY or not cases:
        return None

    def join(scene: Scene) -> None:
        numbers = [each.case for each in cases]
        standing = select(Case).where(Case.number.in_(numbers), Case.state.not_in(FINAL))
        found = scene.session.scalars(standing.order_by(Case.number.desc())).first()
        if found is None:
            return
        owner = next(each for each in cases if each.case == found.number)
        matter.vo, matter.inquirer, matter.case = owner.vo, owner.inquirer, found.number
        links.join_complaint(scene.session, found, scene.complaint, "The same matter.", **scene.who)

    return join


def inquired(matter: Matter, rng: random.Random) -> Story:
    """Ordered, begun, reported on; some ask for more time, some reports go back, some are months late."""
    yield Act(rng.randint(2, 9), CVO, take_up)
    yield Act(rng.randint(1, 12), IO, plain(inquiry.take_charge))
    if rng.random() < 0.2:
        yield Act(rng.randint(20, 50), IO, reasoned(extension.ask_extension))
        decide = extension.grant_extension if rng.random() < 0.7 else extension.refuse_extension
        yield Act(rng.randint(1, 9), CVO, reasoned(decide))
    yield Act(rng.randint(10, 30), IO, _progress)
    yield Act(rng.choice((20, 30, 45, 60, 120)) + rng.randint(0, 15), IO, _report)
    if rng.random() < 0.12:
        yield Act(rng.randint(3, 12), CVO, reasoned(inquiry.return_report))
        yield Act(rng.randint(8, 25), IO, _report)
    yield Act(rng.randint(3, 15), CVO, plain(inquiry.accept_report))
    if matter.lane != Lane.PROTECTED and rng.random() < 0.7:
        yield Act(rng.randint(0, 4), CVO, release)


def end_of_inquiry(matter: Matter, rng: random.Random) -> Story:
    """Action against one or two accused, or the closing by two persons."""
    if rng.random() < 0.5:
        yield Act(rng.randint(2, 9), CVO, reasoned(outcome.order_action))
        yield Act(rng.randint(1, 6), VO, stories_of_accused)
        return
    yield Act(rng.randint(2, 9), VO, reasoned(outcome.propose_closure, rng.choice(CLOSE_AS)))
    if rng.random() < 0.1:
        yield Act(rng.randint(1, 6), CVO, reasoned(outcome.refuse_closure))
        yield Act(rng.randint(2, 9), VO, reasoned(outcome.propose_closure, CLOSE_AS[0]))
    yield Act(rng.randint(2, 12), CVO, reasoned(outcome.approve_closure))
    after = rng.random()
    if after < 0.08:
        yield Act(rng.randint(5, 40), CVO, reasoned(outcome.reopen))
        yield Act(rng.randint(20, 40), IO, _report)
    elif after < 0.25 and matter.lane != Lane.ANONYMOUS:
        yield from appealed(matter, rng)
