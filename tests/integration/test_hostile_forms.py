"""Hostile forms and words at the API, row by row of the catalogue."""

import time

import pytest
from sqlalchemy import func, select

from vigilance.complaints.models import Complaint

URL = "/api/v1/complaints"


TRACK = "/api/v1/complaints/track"


TEXT = "शिकायत"


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def refused(answer, session, *statuses):
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.content_type == "application/problem+json"
    assert stored(session) == 0
    return answer.json


def form(**parts):
    return {"data": parts, "content_type": "multipart/form-data"}


def test_4_a_hundred_thousand_fields_are_not_read(client, session):
    body = "&".join(f"f{n}=x" for n in range(100_000)).encode()

    refused(
        client.post(URL, data=body, content_type="application/x-www-form-urlencoded"), session, 413
    )


def test_4_too_many_fields_within_the_size(client, session):
    body = "&".join(f"f{n}=x" for n in range(300)).encode()

    refused(
        client.post(URL, data=body, content_type="application/x-www-form-urlencoded"), session, 413
    )


def test_5_thousands_of_parts(client, session):
    parts = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n' % n for n in range(10_000)
    )

    refused(
        client.post(URL, data=parts + b"--b--\r\n", content_type="multipart/form-data; boundary=b"),
        session,
        413,
    )


def test_5_thousands_of_empty_files(client, session):
    part = b'--b\r\nContent-Disposition: form-data; name="evidence"; filename="a"\r\n\r\n\r\n'

    refused(
        client.post(
            URL, data=part * 500 + b"--b--\r\n", content_type="multipart/form-data; boundary=b"
        ),
        session,
        413,
    )


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "b" * 20_000,
        'multipart/form-data; boundary="a\r\n"',
    ],
)
def test_6_a_multipart_body_without_a_usable_boundary(client, session, content_type):
    try:
        answer = client.post(URL, data=b"--b\r\nx", content_type=content_type)
    except ValueError:
        return  # the client itself refuses to send such a header
    refused(answer, session, 400, 422, 431)


def test_6_a_part_header_of_a_megabyte(client, session):
    body = (
        b'--b\r\nContent-Disposition: form-data; name="'
        + b"x" * 1_000_000
        + b'"\r\n\r\ny\r\n--b--\r\n'
    )

    refused(
        client.post(URL, data=body, content_type="multipart/form-data; boundary=b"),
        session,
        400,
        413,
    )


def test_7_a_field_twice_in_a_form(client, session):
    body = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n' * 2 + b"--b--\r\n"

    problem = refused(
        client.post(URL, data=body, content_type="multipart/form-data; boundary=b"), session, 400
    )
    assert list(problem["errors"]) == ["text"]


def test_7_a_field_in_the_address_and_in_the_body(client, session):
    answer = client.post(f"{URL}?text=other", json={"text": TEXT})

    assert list(refused(answer, session, 400)["errors"]) == ["text"]


INJECTIONS = [
    "' OR '1'='1", "1; DROP TABLE complaint; --", '" UNION SELECT * FROM officer --', "{{7*7}}", "${7*7}", "%{7*7}",
    "{0.__class__}", "*)(uid=*))(|(uid=*", '{"$ne": null}', "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202etxt",
]  # fmt: skip


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_34_and_35_it_is_kept_as_it_was_written(client, session, hostile):
    sent = {"text": hostile, "place": hostile, "post_complained_against": hostile, "name": hostile}

    assert client.post(URL, json=sent).status_code == 201
    found = session.scalars(select(Complaint)).one()
    assert (found.text, found.place, found.post_complained_against) == (hostile, hostile, hostile)


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_34_codes_and_receipts_take_none_of_it(client, session, hostile):
    for field in ("lane", "district", "scheme", "language"):
        refused(client.post(URL, json={"text": "x", field: hostile}), session, 422)
    assert client.post(TRACK, json={"reference": hostile, "secret": hostile}).status_code == 422
    assert (
        client.post(
            URL,
            json={"text": "x"},
            headers={"Idempotency-Key": hostile.encode("ascii", "replace").decode()},
        ).status_code
        == 201
    )


@pytest.mark.parametrize(
    "field",
    [
        "district",
        "scheme",
        "language",
        "lane",
        "incident_date",
        "amount_demanded",
        "mobile",
        "email",
    ],
)
@pytest.mark.parametrize(
    "slow",
    [
        "a" * 50_000 + "!",
        "1" * 50_000 + "!",
        "a@" + "a." * 25_000 + "!",
        " " * 50_000 + "x",
        "9 " * 25_000,
    ],
)
def test_36_no_pattern_is_slow(app, field, slow):
    from vigilance.complaints.schemas import FilingSchema
    from vigilance.domain.errors import Invalid
    from vigilance.web.input import load

    with app.test_request_context(URL, method="POST"):
        begun = time.process_time()
        with pytest.raises(Invalid):
            load(FilingSchema, {"text": "x", field: slow})
        took = time.process_time() - begun

    assert took < 0.25
