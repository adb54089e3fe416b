"""Hostile requests to the pages, row by row of the catalogue: a clear answer in the reader's language, never a 500, never half a complaint."""

import pytest

from tests.builders.complaints import a_complaint
from tests.builders.forms import codes, file_complaint, hidden, open_status, page_of
from tests.builders.hostile import PUBLIC, WORDS, refused, stored


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


# rows 11 to 20: HTTP


@pytest.mark.parametrize(
    "path", ["/complaints", "/complaints/track", "/complaints/track/message", "/transparency/check"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_11_another_site_sends_nothing_here(client, session, path, headers):
    refused(client.post(path, data={"text": WORDS}, headers=headers), session, 403)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost@evil.example", "localhost.evil.example", "[::1", "a b"]
)
def test_12_a_forged_host_is_refused(client, host):
    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_12_a_forwarded_host_is_not_believed(client):
    receipt = file_complaint(client, text=WORDS)
    answer = client.post(
        "/complaints/receipt",
        data={"receipt": hidden(receipt, "receipt")},
        headers={
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "gopher",
            "Forwarded": "host=evil.example",
        },
    )

    assert "evil" not in answer.text
    assert "http://127.0.0.1:8000/complaints/track" in answer.text


def test_13_forged_forwarding_leaves_no_trace_and_dodges_no_throttle(client, session, office):
    made, other = a_complaint(session, office), a_complaint(session, office)
    session.commit()

    answers = [
        client.post(
            "/complaints/track",
            data={"reference": made.reference, "secret": other.secret},
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
    answer = client.get(
        "/complaints/new",
        headers={"X-HTTP-Method-Override": "POST"},
        query_string={"_method": "POST"},
    )

    assert answer.status_code == 200
    assert stored(session) == 0


@pytest.mark.parametrize(
    "name", ["_method", "_external", "_scheme", "_anchor", "endpoint", "filename", "self", "lang"]
)
@pytest.mark.parametrize("path", PUBLIC)
def test_15_names_in_the_address_are_no_orders(client, path, name):
    answer = client.get(path, query_string=[(name, "POST"), (name, "https://evil.example")])

    assert answer.status_code == 200
    assert not any(
        (link.get("href") or "").startswith(("https://evil", "POST:"))
        for link in page_of(answer).iter("a")
    )


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/etc/passwd",
        "//evil.example",
        "/complaints/new;x",
        "/%00",
        "/%c0%af",
        "/complaints%5ctrack",
        "/./complaints/../x",
        "/schemes/%ff",
    ],
)
def test_16_odd_paths_lead_nowhere(client, path):
    answer = client.get(path)

    assert answer.status_code in (308, 400, 404)
    assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "target", ["//evil.example", "javascript:alert(1)", "https://evil.example"]
)
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
