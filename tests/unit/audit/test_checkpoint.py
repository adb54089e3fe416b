import json
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from vigilance.audit import checkpoint as notes
from vigilance.audit.checkpoint import (
    Checkpoint,
    CheckpointBroken,
    VerifierKey,
    parse_checkpoint,
    parse_text,
    sign_checkpoint,
    verify_checkpoint,
)

ORIGIN = "ledger.demo.invalid"
SEED = bytes(range(32))
KEY = VerifierKey(ORIGIN, bytes(SigningKey(SEED).verify_key))
OTHER = VerifierKey(ORIGIN, bytes(SigningKey(bytes(32)).verify_key))
POINT = Checkpoint(ORIGIN, 12, bytes(range(32)), ("at 2026-01-05T10:00:00.000000Z",))
NOTE = sign_checkpoint(POINT, SEED, ORIGIN)


def test_note_of_another_program_is_proved():
    path = Path(__file__).parents[2] / "vectors" / "ledger.json"
    known = json.loads(path.read_text(encoding="utf-8"))["foreign_note"]
    key = VerifierKey.from_text(known["verifier_key"])
    text, lines = notes._split(f"{known['text']}\n{known['signature']}\n")
    name, signature = notes._signature(lines[0])

    assert (text, name, signature[:4]) == (known["text"], key.name, key.key_id)
    notes._prove(text, key, signature[4:])


def test_note_signed_by_a_trusted_key_is_proved_whoever_else_signed():
    cosigned = NOTE + "— witness.example.com " + "AAAAAAAA" * 9 + "\n"

    assert verify_checkpoint(cosigned, [OTHER, KEY]) == POINT


@pytest.mark.parametrize("trusted", [[], [OTHER], [VerifierKey("other.invalid", KEY.public)]])
def test_note_of_an_unknown_key_is_refused(trusted):
    with pytest.raises(CheckpointBroken):
        verify_checkpoint(NOTE, trusted)


def test_every_changed_letter_of_a_note_is_found():
    for at, letter in enumerate(NOTE):
        changed = NOTE[:at] + ("1" if letter != "1" else "2") + NOTE[at + 1 :]
        with pytest.raises(CheckpointBroken):
            verify_checkpoint(changed, [KEY])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        f"o\n01\n{'A' * 43}=\n",
        f"o\n-1\n{'A' * 43}=\n",
        f"o\n 1\n{'A' * 43}=\n",
        "o\n1\nAAAA\n",
        "o\n1\nnot base64\n",
        f"o\n1\n{'A' * 43}=",
        f"o\n1\n{'A' * 43}=\n\n",
        f"\n1\n{'A' * 43}=\n",
    ],
)
def test_checkpoint_is_written_in_one_way_only(text):
    with pytest.raises(CheckpointBroken):
        parse_text(text)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "no signature\n",
        "a\n\n",
        f"{POINT.text}\nnot a signature\n",
        f"{POINT.text}\n— name AAAA\n",
        NOTE[:-1],
    ],
)
def test_what_is_no_signed_note_is_refused(note):
    with pytest.raises(CheckpointBroken):
        verify_checkpoint(note, [KEY])


def test_note_can_be_read_unproved():
    assert parse_checkpoint(NOTE) == POINT


def test_extension_that_would_read_as_two_is_not_signed():
    with pytest.raises(ValueError, match="something else"):
        sign_checkpoint(Checkpoint("o", 1, bytes(32), ("a\nb",)), SEED, ORIGIN)


def test_origin_that_would_read_as_more_lines_is_not_signed():
    with pytest.raises((CheckpointBroken, ValueError)):
        sign_checkpoint(Checkpoint("o\n7", 1, bytes(32)), SEED, ORIGIN)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\t"])
def test_name_that_would_break_a_line_is_no_key_name(name):
    with pytest.raises(CheckpointBroken):
        sign_checkpoint(POINT, SEED, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000+AAAA",
        KEY.text.replace(KEY.key_id.hex(), "00000000"),
        KEY.text[:-4] + "!!!!",
    ],
)
def test_what_is_no_verifier_key_is_refused(text):
    with pytest.raises(CheckpointBroken):
        VerifierKey.from_text(text)
