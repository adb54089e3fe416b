"""The payloads of others that lie beside the project: every one understood or with its reason, and ours as expected."""

import json
from dataclasses import replace

import pytest

from tests.builders.webhooks import account, accounts
from vigilance.channels.base import NotAuthentic
from vigilance.channels.reading import describe
from vigilance.channels.registry import adapter_at
from vigilance.domain.message import MessageKind


@pytest.fixture(scope="session")
def folder(shared_data):
    return shared_data / "payloads"


@pytest.fixture(scope="session")
def expected(folder):
    return json.loads((folder / "swd" / "EXPECTED-swd.json").read_text())


def test_every_payload_of_others_is_understood_or_says_why_not(folder):
    files = [
        path for path in sorted(folder.glob("*/*.json")) if path.parent.name not in ("swd", ".")
    ]
    assert len(files) == 130

    for path in files:
        told = describe(path.parent.name, path.read_bytes())
        understood = [one for one in told["messages"] if one["kind"] != "unknown" or one["command"]]
        assert (path.name, bool(understood or told["reason"])) == (path.name, True)
        assert all(one["external_id"] for one in told["messages"])


@pytest.fixture
def known(expected):
    secrets = {"WHATSAPP_APP_SECRET", "FACEBOOK_APP_SECRET", "X_CONSUMER_SECRET"}
    made = accounts()
    for name in ("whatsapp", "facebook", "x", "telegram"):
        given = account(name)
        values = {key: expected["app_secret"] for key in given.secrets if key in secrets}
        if name == "telegram":
            values = {"TELEGRAM_SECRET_TOKEN": expected["telegram_secret_token"]}
        made = replace(made, providers={**made.providers, name: replace(given, secrets=values)})
    return made


def _read(folder, item):
    return adapter_at(item["channel"]).read((folder / "swd" / item["file"]).read_bytes())


def test_our_payloads_prove_themselves_but_for_the_one_that_is_forged(folder, expected, known):
    authentic = {}
    for item in expected["items"]:
        raw = (folder / "swd" / item["file"]).read_bytes()
        try:
            adapter_at(item["channel"]).verify(raw, item["headers"], known)
            authentic[item["file"]] = True
        except NotAuthentic:
            authentic[item["file"]] = False

    assert authentic == {
        item["file"]: item["expected"].get("http") != "401 or 403" for item in expected["items"]
    }


def test_our_payloads_say_what_is_expected_of_them(folder, expected):
    for item in expected["items"]:
        messages, wanted = _read(folder, item), item["expected"]
        if "text" in wanted:
            assert [one.text for one in messages] == [wanted["text"]]
        if "mobile" in wanted:
            assert messages[0].sender.address == f"+91{wanted['mobile']}"
        assert sum(len(one.attachments) for one in messages) == wanted.get("attachments", 0)
        said = [one for one in messages if one.kind is MessageKind.COMPLAINT_OR_REPLY]
        assert (item["file"], bool(said)) == (
            item["file"],
            wanted["complaints"] > 0 or item["file"] in _SAID_BUT_NOT_COUNTED,
        )


_SAID_BUT_NOT_COUNTED = (
    "swd__whatsapp__text_bad_signature.json",  # refused at the door
    "swd__whatsapp__text_redelivered.json",  # known by its id
)


def test_a_message_delivered_again_has_the_same_name_and_a_batch_three(folder, expected):
    by_name = {item["file"]: _read(folder, item) for item in expected["items"]}

    first = by_name["swd__whatsapp__text.json"][0]
    again = by_name["swd__whatsapp__text_redelivered.json"][0]
    assert first.external_id == again.external_id == "wamid.T1"
    batch = by_name["swd__whatsapp__batch_text_image_text.json"]
    assert [bool(one.attachments) for one in batch] == [False, True, False]
    edit = by_name["swd__telegram__edited.json"][0]
    assert edit.refers_to == by_name["swd__telegram__text.json"][0].external_id
    assert by_name["swd__telegram__start.json"][0].command == "start"
    assert by_name["swd__whatsapp__status_only.json"][0].kind is MessageKind.RECEIPT
