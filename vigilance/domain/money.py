"""Rupees: read as people type them, shown in lakh and crore."""

import re
import unicodedata
from decimal import Decimal

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.words import Words

LAKH = 100_000
CRORE = 100 * LAKH
LARGEST = 10**12
"""One lakh crore rupees: more than any scheme of the State holds."""
LONGEST = 40
"""Characters: nobody writes an amount longer than this."""

_WORDS = {
    LAKH: Words("लाख", "lakh"),
    CRORE: Words("करोड़", "crore"),
}
_TIMES = {
    "": 1,
    "हजार": 1000,
    "हज़ार": 1000,
    "thousand": 1000,
    "लाख": LAKH,
    "lakh": LAKH,
    "lac": LAKH,
    "करोड़": CRORE,
    "crore": CRORE,
}
_TIMES = {unicodedata.normalize("NFC", word): times for word, times in _TIMES.items()}
_AMOUNT = re.compile(
    r"(?:₹|rs\.?|inr|रु\.?|रू\.?|रुपये)?\s*"
    r"(?P<number>[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3})(?P<part>\.[0-9]{1,7})?"
    r"\s*(?P<times>[^\W\d_][^\s\d/_]*)?\s*(?:/-|/=)?"
)


def amount_from(text: str) -> int:
    """The whole rupees somebody typed; what is not plainly an amount is refused, never cut."""
    typed = unicodedata.normalize("NFC", ascii_digits(text).strip().casefold())
    found = _AMOUNT.fullmatch(typed) if len(typed) <= LONGEST else None
    times = _TIMES.get((found["times"] or "").rstrip(".")) if found else None
    if found is None or times is None:
        raise Invalid({"amount": ["Write the amount in whole rupees, for example 25,000."]})
    rupees = Decimal(found["number"].replace(",", "") + (found["part"] or "")) * times
    if rupees != rupees.to_integral_value() or (found["part"] and times == 1):
        raise Invalid({"amount": ["Write the amount in whole rupees, for example 25,000."]})
    if rupees > LARGEST:
        raise Invalid({"amount": ["This amount is too large."]})
    return int(rupees)


def grouped(number: int) -> str:
    """The number with the commas of lakh and crore: 1,25,00,000."""
    sign, digits = ("-", str(-number)) if number < 0 else ("", str(number))
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return sign + ",".join([*reversed(pairs), tail])


def rupees(amount: int) -> str:
    """The amount in figures, as both languages write it: ₹1,25,000."""
    return f"₹{grouped(amount)}"


def rupees_in_short(amount: int, language: str) -> str:
    """The amount in lakh or crore to two places, for charts and tiles: ₹1.25 लाख."""
    unit = next((unit for unit in (CRORE, LAKH) if abs(amount) >= unit), None)
    if unit is None:
        return rupees(amount)
    short = f"{Decimal(amount) / unit:.2f}".rstrip("0").rstrip(".")
    whole, _, part = short.partition(".")
    return f"₹{grouped(int(whole))}{'.' if part else ''}{part} {_WORDS[unit].said_in(language)}"
