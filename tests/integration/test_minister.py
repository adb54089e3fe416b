"""The minister's page: true counts from kept totals, released summaries; never an identity or a text."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.matters import (
    NOW,
    a_mixed_register,
    a_pending_case,
    a_pending_complaint,
    released,
)
from vigilance.cases.models import Case
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.domain.workflows import inquiry
from vigilance.records.models import Tier
from vigilance.reports import queries


@pytest.fixture
def minister(sign_in, at):
    at(NOW)
    return sign_in(Role.MINISTER)


@pytest.fixture
def cvo(an_officer):
    return an_officer(Role.CVO)


def figures(page):
    """The counts of the tally, by label."""
    tally = page.split('class="tally"')[1].split("</ul>")[0]
    return {
        label: int(count)
        for count, label in re.findall(r"<b>(\d+)</b><(?:a[^>]*|span)>([^<]+)<", tally)
    }


def test_the_page_shows_the_true_counts(session, minister):
    a_mixed_register(session)

    page = minister.get("/minister").text

    assert figures(page) == {
        "Pending": 10,
        "181–365 days": 2,
        "Over a year": 2,
        "Waiting for a decision": 3,
        "Proceedings pending": 0,
    }
    assert "Old Age Pension" in page
    assert "Prayagraj" in page


def test_the_page_makes_the_same_few_statements_however_large_the_register(
    session, minister, cvo, queries_made
):
    released(session, a_pending_case(session), cvo)
    session.commit()
    queries_made.clear()
    minister.get("/minister")
    few = list(queries_made)
    for age in range(40):
        released(session, a_pending_case(session, age=age, district=str(118 + age % 20)), cvo)
        a_pending_complaint(session, age=age)
    session.commit()

    queries_made.clear()
    minister.get("/minister")

    assert len(queries_made) == len(few) <= 18
    counting = [made for made in few if re.search(r"count\(|FROM complaint\b|FROM event\b", made)]
    small = ("FROM direction", "FROM review_turn")  # a row a direction, a row a turn of a queue
    assert [made for made in counting if not any(each in made for each in small)] == []


def test_only_released_cases_are_named_and_only_by_their_summary(session, minister, cvo):
    shown, kept_back = a_pending_case(session, age=300), a_pending_case(session, age=400)
    filed = a_pending_complaint(session, age=500)
    released(session, shown, cvo, en="A demand at a block office is being looked into.")
    session.commit()

    page = minister.get("/minister").text

    assert "A demand at a block office is being looked into." in page
    assert shown.number in page
    assert kept_back.number not in page
    assert filed.number not in page
    assert "कैनरी" not in page


@pytest.mark.parametrize("role", [Role.MINISTER, Role.CVO])
def test_a_protected_matter_is_counted_and_never_listed(session, sign_in, at, cvo, role):
    at(NOW)
    case = a_pending_case(session, age=300, tier=Tier.PROTECTED)
    released(session, case, cvo, en="Sealed-canary")
    session.commit()
    browser = sign_in(role)

    page = browser.get("/minister").text

    assert figures(page)["Pending"] == 1
    assert case.number not in page
    assert "Sealed-canary" not in page
    assert browser.get(f"/minister/cases/{case.number}").status_code == 404
    assert case.number not in browser.get("/minister/pending?division=Agra").text


def test_the_ten_oldest_are_the_oldest_with_their_last_summary(session, minister, cvo):
    cases = [a_pending_case(session, age=400 - age) for age in range(12)]
    for case in cases:
        released(session, case, cvo, en=f"First words on {case.number}")
    released(session, cases[0], cvo, en="Newer words", at=NOW + timedelta(hours=1))
    closed = a_pending_case(session, age=900, state=inquiry.State.CLOSED)
    released(session, closed, cvo)
    in_court = a_pending_case(session, age=800, state=inquiry.State.ACTION_ORDERED)
    in_court.on_track = True
    released(session, in_court, cvo)
    session.commit()

    listed = [each.number for each in queries.oldest_released(session)]
    page = minister.get("/minister").text

    assert listed == [case.number for case in (in_court, *cases[:9])]
    assert "Newer words" in page
    assert f"First words on {cases[0].number}" not in page


def test_the_drill_shows_the_slice_and_pages_through_its_summaries(session, minister, cvo):
    rows = [a_pending_case(session, age=300 - age, district="118") for age in range(21)]
    elsewhere = a_pending_case(session, age=310, district="162")
    for row in (*rows, elsewhere):
        released(session, row, cvo)
    session.commit()

    address = "/minister/pending?division=Agra&band=181-365&stage=inquiry"
    first = minister.get(address).text
    following = (
        first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )
    second = minister.get(following).text

    assert "Pending: 21" in first
    assert rows[19].number in first
    assert rows[20].number not in first
    assert rows[20].number in second
    assert elsewhere.number not in first + second


def test_a_scheme_leads_to_its_slice_by_place_stage_and_age(session, minister, cvo):
    a_mixed_register(session)
    inside = a_pending_case(session, age=200, district="119", scheme="HOSTEL")
    outside = a_pending_case(session, age=200, district="119", scheme="OAP")
    for case in (inside, outside):
        released(session, case, cvo)
    session.commit()

    sheet = minister.get("/minister").text
    whole = minister.get("/minister/pending?scheme=HOSTEL&lang=en").text
    part = minister.get("/minister/pending?scheme=HOSTEL&band=181-365&district=119&lang=en").text
    place = minister.get("/minister/pending?district=119&lang=en").text

    assert "/minister/pending?scheme=HOSTEL" in sheet
    assert "Pending: 3" in whole
    assert "Pending: 1" in part
    assert inside.number in part
    assert outside.number not in whole + part
    assert "/minister/pending?scheme=OAP&amp;district=119" in place


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("division=Nowhere", 404),
        ("district=999", 404),
        ("band=old", 422),
        ("stage=nowhere", 422),
        ("name=someone", 400),
        ("after=forged", 404),
        ("division=not-known", 200),
        ("scheme=NOWHERE", 404),
        ("scheme=not-known", 200),
    ],
)
def test_a_slice_that_does_not_exist_is_refused(minister, address, status):
    assert minister.get(f"/minister/pending?{address}").status_code == status


def test_the_minister_reaches_no_file(session, minister, cvo):
    case = a_pending_case(session)
    released(session, case, cvo)
    session.commit()

    for address in (
        "/office/intake",
        f"/office/cases/{case.number}",
        "/office/reviews",
        "/office/search",
    ):
        assert minister.get(address).status_code in {403, 404}


def test_the_ministers_session_sees_released_ordinary_records_and_no_others(
    connected, session, an_officer, cvo
):
    shown, protected = a_pending_case(session), a_pending_case(session, tier=Tier.PROTECTED)
    a_pending_case(session)
    for case in (shown, protected):
        released(session, case, cvo)
    session.commit()

    with connected.reading() as reading:
        act_as(reading, Actor(frozenset({Role.MINISTER}), an_officer(Role.MINISTER).id))
        assert list(reading.scalars(select(Case.number))) == [shown.number]


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.VO, Role.INQUIRING_OFFICER, Role.AUDITOR, Role.ADMIN, Role.DISTRICT]
)
def test_nobody_else_opens_the_page(sign_in, role):
    browser = sign_in(role)

    assert {
        browser.get(f"/minister{more}").status_code for more in ("", "/pending", "/directions")
    } == {403}


@pytest.mark.parametrize("spoken", ["hi", "en"])
def test_every_page_speaks_both_languages(session, minister, cvo, spoken):
    a_mixed_register(session)
    case = a_pending_case(session, age=300)
    released(session, case, cvo, hi="हिन्दी सारांश", en="English summary")
    session.commit()
    summary = {"hi": "हिन्दी सारांश", "en": "English summary"}[spoken]

    for address in ("/minister", "/minister/pending", f"/minister/cases/{case.number}"):
        page = minister.get(f"{address}?lang={spoken}")
        assert page.status_code == 200
        assert f'<html lang="{spoken}">' in page.text
        assert summary in page.text
