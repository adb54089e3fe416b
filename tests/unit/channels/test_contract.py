"""One contract for every channel there is."""

import pytest

from tests.builders.channel_contract import (
    reads_what_it_says,
    refuses_a_text_too_long,
    refuses_what_nobody_signed,
    survives_anything,
)
from tests.builders.webhooks import FORM, accounts, payloads, proof
from vigilance.channels.base import NotAuthentic
from vigilance.channels.forms import Form, form_of
from vigilance.channels.registry import (
    ADAPTERS,
    DOORS,
    adapter_at,
    adapter_of,
    adapter_to,
)
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel
from vigilance.domain.message import ContactKind

POSTED = {
    name: Form(FORM) if name == "form" else adapter
    for name, adapter in DOORS.items()
    if name not in ("email", "forms", "ivr")
}
"""Every channel that a provider posts to; mail is fetched and has tests of its own."""


@pytest.mark.parametrize("door", POSTED)
def test_every_authored_body_is_read_as_what_it_is(door):
    reads_what_it_says(POSTED[door], payloads(door))


@pytest.mark.parametrize("door", POSTED)
def test_only_what_the_provider_signed_is_authentic(door):
    raw = next(iter(payloads(door).values()))
    refuses_what_nobody_signed(POSTED[door], raw, proof(door, raw), accounts())


@pytest.mark.parametrize("door", [name for name in POSTED if name != "telegram"])
def test_the_same_json_written_otherwise_is_not_what_was_signed(door):
    raw = next(iter(payloads(door).values()))

    with pytest.raises(NotAuthentic):
        POSTED[door].verify(raw.replace(b"\n", b""), proof(door, raw), accounts())


@pytest.mark.parametrize("door", POSTED)
def test_what_no_provider_would_send_is_unreadable(door):
    survives_anything(POSTED[door])


@pytest.mark.parametrize("door", POSTED)
def test_a_text_too_long_is_refused_before_it_leaves(door):
    refuses_a_text_too_long(POSTED[door], accounts())


@pytest.mark.parametrize("door", ["telegram", "phone", "sms", "form"])
def test_a_provider_that_never_asks_who_we_are_gets_no_answer(door):
    with pytest.raises(NotAuthentic):
        POSTED[door].challenge({"hub.mode": "subscribe", "crc_token": "a"}, accounts())


def test_every_channel_stands_once_in_the_list():
    names = [adapter.name for adapter in ADAPTERS]

    assert names == list(dict.fromkeys(names))
    assert [adapter_of(name) for name in names] == list(ADAPTERS)


def test_a_channel_without_adapter_is_not_found():
    with pytest.raises(NotFound):
        adapter_of(Channel.LETTER)
    with pytest.raises(NotFound):
        adapter_at("fax")


def test_every_kind_of_contact_has_a_way_out():
    assert [adapter_to(kind).can_send for kind in ContactKind] == [True] * len(ContactKind)
    assert adapter_to(ContactKind.MOBILE) is adapter_at("sms")


def test_a_form_nobody_agreed_on_is_not_authentic():
    raw = b"{}"

    with pytest.raises(NotAuthentic):
        form_of(accounts(), "unknown")
    with pytest.raises(NotAuthentic):
        Form().verify(raw, proof("form", raw), accounts())
