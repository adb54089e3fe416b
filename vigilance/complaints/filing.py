"""What somebody files, as it crosses from the page, the API or the clerk to the register; and what he is answered."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Channel, Lane
from vigilance.evidence.commands import Upload
from vigilance.identities.contacts import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A complaint on its way in. `original` is the submission as it was sent, which is kept sealed."""

    text: str
    language: str
    lane: Lane
    channel: Channel = Channel.WEB
    district_code: str | None = None
    place: str | None = None
    scheme_code: str | None = None
    post_complained_against: str | None = None
    incident_date: date | None = None
    amount_demanded: int | None = None
    live_demand: bool = False
    identity: Identity = field(default_factory=Identity, repr=False)
    papers: tuple[Upload, ...] = field(default=(), repr=False)
    original: bytes = field(default=b"", repr=False)
    received_at: datetime | None = None
    imported_id: str | None = None
    arrival: str | None = None
    """The SHA-256 of what arrived, in hexadecimal, where a channel brought it."""
    flags: tuple[str, ...] = ()
    """What the channel noticed and an officer should know, such as `encoding-doubtful`."""
    answered: bool = True
    """Whether the relay may write to him where he wrote from; not to who spoke in public."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A complaint as it stands in the register; reference and secret are told once and the secret is kept nowhere."""

    complaint: Complaint
    record_id: uuid.UUID
    reference: str
    secret: str = field(repr=False)
    registered_at: datetime
    acknowledgement_due: date
    event_hash: bytes

    @property
    def answer(self) -> "Answer":
        """What the complainant is told."""
        return Answer(
            reference=self.reference,
            secret=self.secret,
            registered_at=self.registered_at,
            acknowledgement_due=self.acknowledgement_due,
            proof=self.event_hash.hex(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the complainant is told; without a proof it is kept, and registered as soon as the register is back."""

    reference: str
    secret: str = field(repr=False)
    registered_at: datetime
    acknowledgement_due: date | None = None
    proof: str | None = None

    @property
    def only_kept(self) -> bool:
        """Whether the register was away, so that the complaint waits in the emergency register."""
        return self.proof is None

    def to_bytes(self) -> bytes:
        """The answer in one piece, for its repetition."""
        due = self.acknowledgement_due
        return json.dumps(
            {
                "reference": self.reference,
                "secret": self.secret,
                "registered_at": self.registered_at.isoformat(),
                "acknowledgement_due": due.isoformat() if due else None,
                "proof": self.proof,
            }
        ).encode()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "Answer":
        """The answer that `to_bytes` packed."""
        found = json.loads(packed)
        due = found["acknowledgement_due"]
        return cls(
            reference=found["reference"],
            secret=found["secret"],
            registered_at=datetime.fromisoformat(found["registered_at"]),
            acknowledgement_due=date.fromisoformat(due) if due else None,
            proof=found["proof"],
        )
