"""On PostgreSQL statements stay prepared from page to page; what went wrong is forgotten as the driver forgets it."""

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from vigilance.database.engine import Database
from vigilance.database.plans import PLANS

ASKED = "SELECT number FROM record WHERE number = :number"
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT number FROM%'"
OFTEN = 8  # the driver prepares what it sent five times


@pytest.fixture
def postgresql(database):
    if database.dialect != "postgresql":
        pytest.skip("SQLite keeps its own")
    own = Database(database.url)
    yield own
    own.dispose()


def read_often(database):
    for _ in range(OFTEN):
        with database.reading() as session:
            session.execute(text(ASKED), {"number": "nobody's"})


def test_what_a_page_asked_stays_prepared_for_the_next(postgresql):
    read_often(postgresql)

    with postgresql.reading() as session:
        assert session.scalar(text(PREPARED)) == 1


def test_a_session_that_only_reads_leaves_no_transaction_open(postgresql):
    read_often(postgresql)

    with postgresql.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver.pgconn.transaction_status == TransactionStatus.IDLE
        assert driver.prepared_max == PLANS


def test_after_an_error_everything_is_prepared_anew(postgresql):
    read_often(postgresql)
    with pytest.raises(ProgrammingError), postgresql.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))

    with postgresql.reading() as session:
        assert session.scalar(text(PREPARED)) == 0


def test_what_was_not_committed_is_gone(postgresql):
    with postgresql.writing() as session:
        session.execute(text("INSERT INTO number_series (series, last) VALUES ('T-kept', 1)"))
        session.rollback()

    with postgresql.reading() as session:
        left = session.scalar(text("SELECT count(*) FROM number_series WHERE series = 'T-kept'"))
        assert left == 0


def test_the_columns_of_a_result_are_described_to_who_asks(postgresql):
    with postgresql.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("SELECT 1 AS one, 'two' AS two")

        assert [column.name for column in cursor.description] == ["one", "two"]
        assert (len(cursor.description), cursor.description[1].name) == (2, "two")
        cursor.execute("SET LOCAL lock_timeout = 1000")
        assert cursor.description is None
