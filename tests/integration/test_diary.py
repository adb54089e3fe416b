"""The court diary, and what an officer's own calendar is told of it."""

import re

import pytest
from sqlalchemy import select

from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import CLERK, a_story, noon, on
from vigilance.accounts.models import Officer
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.proceedings.diary_models import DiaryFeed
from vigilance.proceedings.models import ProceedingEntry

ADDRESS = re.compile(r"/office/diary/([\w-]+)\.ics")


def in_court(story, next_on="2024-07-10"):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    story.act("2024-01-20", Track.CRIMINAL, "register-fir", fir="12/2024")
    story.act("2024-02-10", Track.SANCTION_19, "request-sanction", letter="3")
    story.act("2024-03-05", Track.SANCTION_19, "grant-sanction", order="9", authority="DIR")
    story.act(
        "2024-03-10",
        Track.CRIMINAL,
        "file-charge-sheet-in-court",
        next_on=next_on,
        purpose="framing of charges",
    )
    return story.tracks[Track.CRIMINAL]


@pytest.fixture
def story(session, walk):
    return a_story(session, walk)


def calendar_of(browser, client):
    made = browser.post("/office/diary/feed", data={})
    token = ADDRESS.search(made.get_data(as_text=True))[1]
    return f"/office/diary/{token}.ics"


def test_a_hearing_stands_under_its_day_with_its_purpose(session, story, sign_in, at):
    in_court(story)
    at(noon(on("2024-06-20")))

    words = said(seated(session, sign_in, story.walk.team.vo).get("/office/diary?lang=en"))

    number = story.record.number
    assert "10 July 2024 Cause list" in words
    assert f"{number} · Accused 1 · Criminal proceedings · framing of charges" in words
    assert CLERK.name not in words


def test_the_next_date_is_entered_as_the_step_of_the_track(session, story, sign_in, at):
    found = in_court(story)
    at(noon(on("2024-07-10")))
    browser = seated(session, sign_in, story.walk.team.vo)

    answer = browser.post(
        f"/office/diary/{found.id}",
        data={"on": "10/07/2024", "sheet": "4", "next_on": "01/08/2024", "purpose": "evidence"},
    )

    session.expire_all()
    entry = session.scalars(
        select(ProceedingEntry)
        .where(ProceedingEntry.proceeding_id == found.id)
        .order_by(ProceedingEntry.number.desc())
    ).first()
    assert answer.status_code == 303
    assert (entry.action, entry.on) == ("hold-court-hearing", on("2024-07-10"))
    assert entry.facts == {"sheet": "4", "next_on": "2024-08-01", "purpose": "evidence"}
    assert (found.next_hearing_on, found.next_hearing_purpose) == (on("2024-08-01"), "evidence")


def test_a_hearing_that_passed_waits_to_be_entered(session, story, sign_in, at):
    in_court(story)
    at(noon(on("2024-07-12")))

    words = said(seated(session, sign_in, story.walk.team.cvo).get("/office/diary?lang=en"))

    assert "To be entered 10 July 2024" in words
    assert "Enter the hearing" in words


def test_a_next_date_before_the_hearing_is_refused_and_nothing_typed_is_lost(
    session, story, sign_in, at
):
    found = in_court(story)
    at(noon(on("2024-07-10")))
    browser = seated(session, sign_in, story.walk.team.vo)

    answer = browser.post(
        f"/office/diary/{found.id}?lang=en",
        data={"on": "10/07/2024", "sheet": "sheet four", "next_on": "09/07/2024"},
    )

    assert answer.status_code == 422
    assert "The next date lies after the hearing." in said(answer)
    assert "sheet four" in answer.get_data(as_text=True)


def test_a_hearing_out_of_sight_cannot_be_entered(session, story, sign_in, an_officer, at):
    found = in_court(story)
    at(noon(on("2024-07-10")))
    session.commit()
    stranger = sign_in(Role.VO)

    answer = stranger.post(f"/office/diary/{found.id}", data={"on": "10/07/2024", "sheet": "4"})

    assert answer.status_code == 404


def test_the_inquiring_officer_reads_the_diary_and_enters_nothing(session, story, sign_in, at):
    found = in_court(story)
    at(noon(on("2024-07-10")))
    browser = seated(session, sign_in, story.walk.team.inquirer)

    page = said(browser.get("/office/diary?lang=en"))

    assert "framing of charges" in page
    assert "Enter the hearing" not in page
    answer = browser.post(f"/office/diary/{found.id}", data={"on": "10/07/2024", "sheet": "4"})
    assert answer.status_code == 403


def test_the_cause_list_is_that_of_its_day(session, story, sign_in, at):
    in_court(story)
    at(noon(on("2024-06-20")))
    browser = seated(session, sign_in, story.walk.team.vo)

    assert story.record.number in said(browser.get("/office/diary/cause-list?day=2024-07-10"))
    assert story.record.number not in said(browser.get("/office/diary/cause-list?day=2024-07-11"))


def test_a_calendar_is_told_the_day_and_nothing_of_the_case(session, story, sign_in, client, at):
    found = in_court(story)
    at(noon(on("2024-06-20")))
    browser = seated(session, sign_in, story.walk.team.vo)

    answer = client.get(calendar_of(browser, client))

    text = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert [line for line in text.split("\r\n") if line.startswith("DT")] == [
        "DTSTAMP:20240620T063000Z",
        "DTSTART;VALUE=DATE:20240710",
        "DTEND;VALUE=DATE:20240711",
    ]
    for told in (
        story.record.number,
        "SWD",
        "framing",
        "Criminal",
        CLERK.name,
        found.id.hex,
        str(found.id),
        story.record.id.hex,
    ):
        assert told not in text
    assert {line.partition(":")[0] for line in text.split("\r\n") if line} == {
        "BEGIN",
        "VERSION",
        "PRODID",
        "UID",
        "DTSTAMP",
        "DTSTART;VALUE=DATE",
        "DTEND;VALUE=DATE",
        "SUMMARY",
        "END",
    }


def test_an_address_taken_back_answers_no_more(session, story, sign_in, client, at):
    in_court(story)
    at(noon(on("2024-06-20")))
    browser = seated(session, sign_in, story.walk.team.vo)
    first = calendar_of(browser, client)
    second = calendar_of(browser, client)
    after_new = [client.get(first).status_code, client.get(second).status_code]

    browser.post("/office/diary/feed/revoke", data={})

    assert after_new == [404, 200]
    assert client.get(second).status_code == 404


def test_an_address_tells_only_what_its_officer_may_see(session, story, sign_in, client, at):
    in_court(story)
    at(noon(on("2024-06-20")))
    session.commit()

    text = client.get(calendar_of(sign_in(Role.VO), client)).get_data(as_text=True)

    assert "VEVENT" not in text


def test_an_officer_who_is_shut_out_has_no_calendar(session, story, sign_in, client, at):
    in_court(story)
    at(noon(on("2024-06-20")))
    browser = seated(session, sign_in, story.walk.team.vo)
    address = calendar_of(browser, client)

    session.get_one(Officer, story.walk.team.vo.officer_id).active = False
    session.commit()

    assert client.get(address).status_code == 404


def test_the_secret_of_an_address_is_not_kept(session, story, sign_in, client, at):
    at(noon(on("2024-06-20")))
    address = calendar_of(seated(session, sign_in, story.walk.team.vo), client)

    (feed,) = session.scalars(select(DiaryFeed))

    assert ADDRESS.search(address)[1].encode() not in feed.token_hash
    assert len(feed.token_hash) == 32


def test_a_made_up_address_is_not_there(walk, client):
    assert client.get("/office/diary/" + "x" * 43 + ".ics").status_code == 404
