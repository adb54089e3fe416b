from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import (
    LP,
    FieldPlace,
    key_id_in,
    key_id_of,
    open_field,
    parts_of,
    seal_field,
)

KEY = bytes(range(32))
KEY_ID = key_id_of(KEY)
PLACE = FieldPlace("message", "text", "row-1", "record-1")


@given(st.lists(st.binary(max_size=20)))
def test_packed_parts_come_back_as_they_were(parts):
    assert parts_of(LP(*parts)) == parts


@given(st.lists(st.binary(max_size=4)), st.lists(st.binary(max_size=4)))
def test_different_parts_never_pack_alike(one, other):
    assert (LP(*one) == LP(*other)) == (one == other)


@pytest.mark.parametrize("packed", [b"\x00", b"\x00\x00\x00\x05abc", b"\x00\x00\x00\x01ab"])
def test_cut_parts_are_refused(packed):
    with pytest.raises(SealBroken):
        parts_of(packed)


@given(st.binary(max_size=200))
def test_sealed_field_opens_in_its_place(plaintext):
    assert open_field(KEY, KEY_ID, PLACE, seal_field(KEY, KEY_ID, PLACE, plaintext)) == plaintext


def test_same_plaintext_is_never_sealed_alike():
    assert seal_field(KEY, KEY_ID, PLACE, b"same") != seal_field(KEY, KEY_ID, PLACE, b"same")


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, table="note"),
        replace(PLACE, column="subject"),
        replace(PLACE, row_id="row-2"),
        replace(PLACE, record_id="record-2"),
        replace(PLACE, epoch=2),
        FieldPlace("messag", "etext", "row-1", "record-1"),
    ],
    ids=["table", "column", "row", "record", "epoch", "shifted border"],
)
def test_field_moved_to_another_place_does_not_open(elsewhere):
    sealed = seal_field(KEY, KEY_ID, PLACE, b"a name")

    with pytest.raises(SealBroken):
        open_field(KEY, KEY_ID, elsewhere, sealed)


def test_every_changed_byte_of_a_field_is_found():
    sealed = seal_field(KEY, KEY_ID, PLACE, b"a name")

    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(SealBroken):
            open_field(KEY, KEY_ID, PLACE, bytes(changed))


def test_every_cut_of_a_field_is_found():
    sealed = seal_field(KEY, KEY_ID, PLACE, b"a name")

    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_field(KEY, KEY_ID, PLACE, sealed[:length])


def test_field_names_the_key_it_was_sealed_with():
    other = bytes(32)

    sealed = seal_field(other, key_id_of(other), PLACE, b"a name")

    assert key_id_in(sealed) == key_id_of(other)
    with pytest.raises(SealBroken):
        open_field(KEY, KEY_ID, PLACE, sealed)


def test_key_id_of_another_length_is_refused():
    with pytest.raises(ValueError, match="eight bytes"):
        seal_field(KEY, b"short", PLACE, b"")
