from datetime import UTC, datetime, timedelta

import pytest

from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.tokens import make_token, read_token

KEY = bytes(range(32))
NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
SPAN = timedelta(minutes=10)
PAYLOAD = {"reference": "ABCD1234", "row": 7, "शब्द": ["नमस्ते"]}


@pytest.fixture
def token() -> str:
    return make_token(KEY, "track", PAYLOAD, SPAN, NOW)


def test_token_gives_back_its_payload_until_its_time_is_over(token):
    assert read_token(KEY, "track", token, NOW + SPAN - timedelta(seconds=1)) == PAYLOAD
    with pytest.raises(TokenExpired):
        read_token(KEY, "track", token, NOW + SPAN)


def test_token_serves_one_purpose_under_one_key(token):
    with pytest.raises(TokenBroken):
        read_token(KEY, "cursor", token, NOW)
    with pytest.raises(TokenBroken):
        read_token(bytes(32), "track", token, NOW)


def test_every_changed_letter_of_a_token_is_found(token):
    for at, letter in enumerate(token):
        changed = token[:at] + ("A" if letter != "A" else "B") + token[at + 1 :]
        with pytest.raises(TokenBroken):
            read_token(KEY, "track", changed, NOW)


@pytest.mark.parametrize("text", ["", "AQ", "नहीं", "?" * 40, "A" * 9000, "AQ=="])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(TokenBroken):
        read_token(KEY, "track", text, NOW)


def test_token_tells_nothing_and_fits_an_address(token):
    assert "ABCD1234" not in token
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
