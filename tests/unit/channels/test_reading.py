"""`vigilance channels read`: everything a body says, and never a failure for what it holds."""

import json

import pytest
from click.testing import CliRunner

from tests.builders.webhooks import payloads
from vigilance.channels.cli import read_command
from vigilance.channels.reading import NOTHING, describe
from vigilance.domain.errors import NotFound


def run(*arguments: str, given: bytes | None = None):
    return CliRunner().invoke(read_command, list(arguments), input=given)


def test_a_body_is_told_as_json_with_its_messages_and_the_first_one_beside_them():
    raw = payloads("whatsapp")["complaint-or-reply__location"]

    told = describe("whatsapp", raw)

    assert set(NOTHING) | {"held", "reason", "messages"} <= set(told)
    assert (told["held"], told["reason"], len(told["messages"])) == (False, None, 1)
    assert told["text"] == told["messages"][0]["text"] == "Block office\nSitapur"
    assert (told["location"], told["when"]) == ([27.57, 80.68], "2026-09-21T14:13:23+00:00")
    assert json.loads(json.dumps(told)) == told


def test_a_file_is_told_by_name_type_and_size():
    told = describe("telegram", payloads("telegram")["complaint-or-reply__voice"])

    assert told["attachments"] == [
        {"name": "voice.ogg", "media_type": "audio/ogg", "size": 700, "set_aside": None}
    ]


@pytest.mark.parametrize(
    ("door", "name", "held", "reason"),
    [
        ("telegram", "complaint-or-reply__group", True, "said-in-public"),
        ("telegram", "complaint-or-reply__forwarded", True, "forwarded"),
        ("telegram", "unknown__poll", False, "unsupported-type"),
        ("whatsapp", "receipt__failed", False, None),
    ],
)
def test_what_waits_for_a_person_says_why(door, name, held, reason):
    told = describe(door, payloads(door)[name])

    assert (told["held"], told["reason"]) == (held, reason)


def test_what_cannot_be_read_is_held_with_its_reason():
    told = describe("x", b"\xff")

    assert (told["held"], told["reason"], told["messages"]) == (True, "not-utf-8", [])
    assert told["kind"] == "unknown"


def test_a_door_there_is_not_is_not_found():
    with pytest.raises(NotFound):
        describe("fax", b"{}")


def test_the_command_prints_json_from_a_file_or_from_what_is_piped_in(tmp_path):
    raw = payloads("facebook")["complaint-or-reply__text"]
    file = tmp_path / "body.json"
    file.write_bytes(raw)

    from_file, piped = (
        run("facebook", str(file), "--json"),
        run("facebook", "-", "--json", given=raw),
    )

    assert (from_file.exit_code, piped.exit_code) == (0, 0)
    assert json.loads(from_file.output) == json.loads(piped.output) == describe("facebook", raw)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[" * 10**6, b'{"a": "\\ud800\\u0000"}'])
def test_the_command_ends_well_whatever_it_is_given(raw):
    plain, machine = run("x", "-", given=raw), run("x", "-", "--json", given=raw)

    assert (plain.exit_code, machine.exit_code) == (0, 0)
    assert "messages" in json.loads(machine.output)


def test_the_command_tells_a_person_in_lines():
    held = run("telegram", "-", given=payloads("telegram")["complaint-or-reply__group"])
    photo = run("telegram", "-", given=payloads("telegram")["complaint-or-reply__photo"])
    odd = run("telegram", "-", given=payloads("telegram")["unknown__poll"])

    assert held.output.startswith("held: said-in-public\nkind: complaint-or-reply\n")
    assert "file: photo.jpg (image/jpeg)" in photo.output
    assert "flags: unsupported-type" in odd.output


def test_the_command_explains_itself():
    assert "Example: vigilance channels read whatsapp body.json" in run("--help").output
    assert run("fax", "-", given=b"").exit_code == 2
