"""What follows a closing: the complainant does not accept it, and an officer one level up decides."""

import random

from tests.journeys.year.pace import days
from tests.journeys.year.world import Act, Matter, Scene, Story
from vigilance.domain.roles import Role
from vigilance.proceedings.commands import appeals


def appealed(_matter: Matter, rng: random.Random) -> Story:
    """Asked for within its window; upheld, or set aside and opened again."""
    yield Act(rng.randint(3, 20), Role.COMPLAINANT, ask_review)
    command = appeals.set_aside if rng.random() < 0.35 else appeals.uphold

    def decide(scene: Scene) -> None:
        command(scene.session, scene.complaint, "Read with the report.", **scene.who)

    yield Act(days(rng, 5, 25), Role.REVIEWING_OFFICER, decide)


def ask_review(scene: Scene) -> None:
    """In words, without papers."""
    appeals.file_appeal(
        scene.session, scene.matter.record_id, "The witness was left out.", (), **scene.who
    )
