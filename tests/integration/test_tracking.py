"""The complainant's own page: opened by the code alone, however it is written, and telling little."""

from contextlib import ExitStack

import pytest

from tests.builders.complaints import TEXT
from tests.builders.forms import hidden, open_status, page_of, said, value_of
from tests.builders.tracking import act, count, opened
from vigilance.complaints.pasted import reference_in, secret_in
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Lane
from vigilance.domain.numbering import grouped, new_secret


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def test_the_page_tells_the_status_and_never_what_was_complained_of(client, filed):
    page = opened(client, filed())

    words = said(page)
    assert "Your complaint stands in the register." in words
    assert "5 January 2026" in words
    assert [
        secret
        for secret in (TEXT, "कनिष्ठ सहायक", "सीता", "9000000007", "SWD-C-2026")
        if secret in page.text
    ] == []


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED, Lane.ANONYMOUS])
def test_every_lane_has_its_page_and_its_messages(client, filed, lane):
    page = opened(client, filed(lane=lane))

    assert page.status_code == 200
    assert "आपकी शिकायत 5 जनवरी 2026 को दर्ज की गई" in said(page)


def test_wrong_and_unknown_codes_get_the_same_page(client, filed):
    made = filed()
    other = filed()

    client.get("/?lang=en")  # the language is chosen before both
    wrong = open_status(client, made.reference, other.secret)
    unknown = open_status(client, "7K3M9QXD", other.secret)

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(made.reference, "") == unknown.text.replace("7K3M9QXD", "")
    assert other.secret not in wrong.text


@pytest.mark.parametrize(
    "written",
    [
        str.lower,
        grouped,
        lambda code: f"  {' '.join(code)}\u200e ",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: "".join(
            chr(ord(sign) + 0x966 - 0x30) if sign.isdigit() else sign for sign in code
        ),
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
    ],
)
def test_a_code_is_read_however_it_is_written(client, filed, written):
    made = filed()

    assert open_status(client, written(made.reference), written(made.secret)).status_code == 200


def test_a_whole_receipt_pasted_into_each_box_is_read(client, filed):
    made = filed()
    pasted = (
        f"शिकायत संख्या {grouped(made.reference)}\u202c\nगुप्त कोड: {grouped(made.secret)} "
        "Complaint number and secret code"
    )

    assert open_status(client, pasted, pasted).status_code == 200


@pytest.mark.parametrize("between", ["-", " ", ""])
def test_number_and_code_are_told_apart_in_one_text(between):
    reference, secret = "NRNG03TV", new_secret(b"0123456789")
    groups = [
        between.join(code[at : at + 4] for at in range(0, len(code), 4))
        for code in (reference, secret)
    ]
    pasted = f"शिकायत संख्या {groups[0]}\nगुप्त कोड: {groups[1]} Your code"

    assert (reference_in(pasted), secret_in(pasted)) == (reference, secret)


def test_no_code_in_a_text_leaves_it_as_it_is():
    assert (reference_in("no number here"), secret_in("कुछ नहीं")) == ("no number here", "कुछ नहीं")


@pytest.mark.parametrize("reference", ["x" * 1_000_000, "7K3M\x009QXD", "x" * 401])
def test_what_nobody_types_as_a_code_is_refused_on_the_same_page(client, reference):
    answer = open_status(client, reference, "T4V8N2WPC6HJ5R0ZA")

    assert answer.status_code == 400
    assert said(answer).startswith("See what happened")
    assert len(answer.data) < 20_000


def test_a_list_of_codes_is_refused_on_the_same_page(client):
    answer = client.post(
        "/complaints/track?lang=en", data={"reference": ["7K3M9QXD", "7K3M9QXE"], "secret": "x"}
    )

    assert answer.status_code == 400
    assert "This field stands twice." in said(answer)


def test_who_guesses_waits_and_the_owner_still_gets_in(client, filed):
    made, other = filed(), filed()

    answers = [open_status(client, made.reference, other.secret) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert opened(client, made).status_code == 200


def test_when_too_many_codes_are_checked_at_once_the_next_is_asked_to_come_back(
    client, filed, office, settings
):
    made = filed()
    with ExitStack() as full:
        for _ in range(settings.receipt_kdf_in_flight):
            full.enter_context(office.gate)
        answer = opened(client, made)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert opened(client, made).status_code == 200


@pytest.mark.parametrize("path", ["/complaints/track", "/complaints/new", "/"])
@pytest.mark.parametrize("name", ["code", "secret", "reference"])
def test_a_code_in_the_address_is_led_away_and_warned_of(client, path, name):
    answer = client.get(path, query_string={name: "T4V8N2WPC6HJ5R0ZA", "lang": "en"})

    assert answer.status_code == 303
    assert "T4V8" not in answer.headers["Location"]
    assert "never put the secret code there" in said(
        client.get(answer.headers["Location"] + "&lang=en")
    )


def test_the_page_is_drawn_again_in_the_other_language_by_its_pass(app, filed):
    browser = app.test_client(use_cookies=False)
    page = opened(browser, filed())

    again = browser.post("/complaints/track?lang=hi", data={"pass": hidden(page, "pass")})

    assert page_of(again).get("lang") == "hi"
    assert said(again).startswith("आपकी शिकायत")


def test_a_pass_ends_and_what_was_being_written_is_kept(client, filed, at):
    made = filed()
    page = opened(client, made)

    at("2026-01-05T10:30:01")
    ended = act(client, page, "message", text="नई बात")
    page = open_status(client, made.reference, made.secret)
    again = client.post(
        "/complaints/track?lang=en",
        data={"reference": made.reference, "secret": made.secret, "draft": hidden(ended, "draft")},
    )

    assert ended.status_code == 422
    assert "it was closed for your safety" in said(ended)
    assert value_of(again, "text").strip() == "नई बात"


@pytest.mark.parametrize("token", ["", "x", "A" * 9000])
def test_a_pass_not_made_here_opens_nothing(client, filed, session, token):
    filed()
    before = count(session, Message)

    answer = client.post("/complaints/track/message?lang=en", data={"pass": token, "text": "x"})

    assert answer.status_code in (400, 422)
    assert said(answer).startswith("See what happened")
    assert count(session, Message) == before
