"""Who is to be called: asked for on the public page or by another channel, tried, given up, wiped."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.calls import NUMBER, begin, only_call, write
from tests.builders.forms import said, value_of
from vigilance.audit.models import Event
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role
from vigilance.helpline.call_seals import number_of
from vigilance.helpline.commands.call_backs import MOST_TRIES, request_call_back
from vigilance.helpline.models import BestTime, CallSource, CallStage, PhoneCall, TryResult
from vigilance.sealing.offices import wrap

WISH = {"number": "९००० ०००५०२", "language": "hi", "best_time": "evening"}


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


@pytest.fixture
def wish(session, office, at):
    def make(number=f"+91{NUMBER}", **given):
        moment = given.pop("moment", None) or at("2026-03-02")
        made = request_call_back(
            session,
            number=number,
            channel=Channel.TELEGRAM,
            language="en",
            at=moment,
            office=office,
            **given,
        )
        session.commit()
        return made

    return make


def tried(browser, call, result):
    return browser.post(f"/office/intake/calls/{call.id}/tries", data={"result": result})


def acts(session):
    return session.scalars(
        select(Event.type)
        .where(Event.type.like("call-%") | (Event.type == "number-shown"))
        .order_by(Event.record_seq)
    ).all()


def test_anybody_may_ask_to_be_called_and_no_page_repeats_the_number(client, session, office, at):
    at("2026-03-02")

    asked = client.post("/call-me?lang=en", data=WISH)
    page = client.get(asked.headers["Location"])

    call = only_call(session)
    assert asked.status_code == 303
    assert "We will call you" in said(page)
    assert NUMBER not in asked.headers["Location"] + page.get_data(as_text=True)
    assert number_of(office, call) == f"+91{NUMBER}"
    assert (call.stage, call.source) == (CallStage.CALL_BACK, CallSource.REQUEST)
    assert (call.channel, call.language, call.best_time) == (Channel.WEB, "hi", BestTime.EVENING)


def test_the_same_number_twice_a_day_is_one_wish_and_gets_the_same_answer(client, session, at):
    at("2026-03-02")

    answers = [client.post("/call-me", data=WISH) for _ in range(3)]

    assert {answer.headers["Location"] for answer in answers} == {"/call-me/noted"}
    assert len(session.scalars(select(PhoneCall)).all()) == 1


@pytest.mark.parametrize("number", ["", "12", "+1 202 555 0100", "नौ", "9" * 400])
def test_a_number_we_cannot_call_is_told_and_kept(client, number, session):
    answer = client.post("/call-me?lang=en", data=WISH | {"number": number})

    assert answer.status_code == 422
    assert "number" in said(answer)
    assert (value_of(answer, "number") or "") == number
    assert session.scalars(select(PhoneCall)).all() == []


@pytest.mark.parametrize("typed", [{"matter": "x"}, {"number": ["1", "2"]}])
def test_what_the_form_does_not_have_is_refused(client, typed):
    assert client.post("/call-me", data=WISH | typed).status_code == 400


def test_the_first_page_leads_there(client):
    assert "/call-me" in client.get("/").get_data(as_text=True)


def test_who_waits_is_listed_without_the_number(clerk, wish):
    wish(best_time=BestTime.MORNING)

    page = clerk.get("/office/intake/calls?lang=en")

    assert "Morning, 10 to 12" in said(page)
    assert "Telegram" in said(page)
    assert NUMBER not in page.get_data(as_text=True)


def test_how_long_somebody_waits_is_said(clerk, wish, at):
    wish(moment=at("2026-03-02"))
    at("2026-03-05T11:00:00+00:00")

    assert "3 days" in said(clerk.get("/office/intake/calls?lang=en"))


def test_the_number_is_shown_on_one_page_and_that_is_on_the_ledger(clerk, wish, session):
    call = wish()
    address = f"/office/intake/calls/{call.id}"
    before = clerk.get(address).get_data(as_text=True)

    shown = clerk.post(f"{address}/number")

    after = clerk.get(address).get_data(as_text=True)
    assert NUMBER in shown.get_data(as_text=True)
    assert NUMBER not in before + after
    assert acts(session) == ["number-shown"]


def test_who_shows_numbers_without_end_is_stopped(clerk, wish, office):
    call = wish()
    statuses = [
        clerk.post(f"/office/intake/calls/{call.id}/number").status_code
        for _ in range(office.settings.unseal_limit + 1)
    ]

    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_nobody_but_a_clerk_sees_or_tries(sign_in, wish, at):
    call = wish()
    for role in (Role.VO, Role.CVO, Role.MINISTER, Role.DISTRICT):
        other = sign_in(role)
        answers = [
            other.get(f"/office/intake/calls/{call.id}"),
            other.post(f"/office/intake/calls/{call.id}/number"),
            tried(other, call, "no-answer"),
        ]
        assert {answer.status_code for answer in answers} == {403}


def test_without_an_answer_it_waits_on_and_is_given_up_in_the_end(clerk, wish, session):
    call = wish()
    for _ in range(MOST_TRIES - 1):
        tried(clerk, call, "no-answer")
    waiting = only_call(session)
    still = (waiting.stage, waiting.tries, waiting.caller_sealed is not None)

    tried(clerk, call, "no-answer")

    closed = only_call(session)
    assert still == (CallStage.CALL_BACK, MOST_TRIES - 1, True)
    assert (closed.stage, closed.tried) == (CallStage.DROPPED, TryResult.NO_ANSWER)
    assert closed.caller_sealed is None
    assert tried(clerk, call, "no-answer").status_code == 409


@pytest.mark.parametrize(
    ("result", "stage"),
    [
        ("wrong-number", CallStage.DROPPED),
        ("not-a-complaint", CallStage.NOT_A_COMPLAINT),
    ],
)
def test_what_is_settled_loses_its_number(result, stage, clerk, wish, session):
    tried(clerk, wish(), result)

    call = only_call(session)
    assert (call.stage, call.caller_sealed) == (stage, None)


def test_who_was_reached_is_written_down_with_what_he_wrote_before(clerk, wish, session):
    call = wish(note="Please ring after five.")

    led = tried(clerk, call, "written-up")

    page = clerk.get(led.headers["Location"])
    assert led.headers["Location"].endswith(f"/office/intake/phone/{call.id}")
    assert value_of(page, "text").strip() == "Please ring after five."
    assert only_call(session).officer_id == clerk.officer.id
    assert acts(session) == ["call-tried", "call-taken"]


def test_two_clerks_do_not_write_up_the_same_call(clerk, sign_in, wish):
    call = wish()
    other = sign_in(Role.CLERK)

    answers = [tried(browser, call, "written-up").status_code for browser in (clerk, other)]

    assert answers == [303, 409]


def test_a_call_that_broke_off_can_wait_to_be_called_back(clerk, session):
    address = begin(clerk)
    write(clerk, address, "save", text="He began to tell.")

    clerk.post(f"{address}/end", data={"outcome": "call-back"})

    call = only_call(session)
    assert (call.stage, call.officer_id) == (CallStage.CALL_BACK, None)
    assert call.caller_sealed is not None


def test_without_a_number_there_is_nothing_to_call_back(clerk):
    address = begin(clerk, number="")

    assert clerk.post(f"{address}/end", data={"outcome": "call-back"}).status_code == 422


def test_a_chats_address_is_shown_where_there_is_no_number(clerk, wish, office):
    sealed = wrap(office.keyring.cell[0].public, b"telegram 4711")
    call = wish(number=None, contact_sealed=sealed)

    shown = clerk.post(f"/office/intake/calls/{call.id}/number")

    assert "telegram 4711" in said(shown)


def test_a_second_wish_after_a_day_is_a_new_one(wish, session, at):
    first = wish()
    first.stage = CallStage.DROPPED
    session.commit()

    again = wish(moment=at("2026-03-02") + timedelta(days=2))

    assert again.id != first.id
