"""Lines for COPY: what a register is to look like, and one batch of it while it is written.

Left out, as docs/performance.md says: keys, sealed identities, ledger leaves, row digests; no measured page reads them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from random import Random
from types import MappingProxyType
from typing import Any
from uuid import UUID

import orjson

from vigilance.audit.canonical import instant
from vigilance.audit.chain import EventHeader, event_hash, genesis, payload_commit
from vigilance.domain.dates import ist_day

COLUMNS = {
    "record": "id kind number tier opened_at seq head at_intake assigned_to inquiring_officer"
    " released_to_minister",
    "complaint": "record_id number reference channel lane language text district_code scheme_code"
    " post_complained_against amount_demanded live_demand state state_since received_on"
    " registered_at disposal counted_band version",
    "receipt": "record_id salt check_hash mailbox_public mailbox_private_wrapped",
    "event": "id record_id record_seq type actor actor_role at payload_commit prev_hash event_hash",
    "event_payload": "event_id record_id salt body",
    "clock": "id record_id limit_name round started_on due_on counts_until done_on extended stayed"
    " owed_by owner_id next_alert_on named",
    "alert": "id record_id clock_id level due_on role officer_id raised_at",
    "note": "id record_id number kind text written_by written_at",
    "message": "id record_id direction notice language text at",
    "vigilance_case": "record_id number title district_code scheme_code live_demand state"
    " state_since received_on opened_at counted_band on_track version",
    "case_complaint": "id record_id complaint_id linked_at",
    "official": "id record_id name group designation district_code appointing_authority"
    " disciplinary_authority entered_at",
    "accused": "id record_id number official_id post_then named_at",
    "proceeding": "id record_id accused_id track state state_since begun_on next_hearing_on held_by counted_band"
    " version",
    "report_summary": "id record_id text_en text_hi released_by released_at",
}
"""The tables in the order of their foreign keys, with the columns that are filled."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the whole register is to look like."""

    size: int
    until: datetime
    districts: tuple[str, ...]
    schemes: tuple[str, ...]
    posts: tuple[str, ...]
    vos: tuple[UUID, ...]
    inquiring: tuple[UUID, ...]
    cvo: UUID

    @property
    def today(self) -> date:
        """The Indian day on which the register ends."""
        return ist_day(self.until)


@dataclass(slots=True)
class Batch:
    """Lines for COPY by table, and the totals of what is pending among them."""

    lines: dict[str, list[str]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    stages: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    schemes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def put(self, table: str, *values: object) -> None:
        """One more row, with the values in the order of COLUMNS."""
        self.lines[table].append("\t".join(map(written, values)))

    def count(self, district: str, scheme: str, stage: str, band: str) -> None:
        """One more pending record."""
        self.stages[district, stage, band] += 1
        self.schemes[district, scheme] += 1


def written(value: object) -> str:
    """A value as COPY reads it; our texts have no tabs, line ends or backslashes."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: str,
    type(None): lambda _: r"\N",
    UUID: lambda value: value.hex,
    bytes: lambda value: rf"\\x{value.hex()}",
    bool: lambda value: "t" if value else "f",
    datetime: instant,
}


def new_id(rng: Random) -> UUID:
    """An id that is the same in every run."""
    return UUID(bytes=rng.randbytes(16), version=4)


@dataclass(slots=True)
class Chain:
    """The ledger chain of one record while it is written."""

    batch: Batch
    record_id: UUID
    rng: Random
    seq: int = 0
    head: bytes = b""

    def __post_init__(self) -> None:
        """Begin as the product does."""
        self.head = genesis(self.record_id)

    def act(
        self,
        kind: str,
        moved: tuple[str | None, str],
        *,
        by: tuple[str, str],
        at: datetime,
        says: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Append one event with its payload; `moved` is from and to, `by` the actor and his role."""
        self.seq += 1
        salt, event_id = self.rng.randbytes(32), new_id(self.rng)
        body = {"from": moved[0], "to": moved[1], **says, "rows": {}}
        commit = payload_commit(salt, body)
        header = EventHeader(self.record_id, self.seq, kind, *by, at)
        made = event_hash(header, commit, self.head)
        self.batch.put(
            "event", event_id, self.record_id, self.seq, kind, *by, at, commit, self.head, made
        )
        text = orjson.dumps(body).decode()
        self.batch.put("event_payload", event_id, self.record_id, salt, text)
        self.head = made
