"""Fixtures of tests that walk matters along the procedure."""

import pytest

from tests.builders.cases import Walk, a_team


@pytest.fixture
def walk(app, session, an_officer) -> Walk:
    """An office with one officer of each part, whose steps a session of the system takes."""
    return Walk(session, app.extensions["vigilance.office"], a_team(an_officer))
