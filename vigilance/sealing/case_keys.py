"""A record's own key: made at intake, sealed to two offices, then forgotten (security.md 3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pyrage import IdentityError
from pyrage.x25519 import Identity

from vigilance.sealing.derive import hkdf_sha256
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import FieldPlace, key_id_of, open_field, seal_field
from vigilance.sealing.offices import OfficeKey, unwrap, wrap

_FEWEST_RECIPIENTS = 2


class WrapAlgorithm(StrEnum):
    """How a key was sealed to its recipient."""

    SEALED_BOX = "sealed-box-1"


@dataclass(frozen=True, slots=True)
class KeyWrap:
    """A record's private key, sealed to one office or officer."""

    recipient_name: str
    alg: WrapAlgorithm
    blob: bytes


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A record's private key, in memory only: it opens the record's files and its sealed fields."""

    private: str = field(repr=False)

    @property
    def recipient(self) -> str:
        """The public half (age1...) to which the record's files are encrypted."""
        try:
            return str(Identity.from_str(self.private).to_public())
        except IdentityError:
            raise SealBroken("not a case key") from None

    @property
    def field_key(self) -> bytes:
        """The key of the record's sealed fields."""
        return hkdf_sha256(self.private.encode(), b"vc1 field")

    def seal(self, place: FieldPlace, plaintext: str) -> bytes:
        """A sealed field of this record."""
        key = self.field_key
        return seal_field(key, key_id_of(key), place, plaintext.encode())

    def open(self, place: FieldPlace, sealed: bytes) -> str:
        """What stands in a sealed field of this record."""
        key = self.field_key
        return open_field(key, key_id_of(key), place, sealed).decode()


def new_case_key(recipients: Sequence[OfficeKey]) -> tuple[str, list[KeyWrap], CaseKey]:
    """The public half, the private half sealed to every recipient, and the key itself.

    One recipient alone could "forget" his password and destroy evidence (security.md, finding 2).
    """
    names = {office.name for office in recipients}
    if len(names) < _FEWEST_RECIPIENTS or len({office.public for office in recipients}) < len(
        names
    ):
        raise ValueError("a case key needs two recipients with keys of their own")
    key = CaseKey(str(Identity.generate()))
    return key.recipient, [wrap_case_key(key, office) for office in recipients], key


def wrap_case_key(key: CaseKey, office: OfficeKey) -> KeyWrap:
    """The case key, sealed to one more office or officer."""
    blob = wrap(office.public, key.private.encode())
    return KeyWrap(office.name, WrapAlgorithm.SEALED_BOX, blob)


def open_case_key(private: bytes, key_wrap: KeyWrap, *, recipient: str | None = None) -> CaseKey:
    """The case key out of a wrap; with the record's public half given, no other record's key."""
    if key_wrap.alg != WrapAlgorithm.SEALED_BOX:
        raise SealBroken("an unknown kind of wrap")
    key = CaseKey(unwrap(private, key_wrap.blob).decode("ascii", "replace"))
    if key.recipient != (recipient or key.recipient):
        raise SealBroken("the key of another record")
    return key
