"""The mark of a table whose rows the ledger vouches for."""

from typing import ClassVar


class Witnessed:
    """Mixin of the tables whose rows are vouched for (audit/witness.py).

    `unwitnessed` names the columns that may move without an event.
    """

    unwitnessed: ClassVar[frozenset[str]] = frozenset()
