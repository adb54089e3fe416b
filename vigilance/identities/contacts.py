"""Who complains, in memory, and how the same person is recognised again without being read (security.md 3.7)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from vigilance.domain.digits import ascii_digits
from vigilance.domain.message import Contact, ContactKind

MARK_BYTES = 8
COUNTRY = "IN"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who complains, as far as he says so; in memory only."""

    name: str | None = field(default=None, repr=False)
    mobile: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    handle: Contact | None = field(default=None, repr=False)
    """Where he wrote from, which is where he is answered."""

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def fields(self) -> dict[str, str]:
        """What was given of it."""
        given = {
            "name": self.name,
            "mobile": self.mobile,
            "email": self.email,
            "address": self.address,
            "handle": f"{self.handle.kind}:{self.handle.address}" if self.handle else None,
        }
        return {part: value for part, value in given.items() if value}

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Every way to reach him; first the one he used."""
        given = [
            self.handle,
            Contact(ContactKind.EMAIL, self.email) if self.email else None,
            Contact(ContactKind.MOBILE, self.mobile) if self.mobile else None,
        ]
        return tuple(contact for contact in given if contact is not None)


@dataclass(frozen=True, slots=True)
class Mark:
    """The blind index of one contact."""

    kind: ContactKind
    digest: bytes


def normal_number(text: str) -> str | None:
    """A telephone number as +919000000502, whatever its digits and spaces; None where it is none.

    Short codes and numbers that no exchange knows are kept as their digits: a caller is a caller.
    """
    digits = ascii_digits(text)
    import phonenumbers  # noqa: PLC0415 -- 1 MB, for workers that are told a number

    try:
        read = phonenumbers.parse(digits, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))


def marks_of(contacts: Sequence[Contact], index_key: bytes) -> tuple[Mark, ...]:
    """The blind indexes of these contacts; a WhatsApp number is the same person as that mobile."""
    found: dict[bytes, Mark] = {}
    for contact in contacts:
        mark = mark_of(contact, index_key)
        found.setdefault(mark.digest, mark)
    return tuple(found.values())


def mark_of(contact: Contact, index_key: bytes) -> Mark:
    """The blind index of one contact: the first 64 bits of an HMAC over its kind and its normal form."""
    kind, address = _normal(contact)
    said = kind.encode() + b"\x00" + address.encode()
    return Mark(contact.kind, hmac.new(index_key, said, hashlib.sha256).digest()[:MARK_BYTES])


def _normal(contact: Contact) -> tuple[str, str]:
    if contact.kind in (ContactKind.MOBILE, ContactKind.WHATSAPP):
        number = normal_number(contact.address)
        return ("number", number or contact.address)
    if contact.kind is ContactKind.EMAIL:
        return (contact.kind.value, contact.address.strip().casefold())
    return (contact.kind.value, contact.address.strip())
