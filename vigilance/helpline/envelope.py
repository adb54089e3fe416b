"""What a call's row holds sealed: the number, the form as far as it is typed, the key of its recordings.

Everything is sealed to the vigilance cell and bound to its row, so that no field can be put in another's place.
"""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound, VaultClosed
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.helpline.models import CallRecording, PhoneCall
from vigilance.sealing.case_keys import CaseKey, new_case_key, wrap_case_key
from vigilance.sealing.errors import KeyringUnusable, SealBroken
from vigilance.sealing.fields import LP
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap


@dataclass(frozen=True, slots=True)
class CallKey:
    """The key of a new call: the public half, to which recordings are sealed, and the private one, sealed itself."""

    public: str
    sealed: bytes = field(repr=False)


def seal(office: Office, row_id: uuid.UUID, column: str, content: bytes) -> bytes:
    """The content for this column of this row, for the vigilance cell alone."""
    return wrap(office.keyring.cell[0].public, _bound(row_id, column) + content)


def unseal(office: Office, row_id: uuid.UUID, column: str, sealed: bytes) -> bytes:
    """What was sealed for this place; VaultClosed where the cell's key is not here."""
    try:
        private = office.keyring.private(KeyName.VIGILANCE_CELL)
    except KeyringUnusable as error:
        raise VaultClosed(error.detail) from None
    content = unwrap(private, sealed)
    bound = _bound(row_id, column)
    if not content.startswith(bound):
        raise SealBroken("a field of another call")
    return content[len(bound) :]


def _bound(row_id: uuid.UUID, column: str) -> bytes:
    return LP(b"pc1", column.encode(), row_id.bytes)


def seal_number(office: Office, call_id: uuid.UUID, number: str) -> bytes:
    """A caller's number for its row."""
    return seal(office, call_id, "caller", number.encode())


def number_of(office: Office, call: PhoneCall) -> str | None:
    """The caller's number in clear; None where none is kept."""
    if call.caller_sealed is None:
        return None
    return unseal(office, call.id, "caller", call.caller_sealed).decode()


def caller_of(office: Office, call: PhoneCall, *, by: Actor, at: datetime) -> str:
    """The number or address in clear for an officer, counted by the holder of the key: reading is work, draining theft.

    NotFound where none is kept. A chat's address was sealed before there was a row to bind it to.
    """
    if call.caller_sealed is None:
        raise NotFound("number")
    content = office.holder.open_sealed(call.caller_sealed, by=by.label, at=at)
    bound = _bound(call.id, "caller")
    if call.caller_digest is not None and not content.startswith(bound):
        raise SealBroken("a field of another call")
    return content.removeprefix(bound).decode("utf-8", "replace")


def keep_typed(office: Office, call: PhoneCall, typed: Mapping[str, str]) -> None:
    """Put the form, as far as it is typed, into the row."""
    packed = json.dumps(dict(typed), ensure_ascii=False).encode()
    call.typed_sealed = seal(office, call.id, "typed", packed)


def typed_of(office: Office, call: PhoneCall) -> dict[str, str]:
    """The form as far as it is typed."""
    if call.typed_sealed is None:
        return {}
    found: dict[str, str] = json.loads(unseal(office, call.id, "typed", call.typed_sealed))
    return found


def new_key(office: Office, call_id: uuid.UUID) -> CallKey:
    """A key for the recordings of one call, which becomes the key of its complaint."""
    public, _wraps, key = new_case_key(office.keyring.cell)
    return CallKey(public, seal(office, call_id, "key", key.private.encode()))


def key_of(office: Office, call: PhoneCall) -> NewKey:
    """The call's key as the key of a complaint about to be registered, sealed anew to its holders."""
    if call.key_sealed is None:
        raise SealBroken("the key of a call that is over")
    key = CaseKey(unseal(office, call.id, "key", call.key_sealed).decode())
    wraps = tuple(wrap_case_key(key, holder) for holder in office.keyring.cell)
    return NewKey(call.key_public, wraps, key)


def recording_row(office: Office, call_id: uuid.UUID, stored: StoredPaper) -> CallRecording:
    """The row of a file that lies on the disk under the call's key."""
    row = CallRecording(id=uuid.uuid4(), call_id=call_id, blob_name=stored.blob_name)
    row.stored_sealed = seal(office, row.id, "stored", _packed(stored))
    return row


def stored_of(office: Office, row: CallRecording) -> StoredPaper:
    """What the register must remember of this file."""
    values = json.loads(unseal(office, row.id, "stored", row.stored_sealed))
    for name in ("sha256_sealed_file", "sha256_plain"):
        values[name] = base64.b64decode(values[name])
    values["flags"] = tuple(values["flags"])
    return StoredPaper(**values)


def _packed(stored: StoredPaper) -> bytes:
    values = asdict(stored)
    for name in ("sha256_sealed_file", "sha256_plain"):
        values[name] = base64.b64encode(values[name]).decode()
    return json.dumps(values, ensure_ascii=False).encode()
