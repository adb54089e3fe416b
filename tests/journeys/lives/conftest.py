"""Life stories are told by commands, with the clock of the office moved by hand: no server and no browser."""

import pytest

from tests.builders.cases import Walk, a_team
from vigilance.complaints.office import make_office
from vigilance.sealing.keyring import Keyring


@pytest.fixture
def walk(session, settings, an_officer) -> Walk:
    """An office with one officer of each part, whose steps a session of the system takes."""
    office = make_office(settings, Keyring.load(settings.keys_dir))
    return Walk(session, office, a_team(an_officer))
