"""An empty database of each kind, whose history a test walks itself."""

import pytest

from vigilance.database.engine import Database


@pytest.fixture(
    params=[pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def empty(request, tmp_path):
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/empty.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(
            server.create_database(f"m{tmp_path.name[-8:].lower().replace('-', '_')}x")
        )
    yield found
    found.dispose()
