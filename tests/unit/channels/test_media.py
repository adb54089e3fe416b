"""Files that a message only points to."""

import hashlib
import json

import pytest

from tests.builders.webhooks import SECRET, Provider, accounts, says
from vigilance.channels.media import LARGEST_ANSWER, LARGEST_FILE, Fetching, NotFetched
from vigilance.channels.registry import DOORS, adapter_at
from vigilance.domain.message import InboundAttachment

FILE = b"a voice note"


def attachment(media: str | None) -> InboundAttachment:
    return InboundAttachment(name="voice.ogg", media_type="audio/ogg", media=media)


def fetch(door: str, provider: Provider, media: str | None = "M1") -> bytes:
    return adapter_at(door).fetch(attachment(media), accounts(), provider)


def about(**more: object) -> bytes:
    return json.dumps({"url": "https://whatsapp.example.com/file", **more}).encode()


def test_every_channel_with_files_can_fetch_them():
    able = {door for door, adapter in DOORS.items() if isinstance(adapter, Fetching)}

    assert able == {"whatsapp", "telegram", "facebook", "instagram", "x", "phone", "ivr"}


def test_whatsapp_is_asked_where_the_file_lies_and_the_file_is_compared():
    told = about(sha256=hashlib.sha256(FILE).hexdigest())
    provider = Provider([says(200, told), says(200, FILE)])

    assert fetch("whatsapp", provider, "M/1") == FILE
    bearer = {"Authorization": f"Bearer {SECRET}"}
    assert provider.fetched == [
        (
            "https://whatsapp.example.com/v1/M%2F1",
            bearer,
            ("whatsapp.example.com",),
            LARGEST_ANSWER,
        ),
        ("https://whatsapp.example.com/file", bearer, ("whatsapp.example.com",), LARGEST_FILE),
    ]


def test_telegram_is_asked_for_the_path_of_the_file():
    told = b'{"ok": true, "result": {"file_path": "voice/file_7.oga"}}'
    provider = Provider([says(200, told), says(200, FILE)])

    assert fetch("telegram", provider) == FILE
    assert [url.rpartition(SECRET)[2] for url, *_more in provider.fetched] == [
        "/getFile?file_id=M1",
        "/voice/file_7.oga",
    ]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a?b", "", "a b"])
def test_a_path_that_leaves_its_place_is_not_asked_for(path):
    told = json.dumps({"result": {"file_path": path}}).encode()
    provider = Provider([says(200, told)])

    with pytest.raises(NotFetched, match="odd-answer"):
        fetch("telegram", provider)
    assert len(provider.fetched) == 1


@pytest.mark.parametrize("door", ["facebook", "instagram", "x", "phone"])
def test_an_address_in_the_message_is_fetched_without_any_token(door):
    provider = Provider([says(200, FILE)])

    assert fetch(door, provider, f"https://{door}.example.com/1") == FILE
    assert provider.fetched[0][1] == {}


def test_only_the_place_of_private_files_on_x_is_shown_our_token():
    provider = Provider([says(200, FILE)])

    fetch("x", provider, "https://ton.twitter.com/1.1/ton/data/dm/1.jpg")

    assert provider.fetched[0][1] == {"Authorization": f"Bearer {SECRET}"}


@pytest.mark.parametrize("door", ["whatsapp", "telegram", "facebook", "x", "phone"])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("no-answer", ("no-answer", True)),
        ("too-slow", ("too-slow", True)),
        ("too-large", ("too-large", False)),
        ("not-allowed", ("not-allowed", False)),
        ("", ("no-answer", True)),
        (says(404), ("gone", False)),
        (says(410), ("gone", False)),
        (says(401), ("token-refused", True)),
        (says(403), ("token-refused", True)),
        (says(500), ("status 500", True)),
        (says(302), ("status 302", True)),
    ],
)
def test_a_file_that_is_not_to_be_had_says_whether_to_try_again(door, answer, expected):
    with pytest.raises(NotFetched) as refused:
        fetch(door, Provider([answer]))

    assert (refused.value.detail, refused.value.retry) == expected


@pytest.mark.parametrize("told", [b"", b"<html>", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_odd(told):
    with pytest.raises(NotFetched, match="odd-answer"):
        fetch("whatsapp", Provider([says(200, told)]))


def test_a_file_that_is_not_the_one_announced_is_damaged():
    with pytest.raises(NotFetched, match="damaged"):
        fetch("whatsapp", Provider([says(200, about(sha256="0" * 64)), says(200, FILE)]))


def test_a_message_that_names_no_file_asks_for_nothing_else():
    provider = Provider(["not-allowed"])

    with pytest.raises(NotFetched):
        fetch("facebook", provider, None)
    assert provider.fetched[0][0] == ""
