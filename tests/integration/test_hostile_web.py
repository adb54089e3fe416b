"""Hostile input to the pages, row by row of the catalogue: a clear answer in the reader's language, never a 500, never half a complaint."""

import io

import pytest

from tests.builders.forms import codes, file_complaint, hidden, open_status, said, value_of
from tests.builders.hostile import (
    FORM,
    URL,
    WORDS,
    Unread,
    field,
    multipart,
    refused,
    stored,
    unread,
)


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


# rows 1 to 6: bodies


def test_1_a_body_of_five_gigabytes_is_refused_unread(client, session):
    body = Unread()

    answer = unread(client, body, CONTENT_LENGTH=str(5 * 2**30))

    assert "too large" in refused(answer, session, 413)
    assert body.taken == 0


def test_2_an_endless_body_without_a_length_is_refused_at_the_limit(app, session, settings):
    body = Unread()
    answer = unread(app.test_client(), body, **{"wsgi.input_terminated": True})

    assert 400 <= answer.status_code < 500
    assert body.taken <= settings.max_body_bytes + 2**20
    assert stored(session) == 0


def test_4_a_hundred_thousand_fields_are_refused(client, session):
    body = "&".join(f"f{n}=x" for n in range(100_000))

    refused(client.post(URL, data=body, content_type=FORM), session, 413)


def test_5_ten_thousand_parts_are_refused(client, session):
    body = multipart(*(field(f"f{n}", "x") for n in range(10_000)))

    refused(
        client.post(URL, data=body, content_type="multipart/form-data; boundary=b"), session, 413
    )


def test_5_more_files_than_allowed_are_refused_and_counted_out(client, session, settings):
    files = [(io.BytesIO(b"x"), f"{n}.txt") for n in range(settings.max_files + 1)]

    answer = file_complaint(client, files=files, text=WORDS)
    words = refused(answer, session, 413)

    assert "At most 10 files at once." in words
    assert value_of(answer, "text").strip() == WORDS


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b" * 1000,
    ],
)
def test_6_a_boundary_that_is_none_stores_nothing(client, session, content_type):
    body = multipart(field("text", WORDS), boundary=b"c")

    refused(client.post(URL, data=body, content_type=content_type), session, 400, 413, 422)


def test_6_a_part_with_a_megabyte_of_headers_is_refused(client, session):
    body = multipart(b"X-Long: " + b"x" * 2**20 + b"\r\n\r\nx")

    refused(
        client.post(URL, data=body, content_type="multipart/form-data; boundary=b"),
        session,
        400,
        413,
    )


def test_6_a_form_cut_off_in_the_middle_stores_nothing(client, session):
    body = multipart(field("text", WORDS), field("name", "भोलानाथ"))[:-30]

    refused(
        client.post(URL, data=body, content_type="multipart/form-data; boundary=b"),
        session,
        400,
        422,
    )


# rows 7 to 10: forms


def test_7_a_field_twice_is_named_and_the_rest_is_kept(client, session):
    answer = client.post(URL, data={"text": WORDS, "place": ["चकिया", "मुगलसराय"]})

    assert "Where in the district? – This field stands twice." in refused(answer, session, 400)
    assert value_of(answer, "text").strip() == WORDS


def test_7_a_field_in_the_address_and_in_the_form_is_refused(client, session):
    answer = client.post(URL + "&text=other", data={"text": WORDS})

    assert "in the address and in the form" in refused(answer, session, 400)


def test_7_an_unknown_field_is_refused(client, session):
    answer = client.post(URL, data={"text": WORDS, "state": "filed"})

    assert answer.status_code == 400
    assert stored(session) == 0


def test_8_twenty_sendings_of_one_form_are_one_complaint(client, session):
    data = {"submission_id": hidden(client.get("/complaints/new"), "submission_id"), "text": WORDS}

    receipts = {codes(client.post(URL, data=data)) for _ in range(20)}

    assert (len(receipts), stored(session)) == (1, 1)


def test_9_a_form_open_for_a_day_is_taken(client, session, at):
    at("2026-01-05")
    number = hidden(client.get("/complaints/new"), "submission_id")
    at("2026-01-06")

    assert client.post(URL, data={"submission_id": number, "text": WORDS}).status_code == 201
    assert stored(session) == 1


def test_10_all_works_without_cookies(app, session):
    browser = app.test_client(use_cookies=False)

    receipt = file_complaint(browser, text=WORDS)
    page = open_status(browser, *codes(receipt))
    answer = browser.post(
        "/complaints/track/message?lang=en", data={"pass": hidden(page, "pass"), "text": "नई बात"}
    )

    assert (receipt.status_code, page.status_code, answer.status_code) == (201, 200, 200)
    assert "नई बात" in said(answer)
