"""A report that takes longer than a page may is refused in words, and ordered as a file instead."""

import csv
import io

import pytest
from psycopg.errors import QueryCanceled
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.builders.cases import day
from tests.builders.forms import page_of, said
from tests.builders.ordered import AT, FILES, SPAN, events, take, the_order
from vigilance.database.engine import Database
from vigilance.database.patience import be_patient, took_too_long
from vigilance.returns import queries
from vigilance.returns.making import make_ordered
from vigilance.returns.models import OrderState

STAGES = "/office/reports/days-per-stage"
ASKED = f"{STAGES}?since=01/01/2026&until=31/01/2026"


@pytest.fixture
def too_slow(monkeypatch):
    """The database breaks the count off, as PostgreSQL does when a statement's time is over."""

    def broken_off(*_asked):
        raise OperationalError("SELECT", {}, QueryCanceled("statement timeout"))

    with monkeypatch.context() as patched:
        patched.setattr(queries, "counted_rows", broken_off)
        yield patched


@pytest.fixture
def cvo(session, walk, desk_in_january):
    walk.under_scrutiny(day(5))
    session.flush()
    return desk_in_january(walk.team.cvo)


@pytest.mark.parametrize(
    ("language", "why", "button"),
    [
        ("en", "This report takes longer than a page may.", "Order it as a file"),
        ("hi", "इस रिपोर्ट में इतना समय लगता है", "फाइल के रूप में बनवाएं"),
    ],
)
def test_a_page_that_takes_too_long_says_so_and_offers_the_file(
    too_slow, cvo, language, why, button
):
    answer = cvo.get(f"{ASKED}&lang={language}")

    assert answer.status_code == 422
    assert why in said(answer)
    assert button in said(answer)
    fields = {each.get("name"): each.get("value") for each in page_of(answer).iter("input")}
    assert (fields["since"], fields["until"]) == ("01/01/2026", "31/01/2026")
    assert fields["later"] == "true"


def test_a_file_sent_at_once_that_takes_too_long_is_refused_with_the_same_words(too_slow, cvo):
    too_slow.setattr("vigilance.returns.exporting.rows_up_to", queries.counted_rows)

    answer = cvo.post(f"{STAGES}/export?lang=en", data={**SPAN, "form": "csv"})

    assert answer.status_code == 422
    assert "This report takes longer than a page may." in said(answer)


def test_what_is_ordered_uncounted_is_made_and_taken(too_slow, cvo, connected, session, office):
    answer = cvo.post(f"{STAGES}/export", data={**SPAN, "form": "csv", "later": "true"})

    assert (answer.status_code, answer.headers["Location"]) == (303, FILES)
    assert "It has not been begun yet." in said(cvo.get(f"{FILES}?lang=en"))
    too_slow.undo()
    assert make_ordered(connected, office, AT) == 1
    assert the_order(session).state is OrderState.READY
    ((_event, body),) = events(session, "report-exported")
    lines = list(csv.reader(io.StringIO(take(cvo, session).data.decode("utf-8-sig"), newline="")))
    assert len(lines) == 1 + body["count"] > 1


def test_the_matters_behind_a_figure_that_take_too_long_are_refused_in_words(too_slow, cvo):
    too_slow.setattr("vigilance.returns.views.matters_page", queries.counted_rows)

    answer = cvo.get(
        f"{STAGES}/matters?since=01/01/2026&until=31/01/2026&figure=left&line=registered&lang=en"
    )

    assert answer.status_code == 503
    assert "There is more to count here than a page can wait for." in said(answer)


def test_postgresql_breaks_off_what_takes_too_long_unless_it_was_ordered(postgresql_server):
    hasty = Database(postgresql_server.create_database("hasty"), timeout_ms=100)
    sleep = select(func.pg_sleep(0.4))
    with hasty.reading() as session, pytest.raises(OperationalError) as broken:
        session.execute(sleep)
    assert took_too_long(broken.value)
    with hasty.reading() as session:
        be_patient(session).execute(sleep)
    hasty.dispose()
