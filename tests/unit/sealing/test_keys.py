import pytest

from vigilance.sealing.case_keys import KeyWrap, WrapAlgorithm, new_case_key, open_case_key
from vigilance.sealing.derive import blind_index, hkdf_sha256
from vigilance.sealing.errors import SealBroken, WrongPassphrase
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.offices import (
    OfficeKey,
    generate_pair,
    lock_private,
    unlock_private,
    unwrap,
    wrap,
)

CELL = generate_pair()
RECOVERY = generate_pair()
OFFICES = [OfficeKey("cell", CELL.public), OfficeKey("recovery", RECOVERY.public)]


def test_only_the_private_half_opens_a_wrap():
    blob = wrap(CELL.public, b"a key")

    assert unwrap(CELL.private, blob) == b"a key"
    with pytest.raises(SealBroken):
        unwrap(RECOVERY.private, blob)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x02" + bytes(80), b"\x01" + bytes(80)])
def test_what_is_no_wrap_is_refused(blob):
    with pytest.raises(SealBroken):
        unwrap(CELL.private, blob)


def test_private_key_behind_a_passphrase_opens_with_it_alone():
    locked = lock_private(CELL.private, "कोई गुप्त वाक्य")

    assert CELL.private not in locked
    assert unlock_private(locked, "कोई गुप्त वाक्य") == CELL.private
    with pytest.raises(WrongPassphrase):
        unlock_private(locked, "कोई और वाक्य")


def test_what_is_no_locked_key_is_refused():
    with pytest.raises(SealBroken):
        unlock_private(b"\x07" + bytes(90), "any")


def test_no_private_key_shows_itself():
    _, _, key = new_case_key(OFFICES)

    assert key.private not in repr(key)
    assert repr(CELL.private) not in repr(CELL)


@pytest.mark.parametrize(
    "recipients",
    [[], OFFICES[:1], [OFFICES[0], OFFICES[0]], [OFFICES[0], OfficeKey("other", CELL.public)]],
    ids=["nobody", "one", "one twice", "one key under two names"],
)
def test_case_key_needs_two_recipients(recipients):
    with pytest.raises(ValueError, match="two recipients"):
        new_case_key(recipients)


def test_every_recipient_opens_the_same_case_key():
    recipient, wraps, key = new_case_key(OFFICES)

    assert [each.recipient_name for each in wraps] == ["cell", "recovery"]
    assert open_case_key(CELL.private, wraps[0], recipient=recipient) == key
    assert open_case_key(RECOVERY.private, wraps[1]) == key


def test_wrap_of_another_record_is_not_taken():
    recipient, _, _ = new_case_key(OFFICES)
    _, foreign, _ = new_case_key(OFFICES)

    with pytest.raises(SealBroken):
        open_case_key(CELL.private, foreign[0], recipient=recipient)


def test_wrap_that_holds_no_case_key_is_refused():
    not_a_key = KeyWrap("cell", WrapAlgorithm.SEALED_BOX, wrap(CELL.public, b"not a case key"))

    with pytest.raises(SealBroken):
        open_case_key(CELL.private, not_a_key)


def test_wrap_of_an_unknown_kind_is_refused():
    with pytest.raises(SealBroken):
        open_case_key(CELL.private, KeyWrap("cell", "rot13", b""))


def test_field_of_one_record_does_not_open_with_the_key_of_another():
    _, _, key = new_case_key(OFFICES)
    _, _, other = new_case_key(OFFICES)
    place = FieldPlace("note", "text", "row-1", "record-1")

    sealed = key.seal(place, "टिप्पणी")

    assert key.open(place, sealed) == "टिप्पणी"
    with pytest.raises(SealBroken):
        other.open(place, sealed)


@pytest.mark.parametrize(("name", "public"), [("", bytes(32)), ("cell", bytes(31))])
def test_office_key_has_a_name_and_32_bytes(name, public):
    with pytest.raises(ValueError, match="office key"):
        OfficeKey(name, public)


@pytest.mark.parametrize("length", [0, 8161])
def test_hkdf_refuses_lengths_it_cannot_give(length):
    with pytest.raises(ValueError, match="HKDF"):
        hkdf_sha256(b"key", b"info", length=length)


def test_blind_index_tells_kinds_apart():
    assert blind_index(bytes(32), "mobile", "9000000001") != blind_index(
        bytes(32), "account", "9000000001"
    )
    assert blind_index(bytes(32), "ab", "c") != blind_index(bytes(32), "a", "bc")
