"""Hostile input to the API, row by row of the catalogue: a clear refusal, never a 500, never half a complaint."""

import json

import pytest
from sqlalchemy import func, select

from vigilance.complaints.models import Complaint

URL = "/api/v1/complaints"


TRACK = "/api/v1/complaints/track"


TEXT = "शिकायत"


def post(client, body, content_type="application/json", **options):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(URL, data=data, content_type=content_type, **options)


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def refused(answer, session, *statuses):
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.content_type == "application/problem+json"
    assert stored(session) == 0
    return answer.json


def form(**parts):
    return {"data": parts, "content_type": "multipart/form-data"}


@pytest.mark.parametrize(
    "day",
    [
        "0001-01-01",
        "9999-12-31",
        "31/02/2026",
        "1949-12-31",
        "2083/01/01",
        "99/99/9999",
        "tomorrow",
        "1" * 5000,
    ],
)
def test_21_a_day_that_is_none(client, session, day, at):
    at("2026-01-05")

    answer = client.post(URL, json={"text": TEXT, "incident_date": day})

    assert list(refused(answer, session, 422)["errors"]) == ["incident_date"]


@pytest.mark.parametrize(
    "amount", ["1_000", "1.9", "1e400", "NaN", "-5", "1" + "0" * 30, "१.९", -5, 10**13]
)
def test_22_an_amount_that_is_none(client, session, amount):
    answer = client.post(URL, json={"text": TEXT, "amount_demanded": amount})

    assert list(refused(answer, session, 422)["errors"]) == ["amount_demanded"]


@pytest.mark.parametrize(
    ("amount", "rupees"),
    [("१२३", 123), ("１２", 12), ("1,00,000", 100_000), (0, 0), ("", None), (None, None)],
)
def test_22_an_amount_in_any_of_our_digits(client, session, amount, rupees):
    answer = client.post(URL, json={"text": TEXT, "amount_demanded": amount})

    assert answer.status_code == 201
    assert session.scalar(select(Complaint.amount_demanded)) == rupees


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": " \n\t"}, {"name": "सीता"}, {"evidence": []}]
)
def test_23_nothing_told_is_no_complaint(client, session, body):
    assert list(refused(client.post(URL, json=body), session, 422)["errors"]) == ["text"]


@pytest.mark.parametrize(("characters", "status"), [(19_999, 201), (20_000, 201), (20_001, 422)])
def test_24_the_length_is_what_a_person_counts(client, characters, status):
    answer = post(client, json.dumps({"text": "कि" * characters}, ensure_ascii=False).encode())

    assert answer.status_code == status


def test_24_a_heap_of_marks_on_one_letter(client, session):
    body = json.dumps({"text": "क" + "\u0301" * 90_000}, ensure_ascii=False).encode()

    assert list(refused(post(client, body), session, 422)["errors"]) == ["text"]


def nested(depth):
    return b'{"text":' + b"[" * depth + b"]" * depth + b"}"


REFUSED_AS_JSON = {
    "25 depth 100,000": nested(100_000),
    "25 depth 33": nested(33),
    "26 5,000 digits": b'{"text":"x","amount_demanded":' + b"9" * 5000 + b"}",
    "26 infinite": b'{"text":"x","amount_demanded":1e400}',
    "26 NaN": b'{"text":"x","amount_demanded":NaN}',
    "26 Infinity": b'{"text":"x","amount_demanded":-Infinity}',
    "26 a fraction": b'{"text":"x","amount_demanded":1.9}',
    "27 a key twice": b'{"text":"x","text":"y"}',
    "27 a key twice, escaped": b'{"text":"x","t\\u0065xt":"y"}',
    "28 UTF-16": '{"text":"x"}'.encode("utf-16"),
    "28 UTF-32": '{"text":"x"}'.encode("utf-32"),
    "28 a byte order mark": b'\xef\xbb\xbf{"text":"x"}',
    "28 bad UTF-8": b'{"text":"\xff\xfe"}',
    "29 half a character": b'{"text":"\\ud800"}',
    "29 half a character in a name": b'{"\\udfff":"x","text":"x"}',
    "29 half a character in a list": b'{"text":"x","evidence":["\\ud800"]}',
    "30 NUL in a code": b'{"text":"x","district":"135\\u0000"}',
    "30 NUL in a key": b'{"text":"x","\\u0000":"y"}',
    "31 unknown": b'{"text":"x","colour":"red"}',
    "31 id": b'{"text":"x","id":"1"}',
    "31 state": b'{"text":"x","state":"filed"}',
    "31 role": b'{"text":"x","role":"cvo"}',
    "31 created_at": b'{"text":"x","created_at":"2020-01-01"}',
    "31 number": b'{"text":"x","number":"SWD-C-2026-000001"}',
    "31 channel": b'{"text":"x","channel":"letter"}',
    "31 received_at": b'{"text":"x","received_at":"2020-01-01"}',
    "31 imported_id": b'{"text":"x","imported_id":"1"}',
    "32 a list for a text": b'{"text":["x"]}',
    "32 an object for a text": b'{"text":{"$gt":""}}',
    "32 a number for a text": b'{"text":1}',
    "32 true for a code": b'{"text":"x","district":true}',
    "32 true for an amount": b'{"text":"x","amount_demanded":true}',
    "32 a number for a tick": b'{"text":"x","live_demand":1}',
    "32 a text for a list": b'{"text":"x","evidence":"y"}',
    "32 a list, not an object": b'["text"]',
    "32 a text, not an object": b'"text"',
    "32 nothing": b"",
    "32 null": b"null",
    "33 2^63": b'{"text":"x","amount_demanded":9223372036854775808}',
    "33 -2^63-1": b'{"text":"x","amount_demanded":-9223372036854775809}',
    "not JSON": b"{text:'x'}",
    "two objects": b'{"text":"x"}{"text":"y"}',
}  # fmt: skip


@pytest.mark.parametrize("body", REFUSED_AS_JSON.values(), ids=REFUSED_AS_JSON.keys())
def test_25_to_33_a_body_not_of_the_agreed_form(client, session, body):
    refused(post(client, body), session, 400)


@pytest.mark.parametrize("field", ["text", "lane", "district", "scheme", "language", "name"])
def test_33_ten_megabytes_in_a_field(client, session, field):
    refused(post(client, {"text": "x", field: "x" * 10_000_000}), session, 413)


@pytest.mark.parametrize("field", ["lane", "district", "scheme", "language"])
def test_33_a_word_that_is_on_no_list(client, session, field):
    answer = client.post(URL, json={"text": "x", field: "x" * 100_000})

    assert list(refused(answer, session, 422)["errors"]) == [field]


def test_30_a_nul_in_the_text_is_shown(client, session):
    assert client.post(URL, json={"text": "a\x00b", "place": "c\x00d"}).status_code == 201
    assert session.execute(select(Complaint.text, Complaint.place)).one() == (
        "a\u2400b",
        "c\u2400d",
    )


def test_another_content_type_is_not_read(client, session):
    refused(post(client, b"<complaint/>", "application/xml"), session, 415)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_15_and_38_only_a_post_files(client, session, method):
    answer = client.open(f"{URL}?text=x", method=method, headers={"X-HTTP-Method-Override": "POST"})

    assert answer.status_code in (404, 405)
    assert stored(session) == 0


@pytest.mark.parametrize("key", ["k" * 256, "k" * 300, "", "   ", "अ" * 90])
def test_39_a_key_too_long_or_empty(client, session, key):
    header = key.encode().decode("latin-1")

    problem = refused(
        client.post(URL, json={"text": "x"}, headers={"Idempotency-Key": header}), session, 400
    )
    assert list(problem["errors"]) == ["Idempotency-Key"]


def test_39_a_refused_body_uses_no_key_up(client, session):
    headers = {"Idempotency-Key": "k" * 255}
    client.post(URL, json={"text": ""}, headers=headers)

    assert client.post(URL, json={"text": "x"}, headers=headers).status_code == 201
