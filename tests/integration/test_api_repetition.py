"""The same request again, and the wrong code again and again."""

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import TEXT, a_complaint
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM

URL = "/api/v1/complaints"


TRACK = "/api/v1/complaints/track"


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def test_the_same_key_gives_the_same_receipt(client, session):
    headers = {"Idempotency-Key": "one"}

    first = client.post(URL, json={"text": TEXT}, headers=headers)
    again = client.post(URL, json={"text": TEXT}, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_without_a_key_each_request_is_its_own(client, session):
    for _ in range(2):
        client.post(URL, json={"text": TEXT})

    assert session.scalar(select(func.count()).select_from(Complaint)) == 2


def test_a_key_used_for_another_body_is_refused(client):
    client.post(URL, json={"text": TEXT}, headers={"Idempotency-Key": "one"})

    answer = client.post(URL, json={"text": "another"}, headers={"Idempotency-Key": "one"})

    assert (answer.status_code, list(answer.json["errors"])) == (422, ["Idempotency-Key"])


def test_an_answer_older_than_a_day_is_gone_and_nothing_is_entered_twice(
    client, session, connected
):
    from datetime import UTC, datetime

    from vigilance.correspondence.answers import forget_answers

    client.post(URL, json={"text": TEXT}, headers={"Idempotency-Key": "one"})
    with connected.writing() as writing, writing.begin():
        forgotten = forget_answers(
            act_as(writing, SYSTEM), at=datetime(2026, 1, 6, 10, 1, tzinfo=UTC)
        )

    answer = client.post(URL, json={"text": TEXT}, headers={"Idempotency-Key": "one"})

    assert (forgotten, answer.status_code) == (1, 409)
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_its_row_is_gone_after_a_month(client, connected):
    from datetime import UTC, datetime

    from vigilance.correspondence.answers import forget_answers

    client.post(URL, json={"text": TEXT}, headers={"Idempotency-Key": "one"})
    with connected.writing() as writing, writing.begin():
        forget_answers(writing, at=datetime(2026, 2, 5, 10, tzinfo=UTC))

    assert (
        client.post(URL, json={"text": "another"}, headers={"Idempotency-Key": "one"}).status_code
        == 201
    )


def test_the_secret_is_kept_nowhere_in_clear_for_the_repetition(client, session):
    from vigilance.correspondence.models import IdempotentAnswer

    filed = client.post(URL, json={"text": TEXT}, headers={"Idempotency-Key": "one"}).json

    kept = session.scalars(select(IdempotentAnswer)).one()
    assert filed["secret"].encode() not in kept.answer
    assert b"one" not in kept.key_hash


def test_wrong_tries_slow_the_guesser_and_lock_nobody_out(client, session, office, at):
    made, other = a_complaint(session, office), a_complaint(session, office)
    session.commit()
    wrong = {"reference": made.reference, "secret": other.secret}

    tries = [client.post(TRACK, json=wrong) for _ in range(6)]
    right = client.post(TRACK, json={"reference": made.reference, "secret": made.secret})

    assert [answer.status_code for answer in tries] == [404] * 5 + [429]
    assert tries[5].headers["Retry-After"] == "2"
    assert right.status_code == 200
    assert client.post(TRACK, json=wrong).status_code == 404  # and the count begins anew


def test_an_unknown_reference_is_slowed_in_the_same_way(client, session, office):
    other = a_complaint(session, office)
    session.commit()

    tries = [
        client.post(TRACK, json={"reference": "ZZZZZZZZ", "secret": other.secret}) for _ in range(6)
    ]

    assert [answer.status_code for answer in tries] == [404] * 5 + [429]


def test_the_wait_grows_and_is_never_longer_than_a_quarter_of_an_hour(client, session, office, at):
    from datetime import UTC, datetime, timedelta

    from vigilance.complaints.models import ReceiptThrottle

    other = a_complaint(session, office)
    session.commit()
    moment = datetime(2026, 1, 5, 10, tzinfo=UTC)
    waits = []
    for _ in range(17):
        at(moment)
        client.post(TRACK, json={"reference": "ZZZZZZZZ", "secret": other.secret})
        with act_as(
            client.application.extensions["vigilance.database"].reading(), SYSTEM
        ) as reading:
            waits.append(
                int(
                    (
                        reading.scalars(select(ReceiptThrottle)).one().next_at - moment
                    ).total_seconds()
                )
            )
        moment += timedelta(hours=1)

    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
