"""The pages anybody may read: in both languages, without JavaScript and cookies, small, valid, and telling nothing by their title."""

import re
import zlib
from datetime import UTC, datetime

import html5lib
import pytest

from tests.builders.complaints import a_complaint
from tests.builders.forms import file_complaint, page_of, said, value_of
from vigilance.audit.models import Checkpoint
from vigilance.domain.age_bands import AgeBand
from vigilance.records.totals import Cell, move_totals

PAGES = (
    "/",
    "/complaints/new",
    "/complaints/track",
    "/schemes",
    "/schemes/OAP",
    "/schemes/WIDOW_PENSION",
    "/transparency",
    "/privacy",
    "/security",
    "/accessibility",
)


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_valid_html_with_one_heading_in_its_language(client, path, language):
    answer = client.get(path, query_string={"lang": language})

    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        answer.get_data(as_text=True)
    )
    assert answer.status_code == 200
    assert page.get("lang") == language
    assert len(list(page.iter("h1"))) == 1
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_hindi_pages_hold_no_english_sentence(client, path):
    words = said(client.get(path, query_string={"lang": "hi"}))

    assert re.findall(r"[a-z]{3,} [a-z]{2,} [a-z]{2,} [a-z]{2,}", words) == []


@pytest.mark.parametrize("path", PAGES)
def test_titles_are_neutral(client, path):
    title = next(page_of(client.get(path, query_string={"lang": "en"})).iter("title")).text

    assert title == "Social Welfare, Uttar Pradesh"


def test_hindi_is_the_language_before_a_choice(client):
    assert page_of(client.get("/")).get("lang") == "hi"


def test_the_language_is_carried_by_the_address_where_no_cookie_is_kept(app):
    browser = app.test_client(use_cookies=False)

    page = page_of(browser.get("/?lang=en"))

    links = {link.get("href") for link in page.iter("a")}
    assert {"/complaints/new?lang=en", "/complaints/track?lang=en", "/privacy?lang=en"} <= links


def test_the_first_page_is_small_over_the_wire(client, project):
    html = client.get("/").get_data()
    built = project / "vigilance" / "static" / "built"
    needed = [
        path
        for name in ("app.*.css", "quick-exit.*.js", "favicon.*.svg")
        for path in built.glob(name)
    ]

    sent = sum(
        len(zlib.compress(content)) for content in (html, *(path.read_bytes() for path in needed))
    )
    assert sent < 60 * 1024


def test_pages_set_no_cookie_but_the_language(client):
    answer = client.get("/complaints/new?lang=hi")

    assert [header.partition("=")[0] for header in answer.headers.getlist("Set-Cookie")] == [
        "language"
    ]


def test_public_pages_are_never_cached(client):
    assert {client.get(path).headers["Cache-Control"] for path in PAGES} == {"no-store"}


def test_a_scheme_leads_to_the_form_with_the_scheme_chosen(client):
    link = "/complaints/new?scheme=OAP"
    assert f'href="{link}"' in client.get("/schemes/OAP").text

    assert value_of(client.get(link), "scheme") == "OAP"


@pytest.mark.parametrize("code", ["NOPE", "ESTABLISHMENT", "%00", "x" * 3000])
def test_a_scheme_that_is_none_is_not_found(client, code):
    assert client.get(f"/schemes/{code}").status_code in (400, 404)


def test_small_groups_are_not_published(client, session):
    move_totals(session, into=[Cell("120", "OAP", "registered", AgeBand.UP_TO_30.value)] * 7)
    move_totals(session, into=[Cell("121", "OAP", "registered", AgeBand.UP_TO_90.value)] * 4)
    session.commit()

    words = said(client.get("/transparency?lang=en"))

    assert "Up to 30 days7" in words.replace(" ", "").replace("Upto30days", "Up to 30 days")
    assert "31–90 days" not in words


def test_the_newest_signed_statement_is_published(client, session):
    for size in (3, 12):
        session.add(
            Checkpoint(
                size=size,
                root=bytes(32),
                signed_note=f"note of {size}",
                compact_range=b"",
                at=datetime(2026, 1, size, tzinfo=UTC),
            )
        )
    session.commit()

    words = said(client.get("/transparency?lang=en"))

    assert ("note of 12" in words, "note of 3" in words) == (True, False)


def test_a_proof_of_registration_is_found_and_a_false_one_is_not(client, session, office):
    registered = a_complaint(session, office)
    session.commit()
    proof = registered.event_hash.hex()

    right = client.post(
        "/transparency/check?lang=en", data={"proof": f" {proof[:32]} {proof[32:].upper()} "}
    )
    wrong = client.post("/transparency/check?lang=en", data={"proof": "0" * 64})

    assert "This registration stands in the record." in said(right)
    assert "No registration with this proof was found." in said(wrong)


def test_what_is_no_proof_is_told_beside_its_field(client):
    answer = client.post("/transparency/check?lang=en", data={"proof": "abc"})

    assert answer.status_code == 422
    assert "The proof has 64 letters and digits" in said(answer)
    assert value_of(answer, "proof") == "abc"


def test_pages_load_nothing_from_elsewhere_and_nothing_inline(client):
    for answer in (*(client.get(path) for path in PAGES), file_complaint(client, text="x")):
        page = page_of(answer)
        sources = [
            each.get("src") or each.get("href")
            for each in page.iter()
            if each.tag in ("script", "link", "img")
        ]
        assert [source for source in sources if not source.startswith("/static/")] == []
        assert [each.tag for each in page.iter() if each.get("style") or each.get("onclick")] == []
        assert list(page.iter("style")) == []
