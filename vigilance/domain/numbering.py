"""Register numbers, and the reference and secret code of a receipt: make, read, check."""

import re
import unicodedata

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_BYTES = 5
REFERENCE_LENGTH = 8
SECRET_BYTES = 10
SECRET_LENGTH = 16
"""Without its check character."""
SECRET_DIGITS_BYTES = 16
SECRET_DIGITS = 24
COMPLAINT_MARK, COMPLAINT_WIDTH = "C", 6
CASE_MARK, CASE_WIDTH = "V", 5
LETTER_MARK, LETTER_WIDTH = "L", 5
SITTING_MARK, SITTING_WIDTH = "R", 4
SHEET_MARK, SHEET_WIDTH = "M", 5
DELEGATION_MARK, DELEGATION_WIDTH = "A", 4

_NUMBER = re.compile(r"([A-Z]{2,8})([CV])(19[5-9][0-9]|2[01][0-9]{2})([0-9]{1,9})")
_DASHED = re.compile(r"([A-Z]{2,8})-([CV])-([0-9]{4})-([0-9]{1,9})")
_ODDITIES = str.maketrans("OIL", "011")
_FORM_OF_GF32 = 0b100101  # x^5 + x^2 + 1


def complaint_number(office: str, year: int, serial: int) -> str:
    """The number of a complaint in the register: SWD-C-2026-000123."""
    return f"{office}-{COMPLAINT_MARK}-{year}-{serial:0{COMPLAINT_WIDTH}}"


def case_number(office: str, year: int, serial: int) -> str:
    """The number of a vigilance case: SWD-V-2026-00045."""
    return f"{office}-{CASE_MARK}-{year}-{serial:0{CASE_WIDTH}}"


def letter_number(office: str, year: int, serial: int) -> str:
    """The issue number of a letter: SWD-L-2026-00012."""
    return f"{office}-{LETTER_MARK}-{year}-{serial:0{LETTER_WIDTH}}"


def delegation_number(office: str, year: int, serial: int) -> str:
    """The number of a delegation during leave: SWD-A-2026-0007."""
    return f"{office}-{DELEGATION_MARK}-{year}-{serial:0{DELEGATION_WIDTH}}"


def sitting_number(office: str, year: int, serial: int) -> str:
    """The number of a review sitting: SWD-R-2026-0007."""
    return f"{office}-{SITTING_MARK}-{year}-{serial:0{SITTING_WIDTH}}"


def sheet_number(office: str, year: int, serial: int) -> str:
    """The number of a frozen sheet of the minister's page: SWD-M-2026-00007."""
    return f"{office}-{SHEET_MARK}-{year}-{serial:0{SHEET_WIDTH}}"


def register_number(text: str) -> str:
    """The register number somebody typed, in the form in which it was made."""
    typed = unicodedata.normalize("NFKC", ascii_digits(text)).upper()
    plain = re.sub(r"[\s/\u2010-\u2015-]+", "-", typed.strip())
    found = _DASHED.fullmatch(plain) or _NUMBER.fullmatch(plain.replace("-", ""))
    if found is None:
        raise Invalid({"number": ["This is not a number of our register."]})
    office, mark, year, serial = found.groups()
    make = complaint_number if mark == COMPLAINT_MARK else case_number
    return make(office, int(year), int(serial))


def new_reference(random_bytes: bytes) -> str:
    """A public reference of eight characters from five random bytes."""
    return _characters(random_bytes, REFERENCE_BYTES, REFERENCE_LENGTH)


def new_secret(random_bytes: bytes) -> str:
    """A secret code of sixteen characters and a check character from ten random bytes."""
    code = _characters(random_bytes, SECRET_BYTES, SECRET_LENGTH)
    return code + _check_character(code)


def new_secret_digits(random_bytes: bytes) -> str:
    """A secret code of digits alone, for the telephone, from sixteen random bytes."""
    if len(random_bytes) != SECRET_DIGITS_BYTES:
        raise ValueError(f"needs {SECRET_DIGITS_BYTES} random bytes")
    return f"{int.from_bytes(random_bytes) % 10**SECRET_DIGITS:0{SECRET_DIGITS}}"


def read_reference(text: str) -> str:
    """The public reference somebody typed, as it was made."""
    typed = _normalised(text)
    if len(typed) != REFERENCE_LENGTH or not set(typed) <= set(CROCKFORD):
        raise Invalid({"reference": ["The complaint number has 8 letters and digits."]})
    return typed


def read_secret(text: str) -> str:
    """The secret code somebody typed, as it was made; a slip of the pen is told at once."""
    typed = _normalised(text)
    if len(typed) == SECRET_DIGITS and typed.isascii() and typed.isdigit():
        return typed
    if len(typed) != SECRET_LENGTH + 1 or not set(typed) <= set(CROCKFORD):
        raise Invalid({"secret": ["The secret code has 17 letters and digits, or 24 digits."]})
    if _check_character(typed[:-1]) != typed[-1]:
        raise Invalid(
            {"secret": ["The secret code has a mistake in it. Please check each character."]}
        )
    return typed


def grouped(code: str, size: int = 4) -> str:
    """The code in groups of four, as it is printed."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _normalised(text: str) -> str:
    typed = unicodedata.normalize("NFKC", ascii_digits(text)).upper()
    return re.sub(r"[\s\u200b-\u200d\u2010-\u2015_.-]", "", typed).translate(_ODDITIES)


def _characters(random_bytes: bytes, size: int, length: int) -> str:
    if len(random_bytes) != size:
        raise ValueError(f"needs {size} random bytes")
    number = int.from_bytes(random_bytes)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


def _check_character(code: str) -> str:
    """A sum over GF(32): finds any one wrong character and any two changed about."""
    total = 0
    for character in code:
        total = (total ^ CROCKFORD.index(character)) << 1
        if total & 32:
            total ^= _FORM_OF_GF32
    return CROCKFORD[total]
