"""Fixtures of tests that walk matters along the procedure."""

import pytest

from tests.builders.cases import Walk, a_team, day
from tests.builders.desks import seated


@pytest.fixture
def walk(app, session, an_officer) -> Walk:
    """An office with one officer of each part, whose steps a session of the system takes."""
    return Walk(session, app.extensions["vigilance.office"], a_team(an_officer))


@pytest.fixture
def team(walk, session, sign_in, at):
    """The browsers of the team, each made when it is asked for."""
    at(day(1))
    actors = {"vo": walk.team.vo, "cvo": walk.team.cvo, "inquirer": walk.team.inquirer}
    return lambda who: seated(session, sign_in, actors[who])
