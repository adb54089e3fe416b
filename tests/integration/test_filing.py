"""Filing on the web: from an empty form to the receipt, and back to the form with nothing lost."""

import io

import pytest
from sqlalchemy import func, select

from tests.builders.forms import codes, file_complaint, hidden, open_status, page_of, said, value_of
from vigilance.complaints.models import Complaint
from vigilance.database.engine import Database
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import Paper

WORDS = "पेंशन के सत्यापन के लिए बाबू 1800 रुपये माँग रहे हैं।"


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def only_complaint(session):
    return session.scalars(select(Complaint)).one()


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def test_a_complaint_is_filed_without_cookies_and_script_and_its_receipt_opens_it(app, session):
    browser = app.test_client(use_cookies=False)

    receipt = file_complaint(
        browser,
        text=WORDS,
        district="135",
        place="चकिया",
        scheme="OAP",
        post_complained_against="बाबू",
        incident_date="०१/१२/२०२५",
        amount_demanded="१,८००",
        live_demand="yes",
        name="भोलानाथ",
        mobile="९००००००५०१",
    )

    assert receipt.status_code == 201
    found = only_complaint(session)
    assert (found.text, found.district_code, found.scheme_code, found.place) == (
        WORDS,
        "135",
        "OAP",
        "चकिया",
    )
    assert (found.amount_demanded, found.live_demand, found.lane) == (1800, True, Lane.ORDINARY)
    assert found.incident_date.isoformat() == "2025-12-01"
    assert codes(receipt)[0] == found.reference
    assert "Registered" in said(open_status(browser, *codes(receipt)))


def test_the_receipt_says_by_when_a_decision_is_due(client):
    receipt = file_complaint(client, text=WORDS, name="भोलानाथ")

    words = said(receipt)
    assert "Registered and acknowledged" in words
    assert "by 5 February 2026; waiting for your answer does not count" in words


def test_the_secret_stands_in_no_address_and_no_header(client):
    receipt = file_complaint(client, text=WORDS)
    secret = codes(receipt)[1]

    addresses = [each.get("href") or each.get("action") or "" for each in page_of(receipt).iter()]
    assert [address for address in addresses if secret in address.replace("-", "")] == []
    assert [value for value in receipt.headers.values() if secret in value] == []
    assert receipt.headers["Cache-Control"] == "no-store"


def test_who_gives_no_name_is_told_that_he_is_anonymous(client, session):
    receipt = file_complaint(client, text=WORDS)

    assert only_complaint(session).lane is Lane.ANONYMOUS
    assert "You gave no name, so the complaint is registered without one." in said(receipt)


def test_a_name_in_the_anonymous_lane_is_asked_about_and_not_dropped(client, session):
    answer = file_complaint(client, text=WORDS, lane="anonymous", name="भोलानाथ")

    assert answer.status_code == 422
    assert "An anonymous complaint carries no name." in said(answer)
    assert value_of(answer, "name") == "भोलानाथ"
    assert stored(session) == 0


def test_files_alone_are_a_complaint(client, session):
    receipt = file_complaint(client, files=[(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "साक्ष्य १.pdf")])

    assert receipt.status_code == 201
    paper = session.scalars(select(Paper)).one()
    assert paper.media_type == "application/pdf"


def test_everything_typed_stands_there_again_after_a_mistake(client, session):
    typed = {
        "text": WORDS,
        "lane": "protected",
        "district": "135",
        "place": "चकिया",
        "scheme": "OAP",
        "post_complained_against": "बाबू",
        "incident_date": "31/02/2026",
        "amount_demanded": "1_000",
        "live_demand": "yes",
        "name": "भोलानाथ",
        "mobile": "123",
        "email": "कोई नहीं",
        "address": "चकिया\nचंदौली",
    }

    answer = file_complaint(client, files=[(io.BytesIO(b"x"), "a.txt")], **typed)

    assert answer.status_code == 422
    assert {name: value_of(answer, name) for name in typed} == typed
    assert "please choose them again" in said(answer)
    assert stored(session) == 0


def test_each_mistake_is_linked_to_its_field(client):
    answer = file_complaint(client, text=WORDS, incident_date="31/02/2026", mobile="123")

    page = page_of(answer)
    summary = next(each for each in page.iter("section") if each.get("data-errors") is not None)
    assert [link.get("href") for link in summary.iter("a")] == ["#incident_date", "#mobile"]
    assert {each.get("id") for each in page.iter("input") if each.get("aria-invalid")} == {
        "incident_date",
        "mobile",
    }


def test_an_empty_form_is_told_what_is_missing(client, session):
    answer = file_complaint(client)

    assert answer.status_code == 422
    assert "Tell us what happened, or add a file." in said(answer)
    assert stored(session) == 0


def test_the_same_form_again_gives_the_same_receipt(client, session):
    form = client.get("/complaints/new?lang=en")
    data = {"submission_id": hidden(form, "submission_id"), "text": WORDS, "lane": "ordinary"}

    answers = [
        client.post("/complaints?lang=en", data=data, content_type="multipart/form-data")
        for _ in range(5)
    ]

    assert {answer.status_code for answer in answers} == {201}
    assert len({codes(answer) for answer in answers}) == 1
    assert stored(session) == 1


def test_an_error_mended_on_the_same_form_is_filed(client, session):
    wrong = file_complaint(client, text=WORDS, mobile="123")
    data = {"submission_id": hidden(wrong, "submission_id"), "text": WORDS, "lane": "ordinary"}

    assert (
        client.post("/complaints", data=data, content_type="multipart/form-data").status_code == 201
    )
    assert stored(session) == 1


def test_a_form_changed_after_registration_is_told_that_it_is_registered(client, session):
    form = client.get("/complaints/new?lang=en")
    data = {"submission_id": hidden(form, "submission_id"), "text": WORDS, "lane": "ordinary"}
    client.post("/complaints?lang=en", data=data)

    answer = client.post("/complaints?lang=en", data=data | {"text": WORDS + " और"})

    assert answer.status_code == 409
    assert said(answer).startswith("This complaint is registered already")
    assert stored(session) == 1


@pytest.mark.parametrize("number", ["", "made-up", "0" * 32 + "." + "0" * 24, "\ud83d"])
def test_a_form_number_not_made_here_is_no_reason_to_refuse(client, session, number):
    answer = client.post(
        "/complaints", data={"submission_id": number.encode("utf-8", "replace"), "text": WORDS}
    )

    assert answer.status_code == 201
    assert stored(session) == 1


def test_while_the_register_is_away_the_complaint_is_kept_and_told(client, app, monkeypatch):
    form = client.get("/complaints/new?lang=en")
    data = {"submission_id": hidden(form, "submission_id"), "text": WORDS, "lane": "ordinary"}
    monkeypatch.setitem(app.extensions, "vigilance.database", away())

    answer, again = (client.post("/complaints?lang=en", data=data) for _ in range(2))

    assert (answer.status_code, again.status_code) == (202, 202)
    assert said(answer).startswith("Your complaint is received")
    assert "registered as soon as it is back" in said(answer)
    assert codes(answer) == codes(again)


def away():
    """A database that does not answer."""
    return Database("sqlite:////nowhere/at/all/vigilance.db")


def test_where_nothing_can_be_kept_the_form_comes_back_with_what_was_typed(
    client, app, settings, monkeypatch
):
    monkeypatch.setitem(app.extensions, "vigilance.database", away())
    held = settings.spool_dir.with_name("spool-held")
    if settings.spool_dir.exists():
        settings.spool_dir.rename(held)
    settings.spool_dir.symlink_to("/nowhere/at/all")
    try:
        answer = file_complaint(client, text=WORDS, name="भोलानाथ", email="b@example.com")
    finally:
        settings.spool_dir.unlink()
        if held.exists():
            held.rename(settings.spool_dir)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "What you typed is still here." in said(answer)
    assert (value_of(answer, "text"), value_of(answer, "name")) == (WORDS, "भोलानाथ")


def test_the_receipt_is_drawn_again_in_the_other_language(client):
    receipt = file_complaint(client, text=WORDS)

    again = client.post("/complaints/receipt?lang=hi", data={"receipt": hidden(receipt, "receipt")})

    assert page_of(again).get("lang") == "hi"
    assert codes(again) == codes(receipt)
    assert said(again).startswith("आपकी शिकायत दर्ज हो गई")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (lambda code: code[-4:], "Right. Keep the paper in a safe place."),
        (lambda code: " ".join(code[-4:].lower()), "Right. Keep the paper in a safe place."),
        (lambda code: code[:4], "That does not match."),
        (lambda _code: "", "That does not match."),
    ],
)
def test_the_code_is_read_back_without_javascript(client, typed, words):
    receipt = file_complaint(client, text=WORDS)
    data = {"receipt": hidden(receipt, "receipt"), "last_four": typed(codes(receipt)[1])}

    answer = client.post("/complaints/receipt/check?lang=en", data=data)

    assert words in said(answer)
    assert codes(answer) == codes(receipt)


@pytest.mark.parametrize(
    "path", ["/complaints/receipt", "/complaints/receipt/check", "/complaints/receipt.pdf"]
)
@pytest.mark.parametrize("token", ["", "x", "A" * 9000])
def test_a_receipt_not_made_here_leads_to_the_tracking_page(client, path, token):
    answer = client.post(path, data={"receipt": token})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/complaints/track")


def test_a_receipt_is_drawn_again_for_a_day_and_not_longer(client, at):
    token = hidden(file_complaint(client, text=WORDS), "receipt")

    at("2026-01-06T10:00:01")

    assert client.post("/complaints/receipt", data={"receipt": token}).status_code == 303


def test_the_receipt_page_loaded_anew_shows_no_code(client):
    answer = client.get("/complaints")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/complaints/track")
