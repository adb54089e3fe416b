"""Text by tier: in clear in an ordinary record, sealed in a protected one (security.md, decision 1).

Two seals open with one key: whoever holds the record's key makes a VC1 field; whoever does not (a complainant writing
later, an officer adding a note) seals to its public half, with the place bound inside.
"""

from collections.abc import Callable
from typing import Protocol

from pyrage import DecryptError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient
from sqlalchemy import inspect

from vigilance.records.models import Record, Tier
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import MAGIC, FieldPlace


class WithText(Protocol):
    """A row whose text stands in clear in one column or sealed in another."""

    text: str | None
    text_sealed: bytes | None


def keep_text(
    row: WithText, record: Record, text: str, *, key: CaseKey | None, recipient: str | None
) -> None:
    """Put the text into the row as the record's tier asks. The row has its id already, for the seal is bound to it."""
    if record.tier is Tier.ORDINARY:
        row.text = text
    else:
        row.text_sealed = seal_text(_place(row, record), text, key, recipient)


def read_text(row: WithText, record: Record, opener: Callable[[], CaseKey]) -> str:
    """The text of the row; the record's key is asked for only where it is sealed."""
    if row.text_sealed is None:
        return row.text or ""
    return open_text(_place(row, record), row.text_sealed, opener())


def seal_text(place: FieldPlace, text: str, key: CaseKey | None, recipient: str | None) -> bytes:
    """The text for this place only, by the record's key or, without it, to its public half."""
    if key is not None:
        return key.seal(place, text)
    if recipient is None:
        raise ValueError("sealing needs the record's key or its public half")
    sealed: bytes = encrypt(place.bound + text.encode(), [Recipient.from_str(recipient)])
    return sealed


def open_text(place: FieldPlace, sealed: bytes, key: CaseKey) -> str:
    """What was sealed for this place, either way."""
    if sealed.startswith(MAGIC):
        return key.open(place, sealed)
    try:
        content: bytes = decrypt(sealed, [Identity.from_str(key.private)])
    except DecryptError:
        raise SealBroken("changed, or sealed to another record") from None
    if not content.startswith(place.bound):
        raise SealBroken("a text of another place")
    return content[len(place.bound) :].decode()


def _place(row: WithText, record: Record) -> FieldPlace:
    mapper = inspect(type(row))
    (row_id,) = mapper.primary_key_from_instance(row)
    return FieldPlace(str(mapper.local_table.name), "text", row_id, record.id)
