"""A message is the same after it was bytes, and bytes that are none are refused."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.channels.base import Unreadable
from vigilance.channels.wire import MAGIC, from_wire, message_fields, to_wire
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    Contact,
    ContactKind,
    DeliveryState,
    InboundAttachment,
    InboundMessage,
    MessageKind,
    ThreadHints,
    Where,
)

FULL = InboundMessage(
    channel=Channel.TELEGRAM,
    external_id="1/2",
    kind=MessageKind.EDIT,
    sender=Contact(ContactKind.TELEGRAM, "900"),
    sender_name="राम",
    account="bot",
    sent_at=datetime(2026, 6, 1, 4, 30, tzinfo=UTC),
    language="hi",
    subject="विषय",
    text="पाठ",
    quoted="> पाठ",
    attachments=(
        InboundAttachment(
            name="फोटो.png", media_type="image/png", size=3, content=b"\x00\xff1", set_aside="x"
        ),
        InboundAttachment(name="voice", media_type="audio/ogg", media="file-1"),
        InboundAttachment(name="empty", media_type="text/plain", size=0, content=b""),
    ),
    thread=ThreadHints(
        numbers=("SWD-C-2026-000123",), case_addresses=("a@example.com",), message_ids=("b",)
    ),
    where=Where.GROUP,
    command="start",
    refers_to="1/1",
    delivery=DeliveryState.READ,
    failed_recipients=("c@example.com",),
    location=(26.8, 80.9),
    forwarded=True,
    flags=("hidden-text",),
    held="why",
    fields={"district": "Etawah"},
)
LEAST = InboundMessage(channel=Channel.EMAIL, external_id="x", kind=MessageKind.UNKNOWN)


@pytest.mark.parametrize("message", [FULL, LEAST])
def test_a_message_comes_back_as_it_was(message):
    assert from_wire(to_wire(message)) == message


def changed(**values):
    told = json.dumps({**message_fields(LEAST), **values}).encode()
    return MAGIC + len(told).to_bytes(8) + told


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MAGIC,
        MAGIC + (99).to_bytes(8) + b"{}",
        MAGIC + (2).to_bytes(8) + b"[]",
        changed(channel="pigeon"),
        changed(kind=None),
        changed(text=None),
        changed(text="\ud800"),
        changed(text="a\x00b"),
        changed(flags="abc"),
        changed(forwarded=1),
        changed(sender={"kind": "email"}),
        changed(sent_at="yesterday"),
        changed(location=[1.0]),
        changed(attachments=[{"content": 5}]),
        changed() + b"more than it says",
    ],
)
def test_bytes_that_are_no_message_are_refused(data):
    with pytest.raises(Unreadable):
        from_wire(data)


@given(position=st.integers(0, len(to_wire(FULL)) - 1), byte=st.integers(0, 255))
def test_a_changed_byte_is_refused_or_still_a_message(position, byte):
    data = bytearray(to_wire(FULL))
    data[position] = byte

    assert outcome_of(bytes(data)) in {"a message", "broken-wire"}


def outcome_of(data):
    try:
        return "a message" if isinstance(from_wire(data), InboundMessage) else "something else"
    except Unreadable as refused:
        return refused.detail


def test_what_a_message_says_is_json_without_the_bytes_of_its_files():
    told = json.loads(json.dumps(message_fields(FULL)))

    assert told["attachments"][0]["content"] == 3
    assert told["sent_at"] == "2026-06-01T04:30:00+00:00"
