"""The language of a message is told by its script, and Hindi in Latin letters by its small words."""

import pytest

from vigilance.channels.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("बाबू पैसे माँग रहे हैं", "hi"),
        ("scholarship के ₹2000 receipt नहीं देते", "hi"),
        ("babu ne pension ke liye paise mange hai", "hi"),
        ("The clerk asks for money to verify the pension", "en"),
        ("12345", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language
