"""Two hundred random edits behind the program's back, made directly in a copy of the database: each is found."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    String,
    Uuid,
    inspect,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import JSON

from tests.builders.complaints import a_complaint
from vigilance.audit.bundle import Trust
from vigilance.audit.models import Checkpoint, Event, EventPayload, LedgerLeaf
from vigilance.audit.sealer import seal, verifier_key
from vigilance.audit.stored_ledger import stored_bundle, witnessed_tables
from vigilance.audit.verification import verify
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import WRITES, Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.sealing.keyring import Keyring

EDITS = 200
NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
LEDGER = (Event, EventPayload, LedgerLeaf, Checkpoint)


def other_value(column, value, rnd):
    """Some other value of the column's kind."""
    kind = column.type
    if isinstance(kind, Boolean):
        return not value
    if isinstance(kind, Integer):
        return (value or 0) + rnd.randint(1, 9)
    if isinstance(kind, LargeBinary):
        content = bytearray(value or b"\0")
        content[rnd.randrange(len(content))] ^= 1 << rnd.randrange(8)
        return bytes(content)
    if isinstance(kind, Uuid):
        return uuid.UUID(int=(value.int if value else 0) ^ (1 << rnd.randrange(128)))
    if isinstance(kind, JSON | JSONB):
        return (
            ["forged"]
            if isinstance(value, list)
            else {**(value or {}), "forged": rnd.randint(1, 9)}
        )
    if isinstance(kind, DateTime) or value.__class__ is datetime:
        return (value or NOW) + timedelta(seconds=rnd.randint(1, 9999))
    if isinstance(kind, Date):
        return (value or date(2026, 1, 1)) + timedelta(days=rnd.randint(1, 99))
    if isinstance(kind, String):
        return f"{value or ''}forged"
    return NOW


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def copy(request, tmp_path, settings):
    """A database of its own with a few sealed complaints in it, opened past every guard."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/copy.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        database = Database(server.create_database(f"c{uuid.uuid4().hex[:10]}"))
    from vigilance.database.migrating import migrate

    migrate(database)
    office = make_office(settings, Keyring.load(settings.keys_dir))
    for number in range(4):
        with database.writing() as session, session.begin():
            lane = Lane.PROTECTED if number == 0 else Lane.ORDINARY
            a_complaint(act_as(session, SYSTEM), office, at=NOW, lane=lane)
    seal(database, office.keyring, settings.office_code, NOW)
    unguard(database)
    yield database
    database.dispose()


def unguard(database):
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            if database.dialect == "sqlite":
                names = (
                    connection.execute(
                        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                    )
                    .scalars()
                    .all()
                )
                for name in names:
                    connection.execute(text(f"DROP TRIGGER {name}"))


def columns_of(table):
    hidden = getattr(table, "unwitnessed", frozenset()) - {"seq", "head"}
    return [attr.columns[0] for attr in inspect(table).column_attrs if attr.key not in hidden]


def loosen(session, database):
    """No foreign key and no trigger stands in the way of who owns the machine."""
    connection = session.connection()
    if database.dialect == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def one_edit(session, rnd):
    """Change one value of one row somewhere; says what, or None where the table has no rows."""
    table = rnd.choice([*LEDGER, *witnessed_tables()])
    rows = (
        session.connection().execute(select(*inspect(table).local_table.columns)).mappings().all()
    )
    if not rows:
        return None
    row = rnd.choice(rows)
    column = rnd.choice(columns_of(table))
    if column.foreign_keys and column.name not in ("record_id", "event_id"):
        return None
    key = [name == row[name.name] for name in inspect(table).primary_key]
    value = other_value(column, row[column.name], rnd)
    core = inspect(table).local_table
    raw = {column.name: type_coerce(value, String) if isinstance(column.type, Enum) else value}
    try:
        session.connection().execute(update(core).where(*key).values(raw))
    except IntegrityError:  # the database itself refused it: nothing was edited
        return None
    return f"{core.name}.{column.name}"


def test_each_of_two_hundred_random_edits_is_found(copy, settings):
    rnd = random.Random(20261122)
    trust = Trust(keys=(verifier_key(Keyring.load(settings.keys_dir), settings.office_code),))
    later = NOW + timedelta(hours=1)
    made, missed = [], []
    with copy.reading() as session:
        act_as(session, SYSTEM)
        assert list(verify(stored_bundle(session, later), trust)) == []

    while len(made) < EDITS:
        with copy.writing() as session:
            act_as(session, SYSTEM)
            loosen(session, copy)
            edit = one_edit(session, rnd)
            if edit is None:
                session.rollback()
                continue
            session.expire_all()
            made.append(edit)
            if not list(verify(stored_bundle(session, later), trust)):
                missed.append(edit)
            session.rollback()

    assert missed == []
    assert len({edit.partition(".")[0] for edit in made}) >= 8


def test_removed_and_swapped_rows_are_found(copy, settings):
    trust = Trust(keys=(verifier_key(Keyring.load(settings.keys_dir), settings.office_code),))
    later = NOW + timedelta(hours=1)
    for statement in (
        "DELETE FROM event_payload WHERE event_id = (SELECT max(event_id) FROM event_payload)"
        if copy.dialect == "sqlite"
        else "DELETE FROM event_payload WHERE event_id = (SELECT event_id FROM event_payload LIMIT 1)",
        "DELETE FROM checkpoint",
        "DELETE FROM ledger_leaf WHERE leaf_index = 2",
        "DELETE FROM receipt",
        "DELETE FROM complaint",
    ):
        with copy.writing() as session:
            act_as(session, SYSTEM)
            loosen(session, copy)
            session.connection().execute(text(statement))
            session.expire_all()

            assert list(verify(stored_bundle(session, later), trust)) != [], statement
            session.rollback()
