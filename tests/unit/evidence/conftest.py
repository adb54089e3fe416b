"""Fixtures of tests that read hostile files."""

import pytest

from tests.builders.drawing import Listener


@pytest.fixture
def listener():
    """A server that no file may make anybody ask."""
    found = Listener()
    yield found
    found.stop()
