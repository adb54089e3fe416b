"""In a rush nobody is refused: who proves a little work goes first, the others are kept and entered a little later."""

import hashlib
import itertools
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from vigilance.complaints.models import Complaint
from vigilance.complaints.pressure import WORK_BITS, Pressure, proves_work
from vigilance.complaints.spool import drain_spool
from vigilance.web.clock import now


def stamp_for(submission):
    def enough(tried):
        digest = hashlib.sha256(f"{submission}:{tried}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0

    return str(next(filter(enough, itertools.count())))


def drawn(client):
    page = client.get("/complaints/new?lang=en").get_data(as_text=True)
    return page, page.partition('name="submission_id" value="')[2].partition('"')[0]


@pytest.fixture
def rush(app):
    app.extensions["vigilance.pressure"] = Pressure(0)
    with app.app_context():
        app.extensions["vigilance.pressure"].note(now())
    yield
    app.extensions.pop("vigilance.pressure")


def registered(session):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Complaint))


def file(client, submission, **more):
    form = {"text": "Money is asked for a pension.", "submission_id": submission, "lang": "en"}
    return client.post("/complaints", data=form | more)


def test_outside_a_rush_nothing_is_asked(client, session):
    page, submission = drawn(client)

    assert "data-work" not in page
    assert file(client, submission).status_code == 201


def test_who_proves_the_work_is_registered_at_once(client, session, rush):
    page, submission = drawn(client)
    assert 'data-work="14"' in page

    answer = file(client, submission, stamp=stamp_for(submission))

    assert (answer.status_code, registered(session)) == (201, 1)


@pytest.mark.parametrize("stamp", ["", "1", "x" * 50, "१२"])
def test_who_does_not_gets_number_and_code_and_is_entered_by_the_job(
    client, session, rush, connected, office, stamp
):
    _page, submission = drawn(client)

    answer = file(client, submission, stamp=stamp)
    waiting = registered(session)
    entered = drain_spool(connected, office, datetime.now(UTC))

    assert (answer.status_code, waiting, entered, registered(session)) == (202, 0, 1, 1)


def test_a_stamp_is_good_for_one_drawing_of_the_form_alone():
    stamp = stamp_for("one")

    assert (proves_work("one", stamp), proves_work("another", stamp)) == (True, False)
