"""Hostile input to the pages, row by row of the catalogue: a clear answer in the reader's language, never a 500, never half a complaint."""

import io
import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import a_complaint
from tests.builders.forms import codes, file_complaint, hidden, open_status, page_of, said, value_of
from vigilance.audit.models import Event
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper
from vigilance.evidence.texts import open_text
from vigilance.sealing.fields import FieldPlace

URL = "/complaints?lang=en"
FORM = "application/x-www-form-urlencoded"
WORDS = "बाबू पैसे माँग रहे हैं।"
PUBLIC = ("/", "/complaints/new", "/complaints/track", "/schemes", "/transparency", "/privacy", "/security", "/accessibility")


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def refused(answer, session, *statuses):
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.content_type == "text/html; charset=utf-8"
    assert page_of(answer).find(".//h1") is not None
    assert stored(session) == 0
    return said(answer)


class Unread(io.RawIOBase):
    """A body that must not be read; it counts what is asked of it."""

    def __init__(self):
        self.taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


def unread(client, body, **environ):
    """Post this body as the server would hand it in."""
    overrides = {"wsgi.input": body, **environ}
    return client.post(URL, content_type="multipart/form-data; boundary=b", environ_overrides=overrides)


def multipart(*parts, boundary=b"b"):
    return b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


def field(name, value):
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


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

    refused(client.post(URL, data=body, content_type="multipart/form-data; boundary=b"), session, 413)


def test_5_more_files_than_allowed_are_refused_and_counted_out(client, session, settings):
    files = [(io.BytesIO(b"x"), f"{n}.txt") for n in range(settings.max_files + 1)]

    words = refused(file_complaint(client, files=files, text=WORDS), session, 413, 422)

    assert "At most 10 files at once." in words


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 1000],
)
def test_6_a_boundary_that_is_none_stores_nothing(client, session, content_type):
    body = multipart(field("text", WORDS), boundary=b"c")

    refused(client.post(URL, data=body, content_type=content_type), session, 400, 413, 422)


def test_6_a_part_with_a_megabyte_of_headers_is_refused(client, session):
    body = multipart(b"X-Long: " + b"x" * 2**20 + b"\r\n\r\nx")

    refused(client.post(URL, data=body, content_type="multipart/form-data; boundary=b"), session, 400, 413)


def test_6_a_form_cut_off_in_the_middle_stores_nothing(client, session):
    body = multipart(field("text", WORDS), field("name", "भोलानाथ"))[:-30]

    refused(client.post(URL, data=body, content_type="multipart/form-data; boundary=b"), session, 400, 422)


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
    answer = browser.post("/complaints/track/message?lang=en", data={"pass": hidden(page, "pass"), "text": "नई बात"})

    assert (receipt.status_code, page.status_code, answer.status_code) == (201, 200, 200)
    assert "नई बात" in said(answer)


# rows 11 to 20: HTTP


@pytest.mark.parametrize("path", ["/complaints", "/complaints/track", "/complaints/track/message", "/transparency/check"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
def test_11_another_site_sends_nothing_here(client, session, path, headers):
    refused(client.post(path, data={"text": WORDS}, headers=headers), session, 403)


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "localhost.evil.example", "[::1", "a b"])
def test_12_a_forged_host_is_refused(client, host):
    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_12_a_forwarded_host_is_not_believed(client):
    receipt = file_complaint(client, text=WORDS)
    answer = client.post(
        "/complaints/receipt", data={"receipt": hidden(receipt, "receipt")},
        headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example"},
    )

    assert "evil" not in answer.text
    assert "http://127.0.0.1:8000/complaints/track" in answer.text


def test_13_forged_forwarding_leaves_no_trace_and_dodges_no_throttle(client, session, office):
    made, other = a_complaint(session, office), a_complaint(session, office)
    session.commit()

    answers = [
        client.post(
            "/complaints/track", data={"reference": made.reference, "secret": other.secret},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        ).status_code
        for number in range(7)
    ]

    assert answers == [422] * 5 + [429] * 2


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "DELETE", "PUT", "PATCH", "FOO"])
@pytest.mark.parametrize("path", ["/", "/complaints", "/complaints/track"])
def test_15_other_verbs_are_refused(client, session, method, path):
    answer = client.open(path, method=method)

    refused(answer, session, 405)
    assert "GET" in answer.headers["Allow"]


def test_15_a_method_cannot_be_overridden(client, session):
    answer = client.get("/complaints/new", headers={"X-HTTP-Method-Override": "POST"}, query_string={"_method": "POST"})

    assert answer.status_code == 200
    assert stored(session) == 0


@pytest.mark.parametrize("name", ["_method", "_external", "_scheme", "_anchor", "endpoint", "filename", "self", "lang"])
@pytest.mark.parametrize("path", PUBLIC)
def test_15_names_in_the_address_are_no_orders(client, path, name):
    answer = client.get(path, query_string=[(name, "POST"), (name, "https://evil.example")])

    assert answer.status_code == 200
    assert not any((link.get("href") or "").startswith(("https://evil", "POST:")) for link in page_of(answer).iter("a"))


@pytest.mark.parametrize(
    "path",
    ["/%2e%2e/etc/passwd", "//evil.example", "/complaints/new;x", "/%00", "/%c0%af", "/complaints%5ctrack", "/./complaints/../x", "/schemes/%ff"],
)
def test_16_odd_paths_lead_nowhere(client, path):
    answer = client.get(path)

    assert answer.status_code in (308, 400, 404)
    assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("target", ["//evil.example", "javascript:alert(1)", "https://evil.example"])
def test_17_no_public_page_leads_where_the_address_says(client, target):
    for path in PUBLIC:
        answer = client.get(path, query_string={"next": target, "lang": "en"})
        assert answer.status_code == 200
        assert not any(target == (link.get("href") or "") for link in page_of(answer).iter("a"))


def test_18_huge_cookies_and_hundreds_of_headers_are_refused(app):
    client = app.test_client(use_cookies=False)
    cookie = client.get("/", headers={"Cookie": "a=" + "x" * 100_000})
    many = client.get("/", headers={f"X-{number}": "x" for number in range(500)})

    assert (cookie.status_code, many.status_code) == (431, 431)


@pytest.mark.parametrize("language", ["xx", "../../etc", "hi\r\nSet-Cookie: a=b", "<script>"])
def test_18_an_unknown_language_is_the_default(client, language):
    answer = client.get("/", query_string={"lang": language})

    assert page_of(answer).get("lang") == "hi"
    assert answer.headers.getlist("Set-Cookie") == []


def test_20_no_page_with_a_code_is_kept_by_anybody(client):
    receipt = file_complaint(client, text=WORDS)
    page = open_status(client, *codes(receipt))
    paper = client.post("/complaints/receipt.pdf", data={"receipt": hidden(receipt, "receipt")})

    assert {answer.headers["Cache-Control"] for answer in (receipt, page, paper)} == {"no-store"}


# rows 21 to 24: values


@pytest.mark.parametrize("typed", ["0001-01-01", "31/12/9999", "31/02/2025", "01/01/2082", "06/01/2026", "कल", "1/1/26", "1" * 300])
def test_21_a_day_that_cannot_be_is_told_with_an_example(client, session, typed):
    answer = file_complaint(client, text=WORDS, incident_date=typed)

    assert "When did it happen? –" in refused(answer, session, 422)
    assert value_of(answer, "incident_date") == typed


@pytest.mark.parametrize(("typed", "meant"), [("०५/०१/२०२६", date(2026, 1, 5)), ("1950-01-01", date(1950, 1, 1)), ("５.１.２０２６", date(2026, 1, 5))])
def test_21_days_are_read_in_any_digits(client, session, typed, meant):
    file_complaint(client, text=WORDS, incident_date=typed)

    assert session.scalars(select(Complaint.incident_date)).one() == meant


@pytest.mark.parametrize("typed", ["1_000", "1.9", "1e400", "NaN", "-5", "1" + "0" * 30, "पाँच", "५-६"])
def test_22_an_amount_that_is_none_is_told_and_never_cut(client, session, typed):
    answer = file_complaint(client, text=WORDS, amount_demanded=typed)

    assert "How much money was asked for? –" in refused(answer, session, 422)
    assert value_of(answer, "amount_demanded") == typed


@pytest.mark.parametrize(("typed", "meant"), [("१२३", 123), ("１２", 12), ("₹1,25,000", 125_000), ("5 लाख", 500_000), ("0", 0)])
def test_22_amounts_are_read_in_any_digits(client, session, typed, meant):
    file_complaint(client, text=WORDS, amount_demanded=typed)

    assert session.scalars(select(Complaint.amount_demanded)).one() == meant


def test_23_the_text_alone_is_a_complaint(client, session):
    names = ("district", "place", "scheme", "post_complained_against", "incident_date", "amount_demanded", "name", "mobile", "email", "address")

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


@pytest.mark.parametrize("hostile", ["{{7*7}}", "${7*7}", "%{7*7}", "{0.__class__}", "%(number)s", "<script>alert(1)</script>", '"onmouseover="x', "')--"])
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
        "/complaints/track/message?lang=en", data={"pass": hidden(page, "pass"), "text": "<b>{{7*7}}</b> %(day)s"}
    )

    assert "<b>{{7*7}}</b> %(day)s" in said(answer)


def test_38_reading_pages_changes_nothing(client, session, office):
    made = a_complaint(session, office)
    session.commit()
    before = [session.scalar(select(func.count()).select_from(table)) for table in (Event, Message, Complaint)]

    for path in (*PUBLIC, "/complaints", "/complaints/receipt", "/complaints/track/confirm", "/complaints/track/remind"):
        client.get(path, query_string={"text": WORDS, "pass": "x", "number": made.complaint.number})

    after = [session.scalar(select(func.count()).select_from(table)) for table in (Event, Message, Complaint)]
    assert after == before


# rows 45 and 46: names of files


def kept_name(session, office, paper):
    key = open_record_key(session, paper.record_id, office.holder, Actor(frozenset({Role.CVO})), paper.added_at)
    return open_text(FieldPlace("paper", "name_sealed", paper.id, paper.record_id), paper.name_sealed, key)


@pytest.mark.parametrize("name", ["शिकायत.pdf", "साक्ष्य १.pdf", "photo\u202efdp.exe", "-rf", "CON", ".hidden", "x" * 400, 'a"b.pdf'])
def test_45_46_a_file_keeps_its_own_name_sealed_and_its_stored_name_is_another(client, session, office, name):
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

    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], max_file_bytes=1000))

    answer = file_complaint(client, files=[(io.BytesIO(b"x" * 1001), "बड़ी.txt")], text=WORDS)

    assert "बड़ी.txt is too large." in refused(answer, session, 413)


def test_115_an_almost_full_disk_refuses_before_reading(client, session, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))
    body = Unread()

    answer = unread(client, body, CONTENT_LENGTH="1000")

    refused(answer, session, 503)
    assert body.taken == 0
