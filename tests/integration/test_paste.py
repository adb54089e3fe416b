"""Pasting in a public post: registered once, its author sealed, nobody answered in public."""

import io

import pytest
from sqlalchemy import select

from tests.builders.forms import said, value_of
from tests.builders.post import number_on
from vigilance.audit.models import EventPayload
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.identities.models import ContactMark, RelayAddress
from vigilance.post.models import TakenOnce

WORDS = "बाबू पैसे लिए बिना छात्रवृत्ति का आवेदन आगे नहीं बढ़ाते।"
GIVEN = {
    "platform": "x",
    "url": "https://x.com/example_author/status/1234567",
    "posted_on": "01/03/2026",
    "posted_time": "14:30",
    "handle": "@example_author",
    "text": WORDS,
    "language": "hi",
}


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


def paste(browser, **given):
    return browser.post(
        "/office/intake/paste?lang=en",
        data=GIVEN | given,
        content_type="multipart/form-data",
    )


def the_complaint(session):
    return session.scalars(select(Complaint)).one()


def test_a_post_becomes_a_complaint_of_its_channel(clerk, session):
    done = paste(clerk, evidence=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "screen.pdf"))

    complaint = the_complaint(session)
    told = session.scalars(
        select(EventPayload).where(EventPayload.record_id == complaint.record_id)
    ).all()
    flags = next(each.body["flags"] for each in told if "flags" in each.body)
    assert complaint.number == number_on(done)
    assert (complaint.channel, complaint.lane) == (Channel.X, Lane.ORDINARY)
    assert complaint.text == f"सार्वजनिक रूप से कहा गया: एक्स, 1 मार्च 2026, 14:30\n\n{WORDS}"
    assert complaint.received_on.isoformat() == "2026-03-02"
    assert flags == ["pasted", "pasted:x"]


def test_the_author_is_nowhere_but_in_the_sealed_identity(clerk, session):
    paste(clerk)

    complaint = the_complaint(session)
    assert "example_author" not in complaint.text
    assert len(session.scalars(select(ContactMark)).all()) == 1
    assert session.scalars(select(RelayAddress)).all() == []


@pytest.mark.parametrize(
    ("platform", "channel"),
    [
        ("facebook", Channel.FACEBOOK),
        ("instagram", Channel.INSTAGRAM),
        ("youtube", Channel.WEB),
        ("news", Channel.WEB),
        ("other", Channel.WEB),
    ],
)
def test_each_platform_has_its_channel(clerk, session, platform, channel):
    paste(clerk, platform=platform, url=f"https://{platform}.example.com/post/1")

    assert the_complaint(session).channel is channel


def test_a_post_without_an_author_is_anonymous(clerk, session):
    paste(clerk, handle="")

    assert the_complaint(session).lane is Lane.ANONYMOUS


@pytest.mark.parametrize(
    "url",
    [
        GIVEN["url"],
        "x.com/example_author/status/1234567/",
        "https://twitter.com/example_author/status/1234567?s=20&utm_source=share",
        "https://mobile.twitter.com/example_author/status/1234567#reply",
        "HTTPS://WWW.X.COM/example_author/status/1234567",
    ],
)
def test_the_same_address_twice_shows_the_earlier_number(clerk, session, url):
    first = paste(clerk)

    again = paste(clerk, url=url)

    assert again.status_code == 409
    assert number_on(first) in said(again)
    assert len(session.scalars(select(Complaint)).all()) == 1


def test_the_address_is_kept_as_a_digest_alone(clerk, session):
    paste(clerk)

    row = session.scalars(select(TakenOnce)).one()
    assert row.record_id == the_complaint(session).record_id
    assert len(row.key) == 32


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "not an address"),
        ("url", "javascript:alert(1)"),
        ("url", "http://[::1"),
        ("url", ""),
        ("platform", ""),
        ("platform", "myspace"),
        ("posted_time", "25:00"),
        ("posted_on", "03/03/2026"),
        ("text", ""),
        ("language", ""),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_stays_typed(clerk, session, field, value):
    answer = paste(clerk, **{field: value})

    assert answer.status_code == 422
    assert value_of(answer, "handle") == GIVEN["handle"]
    assert value_of(answer, "url").strip() == (value if field == "url" else GIVEN["url"])
    assert session.scalars(select(Complaint)).all() == []


def test_a_time_to_come_is_refused(clerk):
    answer = paste(clerk, posted_on="02/03/2026", posted_time="23:59")

    assert answer.status_code == 422
    assert "still to come" in said(answer)


def test_only_who_enters_complaints_pastes(sign_in, at):
    at("2026-03-02")

    assert sign_in(Role.VO).get("/office/intake/paste").status_code == 403
