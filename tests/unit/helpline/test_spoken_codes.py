"""A code that is read out: digits alone, understood however they are written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.complaints.pasted import reference_in, secret_in
from vigilance.complaints.preparation import fresh_secret
from vigilance.domain.digits import devanagari_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.numbering import (
    SECRET_DIGITS_BYTES,
    grouped,
    new_secret,
    new_secret_digits,
    read_secret,
)
from vigilance.sealing.receipts import check_receipt, new_mailbox, new_salt, open_mailbox

CODE = "640752063749775951000942"


@given(st.binary(min_size=SECRET_DIGITS_BYTES, max_size=SECRET_DIGITS_BYTES))
def test_every_spoken_code_is_24_digits_and_reads_as_itself(random_bytes):
    code = new_secret_digits(random_bytes)

    assert (len(code), code.isdecimal(), read_secret(code)) == (24, True, code)


@pytest.mark.parametrize(
    "written",
    [
        grouped(CODE),
        grouped(CODE).replace("-", " "),
        devanagari_digits(CODE),
        devanagari_digits(grouped(CODE)).replace("-", " "),
        "".join(chr(ord(digit) + 0xFEE0) for digit in CODE),
        f"\u200e {CODE[:12]}\n{CODE[12:]} ",
        f"कोड: {grouped(CODE)}।",
        CODE.replace("0", "O"),
    ],
)
def test_it_is_understood_however_it_was_written_down(written):
    assert read_secret(secret_in(written)) == CODE


@pytest.mark.parametrize("wrong", [CODE[:-1], CODE + "1", CODE[:-1] + "X"])
def test_a_digit_too_few_or_too_many_is_told(wrong):
    with pytest.raises(Invalid):
        read_secret(wrong)


def test_number_and_spoken_code_are_found_on_one_slip():
    slip = f"8XBR Y22H\n{grouped(CODE).replace('-', ' ')}"

    assert (reference_in(slip), secret_in(slip)) == ("8XBRY22H", CODE)


def test_the_eye_gets_letters_and_the_ear_digits():
    spoken, written = fresh_secret(spoken=True), fresh_secret(spoken=False)

    assert (len(spoken), spoken.isdecimal(), len(written)) == (24, True, 17)


def test_it_opens_a_mailbox_like_any_other_code():
    salt = new_salt()
    receipt = new_mailbox(CODE, salt)

    key = check_receipt(read_secret(devanagari_digits(CODE)), salt, receipt.check)

    assert len(open_mailbox(key, receipt.mailbox_private_wrapped)) == 32
    assert check_receipt(new_secret(bytes(10)), salt, receipt.check) is None
