"""Formats are for ever: what was sealed once opens in every later version (docs/formats.md)."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from nacl.pwhash import argon2id
from pyrage import decrypt_io
from pyrage.x25519 import Identity

from vigilance.sealing import (
    case_keys,
    derive,
    fields,
    idempotency,
    offices,
    receipts,
    relay,
    tokens,
    vault,
)

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "sealing.json").read_text(encoding="utf-8")
)


def of(name: str) -> dict[str, bytes]:
    """The hexadecimal values of one vector."""
    return {key: bytes.fromhex(value) for key, value in VECTORS[name].items() if _is_hex(value)}


def _is_hex(value: object) -> bool:
    try:
        return isinstance(value, str) and bytes.fromhex(value) is not None
    except ValueError:
        return False


@pytest.fixture
def place() -> fields.FieldPlace:
    known = VECTORS["place"]
    return fields.FieldPlace(
        *(known[key] for key in ("table", "column", "row_id", "record_id", "epoch"))
    )


def test_parts_are_length_prefixed():
    known = VECTORS["lp"]

    packed = fields.LP(*map(bytes.fromhex, known["parts"]))

    assert packed.hex() == known["bytes"]
    assert fields.parts_of(packed) == [bytes.fromhex(part) for part in known["parts"]]


def test_place_is_bound_as_documented(place):
    assert place.bound.hex() == VECTORS["place"]["bound"]


def test_field_sealed_before_opens(place):
    known = of("field")

    assert fields.key_id_of(known["key"]) == known["key_id"]
    assert fields.key_id_in(known["sealed"]) == known["key_id"]
    found = fields.open_field(known["key"], known["key_id"], place, known["sealed"])
    assert found == known["plaintext"]


def test_wrap_sealed_before_opens():
    known = of("wrap")

    assert offices.public_half(known["private"]) == known["public"]
    assert offices.unwrap(known["private"], known["sealed"]) == known["plaintext"]


def test_locked_key_opens_with_its_passphrase():
    known, words = of("locked_key"), VECTORS["locked_key"]

    assert derive.key_from_passphrase(words["passphrase"], known["salt"]) == known["salt_hash"]
    assert offices.unlock_private(known["locked"], words["passphrase"]) == known["private"]


def test_passphrase_and_receipt_keys_are_those_of_libsodium():
    salt = bytes(range(16))

    assert derive.key_from_passphrase("एक वाक्य", salt) == argon2id.kdf(
        32, "एक वाक्य".encode(), salt, opslimit=3, memlimit=64 * 1024 * 1024
    )
    assert derive.key_from_receipt("ABCD1234", salt) == argon2id.kdf(
        64, b"ABCD1234", salt, opslimit=2, memlimit=19 * 1024 * 1024
    )


@pytest.mark.parametrize(
    ("key", "salt", "info", "length", "expected"),
    [
        (
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            "0b" * 22,
            "",
            "",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
)
def test_hkdf_gives_the_answers_of_rfc_5869(key, salt, info, length, expected):
    found = derive.hkdf_sha256(
        bytes.fromhex(key), bytes.fromhex(info), length=length, salt=bytes.fromhex(salt)
    )

    assert found.hex() == expected


def test_case_key_opens_its_wrap_its_fields_and_its_files():
    known, words = of("case_key"), VECTORS["case_key"]
    wrap = case_keys.KeyWrap("cell", case_keys.WrapAlgorithm.SEALED_BOX, known["wrap"])

    key = case_keys.open_case_key(of("wrap")["private"], wrap, recipient=words["recipient"])

    assert key.private == words["private"]
    assert key.field_key == known["field_key"]
    assert fields.key_id_of(key.field_key) == known["key_id"]
    paper = io.BytesIO()
    decrypt_io(io.BytesIO(known["age_file"]), paper, [Identity.from_str(key.private)])
    assert paper.getvalue() == known["age_plaintext"]


def test_receipt_opens_its_mailbox_and_the_message_in_it(place):
    known, words = of("receipt"), VECTORS["receipt"]

    assert derive.key_from_receipt(words["secret"], known["salt"]) == known["kdf"]
    wrap_key = receipts.check_receipt(words["secret"], known["salt"], known["check"])
    assert wrap_key == known["kdf"][32:]
    assert receipts.open_mailbox(wrap_key, known["wrapped"]) == known["mailbox_private"]
    assert offices.public_half(known["mailbox_private"]) == known["mailbox_public"]
    message = receipts.open_message(known["mailbox_private"], place, known["message_sealed"])
    assert message == words["message"]
    unknown = receipts.dummy_salt(known["server_key"], words["unknown_reference"])
    assert unknown == known["dummy_salt"]


def test_ordinary_identity_opens_with_the_cell_key():
    known, words = of("vault_ordinary"), VECTORS["vault_ordinary"]
    record = vault.VaultRecord.from_bytes(known["record"])

    identity = vault.open_ordinary(known["private"], UUID(words["record_id"]), record)

    assert record.scheme == vault.VaultScheme.ORDINARY
    assert identity == vault.OpenedIdentity(words["fields"], known["original"])


def test_protected_identity_opens_with_both_halves():
    known, words = of("vault_protected"), VECTORS["vault_protected"]
    record_id = UUID(words["record_id"])
    record = vault.VaultRecord.from_bytes(known["record"])
    wrap_a, wrap_b = record.wraps

    half_a = vault.open_half(known["private_a"], record_id, vault.Share.HALF_A, wrap_a.blob)
    half_b = vault.open_half(known["private_b"], record_id, vault.Share.HALF_B, wrap_b.blob)
    identity = vault.open_protected(vault.join_halves(half_a, half_b), record_id, record)

    assert identity == vault.OpenedIdentity(words["fields"], known["original"])


def test_relay_address_opens():
    known, words = of("relay"), VECTORS["relay"]

    found = relay.open_address(known["private"], known["sealed"])

    assert found == relay.RelayAddress(words["kind"], words["address"])


def test_stored_answer_opens_with_its_key():
    known, words = of("idempotency"), VECTORS["idempotency"]

    assert idempotency.key_hash(words["key"]) == known["hash"]
    assert idempotency.open_answer(words["key"], known["sealed"]) == known["answer"]


def test_token_reads_within_its_time():
    known, words = of("token"), VECTORS["token"]
    soon = datetime.fromisoformat(words["made"]) + timedelta(seconds=words["ttl_seconds"] - 1)

    found = tokens.read_token(known["server_key"], words["purpose"], words["token"], soon)

    assert found == words["payload"]


def test_blind_index_is_as_documented():
    known, words = of("blind_index"), VECTORS["blind_index"]

    assert derive.blind_index(known["key"], words["kind"], words["value"]) == known["index"]
