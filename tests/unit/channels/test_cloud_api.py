"""The WhatsApp adapter against the stand-in of the Cloud API, over real connections and real signatures."""

import time

import pytest

from tests.builders.webhooks import outbound
from tests.servers.cloud_api import (
    SECRETS,
    CloudApi,
    pressed,
    signed,
    status,
    text_message,
    voice_note,
    webhook,
)
from vigilance.channels.registry import adapter_at
from vigilance.domain.errors import NotDelivered

WHATSAPP = adapter_at("whatsapp")
MOBILE = "9000000601"
AT = 1790000000


@pytest.fixture
def api():
    with CloudApi() as running:
        yield running


def test_what_it_signs_is_authentic_and_says_what_it_was_made_of(api):
    kept = api.keep(b"OggS voice", "audio/ogg")
    raw, headers = signed(
        webhook(
            text_message(MOBILE, "नमस्ते", wamid="w1", at=AT),
            pressed(MOBILE, "1", "शिकायत", wamid="w2", at=AT + 1),
            voice_note(MOBILE, kept, wamid="w3", at=AT + 2),
            statuses=(status("wamid.OUT1", "delivered", at=AT),),
        )
    )

    WHATSAPP.verify(raw, headers, api.accounts())
    text, button, voice, receipt = WHATSAPP.read(raw)

    assert (text.text, button.command, receipt.refers_to) == ("नमस्ते", "1", "wamid.OUT1")
    assert WHATSAPP.fetch(voice.attachments[0], api.accounts(), api.egress()) == b"OggS voice"


def test_it_takes_a_message_under_a_name(api):
    message = outbound(template="news_waiting")

    assert WHATSAPP.send(message, api.accounts(), api.egress()).provider_id == "wamid.OUT1"
    assert api.sent[0]["to"] == "919000000601"


@pytest.mark.parametrize(
    ("answer", "detail", "retry"),
    [
        (429, "too-many", True),
        (500, "provider-down 500", True),
        (401, "token-refused", True),
        (400, "window-over", False),
        ("hang", "no-answer", True),
    ],
)
def test_it_fails_in_every_way_the_real_one_does(api, answer, detail, retry):
    api.answers.append(answer)
    began = time.monotonic()

    with pytest.raises(NotDelivered) as refused:
        WHATSAPP.send(outbound(template="t"), api.accounts(), api.egress(read_seconds=0.3))

    assert (refused.value.detail, refused.value.retry) == (detail, retry)
    assert time.monotonic() - began < 3
    assert api.sent == []


def test_it_knows_its_own_token_only(api):
    wrong = api.accounts(secrets=SECRETS | {"WHATSAPP_TOKEN": "another"})

    with pytest.raises(NotDelivered, match="token-refused"):
        WHATSAPP.send(outbound(template="t"), wrong, api.egress())
