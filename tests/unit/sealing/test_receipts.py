from dataclasses import replace

import pytest

from vigilance.domain.errors import TooMany
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.idempotency import key_hash, open_answer, seal_answer
from vigilance.sealing.offices import wrap
from vigilance.sealing.receipts import (
    KdfGate,
    check_receipt,
    dummy_salt,
    new_mailbox,
    new_salt,
    open_mailbox,
    open_message,
    seal_message,
)

SECRET = "ABCD1234EFGH5678"
PLACE = FieldPlace("message", "text", "row-1", "record-1")


@pytest.fixture(scope="module")
def receipt():
    return new_mailbox(SECRET, new_salt())


def test_secret_opens_the_mailbox_it_was_made_for(receipt):
    wrap_key = check_receipt(SECRET, receipt.salt, receipt.check)
    private = open_mailbox(wrap_key, receipt.mailbox_private_wrapped)

    blob = seal_message(receipt.mailbox_public, PLACE, "आपका उत्तर मिला")

    assert open_message(private, PLACE, blob) == "आपका उत्तर मिला"
    with pytest.raises(SealBroken):
        open_message(private, replace(PLACE, row_id="row-2"), blob)


def test_wrong_secret_opens_nothing(receipt):
    assert check_receipt("ABCD1234EFGH5679", receipt.salt, receipt.check) is None
    assert check_receipt(SECRET, dummy_salt(bytes(32), "ABCD1234"), receipt.check) is None
    with pytest.raises(SealBroken):
        open_mailbox(bytes(32), receipt.mailbox_private_wrapped)
    with pytest.raises(SealBroken):
        open_mailbox(bytes(32), b"\x09" + receipt.mailbox_private_wrapped[1:])


def test_what_is_stored_tells_neither_secret_nor_wrap_key(receipt):
    wrap_key = check_receipt(SECRET, receipt.salt, receipt.check)
    stored = receipt.salt + receipt.check + receipt.mailbox_public + receipt.mailbox_private_wrapped

    assert SECRET.encode() not in stored
    assert wrap_key not in stored


def test_unknown_reference_has_one_salt_of_its_own():
    assert dummy_salt(bytes(32), "AAAA1111") == dummy_salt(bytes(32), "AAAA1111")
    assert dummy_salt(bytes(32), "AAAA1111") != dummy_salt(bytes(32), "AAAA1112")
    assert len(dummy_salt(bytes(32), "AAAA1111")) == len(new_salt())


def test_message_without_its_place_is_refused(receipt):
    private = open_mailbox(
        check_receipt(SECRET, receipt.salt, receipt.check), receipt.mailbox_private_wrapped
    )

    with pytest.raises(SealBroken):
        open_message(private, PLACE, wrap(receipt.mailbox_public, b"no place"))


def test_gate_lets_so_many_through_and_no_more():
    gate = KdfGate(limit=2)

    with gate, gate, pytest.raises(TooMany), gate:
        pytest.fail("a third one came through")

    with gate, gate:
        pass


def test_gate_is_free_again_after_a_failure():
    gate = KdfGate(limit=1)

    with pytest.raises(LookupError), gate:
        raise LookupError

    with gate:
        pass


def test_answer_opens_with_the_key_of_its_request_alone():
    sealed = seal_answer("key-1", b"receipt ABCD")

    assert open_answer("key-1", sealed) == b"receipt ABCD"
    assert b"ABCD" not in sealed
    with pytest.raises(SealBroken):
        open_answer("key-2", sealed)
    with pytest.raises(SealBroken):
        open_answer("key-1", b"\x02" + sealed[1:])


def test_hash_of_a_request_key_is_not_its_answer_key():
    assert key_hash("key-1") != key_hash("key-2")
    with pytest.raises(SealBroken):
        open_answer(key_hash("key-1").hex(), seal_answer("key-1", b"x"))
