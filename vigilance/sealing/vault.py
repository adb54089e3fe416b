"""The complainant's identity, sealed by lane (security.md, decision 2 and 3.5).

Ordinary lane ("O1"): the identity key IDK is sealed to the vigilance cell and to the recovery key.
Protected lane ("P1"): IDK is split in two halves, each sealed to the custodians of another office.
There is no single-person path to a protected identity, so there is nothing to bypass.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from nacl.utils import random

from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import LP, FieldPlace, key_id_of, open_field, parts_of, seal_field
from vigilance.sealing.offices import OfficeKey, unwrap, wrap

KEY_BYTES = 32
TABLE = "identity"
_FIELDS_VERSION = b"\x01"
_RECORD_VERSION = b"VR1"


class VaultScheme(StrEnum):
    """How the identity key is held."""

    ORDINARY = "O1"
    PROTECTED = "P1"


class Share(StrEnum):
    """What of the identity key one wrap holds."""

    WHOLE = "O"
    HALF_A = "A"
    HALF_B = "B"


@dataclass(frozen=True, slots=True)
class ShareWrap:
    """The identity key, or a half of it, sealed to one holder."""

    share: Share
    recipient_name: str
    blob: bytes


@dataclass(frozen=True, slots=True)
class VaultRecord:
    """A sealed identity as it is stored: nothing in it can be read without the wraps' holders."""

    scheme: VaultScheme
    fields: bytes
    original: bytes
    wraps: tuple[ShareWrap, ...]

    def to_bytes(self) -> bytes:
        """The whole record in one piece."""
        wraps = (
            LP(wrap.share.encode(), wrap.recipient_name.encode(), wrap.blob) for wrap in self.wraps
        )
        return _RECORD_VERSION + LP(self.scheme.encode(), self.fields, self.original, *wraps)

    @classmethod
    def from_bytes(cls, packed: bytes) -> "VaultRecord":
        """The record that `to_bytes` packed."""
        if not packed.startswith(_RECORD_VERSION):
            raise SealBroken("not a vault record")
        try:
            scheme, fields, original, *wraps = parts_of(packed[len(_RECORD_VERSION) :])
            return cls(VaultScheme(scheme.decode()), fields, original, tuple(map(_wrap_of, wraps)))
        except ValueError:
            raise SealBroken("not a vault record") from None


def _wrap_of(packed: bytes) -> ShareWrap:
    share, name, blob = parts_of(packed)
    return ShareWrap(Share(share.decode()), name.decode(), blob)


@dataclass(frozen=True, slots=True)
class OpenedIdentity:
    """An identity in clear, in memory, for the minutes it is needed."""

    fields: dict[str, str] = field(repr=False)
    original: bytes = field(repr=False)


def seal_ordinary(
    cell_keys: Sequence[OfficeKey], record_id: UUID, fields: Mapping[str, str], original: bytes
) -> VaultRecord:
    """The identity, for the vigilance cell to open alone (or the recovery key, if that is lost)."""
    if not cell_keys:
        raise ValueError("an identity nobody could ever open")
    idk = random(KEY_BYTES)
    wraps = _share_wraps(cell_keys, record_id, Share.WHOLE, idk)
    return _sealed(
        VaultScheme.ORDINARY, idk, record_id, OpenedIdentity(dict(fields), original), wraps
    )


def seal_protected(
    custodians: tuple[Sequence[OfficeKey], Sequence[OfficeKey]],
    record_id: UUID,
    fields: Mapping[str, str],
    original: bytes,
) -> VaultRecord:
    """The identity, for one custodian of office A and one of office B together."""
    office_a, office_b = custodians
    if not office_a or not office_b or {k.public for k in office_a} & {k.public for k in office_b}:
        raise ValueError("each office needs a custodian, and nobody may sit in both")
    idk = random(KEY_BYTES)
    half_a = random(KEY_BYTES)
    wraps = (
        *_share_wraps(office_a, record_id, Share.HALF_A, half_a),
        *_share_wraps(office_b, record_id, Share.HALF_B, join_halves(idk, half_a)),
    )
    return _sealed(
        VaultScheme.PROTECTED, idk, record_id, OpenedIdentity(dict(fields), original), wraps
    )


def open_ordinary(private: bytes, record_id: UUID, vault: VaultRecord) -> OpenedIdentity:
    """An ordinary identity, with the cell's or the recovery key."""
    if vault.scheme != VaultScheme.ORDINARY:
        raise SealBroken("a protected identity needs both offices")
    return _opened(_any_share(private, record_id, Share.WHOLE, vault.wraps), record_id, vault)


def open_half(private: bytes, record_id: UUID, half: Share, blob: bytes) -> bytes:
    """One custodian's half of the identity key; by itself it is noise."""
    return _share_in(unwrap(private, blob), LP(str(record_id).encode(), half.encode()))


def join_halves(half_a: bytes, half_b: bytes) -> bytes:
    """The identity key out of its two halves."""
    return bytes(a ^ b for a, b in zip(half_a, half_b, strict=True))


def open_protected(idk: bytes, record_id: UUID, vault: VaultRecord) -> OpenedIdentity:
    """A protected identity, with the key both offices gave together."""
    if vault.scheme != VaultScheme.PROTECTED:
        raise SealBroken("not a protected identity")
    return _opened(idk, record_id, vault)


def hand_over_half(
    requester_public: bytes, record_id: UUID, request_id: UUID, half: Share, share: bytes
) -> bytes:
    """A custodian's half, sealed to the requester for this one approved request."""
    return wrap(requester_public, _request_bound(record_id, request_id, half) + share)


def receive_half(
    requester_private: bytes, record_id: UUID, request_id: UUID, half: Share, blob: bytes
) -> bytes:
    """The half a custodian handed over for this request."""
    bound = _request_bound(record_id, request_id, half)
    return _share_in(unwrap(requester_private, blob), bound)


def _request_bound(record_id: UUID, request_id: UUID, half: Share) -> bytes:
    return LP(str(record_id).encode(), str(request_id).encode(), half.encode())


def _share_wraps(
    holders: Iterable[OfficeKey], record_id: UUID, share: Share, content: bytes
) -> tuple[ShareWrap, ...]:
    bound = LP(str(record_id).encode(), share.encode())
    return tuple(ShareWrap(share, key.name, wrap(key.public, bound + content)) for key in holders)


def _share_in(content: bytes, bound: bytes) -> bytes:
    if len(content) != len(bound) + KEY_BYTES or not hmac.compare_digest(
        content[: len(bound)], bound
    ):
        raise SealBroken("a share of another record, request or half")
    return content[len(bound) :]


def _any_share(private: bytes, record_id: UUID, share: Share, wraps: Iterable[ShareWrap]) -> bytes:
    for each in wraps:
        if each.share != share:
            continue
        try:
            content = unwrap(private, each.blob)
        except SealBroken:
            continue  # sealed to another holder: a sealed box does not say to whom
        return _share_in(content, LP(str(record_id).encode(), share.encode()))
    raise SealBroken("not sealed to this key")


def _place(record_id: UUID, column: str) -> FieldPlace:
    return FieldPlace(TABLE, column, record_id, record_id)


def _sealed(
    scheme: VaultScheme,
    idk: bytes,
    record_id: UUID,
    identity: OpenedIdentity,
    wraps: tuple[ShareWrap, ...],
) -> VaultRecord:
    pairs = sorted(identity.fields.items())
    fields = _FIELDS_VERSION + LP(*(part.encode() for pair in pairs for part in pair))
    key_id = key_id_of(idk)
    return VaultRecord(
        scheme,
        seal_field(idk, key_id, _place(record_id, "fields"), fields),
        seal_field(idk, key_id, _place(record_id, "original"), identity.original),
        wraps,
    )


def _opened(idk: bytes, record_id: UUID, vault: VaultRecord) -> OpenedIdentity:
    key_id = key_id_of(idk)
    packed = open_field(idk, key_id, _place(record_id, "fields"), vault.fields)
    original = open_field(idk, key_id, _place(record_id, "original"), vault.original)
    if not packed.startswith(_FIELDS_VERSION):
        raise SealBroken("an unknown kind of identity")
    words = [part.decode() for part in parts_of(packed[len(_FIELDS_VERSION) :])]
    return OpenedIdentity(dict(zip(words[::2], words[1::2], strict=True)), original)
