"""A prepared complaint in one piece, as it lies in the emergency register; it is sealed before it is written."""

import base64
import json
import uuid
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from vigilance.complaints.filing import Filing
from vigilance.complaints.preparation import Prepared
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import ContactKind
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.identities.commands import SealedAddress
from vigilance.identities.contacts import Mark
from vigilance.sealing.case_keys import CaseKey, KeyWrap, WrapAlgorithm
from vigilance.sealing.receipts import Receipt
from vigilance.sealing.vault import VaultRecord

VERSION = 1
_PLAIN = (
    "text",
    "language",
    "district_code",
    "place",
    "scheme_code",
    "post_complained_against",
    "amount_demanded",
    "live_demand",
    "imported_id",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The idempotency row that is due when the complaint is entered."""

    key_hash: bytes
    body_hash: bytes
    answer: bytes = field(repr=False)


def packed(prepared: Prepared, claim: Claim | None) -> bytes:
    """The bytes to seal. The secret is not among them: only what checks it."""
    filing = prepared.filing
    address = prepared.address
    body = {
        "version": VERSION,
        "record": prepared.record_id.hex,
        "at": prepared.at.isoformat(),
        "reference": prepared.reference,
        "filing": {name: getattr(filing, name) for name in _PLAIN}
        | {
            "lane": filing.lane.value,
            "channel": filing.channel.value,
            "incident_date": _day(filing.incident_date),
            "received_at": _day(filing.received_at),
        },
        "receipt": _fields(prepared.receipt),
        "key": {
            "public": prepared.key.public,
            "private": prepared.key.key.private,
            "wraps": [[w.recipient_name, w.alg.value, _text(w.blob)] for w in prepared.key.wraps],
        },
        "vault": _text(prepared.vault.to_bytes()),
        "identity_given": prepared.identity_given,
        "address": [address.kind.value, _text(address.blob)] if address else None,
        "marks": [[mark.kind.value, _text(mark.digest)] for mark in prepared.marks],
        "papers": [_fields(paper) for paper in prepared.papers],
        "claim": _fields(claim) if claim else None,
    }
    return json.dumps(body, ensure_ascii=False).encode()


def unpacked(content: bytes) -> tuple[Prepared, Claim | None]:
    """What `packed` put together; ValueError, KeyError or TypeError where it did not."""
    body = json.loads(content)
    if body["version"] != VERSION:
        raise ValueError("an unknown version")
    key, address = body["key"], body["address"]
    wraps = tuple(
        KeyWrap(name, WrapAlgorithm(alg), _bytes(blob)) for name, alg, blob in key["wraps"]
    )
    return Prepared(
        record_id=uuid.UUID(body["record"]),
        filing=_filing(body["filing"]),
        reference=body["reference"],
        secret="",
        receipt=Receipt(**_values(Receipt, body["receipt"])),
        key=NewKey(key["public"], wraps, CaseKey(key["private"])),
        vault=VaultRecord.from_bytes(_bytes(body["vault"])),
        identity_given=body["identity_given"],
        address=SealedAddress(ContactKind(address[0]), _bytes(address[1])) if address else None,
        marks=tuple(Mark(ContactKind(kind), _bytes(digest)) for kind, digest in body["marks"]),
        papers=tuple(_paper(each) for each in body["papers"]),
        at=datetime.fromisoformat(body["at"]),
        told=True,
    ), Claim(**_values(Claim, body["claim"])) if body["claim"] else None


def _filing(given: dict[str, Any]) -> Filing:
    incident, received = given["incident_date"], given["received_at"]
    return Filing(
        **{name: given[name] for name in _PLAIN},
        lane=Lane(given["lane"]),
        channel=Channel(given["channel"]),
        incident_date=date.fromisoformat(incident) if incident else None,
        received_at=datetime.fromisoformat(received) if received else None,
    )


def _paper(given: dict[str, Any]) -> StoredPaper:
    values = _values(StoredPaper, given)
    return StoredPaper(**values | {"flags": tuple(values["flags"])})


def _fields(record: Any) -> dict[str, Any]:  # noqa: ANN401 -- any of the small records above
    found = {each.name: getattr(record, each.name) for each in fields(record)}
    return {
        name: _text(value) if isinstance(value, bytes) else value for name, value in found.items()
    }


def _values(kind: Any, given: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- as above
    """The same the other way: which fields are bytes, the record itself says."""
    return {
        each.name: _bytes(given[each.name]) if each.type is bytes else given[each.name]
        for each in fields(kind)
    }


def _day(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
