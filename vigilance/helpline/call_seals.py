"""What a call's row holds sealed: the number, the form as far as it is typed, the key of its recordings."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from vigilance.complaints.desk_seals import DeskKey, DeskSeal
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.helpline.models import CallRecording, PhoneCall
from vigilance.sealing.errors import SealBroken

_SEAL = DeskSeal(b"pc1", "call")


def seal_number(office: Office, call_id: uuid.UUID, number: str) -> bytes:
    """A caller's number for its row."""
    return _SEAL.seal(office, call_id, "caller", number.encode())


def number_of(office: Office, call: PhoneCall) -> str | None:
    """The caller's number in clear; None where none is kept."""
    if call.caller_sealed is None:
        return None
    return _SEAL.unseal(office, call.id, "caller", call.caller_sealed).decode()


def caller_of(office: Office, call: PhoneCall, *, by: Actor, at: datetime) -> str:
    """The number or address in clear for an officer, counted by the holder of the key: reading is work, draining theft.

    NotFound where none is kept. A chat's address was sealed before there was a row to bind it to.
    """
    if call.caller_sealed is None:
        raise NotFound("number")
    content = office.holder.open_sealed(call.caller_sealed, by=by.label, at=at)
    bound = _SEAL.bound(call.id, "caller")
    if call.caller_digest is not None and not content.startswith(bound):
        raise SealBroken("a field of another call")
    return content.removeprefix(bound).decode("utf-8", "replace")


def keep_typed(office: Office, call: PhoneCall, typed: Mapping[str, str]) -> None:
    """Put the form, as far as it is typed, into the row."""
    packed = json.dumps(dict(typed), ensure_ascii=False).encode()
    call.typed_sealed = _SEAL.seal(office, call.id, "typed", packed)


def typed_of(office: Office, call: PhoneCall) -> dict[str, str]:
    """The form as far as it is typed."""
    if call.typed_sealed is None:
        return {}
    found: dict[str, str] = json.loads(_SEAL.unseal(office, call.id, "typed", call.typed_sealed))
    return found


def new_key(office: Office, call_id: uuid.UUID) -> DeskKey:
    """A key for the recordings of one call."""
    return _SEAL.new_key(office, call_id)


def key_of(office: Office, call: PhoneCall) -> NewKey:
    """The call's key as the key of a complaint about to be registered; SealBroken where the call is over."""
    return _SEAL.key_of(office, call.id, call.key_public, call.key_sealed)


def recording_row(office: Office, call_id: uuid.UUID, stored: StoredPaper) -> CallRecording:
    """The row of a file that lies on the disk under the call's key."""
    row = CallRecording(id=uuid.uuid4(), call_id=call_id, blob_name=stored.blob_name)
    row.stored_sealed = _SEAL.seal_stored(office, row.id, stored)
    return row


def stored_of(office: Office, row: CallRecording) -> StoredPaper:
    """What the register must remember of this file."""
    return _SEAL.stored_of(office, row.id, row.stored_sealed)
