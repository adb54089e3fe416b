"""The history of the schema: one head, no drift, and the way up, down and up again."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tests.builders.histories import down, up_to
from vigilance.database.engine import WRITES
from vigilance.database.migrating import SchemaMismatch, alembic_config, check_schema, migrate
from vigilance.models import metadata


def shape(database):
    with database.engine.connect() as connection:
        looked = inspect(connection)
        tables = {
            table: (
                sorted(
                    (column["name"], str(column["type"]), column["nullable"])
                    for column in looked.get_columns(table)
                ),
                sorted(
                    (index["name"], tuple(index["column_names"]))
                    for index in looked.get_indexes(table)
                ),
                sorted(
                    constraint["name"] or "" for constraint in looked.get_unique_constraints(table)
                ),
            )
            for table in looked.get_table_names()
            if table != "alembic_version"
        }
        kind = (
            "sqlite_master WHERE type = 'trigger'"
            if database.dialect == "sqlite"
            else "pg_trigger WHERE NOT tgisinternal"
        )
        column = "name" if database.dialect == "sqlite" else "tgname"
        triggers = sorted(connection.execute(text(f"SELECT {column} FROM {kind}")).scalars())
    return tables, triggers


def test_there_is_one_head_and_it_is_the_committed_one(project):
    heads = ScriptDirectory.from_config(alembic_config()).get_heads()

    assert heads == [(project / "migrations" / "HEAD").read_text().strip()]


def test_the_schema_is_what_the_models_say(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)

    assert found == []


def test_up_down_and_up_again_leaves_the_same_schema(empty):
    migrate(empty)
    first = shape(empty)

    down(empty, "base")
    emptied = shape(empty)
    migrate(empty)

    assert emptied == ({}, [])
    assert shape(empty) == first


def test_a_schema_with_a_ledger_in_it_is_not_taken_away(empty):
    migrate(empty)
    with empty.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            record = (
                "'00000000000000000000000000000001'"
                if empty.dialect == "sqlite"
                else "'00000000-0000-0000-0000-000000000001'"
            )
            connection.execute(
                text(
                    "INSERT INTO record (id, kind, number, tier, opened_at, seq, head, at_intake, released_to_minister) "
                    f"VALUES ({record}, 'system', 'sys:x', 'ordinary', '2026-01-01', 1, :blob, false, false)"
                ),
                {"blob": b"x"},
            )
            connection.execute(
                text(
                    "INSERT INTO event (id, record_id, record_seq, type, actor, actor_role, at, payload_commit, prev_hash, event_hash) "
                    f"VALUES ({record}, {record}, 1, 'x', 'system', 'system', '2026-01-01', :blob, :blob, :blob)"
                ),
                {"blob": b"x"},
            )

    with pytest.raises(RuntimeError, match="ledger is not empty"):
        down(empty, "base")

    check_schema(empty)


def test_code_refuses_a_schema_that_is_not_its_own(empty):
    with pytest.raises(SchemaMismatch, match="vigilance init"):
        check_schema(empty)


def written(database, statement, **values):
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            connection.execute(text(statement), values)


RECORD = (
    "INSERT INTO record (id, kind, number, tier, opened_at, seq, head, at_intake, released_to_minister) "
    "VALUES (:id, 'case', 'SWD-V-2026-00001', 'ordinary', '2026-01-01', 0, :blob, false, false)"
)
CLOCK = (
    "INSERT INTO clock (id, record_id, limit_name, round, started_on, due_on, counts_until, extended, stayed, owed_by) "
    "VALUES (:id, :id, 'inquiry-report', 1, '2026-01-05', '2026-04-05', '2026-04-06', true, false, 'inquiring-officer')"
)
ARRIVAL = (
    "INSERT INTO arrival (id, channel, account, provider_key, sha256, size, received_at, state, attempts, deaths, next_try_at, repeats) "
    "VALUES (:id, 'email', '', 'k', :blob, 1, '2026-01-01', 'waiting', 0, 0, '2026-01-01', 0)"
)


def test_every_door_opens_with_what_was_there_before(empty):
    row_id = "0" * 31 + "1" if empty.dialect == "sqlite" else "00000000-0000-0000-0000-000000000001"
    up_to(empty, "0001")
    written(empty, RECORD, id=row_id, blob=b"x")
    written(empty, CLOCK, id=row_id)

    for revision in ("0002", "0001", "0002"):
        (up_to if revision == "0002" else down)(empty, revision)
        with empty.engine.connect() as connection:
            kept = connection.execute(text("SELECT limit_name, extended FROM clock")).all()
        assert [(name, bool(extended)) for name, extended in kept] == [("inquiry-report", True)]

    with empty.engine.connect() as connection:
        added = connection.execute(text("SELECT track, proceeding_id, extensions FROM clock")).all()
    assert [tuple(row) for row in added] == [(None, None, None)]


def test_what_arrived_is_neither_removed_nor_migrated_away(empty):
    row_id = "0" * 31 + "1" if empty.dialect == "sqlite" else "00000000-0000-0000-0000-000000000001"
    migrate(empty)
    written(empty, ARRIVAL, id=row_id, blob=b"x")

    with pytest.raises(DBAPIError, match="what arrived is kept"):
        written(empty, "DELETE FROM arrival")
    with pytest.raises(RuntimeError, match="something has arrived"):
        down(empty, "0001")
    with empty.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM arrival")).scalar_one() == 1
