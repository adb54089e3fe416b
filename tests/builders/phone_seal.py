"""What the camp page's script does on the phone: seal an entry to the officer's public key."""

import base64
import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from vigilance.post.camp_keys import INFO
from vigilance.sealing.derive import hkdf_sha256


def phone_seal(public: str, entry: str, fields: dict, files=()) -> bytes:
    """The sealed entry, as vigilance/static/source/camp.js makes it."""
    curve = ec.SECP256R1()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(curve, base64.b64decode(public))
    own = ec.generate_private_key(curve)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = hkdf_sha256(own.exchange(ec.ECDH(), theirs), INFO + point)
    content = json.dumps({"fields": fields, "files": list(files)}).encode()
    nonce = bytes(range(12))
    return b"\x01" + point + nonce + AESGCM(key).encrypt(nonce, content, entry.encode())
