"""A text is sealed for one place, by the key or to its public half, and opens with the key either way."""

import uuid

import pytest

from vigilance.evidence.texts import open_text, seal_text
from vigilance.sealing.case_keys import new_case_key
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.offices import OfficeKey, generate_pair


def a_key():
    offices = [OfficeKey(name, generate_pair().public) for name in ("cell", "recovery")]
    return new_case_key(offices)[2]


RECORD = uuid.uuid4()
HERE = FieldPlace("note", "text", uuid.uuid4(), RECORD)
THERE = FieldPlace("note", "text", uuid.uuid4(), RECORD)
KEY = a_key()


@pytest.mark.parametrize("with_key", [True, False])
def test_it_opens_in_its_place_only_and_with_its_key_only(with_key):
    sealed = seal_text(HERE, "शिकायत\n\u0000", KEY if with_key else None, KEY.recipient)

    assert open_text(HERE, sealed, KEY) == "शिकायत\n\u0000"
    assert "शिकायत".encode() not in sealed
    for place, key, blob in (
        (THERE, KEY, sealed),
        (HERE, a_key(), sealed),
        (HERE, KEY, sealed[:-1] + b"x"),
        (HERE, KEY, b"junk"),
    ):
        with pytest.raises(SealBroken):
            open_text(place, blob, key)


def test_without_key_and_recipient_nothing_is_written():
    with pytest.raises(ValueError, match="public half"):
        seal_text(HERE, "x", None, None)
