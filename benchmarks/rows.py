"""The rows of one invented complaint, as the product itself would have left them, ready for COPY.

Left out, and said in docs/performance.md: keys, sealed identities, ledger leaves and row digests, which no measured page reads.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from benchmarks.dates import due_date, moment
from benchmarks.texts import POSTS, narrative
from vigilance.audit.canonical import instant
from vigilance.audit.chain import EventHeader, event_hash, genesis, payload_commit
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.numbering import CROCKFORD
from vigilance.records.models import RecordKind

NULL = r"\N"
CLOSED = ("filed",) * 18 + ("forwarded",) * 10
OPEN = (
    ("registered",) * 5
    + ("awaiting-confirmation",) * 3
    + ("under-scrutiny",) * 6
    + ("factual-report-called",) * 2
    + ("decision-pending",) * 4
)
AT_INTAKE = frozenset({"registered", "awaiting-confirmation"})
ACTIONS = {
    "awaiting-confirmation": "ask-confirmation",
    "under-scrutiny": "start-scrutiny",
    "factual-report-called": "call-factual-report",
    "decision-pending": "record-scrutiny",
    "taken-up": "take-up",
    "forwarded": "forward",
    "filed": "file",
}
CASE_EVERY = 30
"""Every thirtieth complaint was taken up and has a case; four cases of ten are still open."""

COLUMNS = {
    "record": "id kind number tier opened_at seq head at_intake assigned_to inquiring_officer released_to_minister",
    "complaint": "record_id number reference channel lane language text district_code scheme_code"
    " post_complained_against amount_demanded live_demand state state_since received_on"
    " registered_at disposal counted_band version",
    "receipt": "record_id salt check_hash mailbox_public mailbox_private_wrapped",
    "event": "id record_id record_seq type actor actor_role at payload_commit prev_hash event_hash",
    "event_payload": "event_id record_id salt body",
    "clock": "id record_id limit_name round started_on due_on counts_until done_on extended stayed"
    " owed_by owner_id next_alert_on",
    "note": "id record_id number kind text written_by written_at",
    "message": "id record_id direction notice language text at",
    "vigilance_case": "record_id number title district_code scheme_code live_demand state"
    " state_since received_on opened_at counted_band version",
    "case_complaint": "id record_id complaint_id linked_at",
}
"""The tables in the order of their foreign keys, with the columns that are filled."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the whole register is to look like."""

    size: int
    until: datetime
    districts: tuple[str, ...]
    schemes: tuple[str, ...]
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

    def put(self, table: str, *values: str) -> None:
        """One more row."""
        self.lines[table].append("\t".join(values))

    def count(self, district: str, scheme: str, stage: str, band: str) -> None:
        """One more pending record."""
        self.stages[district, stage, band] += 1
        self.schemes[district, scheme] += 1


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

    def act(self, kind: str, states: tuple[str | None, str], actor: tuple[str, str], at: datetime) -> None:
        """Append one event with its payload."""
        self.seq += 1
        salt = self.rng.randbytes(32)
        body = {"from": states[0], "to": states[1], "rows": {}}
        commit = payload_commit(salt, body)
        header = EventHeader(self.record_id, self.seq, kind, actor[0], actor[1], at)
        made = event_hash(header, commit, self.head)
        event_id, record = uuid_hex(self.rng), self.record_id.hex
        self.batch.put(
            "event", event_id, record, str(self.seq), kind, *actor, instant(at),
            raw(commit), raw(self.head), raw(made),
        )  # fmt: skip
        before = f'"{states[0]}"' if states[0] else "null"
        text = f'{{"from": {before}, "to": "{states[1]}", "rows": {{}}}}'
        self.batch.put("event_payload", event_id, record, raw(salt), text)
        self.head = made


def complaint_rows(batch: Batch, plan: Plan, number: int) -> None:
    """All rows of the complaint of this number, and of its case if it has one."""
    rng = Random(number)  # noqa: S311 -- the same rows in every run
    at = moment(number, plan.size, plan.until)
    received, age = ist_day(at), (plan.until - at).days
    state = _state(rng, number, age)
    since = at if state == "registered" else at + (plan.until - at) * rng.random() / (1 + age / 40)
    vo = None if state in AT_INTAKE else plan.vos[int(rng.random() * len(plan.vos))]
    record_id = UUID(bytes=rng.randbytes(16), version=4)
    chain = Chain(batch, record_id, rng)
    chain.act("register", (None, "registered"), ("complainant", "complainant"), at)
    if state != "registered":
        by = (str(vo), "vo") if vo else ("system", "system")
        chain.act(ACTIONS[state], ("registered", state), by, since)
    closed = state in {"filed", "forwarded", "taken-up"}
    district = plan.districts[int(rng.random() * len(plan.districts))]
    scheme = plan.schemes[int(rng.random() * len(plan.schemes))]
    band = band_of(((ist_day(since) if closed else plan.today) - received).days).value
    if not closed:
        batch.count(district, scheme, state, band)
    label = f"SWD-C-{received.year}-{number + 1:06}"
    batch.put(
        "record", record_id.hex, "complaint", label, "ordinary", instant(at), str(chain.seq),
        raw(chain.head), "t" if state in AT_INTAKE else "f", vo.hex if vo else NULL, NULL, "f",
    )  # fmt: skip
    language = "hi" if rng.random() < 0.6 else "en"
    batch.put(
        "complaint", record_id.hex, label, reference(number), "web",
        "ordinary" if rng.random() < 0.85 else "anonymous", language, narrative(rng, language),
        district, scheme, POSTS[number % len(POSTS)],
        str(int(rng.random() * 50) * 10_000) if rng.random() < 0.7 else NULL,
        "t" if rng.random() < 0.03 else "f", state, instant(since), received.isoformat(),
        instant(at), "no-vigilance-angle" if state == "filed" else NULL, band, str(chain.seq),
    )  # fmt: skip
    batch.put(
        "receipt", record_id.hex, raw(rng.randbytes(16)), raw(rng.randbytes(32)),
        raw(rng.randbytes(32)), raw(rng.randbytes(73)),
    )  # fmt: skip
    done = ist_day(since) if closed else None
    clock(batch, plan, RecordKind.COMPLAINT, rng, record_id, ("scrutiny", received, done, vo))
    if not closed:
        _while_open(batch, plan, rng, record_id, (state, at, received, language, vo))
    if state == "taken-up":
        case_rows(batch, plan, number, rng, (record_id, received, since, district, scheme))


def _state(rng: Random, number: int, age: int) -> str:
    if number % CASE_EVERY == CASE_EVERY - 1 and age > 5:
        return "taken-up"
    chance = 0.85 if age < 45 else 0.25 if age < 180 else 0.1
    states = OPEN if rng.random() < chance else CLOSED
    return states[int(rng.random() * len(states))]


def _while_open(
    batch: Batch,
    plan: Plan,
    rng: Random,
    record_id: UUID,
    facts: tuple[str, datetime, date, str, UUID | None],
) -> None:
    """What only a pending complaint has here: the first clock, the acknowledgement, the notes."""
    state, at, received, language, vo = facts
    answered = None if state == "registered" else received
    clock(batch, plan, RecordKind.COMPLAINT, rng, record_id, ("acknowledgement", received, answered, None))
    batch.put(
        "message", uuid_hex(rng), record_id.hex, "to-complainant", "acknowledgement", language,
        "आपकी शिकायत प्राप्त हुई।" if language == "hi" else "Your complaint was received.", instant(at),
    )  # fmt: skip
    for number in (1, 2) if vo else ():
        batch.put(
            "note", uuid_hex(rng), record_id.hex, str(number), "note",
            narrative(rng, language)[:300], vo.hex, instant(at + timedelta(hours=number)),
        )  # fmt: skip


def clock(
    batch: Batch,
    plan: Plan,
    kind: RecordKind,
    rng: Random,
    record_id: UUID,
    facts: tuple[str, date, date | None, UUID | None],
) -> None:
    """One clock: its limit, the day it began, the day it ended, who owes the step."""
    limit, began, done, owner = facts
    due = due_date(kind, limit, began)
    alert = None if done else due.next_alert(plan.today)
    batch.put(
        "clock", uuid_hex(rng), record_id.hex, limit, "1", began.isoformat(), due.due_on.isoformat(),
        due.counts_until.isoformat(), done.isoformat() if done else NULL, "f", "f", due.owed_by,
        owner.hex if owner else NULL, alert.isoformat() if alert else NULL,
    )  # fmt: skip


def case_rows(
    batch: Batch,
    plan: Plan,
    number: int,
    rng: Random,
    facts: tuple[UUID, date, datetime, str, str],
) -> None:
    """The case of a complaint that was taken up."""
    complaint_id, received, opened, district, scheme = facts
    state = "under-inquiry" if rng.random() < 0.4 else "closed"
    officer = plan.inquiring[int(rng.random() * len(plan.inquiring))]
    vo = plan.vos[int(rng.random() * len(plan.vos))]
    record_id = UUID(bytes=rng.randbytes(16), version=4)
    since = opened + (plan.until - opened) * rng.random()
    chain = Chain(batch, record_id, rng)
    chain.act("order-inquiry", (None, "ordered"), (str(plan.cvo), "cvo"), opened)
    action = "take-charge" if state == "under-inquiry" else "approve-closure"
    chain.act(action, ("ordered", state), (str(officer), "inquiring-officer"), since)
    day, last = ist_day(opened), ist_day(since)
    band = band_of(((last if state == "closed" else plan.today) - received).days).value
    if state != "closed":
        batch.count(district, scheme, state, band)
    label = f"SWD-V-{day.year}-{number // CASE_EVERY + 1:05}"
    batch.put(
        "record", record_id.hex, "case", label, "ordinary", instant(opened), "2", raw(chain.head),
        "f", vo.hex, officer.hex, "t" if rng.random() < 0.5 else "f",
    )  # fmt: skip
    batch.put(
        "vigilance_case", record_id.hex, label, f"Money asked for {scheme}", district, scheme, "f",
        state, instant(since), received.isoformat(), instant(opened), band, "2",
    )  # fmt: skip
    batch.put("case_complaint", uuid_hex(rng), record_id.hex, complaint_id.hex, instant(opened))
    done = last if state == "closed" else None
    clock(batch, plan, RecordKind.CASE, rng, record_id, ("inquiry-report", day, done, officer))


def reference(number: int) -> str:
    """A public reference that no other generated complaint has, scattered over all of them."""
    scattered = number * 618_970_019 % (1 << 40)
    return "".join(CROCKFORD[scattered >> 5 * place & 31] for place in reversed(range(8)))


def uuid_hex(rng: Random) -> str:
    """An id."""
    return UUID(bytes=rng.randbytes(16), version=4).hex


def raw(content: bytes) -> str:
    """Bytes as COPY reads them."""
    return rf"\\x{content.hex()}"
