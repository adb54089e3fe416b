"""A complaint told by chat: from the provider's bytes to the register, once, whatever happens on the way."""

import random
from datetime import timedelta

import pytest

from tests.builders.chats import STORY, Chat
from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.conversation.keeping import opened
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.saying import MOST_ANSWERS
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.correspondence.models import Direction, Message, OutboxEntry, Reply
from vigilance.correspondence.outbox import opened_values
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.numbering import grouped
from vigilance.helpline.models import PhoneCall
from vigilance.identities.queries import records_of_contact
from vigilance.sealing.keyring import KeyName


@pytest.fixture
def chat(app, connected, office) -> Chat:
    return Chat(connected, office)


def test_a_complaint_is_told_in_a_few_turns_and_registered(chat):
    chat.says("hello")
    chat.says("1")
    chat.says(STORY)
    chat.says("Firozabad")
    chat.says("old age pension")
    assert "14568" in chat.says("yes")[0]
    chat.says("done")
    (complaint,) = chat.complaints()
    assert (complaint.channel, complaint.lane, complaint.district_code) == (
        Channel.WHATSAPP,
        Lane.ORDINARY,
        "143",
    )
    assert (complaint.scheme_code, complaint.live_demand, complaint.text) == ("OAP", True, STORY)


def test_a_plain_story_is_registered_after_half_a_minute(chat):
    chat.says(STORY)
    assert chat.complaints() == []
    chat.waits(27)
    assert [each.text for each in chat.complaints()] == [STORY]


def test_a_burst_is_one_answer_and_one_complaint_in_the_order_of_the_provider(chat):
    said = [
        chat.text(f"part {number} of the story", chat.now + timedelta(milliseconds=50 * number))
        for number in range(200)
    ]
    for at in range(200):
        said[at]["timestamp"] = str(int(chat.now.timestamp()) - 200 + at)
    random.Random(7).shuffle(said)
    for start in range(0, 200, 20):
        chat.send(*said[start : start + 20])
    chat.waits(4)
    chat.waits(31)
    (complaint,) = chat.complaints()
    assert complaint.text.split("\n") == [f"part {number} of the story" for number in range(200)]
    assert len(chat.replies()) == 1
    assert len(chat.rows(Conversation)) == 1


def test_a_body_delivered_again_says_nothing_new(chat):
    message = chat.text(STORY)
    for _ in range(3):
        chat.send(message)
    chat.waits(40)
    chat.send({**message, "timestamp": str(int(message["timestamp"]) + 60)})
    chat.waits(40)
    (complaint,) = chat.complaints()
    assert complaint.text == STORY
    assert [each.outcome for each in chat.rows(ArrivedMessage)] == [Outcome.REGISTERED]


def test_number_and_code_are_handed_over_sealed(chat):
    chat.says(STORY)
    chat.waits(40)
    (complaint,) = chat.complaints()
    (entry,) = chat.rows(OutboxEntry)
    told = opened_values(chat.office.keyring.private(KeyName.RELAY), entry.values_sealed)
    assert told["reference"] == grouped(complaint.reference)
    assert (entry.channel, entry.notice, len(told["secret"].replace("-", ""))) == (
        "whatsapp",
        "acknowledgement-code",
        17,
    )


def test_what_comes_afterwards_is_added_with_one_short_word(chat):
    chat.says(STORY)
    chat.waits(40)
    (complaint,) = chat.complaints()
    chat.now += timedelta(hours=20)
    assert chat.says("woh phir aaya tha", "paise lekar gaya") == [
        f"आपकी शिकायत {grouped(complaint.reference)} में जोड़ दिया गया।"
    ]
    (complaint,) = chat.complaints()
    received = [each.text for each in chat.rows(Message) if each.direction is Direction.TO_OFFICE]
    assert received == ["woh phir aaya tha\npaise lekar gaya"]
    assert {each.record_id for each in chat.rows(ArrivedMessage)} == {complaint.record_id}


def test_after_two_days_a_new_story_is_a_new_complaint(chat):
    chat.says(STORY)
    chat.waits(40)
    chat.now += timedelta(hours=49)
    chat.says("ab dusre babu ne bhi paise maang liye hain chhatravritti ke liye")
    chat.waits(40)
    assert len(chat.complaints()) == 2


def test_the_status_is_told_to_its_sender_and_to_nobody_else(chat):
    chat.says(STORY)
    chat.waits(40)
    (complaint,) = chat.complaints()
    (told,) = chat.says("2")
    assert grouped(complaint.reference) in told
    assert STORY not in told
    other = Chat(chat.database, chat.office, mobile="9000000572", now=chat.now)
    other.says("hello")
    assert grouped(complaint.reference) not in other.says("2")[0]


def test_a_scheme_is_explained(chat):
    chat.says("hello")
    chat.says("3")
    (told,) = chat.says("वृद्धा पेंशन")
    assert "sspy-up.gov.in" in told
    assert "14568" in told
    chat.says("3")
    assert "महिला कल्याण विभाग" in chat.says("vidhwa pension")[0]


def test_who_wants_a_person_stands_in_the_list_of_the_helpline(chat):
    chat.says("hello")
    chat.says("4")
    chat.says("हाँ")
    (call,) = chat.rows(PhoneCall)
    assert call.channel == Channel.WHATSAPP


def test_a_draft_left_half_way_is_registered_after_half_an_hour(chat):
    chat.says("hello")
    chat.says("1")
    chat.says(STORY)
    chat.waits(29 * 60)
    assert chat.complaints() == []
    chat.waits(60)
    assert [each.text for each in chat.complaints()] == [STORY]


def test_a_cancelled_draft_is_not_registered(chat):
    for text in ("hello", "1", STORY, "cancel", "yes"):
        chat.says(text)
    chat.waits(3600)
    assert chat.complaints() == []
    assert {each.outcome for each in chat.rows(ArrivedMessage)} == {Outcome.CONVERSATION}


def test_after_twenty_answers_a_day_there_is_silence_and_a_person_is_told(chat):
    for number in range(MOST_ANSWERS + 5):
        chat.says(f"hey {number}")
    assert len(chat.replies()) == MOST_ANSWERS
    held = [each for each in chat.rows(ArrivedMessage) if each.outcome is Outcome.HELD]
    assert [each.reason for each in held] == ["too-many-answers"]
    chat.now += timedelta(days=1)
    assert len(chat.says("hello")) == 1


def test_what_is_heard_while_an_answer_is_prepared_is_not_lost(chat, monkeypatch):
    from vigilance.arrivals.conversation import attending

    chat.says(STORY)
    real = attending.make_ready

    def meanwhile(*given):
        ready = real(*given)
        monkeypatch.setattr(attending, "make_ready", real)
        chat.send(chat.text("ek baat aur: uska naam board par hai"))
        return ready

    monkeypatch.setattr(attending, "make_ready", meanwhile)
    chat.waits(31)
    assert chat.complaints() == []
    chat.waits(40)
    chat.waits(40)
    (complaint,) = chat.complaints()
    assert complaint.text == f"{STORY}\nek baat aur: uska naam board par hai"


def test_a_conversation_that_fails_is_tried_five_times_and_then_held(chat, monkeypatch):
    from vigilance.arrivals.conversation import attending

    chat.send(chat.text(STORY))

    def broken(*_given):
        raise RuntimeError("invented")

    monkeypatch.setattr(attending, "make_ready", broken)
    for _ in range(5):
        chat.now += timedelta(seconds=61)
        with pytest.raises(RuntimeError):
            attend_due(chat.database, chat.office, chat.now)
    chat.waits(61)
    (message,) = chat.rows(ArrivedMessage)
    assert (message.outcome, message.reason) == (Outcome.HELD, "conversation-failed")


def test_nothing_personal_lies_in_clear(chat):
    chat.says(STORY)
    row = chat.conversation
    stored = b"".join(
        getattr(row, column.name)
        for column in Conversation.__table__.columns
        if isinstance(getattr(row, column.name), bytes)
    )
    assert chat.mobile.encode() not in stored
    assert b"rupaye" not in stored
    for reply in chat.rows(Reply):
        assert chat.mobile.encode() not in reply.address_sealed


def test_the_sender_is_recognised_by_his_mark_and_sealed(chat):
    chat.says(STORY)
    chat.waits(40)
    (complaint,) = chat.complaints()
    with chat.database.reading() as session:
        act_as(session, SYSTEM)
        assert list(records_of_contact(session, [chat.conversation.sender_digest])) == [
            complaint.record_id
        ]
    assert opened(chat.conversation, chat.office).pieces == ()
