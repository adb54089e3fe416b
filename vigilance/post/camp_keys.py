"""Entries a phone keeps while it has no network: sealed to its officer's public key, so that it cannot read them again.

    0x01 || ephemeral P-256 point (65) || nonce (12) || AES-256-GCM, the entry's id as associated data

P-256, because every browser's Web Cryptography has it. The private half is derived from the server's key and never
leaves the server.
"""

import base64
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from vigilance.complaints.office import Office
from vigilance.sealing.derive import hkdf_sha256
from vigilance.sealing.errors import SealBroken

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
VERSION = b"\x01"
POINT, NONCE, TAG = 65, 12, 16
SCALAR_BYTES = 48  # sixteen more than the order, so that the remainder leans nowhere
INFO = b"vigilance camp entry 1"


def _private(office: Office, officer_id: uuid.UUID) -> ec.EllipticCurvePrivateKey:
    wide = hkdf_sha256(office.server_key, b"camp" + officer_id.bytes, length=SCALAR_BYTES)
    return ec.derive_private_key(int.from_bytes(wide) % (ORDER - 1) + 1, CURVE)


def public_key(office: Office, officer_id: uuid.UUID) -> str:
    """The point to which this officer's phone seals, in base64."""
    point = _private(office, officer_id).public_key()
    return base64.b64encode(
        point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    ).decode()


def open_entry(office: Office, officer_id: uuid.UUID, entry: uuid.UUID, sealed: bytes) -> bytes:
    """What this officer's phone sealed under this id; SealBroken for anything else."""
    head = len(VERSION) + POINT + NONCE
    if not sealed.startswith(VERSION) or len(sealed) < head + TAG:
        raise SealBroken("not a camp entry")
    point, nonce = sealed[1 : 1 + POINT], sealed[1 + POINT : head]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _private(office, officer_id).exchange(ec.ECDH(), theirs)
        key = hkdf_sha256(shared, INFO + point)
        return AESGCM(key).decrypt(nonce, sealed[head:], str(entry).encode())
    except (ValueError, InvalidTag):
        raise SealBroken("changed, or sealed to another officer's key") from None
