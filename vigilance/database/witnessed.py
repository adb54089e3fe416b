"""The mark of a table whose rows the ledger vouches for."""

from typing import ClassVar


class Witnessed:
    """Mixin of the tables whose rows are vouched for (audit/witness.py).

    `unwitnessed` names the columns that may move without an event. `added_later` names those that came when rows stood
    already: an empty one is left out of the digest, so that the digests of those rows go on to hold.
    """

    unwitnessed: ClassVar[frozenset[str]] = frozenset()
    added_later: ClassVar[frozenset[str]] = frozenset()
