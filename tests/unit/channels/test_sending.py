"""What goes to each provider, and what its answer means for the message."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.webhooks import SECRET, Provider, account, accounts, outbound, says
from vigilance.channels.registry import adapter_at, adapter_to
from vigilance.channels.texts import length, numbered, split_text
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import Contact, ContactKind, Option

CHATS = ["whatsapp", "telegram", "facebook", "instagram", "x"]
DOORS = [*CHATS, "sms"]
KINDS = {door: ContactKind.MOBILE if door == "sms" else ContactKind(door) for door in DOORS}
TAKEN = {
    "whatsapp": (b'{"messages": [{"id": "wamid.1"}]}', "wamid.1"),
    "telegram": (b'{"ok": true, "result": {"message_id": 9}}', "66550601:9"),
    "facebook": (b'{"recipient_id": "1", "message_id": "m_1"}', "m_1"),
    "instagram": (b'{"message_id": "m_2"}', "m_2"),
    "x": (b'{"data": {"dm_conversation_id": "1-2", "dm_event_id": "77"}}', "77"),
    "sms": (b'{"id": 5}', "5"),
}
MENU = (Option(key="1", label="शिकायत"), Option(key="2", label="मेरी शिकायत"))


def heard() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def send(door, provider, *, known=None, **more):
    message = outbound(kind=KINDS[door], **({"last_heard_at": heard()} | more))
    return adapter_at(door).send(message, known or accounts(), provider)


def refusal(door, answer, **more) -> tuple[str, bool]:
    with pytest.raises(NotDelivered) as refused:
        send(door, Provider([answer]), **more)
    return refused.value.detail, refused.value.retry


@pytest.mark.parametrize("door", DOORS)
def test_a_message_taken_is_known_by_the_providers_name_for_it(door):
    body, name = TAKEN[door]
    provider = Provider([says(200, body)])

    assert send(door, provider).provider_id == name
    ((url, _sent, headers),) = provider.posted
    assert url.startswith(f"https://{door}.example.com/v1/")
    assert headers == ({} if door == "telegram" else {"Authorization": f"Bearer {SECRET}"})


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"[" * 100_000])
def test_a_message_taken_without_a_name_is_taken(door, body):
    assert send(door, Provider([says(201, body)])).provider_id is None


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("no-answer", ("no-answer", True)),
        (says(429), ("too-many", True)),
        (says(500), ("provider-down 500", True)),
        (says(503, b"<html>"), ("provider-down 503", True)),
        (says(302), ("odd-answer 302", True)),
        (says(401), ("token-refused", True)),
        (says(403), ("token-refused", True)),
        (says(400), ("refused 400", False)),
        (says(404), ("refused 404", False)),
    ],
)
def test_a_message_waits_where_waiting_can_help_and_only_there(door, answer, expected):
    assert refusal(door, answer) == expected


@pytest.mark.parametrize(
    ("door", "status", "code", "expected"),
    [
        ("whatsapp", 400, 190, ("token-refused", True)),
        ("whatsapp", 400, 131047, ("window-over", False)),
        ("whatsapp", 400, 131056, ("too-many", True)),
        ("whatsapp", 400, 131026, ("undeliverable", False)),
        ("whatsapp", 400, 100, ("refused 400", False)),
        ("facebook", 400, 10, ("window-over", False)),
        ("facebook", 400, 551, ("person-unavailable", False)),
        ("instagram", 400, 613, ("too-many", True)),
    ],
)
def test_metas_own_codes_say_more_than_its_status(door, status, code, expected):
    assert refusal(door, says(status, json.dumps({"error": {"code": code}}).encode())) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (401, ("token-refused", True)),
        (404, ("token-refused", True)),
        (403, ("blocked-by-person", False)),
        (429, ("too-many", True)),
        (400, ("refused 400", False)),
    ],
)
def test_telegrams_own_codes(code, expected):
    body = json.dumps({"ok": False, "error_code": code}).encode()

    assert refusal("telegram", says(code, body)) == expected


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_channel_or_a_missing_token_keeps_the_message_waiting(door):
    for changed, detail in (
        ({"open": False}, "channel-closed"),
        ({"secrets": {}}, "token-missing"),
    ):
        known = accounts(**{door: account(door, **changed)})
        assert refusal(door, says(200), known=known) == (detail, True)


@pytest.mark.parametrize("address", ["", "a/../b", "1?x=1", "x" * 129, "१२३"])
@pytest.mark.parametrize("door", DOORS)
def test_an_address_that_could_be_another_path_is_not_used(door, address):
    to = Contact(KINDS[door], address)

    assert refusal(door, says(200), to=to) == ("address-unusable", False)


@pytest.mark.parametrize("door", ["facebook", "instagram"])
@pytest.mark.parametrize("hours", [24.1, 1000, None])
def test_a_page_does_not_write_when_the_window_is_over(door, hours):
    at = datetime.now(UTC) - timedelta(hours=hours) if hours else None

    assert refusal(door, says(200), last_heard_at=at) == ("window-over", False)


def test_whatsapp_sends_text_to_a_number_and_its_name_to_a_person_without_one():
    provider = Provider([says(200), says(200)])

    send("whatsapp", provider)
    send("whatsapp", provider, to=Contact(ContactKind.WHATSAPP, "IN.123"))

    (url, first, _headers), (_url, second, _more) = provider.posted
    assert url == "https://whatsapp.example.com/v1/42/messages"
    assert (first["to"], first["text"]["body"]) == ("919000000601", "आपका उत्तर मिला")
    assert (second["recipient"], "to" in second) == ("IN.123", False)
    assert first["biz_opaque_callback_data"] == second["biz_opaque_callback_data"]


def test_whatsapp_offers_few_choices_as_buttons_more_as_a_list_and_many_as_lines():
    provider = Provider([says(200)] * 4)
    ten = tuple(Option(key=str(n), label=f"choice {n}") for n in range(10))
    wordy = (Option(key="1", label="a label much too long for any button at all"),)

    for options in (MENU, ten, (*ten, Option(key="11", label="one more")), wordy):
        send("whatsapp", provider, options=options)

    buttons, listed, lines, long = [body for _url, body, _headers in provider.posted]
    assert [one["reply"] for one in buttons["interactive"]["action"]["buttons"]] == [
        {"id": "1", "title": "शिकायत"},
        {"id": "2", "title": "मेरी शिकायत"},
    ]
    assert len(listed["interactive"]["action"]["sections"][0]["rows"]) == 10
    assert listed["interactive"]["action"]["button"] == "चुनें"
    assert lines["text"]["body"].endswith("\n11. one more")
    assert long["text"]["body"].endswith("\n1. a label much too long for any button at all")


def test_whatsapp_sends_the_approved_text_when_the_window_is_over():
    known = accounts(whatsapp=account("whatsapp", template="news_waiting"))
    provider = Provider([says(200)] * 2)

    send("whatsapp", provider, known=known, last_heard_at=None)
    send("whatsapp", provider, known=known, template="another_one")

    first, second = [body for _url, body, _headers in provider.posted]
    assert first["template"] == {"name": "news_waiting", "language": {"code": "hi"}}
    assert second["template"]["name"] == "another_one"
    assert refusal("whatsapp", says(200), last_heard_at=None) == ("window-over", False)


def test_choices_on_the_other_channels():
    providers = {door: Provider([says(200)]) for door in DOORS}
    for door, provider in providers.items():
        send(door, provider, options=MENU)
    sent = {door: provider.posted[0][1] for door, provider in providers.items()}

    assert sent["telegram"]["reply_markup"]["inline_keyboard"] == [
        [{"text": "शिकायत", "callback_data": "1"}],
        [{"text": "मेरी शिकायत", "callback_data": "2"}],
    ]
    for door in ("facebook", "instagram"):
        assert [one["payload"] for one in sent[door]["message"]["quick_replies"]] == ["1", "2"]
        assert sent[door]["messaging_type"] == "RESPONSE"
    lines = "आपका उत्तर मिला\n\n1. शिकायत\n2. मेरी शिकायत"
    assert (sent["x"]["text"], sent["sms"]["text"]) == (lines, lines)


def test_more_choices_than_a_page_has_room_for_are_lines():
    many = tuple(Option(key=str(n), label=f"choice {n}") for n in range(14))
    provider = Provider([says(200)])

    send("facebook", provider, options=many)

    assert provider.posted[0][1]["message"]["text"].endswith("14. choice 13")


def test_x_writes_private_messages_and_nothing_else():
    provider = Provider([says(200)])

    send("x", provider)

    assert provider.posted[0][0] == (
        "https://x.example.com/v1/2/dm_conversations/with/66550601/messages"
    )


def test_an_sms_tried_twice_has_one_reference():
    provider = Provider(["no-answer", says(200)])

    assert refusal("sms", "no-answer") == ("no-answer", True)
    with pytest.raises(NotDelivered):
        send("sms", provider)
    send("sms", provider)

    first, second = [body for _url, body, _headers in provider.posted]
    assert first == second
    assert first["to"] == "+919000000601"


def test_no_refusal_names_a_person_a_text_or_a_secret():
    for door in DOORS:
        for answer in (says(400, b'{"error": {"message": "66550601"}}'), "no-answer", says(401)):
            with pytest.raises(NotDelivered) as refused:
                send(door, Provider([answer]))
            told = repr(refused.value) + str(refused.value)
            assert not any(word in told for word in ("66550601", "9000000601", SECRET, "उत्तर"))


def test_mail_does_not_go_out_here():
    with pytest.raises(NotDelivered):
        adapter_to(ContactKind.EMAIL).send(outbound(), accounts(), Provider())


def test_a_text_is_split_at_paragraphs_lines_sentences_and_words():
    assert split_text("short", 10) == ["short"]
    assert split_text("   ", 10) == []
    assert split_text("one two\n\nthree four", 12) == ["one two", "three four"]
    assert split_text("one two\nthree four", 12) == ["one two", "three four"]
    assert split_text("वह आया। वह गया। वह", 12) == ["वह आया।", "वह गया। वह"]
    assert split_text("one two three", 9) == ["one two", "three"]


def test_a_word_without_a_break_is_cut_but_no_letter_from_its_sign():
    word = "क्षत्रिय" * 20

    parts = split_text(word, 10)

    assert "".join(parts) == word
    assert all(length(part) <= 10 for part in parts)
    assert not any(part[0] in "्ािी" for part in parts)


def test_pictures_count_as_the_providers_count_them_and_are_not_torn():
    family = "👨‍👩‍👧"

    assert length(family) == 8
    assert split_text(family * 3, 9) == [family] * 3
    assert split_text("😀" * 3, 1) == ["😀"] * 3
    assert split_text("ा" * 5, 2) == ["ाा", "ाा", "ा"]


def test_a_text_without_choices_stays_as_it_is():
    assert numbered("text", ()) == "text"
