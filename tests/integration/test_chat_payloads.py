"""The payloads of the shared collection, through the whole pipeline: as many complaints as its list expects."""

import json
import random

import pytest

from tests.builders.chats import Chat
from vigilance.arrivals.media_models import MediaFetch
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.audit.models import Event, EventPayload
from vigilance.correspondence.models import OutboxEntry, Reply
from vigilance.domain.lanes import Channel
from vigilance.domain.message import MessageKind
from vigilance.identities.models import RelayAddress

NOT_SIGNED = {"swd__whatsapp__text_bad_signature.json"}
"""Refused at the door, so it never arrives."""


@pytest.fixture
def chat(app, connected, office) -> Chat:
    return Chat(connected, office)


@pytest.fixture
def swd(shared_data):
    folder = shared_data / "payloads" / "swd"
    listed = json.loads((folder / "EXPECTED-swd.json").read_text())["items"]
    return [
        (each, (folder / each["file"]).read_bytes())
        for each in listed
        if each["file"] not in NOT_SIGNED
    ]


def one(swd, name):
    return next((each, raw) for each, raw in swd if each["file"] == name)


def delivered(chat, each, raw):
    chat.deliver(raw, Channel(each["channel"]))
    chat.waits(4)
    chat.waits(31)


def test_each_payload_alone_makes_the_complaints_that_are_expected(chat, swd):
    """In the order of the list: the second delivery of the first message is one of them."""
    for each, raw in swd:
        before = {complaint.record_id for complaint in chat.complaints()}
        delivered(chat, each, raw)
        new = [complaint for complaint in chat.complaints() if complaint.record_id not in before]
        assert len(new) == each["expected"]["complaints"], each["file"]
        assert [complaint.text for complaint in new] == [
            each["expected"].get("text", complaint.text) for complaint in new
        ]


def test_all_of_them_three_times_in_any_order_make_as_many(chat, swd):
    several = [item for item in swd for _ in range(3)]
    random.Random(11).shuffle(several)
    for each, raw in several:
        chat.deliver(raw, Channel(each["channel"]))
    chat.waits(4)
    chat.waits(31)
    assert len(chat.complaints()) == sum(each["expected"]["complaints"] for each, _raw in swd)


def test_three_messages_within_seconds_are_one_complaint_with_one_attachment(chat, swd):
    delivered(chat, *one(swd, "swd__whatsapp__batch_text_image_text.json"))
    (complaint,) = chat.complaints()
    assert len(complaint.text.split("\n")) == 4
    assert [each.record_id for each in chat.rows(MediaFetch)] == [complaint.record_id]


def test_start_is_welcomed_in_both_languages(chat, swd):
    delivered(chat, *one(swd, "swd__telegram__start.json"))
    (reply,) = chat.replies()
    assert "नमस्ते" in reply
    assert "Hello" in reply
    assert (chat.complaints(), chat.rows(Reply)[0].channel) == ([], "telegram")


@pytest.mark.parametrize("seconds", [2, 60], ids=["in-the-draft", "after-registration"])
def test_an_edit_is_a_new_version_on_the_same_complaint_and_the_first_stays(chat, swd, seconds):
    first, raw = one(swd, "swd__telegram__text.json")
    chat.deliver(raw, Channel.TELEGRAM)
    chat.waits(seconds)
    chat.waits(seconds)
    chat.deliver(one(swd, "swd__telegram__edited.json")[1], Channel.TELEGRAM)
    chat.waits(4)
    chat.waits(31)
    (complaint,) = chat.complaints()
    assert complaint.text.startswith(first["expected"]["text"])
    edits = [each for each in chat.rows(ArrivedMessage) if each.kind is MessageKind.EDIT]
    assert [each.record_id for each in edits] == [complaint.record_id]


def test_a_mention_in_public_is_registered_and_never_answered(chat, swd):
    delivered(chat, *one(swd, "swd__x__mention.json"))
    (complaint,) = chat.complaints()
    assert complaint.channel is Channel.X
    assert (chat.rows(Reply), chat.rows(OutboxEntry), chat.rows(RelayAddress)) == ([], [], [])
    (event,) = [each for each in chat.rows(Event) if each.type == "register"]
    (told,) = [each.body for each in chat.rows(EventPayload) if each.event_id == event.id]
    assert told["flags"] == ["public-post"]


def test_every_payload_of_every_chat_is_settled_and_none_makes_anything_fail(chat, shared_data):
    count = 0
    for channel in (Channel.WHATSAPP, Channel.TELEGRAM, Channel.FACEBOOK, Channel.X):
        for path in sorted((shared_data / "payloads" / channel.value).glob("*.json")):
            chat.deliver(path.read_bytes(), channel)
            count += 1
    chat.waits(60)
    chat.waits(31 * 60)
    assert count > 100
    settled = chat.rows(ArrivedMessage)
    assert len(settled) > 100
    assert "conversation-failed" not in {each.reason for each in settled}
    drafted = [each for each in settled if each.outcome is Outcome.REGISTERED]
    assert {each.record_id for each in drafted} <= {each.record_id for each in chat.complaints()}
