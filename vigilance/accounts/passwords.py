"""Passwords: 15 characters or more, not on the blocklist, kept as Argon2id (NIST 800-63B-4, ASVS 6.2)."""

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from vigilance.domain.errors import Invalid

SHORTEST = 15
LONGEST = 200
FEWEST_SIGNS = 5
SHORTEST_WORD = 4
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


@cache
def _blocklist(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def checked_password(password: str, config_dir: Path, *, about: tuple[str, ...] = ()) -> str:
    """The password if it may be used; Invalid says why not.

    No classes of characters and no expiry; spaces and every script are welcome. `about` holds words that would be
    guessed first: the officer's name and address.
    """
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < SHORTEST:
        raise Invalid({"password": [f"at least {SHORTEST} characters"]})
    if len(password) > LONGEST:
        raise Invalid({"password": [f"at most {LONGEST} characters"]})
    bare = "".join(sign for sign in folded if sign.isalnum())
    blocked = _blocklist(config_dir / "passwords.txt")
    if len(set(bare)) < FEWEST_SIGNS or any(bare.startswith(word) for word in blocked):
        raise Invalid({"password": ["too easily guessed"]})
    if any(_mostly(word.casefold(), folded) for word in about):
        raise Invalid({"password": ["too close to the name"]})
    return password


def _mostly(word: str, password: str) -> bool:
    """Whether the password is this word with a few signs added."""
    added = len(password) - len(word)
    return len(word) >= SHORTEST_WORD and word in password and added < SHORTEST // 2


def hash_password(password: str) -> str:
    """The Argon2id hash that is stored."""
    return HASHER.hash(unicodedata.normalize("NFKC", password))


@cache
def _nobody() -> str:
    return hash_password("nobody has this password at all")


def password_matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; the same work is done where there is no such officer."""
    try:
        return (
            HASHER.verify(stored or _nobody(), unicodedata.normalize("NFKC", password))
            and stored is not None
        )
    except (VerifyMismatchError, InvalidHashError):
        return False
