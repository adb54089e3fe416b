"""The address of one complaint: whoever writes to it proves that he was written to about it (hostile input 71)."""

import hashlib
import hmac
import re

from vigilance.domain.numbering import CROCKFORD, REFERENCE_LENGTH

TAG = "c"
MAC_BYTES = 10
MAC_LENGTH = 16
_PURPOSE = b"case-address"
_OURS = re.compile(
    rf"\+{TAG}\.([0-9a-z]{{{REFERENCE_LENGTH}}})\.([0-9a-z]{{{MAC_LENGTH}}})@", re.IGNORECASE
)


def case_address(address: str, reference: str, key: bytes) -> str:
    """The mailbox's address with the complaint's reference and 80 bits of proof added behind a plus sign."""
    local, at, domain = address.rpartition("@")
    if not at or not local:
        raise ValueError("an address has a local part and a domain")
    return f"{local}+{TAG}.{reference.lower()}.{_mac(reference.upper(), key)}@{domain}"


def reference_in(address: str, key: bytes) -> str | None:
    """The reference that this address proves; None where it proves nothing. Mail servers change the case of letters."""
    found = _OURS.search(address)
    if found is None:
        return None
    reference, mac = found[1].upper(), found[2].lower()
    return reference if hmac.compare_digest(_mac(reference, key), mac) else None


def _mac(reference: str, key: bytes) -> str:
    made = hmac.new(key, _PURPOSE + reference.encode(), hashlib.sha256).digest()[:MAC_BYTES]
    number = int.from_bytes(made)
    signs = (CROCKFORD[number >> 5 * place & 31] for place in reversed(range(MAC_LENGTH)))
    return "".join(signs).lower()
