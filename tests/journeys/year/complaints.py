"""The stories of complaints, from the register to the CVO's route, told by the office's own commands."""

import random

from tests.journeys.year.closings import appealed
from tests.journeys.year.inquiries import end_of_inquiry, inquired, join_standing_case
from tests.journeys.year.pace import days
from tests.journeys.year.world import Act, Do, Matter, Scene, Story, World
from vigilance.complaints.commands import (
    assignment,
    confirmation,
    factual_report,
    routing,
    scrutiny,
    verification,
)
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Recommendation
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.vigilance_angle import PlainPoint

CVO, VO, HIM = Role.CVO, Role.VO, Role.COMPLAINANT
FORWARD_AS = (Disposal.OTHER_DEPARTMENT, Disposal.ADMINISTRATIVE_GRIEVANCE)
FILE_AS = (
    Disposal.NO_VIGILANCE_ANGLE,
    Disposal.ADMINISTRATIVE_GRIEVANCE,
    Disposal.INSUFFICIENT,
    Disposal.SUB_JUDICE,
)
ENDINGS = {
    "filed": 36,
    "forwarded": 26,
    "unconfirmed": 17,
    "disowned": 3,
    "silent": 9,
    "taken-up": 9,
}


def plain(command: Do) -> Do:
    """A command that takes the complaint and nothing else."""
    return lambda scene: command(scene.session, scene.complaint, **scene.who)


def reasoned(command: Do, *given: object) -> Do:
    """A command that takes the complaint, perhaps a class, and reasons."""
    return lambda scene: command(
        scene.session, scene.complaint, *given, "As recorded in the file.", **scene.who
    )


def assign(scene: Scene) -> None:
    place = scene.rng.randrange(8)
    scene.matter.vo = scene.world.staff.actor(VO, place)
    assignment.assign(scene.session, scene.complaint, scene.matter.vo.officer_id, **scene.who)


def _owned(command: Do) -> Do:
    def answer(scene: Scene) -> None:
        rules = scene.world.office.rules(scene.session)
        command(scene.session, scene.matter.record_id, by=scene.by, at=scene.at, rules=rules)

    return answer


def recommend(recommendation: Recommendation) -> Do:
    """The scrutiny with this recommendation."""

    def act(scene: Scene) -> None:
        serious = recommendation is Recommendation.TAKE_UP
        found = scrutiny.ScrutinyRecord(
            points=frozenset({PlainPoint.GRATIFICATION}) if serious else frozenset(),
            integrity_doubtful=False,
            recommendation=recommendation,
            note="Read with its papers.",
        )
        scrutiny.record_scrutiny(scene.session, scene.complaint, found, **scene.who)

    return act


def _call_facts(scene: Scene) -> None:
    place = scene.matter.district if scene.matter.district != "-" else "162"
    factual_report.call_factual_report(
        scene.session, scene.complaint, place, "Is the list of March on record?", **scene.who
    )


def story_of(world: World, matter: Matter, rng: random.Random) -> Story:
    """What becomes of this complaint, by its lane and by chance."""
    if matter.lane == Lane.ANONYMOUS:
        return _anonymous(matter, rng)
    if matter.lane in {Lane.PROTECTED, Lane.DEPARTMENT_ORIGINATED}:
        return _not_asked(matter, rng)
    return _asked(world, matter, rng)


def _anonymous(matter: Matter, rng: random.Random) -> Story:
    if rng.random() < 0.75:
        yield Act(days(rng, 3, 12), CVO, reasoned(routing.file_anonymous))
        return
    yield Act(days(rng, 1, 5), CVO, assign)
    yield Act(days(rng, 1, 6), CVO, reasoned(scrutiny.take_up_as_source_information))
    yield from _weighed(matter, rng, "taken-up" if rng.random() < 0.4 else "filed")


def _not_asked(matter: Matter, rng: random.Random) -> Story:
    yield Act(days(rng, 1, 3), CVO, assign)
    yield Act(days(rng, 1, 4), VO, plain(scrutiny.start_scrutiny))
    yield from _weighed(matter, rng, rng.choice(("taken-up", "taken-up", "filed")))


def _asked(world: World, matter: Matter, rng: random.Random) -> Story:
    ending = rng.choices(list(ENDINGS), list(ENDINGS.values()))[0]
    yield Act(days(rng, 1, 4), CVO, assign)
    if ending == "silent":  # nobody does anything more
        return
    yield Act(days(rng, 1, 5), VO, plain(verification.ask_confirmation))
    if ending == "unconfirmed":
        yield Act(days(rng, 17, 22), VO, plain(verification.remind))
        yield Act(days(rng, 20, 30), CVO, reasoned(routing.file_unconfirmed))
        return
    if ending == "disowned":
        yield Act(rng.randint(2, 12), HIM, _owned(confirmation.disown))
        yield Act(days(rng, 3, 12), CVO, reasoned(routing.file_unconfirmed))
        return
    yield Act(rng.randint(2, 13), HIM, _owned(confirmation.confirm))
    if rng.random() < 0.1:
        yield Act(days(rng, 2, 5), VO, _call_facts)
        answered = lambda scene: factual_report.receive_factual_report(  # noqa: E731 -- one act
            scene.session, scene.complaint, "It is on record.", **scene.who
        )
        yield Act(days(rng, 8, 25), VO, answered)
    if ending == "taken-up" and rng.random() < 0.12:
        standing = join_standing_case(world, matter)
        if standing is not None:
            yield Act(days(rng, 3, 9), CVO, standing)
            return
    yield from _weighed(matter, rng, ending)


def _weighed(matter: Matter, rng: random.Random, ending: str) -> Story:
    """Scrutinised, perhaps sent back once, and routed; what was filed may be opened again or appealed against."""
    said = {"filed": Recommendation.FILE, "forwarded": Recommendation.FORWARD}
    recommendation = said.get(ending, Recommendation.TAKE_UP)
    yield Act(days(rng, 5, 18), VO, recommend(recommendation))
    if rng.random() < 0.06:
        yield Act(days(rng, 2, 6), CVO, reasoned(scrutiny.return_scrutiny))
        yield Act(days(rng, 2, 8), VO, recommend(recommendation))
    if ending == "taken-up":
        yield from inquired(matter, rng)
        yield from end_of_inquiry(matter, rng)
        return
    command, classes = (
        (routing.forward, FORWARD_AS) if ending == "forwarded" else (routing.file, FILE_AS)
    )
    yield Act(days(rng, 2, 9), CVO, reasoned(command, rng.choice(classes)))
    after = rng.random()
    if after < 0.03:
        yield Act(rng.randint(5, 40), CVO, reasoned(routing.reopen))
        yield Act(days(rng, 5, 12), VO, recommend(Recommendation.FILE))
        yield Act(days(rng, 2, 9), CVO, reasoned(routing.file, FILE_AS[0]))
    elif after < 0.07:
        yield from appealed(matter, rng)
