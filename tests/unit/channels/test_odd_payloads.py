"""Rows 77 to 83: odd, broken and replayed payloads. Whatever a provider changes, a body is read or refused, never lost."""

import copy
import json

import pytest

from tests.builders.webhooks import FORM, SECRET, account, accounts, payloads, proof
from tests.servers.cloud_api import message, text_message, webhook
from vigilance.channels.base import NotAuthentic, Unreadable
from vigilance.channels.forms import Form
from vigilance.channels.pieces import MOST_PIECES, moment, number, read_body
from vigilance.channels.registry import DOORS, adapter_at
from vigilance.channels.signatures import base64_of, hex_of, prove_signed
from vigilance.domain.message import MessageKind

POSTED = ["whatsapp", "telegram", "facebook", "instagram", "x", "phone", "sms", "form"]
ODD = [None, 7, "x", "", True, -1e300, [], {}, [None], [[]], {"a": None}, "\ud800\x00"]


def variants(body, where=()):
    """The body with each of its values, in turn, replaced by something odd, and left out."""
    here = body
    for key in where:
        here = here[key]
    keys = list(here) if isinstance(here, dict) else range(len(here))
    for key in keys:
        for value in ODD:
            changed = copy.deepcopy(body)
            inside = changed
            for step in where:
                inside = inside[step]
            inside[key] = value
            yield changed
        gone = copy.deepcopy(body)
        inside = gone
        for step in where:
            inside = inside[step]
        del inside[key]
        yield gone
        if isinstance(here[key], dict | list):
            yield from variants(body, (*where, key))


@pytest.mark.parametrize("door", POSTED)
def test_a_body_with_any_field_missing_or_odd_still_has_an_outcome_that_can_be_stored(door):
    for raw in payloads(door).values():
        for body in variants(json.loads(raw)):
            messages = adapter_at(door).read(json.dumps(body).encode())
            assert messages
            for each in messages:
                stored = repr((each.external_id, each.text, each.sender_name, dict(each.fields)))
                assert each.external_id
                assert "\x00" not in each.text + each.external_id
                stored.encode()


@pytest.mark.parametrize("door", POSTED)
def test_unknown_fields_change_nothing(door):
    for raw in payloads(door).values():
        body = json.loads(raw) if door != "form" else {"id": "1", **json.loads(raw)}
        known = adapter_at(door).read(json.dumps(body).encode())
        more = adapter_at(door).read(json.dumps({**body, "brand_new": {"a": [1]}}).encode())
        told = [(each.kind, each.text, each.sender) for each in known]
        assert [(each.kind, each.text, each.sender) for each in more] == told


@pytest.mark.parametrize("door", [door for door in DOORS if door != "email"])
def test_an_event_nobody_knows_is_kept_as_unsupported(door):
    (message_read,) = adapter_at(door).read(b'{"a brand new event": {"of": "2031"}}')

    if door in ("form", "forms"):
        assert message_read.fields == {"a brand new event.of": "2031"}
    else:
        assert message_read.kind is MessageKind.UNKNOWN
        assert message_read.flags == ("unsupported-type",)
        assert message_read.external_id.startswith("sha256:")


@pytest.mark.parametrize(
    "body",
    [
        {"entry": [{"changes": [{"value": {"messages": [{}] * (MOST_PIECES + 1)}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{}] * MOST_PIECES}}] * 2}]},
        {"entry": [{}] * (MOST_PIECES + 1)},
    ],
)
def test_more_messages_than_anybody_sends_at_once_are_held_as_a_whole(body):
    with pytest.raises(Unreadable, match="too-many-messages"):
        adapter_at("whatsapp").read(json.dumps(body).encode())


def test_two_hundred_messages_of_one_person_keep_their_order():
    at = 1790000000
    sent = [text_message("9000000601", f"part {n}", wamid=f"w{n}", at=at + n) for n in range(200)]

    read = adapter_at("whatsapp").read(json.dumps(webhook(*sent)).encode())

    assert [each.text for each in read] == [f"part {n}" for n in range(200)]
    assert len({each.external_id for each in read}) == 200


def test_the_same_id_with_another_body_keeps_the_same_name_so_that_it_is_noticed():
    first = webhook(text_message("9000000601", "one thing", wamid="w1", at=1790000000))
    second = webhook(text_message("9000000601", "another thing", wamid="w1", at=1790000000))

    names = {
        adapter_at("whatsapp").read(json.dumps(body).encode())[0].external_id
        for body in (first, second)
    }

    assert names == {"w1"}


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("sticker", {"id": "1", "mime_type": "image/webp"}, ""),
        ("reaction", {"message_id": "w0", "emoji": "👍"}, "👍"),
        ("system", {"body": "changed", "type": "user_changed_number"}, "changed"),
        ("unsupported", {}, ""),
        ("a_type_of_2031", {"a": 1}, ""),
        ("request_welcome", {}, ""),
        ("ephemeral", {}, ""),
    ],
)
def test_a_type_that_says_nothing_to_an_office_is_unknown_and_flagged(kind, content, text):
    raw = json.dumps(webhook(message("9000000601", kind, content, wamid="w1", at=1790000000)))

    (read,) = adapter_at("whatsapp").read(raw.encode())

    assert (read.kind, read.text, read.flags[0]) == (
        MessageKind.UNKNOWN,
        text,
        "unsupported-type",
    )


def test_a_message_without_its_type_is_read_by_what_it_holds():
    piece = text_message("9000000601", "no type", wamid="w1", at=1790000000)
    del piece["type"]

    (read,) = adapter_at("whatsapp").read(json.dumps(webhook(piece)).encode())

    assert (read.kind, read.text) == (MessageKind.COMPLAINT_OR_REPLY, "no type")


def test_a_person_is_not_called_by_the_name_of_another_in_the_same_body():
    body = webhook(text_message("9000000601", "mine", wamid="w1", at=1790000000), name="Another")
    body["entry"][0]["changes"][0]["value"]["contacts"][0]["wa_id"] = "919000000699"

    (read,) = adapter_at("whatsapp").read(json.dumps(body).encode())

    assert (read.sender.address, read.sender_name) == ("+919000000601", None)


def test_a_contact_card_a_filled_form_and_a_template_button():
    card = [{"name": {"formatted_name": "Ram"}, "phones": [{"phone": "+91 90000 00602"}]}]
    filled = {"type": "nfm_reply", "nfm_reply": {"response_json": '{"zila": "Sitapur", "n": 4}'}}
    broken = {"type": "nfm_reply", "nfm_reply": {"response_json": "{"}}
    pieces = [
        message("9000000601", "contacts", card, wamid="w1", at=1790000000),
        message("9000000601", "interactive", filled, wamid="w2", at=1790000000),
        message("9000000601", "interactive", broken, wamid="w3", at=1790000000),
        message("9000000601", "button", {"text": "हाँ", "payload": "yes"}, wamid="w4", at=1),
    ]

    read = adapter_at("whatsapp").read(json.dumps(webhook(*pieces)).encode())

    assert read[0].text == "Ram: +91 90000 00602"
    assert (read[1].fields, read[1].kind) == (
        {"zila": "Sitapur", "n": "4"},
        MessageKind.COMPLAINT_OR_REPLY,
    )
    assert read[2].kind is MessageKind.UNKNOWN
    assert (read[3].command, read[3].sent_at) == ("yes", None)


def test_a_number_named_in_a_chat_is_a_hint_of_what_it_is_about():
    raw = json.dumps(
        webhook(text_message("9000000601", "SWD-C-2026-000012 ka kya hua", wamid="w", at=1))
    )

    (read,) = adapter_at("whatsapp").read(raw.encode())

    assert read.thread.numbers == ("SWD-C-2026-000012",)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"hub.mode": "subscribe", "hub.challenge": "1158201444"},
        {"hub.mode": "subscribe", "hub.verify_token": "wrong", "hub.challenge": "1"},
        {"hub.mode": "unsubscribe", "hub.verify_token": SECRET, "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": SECRET},
        {"hub.mode": "subscribe", "hub.verify_token": SECRET, "hub.challenge": "1" * 1025},
        {"hub.mode": "subscribe", "hub.verify_token": SECRET, "hub.challenge": "<script>"},
    ],
)
@pytest.mark.parametrize("door", ["whatsapp", "facebook", "instagram"])
def test_meta_is_answered_only_where_it_knows_our_word(door, query):
    with pytest.raises(NotAuthentic):
        adapter_at(door).challenge(query, accounts())


@pytest.mark.parametrize("door", ["whatsapp", "facebook", "instagram"])
def test_meta_gets_its_own_word_back(door):
    query = {"hub.mode": "subscribe", "hub.verify_token": SECRET, "hub.challenge": "1158201444"}

    assert adapter_at(door).challenge(query, accounts()) == "1158201444"


def test_x_gets_its_token_signed():
    answer = json.loads(adapter_at("x").challenge({"crc_token": "Zm9v_-bar="}, accounts()))

    assert answer == {"response_token": base64_of(b"Zm9v_-bar=", SECRET)}


@pytest.mark.parametrize("token", ["", "x" * 1025, '{"for_user_id":"5500"}', "a b", "1\n"])
def test_x_never_gets_a_body_of_its_own_signed(token):
    """The secret that answers the question also signs bodies: a question that is a body would forge one."""
    with pytest.raises(NotAuthentic):
        adapter_at("x").challenge({"crc_token": token}, accounts())


def test_x_is_not_answered_before_the_office_has_a_secret():
    closed = accounts(x=account("x", secrets={}))

    with pytest.raises(NotAuthentic):
        adapter_at("x").challenge({"crc_token": "abc"}, closed)


def test_a_signed_time_must_be_near_and_covered_by_the_signature():
    raw, now = b'{"id": "1"}', 1_790_000_000
    stamped = {
        "X-Signature-Timestamp": str(now),
        "X-Signature-256": hex_of(str(now).encode() + b"." + raw, SECRET),
    }

    prove_signed(raw, stamped, SECRET, clock=lambda: now + 299)
    for headers, clock in (
        (stamped, now + 301),
        (stamped, now - 301),
        ({**stamped, "X-Signature-Timestamp": str(now + 1)}, now),
        ({**stamped, "X-Signature-Timestamp": "१७९"}, now),
        ({**stamped, "X-Signature-Timestamp": "-5"}, now),
        ({**proof("form", raw), "X-Signature-Timestamp": str(now)}, now),
        ({**stamped, "x-signature-timestamp": str(now)}, now),
    ):
        with pytest.raises(NotAuthentic):
            prove_signed(raw, headers, SECRET, clock=lambda clock=clock: clock)
    Form(FORM, clock=lambda: now).verify(raw, stamped, accounts())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (1790000000, "2026-09-21T14:13:20+00:00"),
        ("1790000000", "2026-09-21T14:13:20+00:00"),
        (1790000000123, "2026-09-21T14:13:20.123000+00:00"),
        ("2026-09-19T10:00:00+05:30", "2026-09-19T04:30:00+00:00"),
        ("2026-09-19T10:00:00.000Z", "2026-09-19T10:00:00+00:00"),
        ("Sat Sep 19 10:00:00 +0000 2026", "2026-09-19T10:00:00+00:00"),
        (0, None),
        (1, None),
        (-5, None),
        ("4102444800", None),
        (10**14, None),
        ("2026-09-19T10:00:00", None),
        ("2026-99-99", None),
        ("one two three four five six", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        ([], None),
        ("nan", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_a_time_is_believed_only_within_reason(told, expected):
    found = moment(told)

    assert (found.isoformat() if found else None) == expected


def test_a_number_too_large_for_a_computer_is_none():
    assert [number(10**400), number("1e400"), number("9" * 400)] == [None, None, None]


def test_brackets_inside_words_do_not_count_as_depth():
    body = {"text": "[" * 200 + '\\"' + "{" * 200}

    assert read_body(json.dumps(body).encode()) == body


def test_depth_is_measured_in_one_pass_whatever_the_bytes_are():
    with pytest.raises(Unreadable, match="not-json"):
        read_body(b'{"a": "' + b'\\"' * 1_400_000)
