"""The channel that the manual shows is a whole one: it is taken from the page and held to the contract of all."""

import json
import re
from types import ModuleType

import pytest

from tests.builders.channel_contract import (
    reads_what_it_says,
    refuses_a_text_too_long,
    refuses_what_nobody_signed,
    survives_anything,
)
from tests.builders.webhooks import SECRET, Provider, accounts, outbound, proof, says
from vigilance.channels.accounts import Account
from vigilance.domain.message import ContactKind


@pytest.fixture(scope="module")
def manual(project):
    return (project / "docs" / "channels.md").read_text()


@pytest.fixture(scope="module")
def adapter(manual):
    (source,) = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)
    module = ModuleType("signal_bridge")
    exec(compile(source, "docs/channels.md", "exec"), module.__dict__)  # noqa: S102 -- our own page
    return module.SignalBridge()


@pytest.fixture(scope="module")
def bodies(manual):
    (written,) = re.findall(r"```json\n(.*?)```", manual, re.DOTALL)
    return {name: json.dumps(body).encode() for name, body in json.loads(written).items()}


@pytest.fixture
def known():
    secrets = {"SIGNAL_SECRET": SECRET, "SIGNAL_TOKEN": SECRET}
    api = "https://bridge.example.com"
    return accounts(signal=Account(name="signal", open=True, api=api, secrets=secrets))


def test_the_example_keeps_the_contract_of_every_channel(adapter, bodies, known):
    raw = bodies["complaint-or-reply__hindi"]

    reads_what_it_says(adapter, bodies)
    refuses_what_nobody_signed(adapter, raw, proof("signal", raw), known)
    survives_anything(adapter)
    refuses_a_text_too_long(adapter, known)


def test_the_example_sends(adapter, known):
    provider = Provider([says(200, b'{"id": "out-1"}')])

    receipt = adapter.send(outbound(kind=ContactKind.MOBILE), known, provider)

    assert receipt.provider_id == "out-1"
    assert provider.posted[0][0] == "https://bridge.example.com/send"


def test_the_manual_names_every_secret_of_the_configuration(manual, project):
    configured = (project / "config" / "channels.toml").read_text()
    lists = " ".join(re.findall(r"^secrets = .*$", configured, re.MULTILINE))
    named = re.findall(r'"([A-Z]+)_([A-Z_]+)"', lists)
    assert len(named) > 10

    missing = [
        f"{door}_{name}"
        for door, name in named
        if f"VIGILANCE_{door}_" not in manual or f"_{name}`" not in manual
    ]
    assert missing == []
