import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.digits import devanagari_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.numbering import (
    CROCKFORD,
    case_number,
    complaint_number,
    grouped,
    new_reference,
    new_secret,
    new_secret_digits,
    read_reference,
    read_secret,
    register_number,
)

five_bytes = st.binary(min_size=5, max_size=5)
ten_bytes = st.binary(min_size=10, max_size=10)
sixteen_bytes = st.binary(min_size=16, max_size=16)


def test_numbers_of_complaints_and_cases():
    assert complaint_number("SWD", 2026, 123) == "SWD-C-2026-000123"
    assert case_number("SWD", 2026, 45) == "SWD-V-2026-00045"


@pytest.mark.parametrize(
    "typed",
    [
        "SWD-C-2026-000123",
        "swd-c-2026-000123",
        " SWD C 2026 123 ",
        "SWD/C/2026/000123",
        "swdc2026000123",
        "SWD–C–2026–123",
        "SWD-C-२०२६-०००१२३",
        "ＳＷＤ-C-２０２６-123",
    ],
)
def test_a_register_number_is_read_however_it_is_typed(typed: str):
    assert register_number(typed) == "SWD-C-2026-000123"


@pytest.mark.parametrize("typed", ["", "SWD", "SWD-X-2026-1", "SWD-C-26-1", "SWD-C-2026-", "12345"])
def test_what_is_no_register_number_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        register_number(typed)

    assert list(refused.value.fields) == ["number"]


@given(
    st.sampled_from([complaint_number, case_number]),
    st.integers(1950, 2199),
    st.integers(0, 10**9 - 1),
)
def test_every_register_number_reads_as_itself(make, year: int, serial: int):
    number = make("SWD", year, serial)

    assert register_number(number) == number
    assert register_number(devanagari_digits(number.lower().replace("-", " "))) == number


def test_a_reference_has_eight_characters_and_hides_no_bits():
    assert new_reference(bytes(5)) == "00000000"
    assert new_reference(b"\xff" * 5) == "ZZZZZZZZ"
    assert new_reference(bytes.fromhex("0123456789")) == "04HMASW9"


@given(five_bytes)
def test_every_reference_reads_as_itself_however_it_is_typed(random_bytes: bytes):
    reference = new_reference(random_bytes)

    assert read_reference(reference) == reference
    assert read_reference(grouped(reference).lower()) == reference
    assert read_reference(devanagari_digits(" ".join(reference))) == reference
    assert read_reference(reference.replace("0", "o").replace("1", "l")) == reference
    assert read_reference(reference.replace("0", "O").replace("1", "I")) == reference


@pytest.mark.parametrize("typed", ["", "0000000", "000000000", "ABCDEFGU", "ABCDEF*H", "अआइईउऊऋए"])
def test_what_is_no_reference_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        read_reference(typed)

    assert list(refused.value.fields) == ["reference"]


@given(ten_bytes)
def test_every_secret_reads_as_itself_however_it_is_typed(random_bytes: bytes):
    secret = new_secret(random_bytes)

    assert len(secret) == 17
    assert read_secret(secret) == secret
    assert read_secret(grouped(secret).lower()) == secret
    assert read_secret(devanagari_digits(grouped(secret))) == secret


@given(ten_bytes, st.integers(0, 16), st.sampled_from(CROCKFORD))
def test_any_one_wrong_character_of_a_secret_is_found(random_bytes: bytes, place: int, wrong: str):
    secret = new_secret(random_bytes)
    mistyped = secret[:place] + wrong + secret[place + 1 :]

    if mistyped == secret:
        assert read_secret(mistyped) == secret
    else:
        with pytest.raises(Invalid):
            read_secret(mistyped)


@given(ten_bytes, st.integers(0, 15))
def test_two_neighbours_changed_about_in_a_secret_are_found(random_bytes: bytes, place: int):
    secret = new_secret(random_bytes)
    first, second = secret[place : place + 2]
    mistyped = secret[:place] + second + first + secret[place + 2 :]

    if mistyped == secret:
        assert read_secret(mistyped) == secret
    else:
        with pytest.raises(Invalid):
            read_secret(mistyped)


def test_the_check_character_is_the_same_for_ever():
    assert new_secret(bytes.fromhex("00112233445566778899")) == "008J4CT4ANK7F24SW"


@given(sixteen_bytes)
def test_a_secret_of_digits_has_24_and_reads_in_both_scripts(random_bytes: bytes):
    secret = new_secret_digits(random_bytes)

    assert len(secret) == 24
    assert secret.isdigit()
    assert read_secret(devanagari_digits(grouped(secret))) == secret


@pytest.mark.parametrize("typed", ["", "0" * 16, "0" * 18, "0" * 23, "٠" * 24, "U" * 17])
def test_what_is_no_secret_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        read_secret(typed)

    assert list(refused.value.fields) == ["secret"]


@pytest.mark.parametrize("make", [new_reference, new_secret, new_secret_digits])
def test_too_little_randomness_makes_nothing(make):
    with pytest.raises(ValueError, match="random bytes"):
        make(b"1234")


def test_codes_are_printed_in_groups_of_four():
    assert grouped("04HMASW9") == "04HM-ASW9"
    assert grouped("008J4CT4ANK7F24SX") == "008J-4CT4-ANK7-F24S-X"
