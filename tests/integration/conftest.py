"""Fixtures of tests that walk matters along the procedure."""

import uuid

import pytest

from tests.builders.cases import Walk, a_team, day
from tests.builders.complaints import a_complaint
from tests.builders.desks import seated
from tests.conftest import BOTH
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


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


@pytest.fixture
def office(app):
    """The office that the application serves."""
    return app.extensions["vigilance.office"]


@pytest.fixture
def filed(session, office):
    """A registered complaint; `filed(lane=...)`."""

    def make(**filing):
        made = a_complaint(session, office, **filing)
        session.commit()
        return made

    return make


@pytest.fixture(params=BOTH)
def register(request, tmp_path):
    """A database of its own: these tests commit, and work on several connections at once."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/own.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(server.create_database(f"t{uuid.uuid4().hex[:12]}"))
    migrate(found)
    yield found
    found.dispose()


@pytest.fixture
def own_office(settings, tmp_path):
    """The office with a home of its own, and the keys of the run."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(settings.keys_dir)
    own = load_settings({}, env="testing", home=str(home))
    return make_office(own, Keyring.load(own.keys_dir))
