"""Digits as people type them, in Devanagari or full width, read as ASCII."""

_DEVANAGARI_ZERO = 0x0966
_FULL_WIDTH_ZERO = 0xFF10
_TO_ASCII = {
    zero + value: str(value) for zero in (_DEVANAGARI_ZERO, _FULL_WIDTH_ZERO) for value in range(10)
}
_TO_DEVANAGARI = {ord(str(value)): chr(_DEVANAGARI_ZERO + value) for value in range(10)}


def ascii_digits(text: str) -> str:
    """The text with Devanagari and full-width digits as ASCII digits, all else untouched."""
    return text.translate(_TO_ASCII)


def devanagari_digits(text: str) -> str:
    """The text with ASCII digits as Devanagari digits, all else untouched."""
    return text.translate(_TO_DEVANAGARI)
