"""Two officers at one record: the second to write is told, and nothing of the first is lost."""

from typing import Protocol

from vigilance.domain.errors import EditConflict


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


def check_version(row: Versioned, expected: int) -> None:
    """Raise EditConflict unless the row is as it was when the form was drawn from it."""
    if row.version != expected:
        raise EditConflict(f"version {expected} was read, {row.version} stands")
