"""The floors that do the product's work leave the rows that the product leaves, and draw its words."""

import re

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select

from benchmarks.desks import registering, without_kdf
from benchmarks.generator import plain_url
from benchmarks.measuring import watched
from benchmarks.same_work import mapped_rows, rows_by_mapper, rows_by_psycopg, same_lines
from vigilance.complaints.office import make_office
from vigilance.database.base import Base
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.sealing.keyring import Keyring

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def empty(postgresql_server):
    database = Database(postgresql_server.create_database("same_work"))
    migrate(database)
    yield database
    database.dispose()


def rows_in_all_tables(database):
    tables = Base.metadata.sorted_tables
    with database.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables
        }


def added(database, operation):
    before = rows_in_all_tables(database)
    operation()
    after = rows_in_all_tables(database)
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


def test_a_registration_sent_again_leaves_the_same_rows(empty, settings):
    office = make_office(settings, Keyring.load(settings.keys_dir))
    register = registering(empty, office)
    with without_kdf():
        register()  # totals and the series have their rows from now on
        with watched(empty.engine) as seen, mapped_rows() as rows:
            product = added(empty, register)

    with psycopg.connect(plain_url(empty)) as connection:
        by_psycopg = added(empty, rows_by_psycopg(seen, connection))
    by_mapper = added(empty, rows_by_mapper(rows, seen, empty.engine))

    assert product["complaint"] == product["sealed_identity"] == 1
    assert by_psycopg == by_mapper == product


def test_a_page_drawn_again_has_the_same_lines_and_asks_the_same(empty):
    with watched(empty.engine) as seen, empty.reading() as session:
        session.execute(select(Base.metadata.tables["officer"].c.id))
    page = "<h1>SWD-C-1</h1>\n<p>She said &lt;no&gt;</p>"

    draw = same_lines(Flask("floor"), empty.engine, seen, page)
    with watched(empty.engine) as again:
        drawn = draw()

    assert again.texts == seen.texts
    assert re.findall(r"<p>(.*)</p>", drawn) == ["SWD-C-1", "She said &lt;no&gt;"]
