"""What every channel keeps to, whoever writes it: asked of each adapter in the registry, and of the manual's example."""

from dataclasses import replace

import pytest

from tests.builders.webhooks import Provider, outbound
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Adapter, NotAuthentic, Unreadable
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import MessageKind

HOSTILE = {
    "empty": b"",
    "not json": b"<xml/>",
    "not utf-8": b'{"id": "\xff"}',
    "a list": b"[]",
    "a number": b"7",
    "not a number": b'{"id": NaN}',
    "deep": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "deep lists": b"[" * 100_000,
    "large": b'{"a": "' + b"x" * (3 * 1024 * 1024) + b'"}',
    "endless number": b'{"id": ' + b"9" * 5000 + b"}",
}


def reads_what_it_says(adapter: Adapter, bodies: dict[str, bytes]) -> None:
    """Each body gives at least one message, the kind its name says first; the same bytes give the same names."""
    assert len(bodies) >= 4
    for name, raw in bodies.items():
        messages = adapter.read(raw)
        assert (name, str(messages[0].kind)) == (name, name.partition("__")[0])
        assert all(one.channel is adapter.name and one.external_id for one in messages)
        assert [one.external_id for one in messages] == [
            one.external_id for one in adapter.read(raw)
        ]
        assert len({one.external_id for one in messages}) == len(messages)
        assert all(one.sent_at is None or one.sent_at.tzinfo for one in messages)
        assert all(
            one.flags[:1] == ("unsupported-type",) or one.command
            for one in messages
            if one.kind is MessageKind.UNKNOWN
        )


def refuses_what_nobody_signed(
    adapter: Adapter, raw: bytes, headers: dict[str, str], accounts: ChannelAccounts
) -> None:
    """What the provider sends passes; nothing else does, and nothing passes where no secret is set (row 77)."""
    adapter.verify(raw, headers, accounts)
    (name, value), *_ = headers.items()
    adapter.verify(raw, {name.lower(): value}, accounts)
    wrong = [
        {},
        {name: ""},
        {name: value[:-1] + ("0" if value[-1] != "0" else "1")},
        {name: value.upper()},
        {name: f"{value},{value}"},
        {name: f"{value}, {value}"},
        {name: value, name.swapcase(): value},
        {name: value.replace("sha256=", "sha1=") + "x"},
        {name: f" {value}"},
        {name: f"{value}\u0967"},
    ]
    for given in wrong:
        with pytest.raises(NotAuthentic):
            adapter.verify(raw, given, accounts)
    closed = {
        key: replace(one, secrets=dict.fromkeys(one.secrets, ""))
        for key, one in accounts.providers.items()
    }
    forms = {key: replace(one, secret="") for key, one in accounts.forms.items()}
    with pytest.raises(NotAuthentic):
        adapter.verify(raw, headers, ChannelAccounts(providers=closed, forms=forms))


def survives_anything(adapter: Adapter) -> None:
    """What is not of its form is Unreadable with a reason that quotes nothing."""
    for name, raw in HOSTILE.items():
        with pytest.raises(Unreadable) as refusal:
            adapter.read(raw)
        assert (name, len(refusal.value.detail) < 40) == (name, True)


def refuses_a_text_too_long(adapter: Adapter, accounts: ChannelAccounts) -> None:
    """A text beyond its length is refused before anybody is asked; one channel that cannot send says so."""
    provider = Provider()
    message = outbound("क" * (adapter.longest_text + 1))

    with pytest.raises(NotDelivered) as refusal:
        adapter.send(message, accounts, provider)

    assert refusal.value.retry is False
    assert refusal.value.detail == ("text-too-long" if adapter.can_send else "cannot-send")
    assert provider.posted == []
