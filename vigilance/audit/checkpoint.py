"""A signed word about the tree: so many events, this root (C2SP tlog-checkpoint, C2SP signed-note).

Anybody who keeps one can tell later whether the history before it was rewritten.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from vigilance.audit.merkle import HASH_BYTES
from vigilance.domain.errors import OfficeError

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_PUBLIC_BYTES = 32
_FIXED_LINES = 3
_DASH = "\u2014 "  # the em dash that begins every signature line


class CheckpointBroken(OfficeError):
    """A checkpoint that is not written as one, or that no trusted key signed."""

    code = "checkpoint-broken"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The signed words, each line ended."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A key an auditor trusts, written `name+hash+base64` in his file of keys."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        named = self.name.encode() + b"\n" + _ED25519 + self.public
        return hashlib.sha256(named).digest()[:_KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is handed to an auditor."""
        encoded = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @classmethod
    def from_text(cls, text: str) -> "VerifierKey":
        """The key out of an auditor's file."""
        try:
            name, key_id, encoded = text.strip().split("+", 2)
            content = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise CheckpointBroken("not a verifier key") from None
        key = cls(_key_name(name), content[1:])
        if (
            content[:1] != _ED25519
            or len(key.public) != _PUBLIC_BYTES
            or key.key_id.hex() != key_id
        ):
            raise CheckpointBroken("not an Ed25519 verifier key")
        return key


def sign_checkpoint(checkpoint: Checkpoint, seed: bytes, name: str) -> str:
    """The checkpoint as a signed note; `name` is the key's, usually the origin."""
    signer = SigningKey(seed)
    if parse_text(checkpoint.text) != checkpoint:
        raise ValueError("an origin or extension that would read as something else")
    key = VerifierKey(_key_name(name), bytes(signer.verify_key))
    signature = key.key_id + signer.sign(checkpoint.text.encode()).signature
    return f"{checkpoint.text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """What a note says, unproved."""
    return parse_text(_split(note)[0])


def verify_checkpoint(note: str, trusted: Iterable[VerifierKey]) -> Checkpoint:
    """What a note says, proved by one of the trusted keys, whoever else signed it."""
    text, lines = _split(note)
    keys = {(key.name, key.key_id): key for key in trusted}
    proved = False
    for line in lines:
        name, signature = _signature(line)
        key = keys.get((name, signature[:_KEY_ID_BYTES]))
        if key is not None:
            _prove(text, key, signature[_KEY_ID_BYTES:])
            proved = True
    if not proved:
        raise CheckpointBroken("no trusted key signed it")
    return parse_text(text)


def parse_text(text: str) -> Checkpoint:
    """The checkpoint that is written so, and in no other way."""
    lines = text.split("\n")
    if len(lines) <= _FIXED_LINES or lines.pop() != "" or not all(lines):
        raise CheckpointBroken("not the lines of a checkpoint")
    origin, size, root, *extensions = lines
    try:
        found = Checkpoint(
            origin, int(size), base64.b64decode(root, validate=True), tuple(extensions)
        )
    except (ValueError, binascii.Error):
        raise CheckpointBroken("not a size and a root") from None
    if found.text != text or found.size < 0 or len(found.root) != HASH_BYTES:
        raise CheckpointBroken("not a size and a root")
    return found


def _prove(text: str, key: VerifierKey, signature: bytes) -> None:
    try:
        VerifyKey(key.public).verify(text.encode(), signature)
    except (BadSignatureError, ValueError):
        raise CheckpointBroken(f"the signature of {key.name} does not fit") from None


def _split(note: str) -> tuple[str, list[str]]:
    text, found, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not found or len(lines) < 2 or lines.pop() != "":  # noqa: PLR2004 - one signature, one line end
        raise CheckpointBroken("not a signed note")
    return text + "\n", lines


def _signature(line: str) -> tuple[str, bytes]:
    try:
        name, encoded = line.removeprefix(_DASH).split(" ")
        signature = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise CheckpointBroken("not a signature line") from None
    if not line.startswith(_DASH) or len(signature) <= _KEY_ID_BYTES:
        raise CheckpointBroken("not a signature line")
    return _key_name(name), signature


def _key_name(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise CheckpointBroken("not a key's name")
    return name
