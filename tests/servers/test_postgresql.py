import os

import pytest
from psycopg import OperationalError, connect

from tests.servers import postgresql
from tests.servers.postgresql import NoPostgreSQL, OwnServer, required_server, start_server

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = required_server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


def plain(url):
    return url.replace("+psycopg", "")


def run(url, statement):
    with connect(plain(url), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_database_knows_devanagari_letters(server):
    url = server.create_database("letters")

    kinds = run(url, "select datctype from pg_database where datname = current_database()")

    assert kinds == [("C.UTF-8",)]
    assert run(url, "select 'शिकायत' ~ '^[[:alpha:]]'") == [(True,)]


def test_database_made_from_a_template_holds_its_rows_and_is_apart(server):
    original = server.create_database("original")
    run(original, "create table fact as select 1 as n")

    copy = server.create_database("copy", template="original")
    run(copy, "insert into fact values (2)")

    assert run(copy, "select n from fact order by n") == [(1,), (2,)]
    assert run(original, "select n from fact") == [(1,)]


def test_database_made_again_is_empty_even_while_somebody_is_connected(server):
    url = server.create_database("again")
    with connect(plain(url)) as lingering:
        lingering.execute("create table fact as select 1 as n")
        lingering.commit()

        url = server.create_database("again")

        assert run(url, "select to_regclass('fact')") == [(None,)]


def test_killed_server_starts_again_with_what_was_committed(tmp_path):
    server = required_server(tmp_path)
    if not isinstance(server, OwnServer):
        pytest.skip("TEST_DATABASE_URL names a server that is not ours to kill")
    url = server.create_database("kept")
    run(url, "create table fact as select 1 as n")

    server.kill()
    with pytest.raises(OperationalError):
        run(url, "select 1")
    server.start()

    assert run(url, "select n from fact") == [(1,)]
    server.stop()


def test_stopped_server_leaves_nothing_behind(tmp_path):
    server = required_server(tmp_path)
    if not isinstance(server, OwnServer):
        pytest.skip("TEST_DATABASE_URL names a server that is not ours to stop")
    folder = server._folder

    server.stop()

    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_server_out_of_the_wheel_works_where_none_is_installed(tmp_path, monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgresql, "INSTALLED", tmp_path / "nowhere")

    server = start_server(tmp_path)

    url = server.create_database("wheel")
    run(url, "create extension pg_trgm")
    assert run(url, "select similarity('शिकायत', 'शिकायत')") == [(1.0,)]
    server.stop()


def test_absence_is_an_error_in_ci_and_a_skip_elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgresql, "INSTALLED", tmp_path / "nowhere")
    monkeypatch.setattr(postgresql, "find_spec", lambda _name: None)

    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        required_server(tmp_path)
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        required_server(tmp_path)


def test_server_that_cannot_start_says_why(tmp_path, monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setitem(postgresql.SETTINGS, "max_connections", "many")

    with pytest.raises(NoPostgreSQL, match="max_connections"):
        start_server(tmp_path)


def test_program_in_a_closed_directory_is_noticed(tmp_path):
    program = tmp_path / "closed" / "program"
    program.parent.mkdir(mode=0o700)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    if os.geteuid() != 0:
        pytest.skip("only root runs the server as somebody else")

    assert postgresql.may_run(program, None)
    assert not postgresql.may_run(program, "nobody")
