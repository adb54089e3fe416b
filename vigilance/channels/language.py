"""Which of our two languages a message is written in: by its script, and by a few small words where it is Latin."""

import re

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z]+")
_HINDI_SHARE = 0.2
_ROMAN_SHARE = 0.08
_LOOKED_AT = 4000
_ROMAN_HINDI = frozenset((
    "hai", "hain", "ka", "ki", "ke", "ko", "se", "mein", "nahi", "nahin", "kya", "aur", "par", "ne", "tha", "thi",
    "raha", "rahe", "rahi", "mujhe", "mera", "mere", "meri", "hum", "ham", "kar", "diya", "liya", "gaya", "kiya",
    "karke", "bhi", "jo", "wo", "yeh", "ye", "hua", "hui", "wale", "wala", "liye", "mang", "maang",
))  # fmt: skip


def language_of(text: str) -> str | None:
    """`hi` or `en`; None where there are no letters to tell by."""
    seen = text[:_LOOKED_AT]
    letters = len(_LETTER.findall(seen))
    if letters == 0:
        return None
    signs = len(_DEVANAGARI.findall(seen))
    # Vowel signs are no letters to the expression above, so a Hindi text has more signs than letters.
    if signs >= letters * _HINDI_SHARE:
        return "hi"
    found = _WORD.findall(seen.lower())
    hindi = sum(word in _ROMAN_HINDI for word in found)
    return "hi" if found and hindi >= len(found) * _ROMAN_SHARE else "en"
