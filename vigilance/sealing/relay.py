"""Where an answer may be sent, sealed so that only the relay reads it (security.md 3.5)."""

from dataclasses import dataclass, field

from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import LP, parts_of
from vigilance.sealing.offices import unwrap, wrap


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """A way to reach somebody: its kind may be known, the address is not to be shown."""

    kind: str
    address: str = field(repr=False)


def seal_address(relay_public: bytes, kind: str, address: str) -> bytes:
    """The address, for the relay alone."""
    return wrap(relay_public, LP(b"ra1", kind.encode(), address.encode()))


def open_address(relay_private: bytes, blob: bytes) -> RelayAddress:
    """The address, in the relay's worker and nowhere else."""
    match parts_of(unwrap(relay_private, blob)):
        case [b"ra1", kind, address]:
            return RelayAddress(kind.decode(), address.decode())
        case _:
            raise SealBroken("not a relay address")
