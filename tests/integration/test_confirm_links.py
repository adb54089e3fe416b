"""Owning a complaint by the link that was sent: opening it changes nothing, answering it counts once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import SITA
from tests.builders.forms import said
from tests.builders.sending import carriers_with, recorders
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.commands import verification
from vigilance.complaints.confirm_links import confirmation_link
from vigilance.correspondence.jobs import send_due
from vigilance.domain.dates import ist_day
from vigilance.domain.message import Contact, ContactKind
from vigilance.domain.workflows.complaint import State
from vigilance.identities.contacts import Identity


@pytest.fixture
def asked(walk, session, at):
    at(day(1))
    found = walk.asked()
    session.commit()
    return found


@pytest.fixture
def link(asked, walk):
    address = confirmation_link(
        asked.record_id, walk.office, language="en", due=ist_day(day(15)), at=day(0)
    )
    return urlsplit(address).path


def answers(session, record_id, kind="confirm"):
    session.expire_all()
    return session.scalars(
        select(EventPayload.body)
        .join(Event, Event.id == EventPayload.event_id)
        .where(Event.record_id == record_id, Event.type == kind)
    ).all()


@pytest.mark.parametrize(
    ("identity", "kind"),
    [
        (Identity(mobile="+919000000007"), "sms"),
        (Identity(handle=Contact(ContactKind.TELEGRAM, "9000000007")), "telegram"),
    ],
)
def test_question_and_reminder_carry_a_link_that_opens_the_question(
    walk, session, connected, client, at, identity, kind
):
    complaint = walk.asked(identity=identity, language="en")
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))
    session.commit()
    adapters = recorders()
    carriers = carriers_with(walk.office, adapters)
    send_due(connected, walk.office.keyring, walk.office.settings, day(16), carriers)
    at(day(16))

    texts = [one.text for one in adapters[kind].sent]
    links = [word for text in texts for word in text.split() if "/confirm/" in word]
    answer = client.get(urlsplit(links[-1]).path + "?lang=en")

    assert len(links) == 2
    assert "Did you send this office a complaint" in said(answer)
    assert [text for text in texts if complaint.number in text] == []


@pytest.mark.parametrize("language", ["hi", "en"])
def test_opening_the_link_changes_nothing_and_shows_no_number(
    client, session, asked, link, language
):
    before = session.scalar(select(func.count()).select_from(Event))

    shown = [client.get(f"{link}?lang={language}") for _ in range(3)]

    session.refresh(asked)
    assert [answer.status_code for answer in shown] == [200] * 3
    assert (asked.state, asked.confirmed_at) == (State.AWAITING_CONFIRMATION, None)
    assert session.scalar(select(func.count()).select_from(Event)) == before
    for hidden in (asked.number, asked.reference, asked.text, SITA.name):
        assert hidden not in shown[0].text


def test_the_answer_owns_the_complaint_and_the_ledger_says_by_what(client, session, asked, link):
    answer = client.post(f"{link}?lang=en", data={"answer": "yes"})

    session.refresh(asked)
    assert "The work on your complaint goes on" in said(answer)
    assert (asked.state, asked.confirmed_at) == (State.UNDER_SCRUTINY, day(1))
    assert [body["how"] for body in answers(session, asked.record_id)] == ["link"]


def test_the_answer_can_be_no(client, session, asked, link):
    client.post(link, data={"answer": "no"})

    session.refresh(asked)
    assert (asked.state, asked.disowned_at) == (State.DECISION_PENDING, day(1))
    assert [body["how"] for body in answers(session, asked.record_id, "disown")] == ["link"]


@pytest.mark.parametrize("second", ["yes", "no"])
def test_a_second_answer_finds_the_question_closed(client, session, asked, link, second):
    client.post(link, data={"answer": "yes"})

    again = client.post(f"{link}?lang=en", data={"answer": second})

    session.refresh(asked)
    assert (again.status_code, asked.state) == (409, State.UNDER_SCRUTINY)
    assert "This question has been answered" in said(again)
    assert len(answers(session, asked.record_id)) == 1
    assert asked.disowned_at is None
    assert "This question has been answered" in said(client.get(f"{link}?lang=en"))


@pytest.mark.parametrize("answer", [{}, {"answer": "perhaps"}])
def test_a_form_without_an_answer_asks_again(client, session, asked, link, answer):
    given = client.post(link, data=answer)

    session.refresh(asked)
    assert (given.status_code, asked.state) == (422, State.AWAITING_CONFIRMATION)


def test_a_link_lives_until_a_month_after_the_answer_was_due(client, session, asked, link, at):
    at(day(15) + timedelta(days=29))
    assert client.get(link).status_code == 200
    at(day(15) + timedelta(days=31))

    answers_given = [client.get(f"{link}?lang=en"), client.post(link, data={"answer": "yes"})]

    session.refresh(asked)
    assert [one.status_code for one in answers_given] == [410, 410]
    assert "The time of this link is over" in said(answers_given[0])
    assert asked.state is State.AWAITING_CONFIRMATION


def test_a_link_that_was_changed_or_made_for_something_else_opens_nothing(
    client, session, asked, link, walk
):
    from vigilance.sealing.tokens import make_token

    payload = {"r": asked.record_id.hex}
    other = make_token(walk.office.server_key, "track", payload, timedelta(days=9), day(0))
    token = link.rpartition("/")[2]
    flipped = token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:]

    for wrong in (flipped, other, "x", token + "=", "A" * 9000):
        assert client.get(f"/confirm/{wrong}").status_code == 404
        assert client.post(f"/confirm/{wrong}", data={"answer": "yes"}).status_code == 404
    session.refresh(asked)
    assert asked.state is State.AWAITING_CONFIRMATION


def test_it_works_without_a_cookie_and_sets_none(client, asked, link):
    answers_given = [client.get(link), client.post(link, data={"answer": "yes"})]

    assert [one.headers.get("Set-Cookie") for one in answers_given] == [None, None]
    assert [one.headers["Cache-Control"] for one in answers_given] == ["no-store"] * 2
    assert answers_given[0].headers["Referrer-Policy"] == "no-referrer"
