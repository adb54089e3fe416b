"""The host for files: nothing else answers there, no file answers elsewhere, and a ticket opens one file for one officer."""

import dataclasses
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.complaints import an_upload
from tests.builders.desks import seated
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.models import PaperInspection
from vigilance.evidence.previewing import preview_due
from vigilance.factory import create_app
from vigilance.settings import BadSetting, load_settings

FILES = "https://files.example.com"
OFFICE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def apart(settings, _handed):
    """The application with a host for files."""
    own = dataclasses.replace(settings, files_url=FILES, trusted_hosts=["127.0.0.1"])
    return create_app(own, _handed)


@pytest.fixture
def desk(app, apart, walk, session, sign_in, connected, office, at):
    """A complaint with a paper, and the browser of its officer at the office with two hosts."""
    at(day(1))
    apart.config["NOW"] = day(1)
    found = walk.assigned(
        papers=(an_upload("a.pdf", real.pages(2)), an_upload("b.txt", made.EICAR))
    )
    session.commit()
    inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)
    preview_due(connected, office.keyring, office.settings, day(1), all_days=True)
    session.expire_all()

    def enter(who="vo"):
        browser = seated(session, sign_in, getattr(walk.team, who))
        token = browser.get_cookie(apart.config["OFFICER_COOKIE"]).value
        mine = apart.test_client()
        mine.set_cookie(apart.config["OFFICER_COOKIE"], token, domain="127.0.0.1")
        return mine

    yield found, enter
    apart.config.pop("NOW", None)


def on_office(browser, address, **more):
    return browser.get(address, base_url=OFFICE, **more)


def at_files(client, address):
    """What the host for files answers to a stranger's browser: no cookie goes there."""
    return client.get(urlsplit(address).path, base_url=FILES)


def test_47_the_office_hands_no_file_over_but_leads_to_the_other_host(desk, apart):
    found, enter = desk
    paper = f"/office/files/{found.number}/papers/1"

    led = on_office(enter(), paper)
    picture = on_office(enter(), f"{paper}/preview/2/picture")

    for answer in (led, picture):
        assert answer.status_code == 303
        assert answer.location.startswith(f"{FILES}/papers/")
        assert found.number not in answer.location
    got = at_files(apart.test_client(), led.location)
    assert (got.status_code, got.data) == (200, real.pages(2))
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["Cache-Control"] == "no-store"
    shown = at_files(apart.test_client(), picture.location)
    assert (shown.content_type, shown.data[:4]) == ("image/webp", b"RIFF")
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in got.headers
    assert "Set-Cookie" not in shown.headers


def test_47_the_office_s_pages_may_show_pictures_of_the_other_host_and_nothing_else(desk):
    found, enter = desk

    page = on_office(enter(), f"/office/files/{found.number}/papers/1/preview")

    policy = page.headers["Content-Security-Policy"]
    assert f"img-src 'self' data: {FILES};" in policy
    assert f"form-action 'self' {FILES};" in policy
    assert policy.count(FILES) == 2


@pytest.mark.parametrize(
    "address",
    ["/", "/office", "/office/sign-in", "/complaints/new", "/api/v1/openapi.json", "/static/built/app.css", "/nothing", "/?lang=en"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_47_nothing_else_answers_on_the_host_for_files(apart, desk, address, method):
    answer = getattr(apart.test_client(), method)(address, base_url=FILES)

    assert answer.status_code == 404
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Not found" in answer.text
    assert "नहीं" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_47_a_ticket_opens_nothing_on_the_office_s_host(desk):
    found, enter = desk
    browser = enter()
    ticket = urlsplit(on_office(browser, f"/office/files/{found.number}/papers/1").location).path

    assert on_office(browser, ticket).status_code == 404


def test_47_without_such_a_host_tickets_are_unknown(client, desk, app):
    assert client.get("/papers/x").status_code == 404


def test_47_a_ticket_ends_after_a_minute(desk, apart):
    found, enter = desk
    led = on_office(enter(), f"/office/files/{found.number}/papers/1").location

    apart.config["NOW"] = day(1) + timedelta(seconds=61)
    answer = at_files(apart.test_client(), led)

    assert answer.status_code == 410
    assert "This link has ended" in answer.text
    assert "इस लिंक का समय बीत गया" in answer.text


def test_47_a_ticket_cannot_be_changed_or_made(desk, apart):
    found, enter = desk
    led = on_office(enter(), f"/office/files/{found.number}/papers/1").location

    for spoilt in (led[:-1], led + "A", led[:-4] + "AAAA", f"{FILES}/papers/x"):
        assert at_files(apart.test_client(), spoilt).status_code == 410


def test_47_a_ticket_ends_with_the_session_it_was_made_in(desk, apart):
    found, enter = desk
    browser = enter()
    led = on_office(browser, f"/office/files/{found.number}/papers/1").location

    assert browser.post("/office/sign-out", base_url=OFFICE).status_code in (302, 303)

    assert at_files(apart.test_client(), led).status_code == 410


def test_47_a_ticket_opens_nothing_that_went_out_of_its_officer_s_sight(desk, apart, walk):
    found, enter = desk
    led = on_office(enter(), f"/office/files/{found.number}/papers/1").location
    wall = {"officer": str(walk.team.vo.officer_id), "relation": "recused"}
    declared = enter("cvo").post(f"/office/files/{found.number}/walls", data=wall, base_url=OFFICE)
    assert declared.status_code == 303

    gone = at_files(apart.test_client(), led)

    assert gone.status_code == 404
    assert gone.content_type == "text/plain; charset=utf-8"


def test_55_the_warned_paper_goes_by_the_other_host_too_and_only_after_the_box(
    desk, apart, session
):
    found, enter = desk
    session.execute(update(PaperInspection).values(signs=["scanner-positive"]))
    session.commit()
    browser, paper = enter(), f"/office/files/{found.number}/papers/2"

    assert on_office(browser, paper).location.endswith("/about")
    led = browser.post(f"{paper}/about", data={"isolated": "yes"}, base_url=OFFICE)

    assert led.location.startswith(FILES)
    assert at_files(apart.test_client(), led.location).data == made.EICAR


def test_47_a_ticket_for_a_paper_is_none_for_what_the_scanner_warns_of(desk, apart, session):
    found, enter = desk
    led = on_office(enter(), f"/office/files/{found.number}/papers/2").location
    session.execute(update(PaperInspection).values(signs=["scanner-positive"]))
    session.commit()

    assert at_files(apart.test_client(), led).status_code == 404


@pytest.mark.parametrize(
    ("files_url", "env"),
    [
        ("files.example.com", "development"),
        ("http://127.0.0.1:9000", "development"),
        ("https://files.example.com/papers", "development"),
        ("ftp://files.example.com", "development"),
    ],
)
def test_47_the_host_for_files_must_be_another_one(files_url, env):
    with pytest.raises(BadSetting, match="files_url"):
        load_settings({}, env=env, files_url=files_url, base_url="http://127.0.0.1:8000")


def test_47_in_production_the_host_for_files_is_reached_by_https():
    given = {"base_url": "https://office.example.com", "secure_cookies": True}
    with pytest.raises(BadSetting, match="https"):
        load_settings({}, env="production", files_url="http://files.example.com", **given)
    assert (
        load_settings({}, env="production", files_url=FILES, **given).files_host
        == "files.example.com"
    )
