"""Hostile values and files on the pages, row by row of the catalogue: a clear answer in the reader's language, never a 500, never half a complaint."""

import io
import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import a_complaint
from tests.builders.forms import file_complaint, hidden, open_status, page_of, said, value_of
from tests.builders.hostile import (
    PUBLIC,
    URL,
    WORDS,
    Unread,
    field,
    multipart,
    refused,
    stored,
    unread,
)
from vigilance.audit.models import Event
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper
from vigilance.evidence.texts import open_text
from vigilance.sealing.fields import FieldPlace


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


# rows 21 to 24: values


@pytest.mark.parametrize(
    "typed",
    [
        "0001-01-01",
        "31/12/9999",
        "31/02/2025",
        "01/01/2082",
        "06/01/2026",
        "कल",
        "1/1/26",
        "1" * 300,
    ],
)
def test_21_a_day_that_cannot_be_is_told_with_an_example(client, session, typed):
    answer = file_complaint(client, text=WORDS, incident_date=typed)

    assert "When did it happen? –" in refused(answer, session, 422)
    assert value_of(answer, "incident_date") == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("०५/०१/२०२६", date(2026, 1, 5)),
        ("1950-01-01", date(1950, 1, 1)),
        ("５.１.２０２６", date(2026, 1, 5)),
    ],
)
def test_21_days_are_read_in_any_digits(client, session, typed, meant):
    file_complaint(client, text=WORDS, incident_date=typed)

    assert session.scalars(select(Complaint.incident_date)).one() == meant


@pytest.mark.parametrize(
    "typed", ["1_000", "1.9", "1e400", "NaN", "-5", "1" + "0" * 30, "पाँच", "५-६"]
)
def test_22_an_amount_that_is_none_is_told_and_never_cut(client, session, typed):
    answer = file_complaint(client, text=WORDS, amount_demanded=typed)

    assert "How much money was asked for? –" in refused(answer, session, 422)
    assert value_of(answer, "amount_demanded") == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("१२३", 123), ("１２", 12), ("₹1,25,000", 125_000), ("5 लाख", 500_000), ("0", 0)],
)
def test_22_amounts_are_read_in_any_digits(client, session, typed, meant):
    file_complaint(client, text=WORDS, amount_demanded=typed)

    assert session.scalars(select(Complaint.amount_demanded)).one() == meant


def test_23_the_text_alone_is_a_complaint(client, session):
    names = (
        "district",
        "place",
        "scheme",
        "post_complained_against",
        "incident_date",
        "amount_demanded",
        "name",
        "mobile",
        "email",
        "address",
    )

    answer = file_complaint(client, text=WORDS, **dict.fromkeys(names, ""))

    assert (answer.status_code, stored(session)) == (201, 1)


@pytest.mark.parametrize("letters", [19_999, 20_000])
def test_24_letters_are_counted_as_a_person_counts_them(client, session, letters):
    text = "कि" * letters  # two signs, one letter

    assert file_complaint(client, text=text).status_code == 201
    assert session.scalars(select(Complaint.text)).one() == text


def test_24_one_letter_too_many_is_told_and_a_file_offered(client, session):
    text = "कि" * 20_001

    answer = file_complaint(client, text=text)

    assert "add it as a file" in refused(answer, session, 422)
    assert value_of(answer, "text").lstrip("\n") == text


def test_24_line_breaks_and_leading_blank_lines_are_kept(client, session):
    text = "\r\n\r\nपहली\r\nदूसरी  "

    file_complaint(client, text=text)

    assert session.scalars(select(Complaint.text)).one() == text


# rows 35 and 38


@pytest.mark.parametrize(
    "hostile",
    [
        "{{7*7}}",
        "${7*7}",
        "%{7*7}",
        "{0.__class__}",
        "%(number)s",
        "<script>alert(1)</script>",
        '"onmouseover="x',
        "')--",
    ],
)
def test_35_templates_and_markup_are_words(client, hostile):
    answer = file_complaint(client, text=hostile, place=hostile, name=hostile, mobile="123")

    assert answer.status_code == 422
    assert [value_of(answer, name) for name in ("place", "name")] == [hostile, hostile]
    assert value_of(answer, "text").lstrip("\n") == hostile
    assert [script.get("src") is None for script in page_of(answer).iter("script")].count(True) == 0


def test_35_a_message_is_shown_as_it_was_written(client, session, office):
    made = a_complaint(session, office)
    session.commit()
    page = open_status(client, made.reference, made.secret)

    answer = client.post(
        "/complaints/track/message?lang=en",
        data={"pass": hidden(page, "pass"), "text": "<b>{{7*7}}</b> %(day)s"},
    )

    assert "<b>{{7*7}}</b> %(day)s" in said(answer)


def test_38_reading_pages_changes_nothing(client, session, office):
    made = a_complaint(session, office)
    session.commit()
    before = [
        session.scalar(select(func.count()).select_from(table))
        for table in (Event, Message, Complaint)
    ]

    for path in (
        *PUBLIC,
        "/complaints",
        "/complaints/receipt",
        "/complaints/track/confirm",
        "/complaints/track/remind",
    ):
        client.get(path, query_string={"text": WORDS, "pass": "x", "number": made.complaint.number})

    after = [
        session.scalar(select(func.count()).select_from(table))
        for table in (Event, Message, Complaint)
    ]
    assert after == before


# rows 45 and 46: names of files


def kept_name(session, office, paper):
    key = open_record_key(
        session, paper.record_id, office.holder, Actor(frozenset({Role.CVO})), paper.added_at
    )
    return open_text(
        FieldPlace("paper", "name_sealed", paper.id, paper.record_id), paper.name_sealed, key
    )


@pytest.mark.parametrize(
    "name",
    [
        "शिकायत.pdf",
        "साक्ष्य १.pdf",
        "photo\u202efdp.exe",
        "-rf",
        "CON",
        ".hidden",
        "x" * 400,
        'a"b.pdf',
    ],
)
def test_45_46_a_file_keeps_its_own_name_sealed_and_its_stored_name_is_another(
    client, session, office, name
):
    body = multipart(
        field("text", WORDS),
        f'Content-Disposition: form-data; name="evidence"; filename="{name.replace(chr(34), "%22")}"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n".encode(),
    )

    answer = client.post(URL, data=body, content_type="multipart/form-data; boundary=b")

    assert answer.status_code == 201
    paper = session.scalars(select(Paper)).one()
    assert kept_name(session, office, paper) in (name, name.replace('"', "%22"))
    assert name not in paper.blob_name


def test_46_an_odd_name_is_shown_with_what_it_hides(client, session):
    answer = file_complaint(client, files=[(io.BytesIO(b""), "photo\u202egpj.exe")], text=WORDS)

    assert "photo\\u202egpj.exe is empty." in refused(answer, session, 422)


def test_57_a_file_over_the_limit_is_named_and_nothing_is_kept(client, session, monkeypatch, app):
    from dataclasses import replace

    monkeypatch.setitem(
        app.config, "SETTINGS", replace(app.config["SETTINGS"], max_file_bytes=1000)
    )

    answer = file_complaint(client, files=[(io.BytesIO(b"x" * 1001), "बड़ी.txt")], text=WORDS)

    assert "बड़ी.txt is too large." in refused(answer, session, 413)
    assert value_of(answer, "text").strip() == WORDS


def test_115_an_almost_full_disk_refuses_before_reading(client, session, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))
    body = Unread()

    answer = unread(client, body, CONTENT_LENGTH="1000")

    refused(answer, session, 503)
    assert body.taken == 0
