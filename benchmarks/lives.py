"""The rows of one invented complaint and its case, as the product itself would have left them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from benchmarks.batches import Batch, Chain, Plan, new_id
from benchmarks.dates import due_date, moment
from benchmarks.texts import POSTS, narrative
from benchmarks.tracks import write_track
from vigilance.domain.age_bands import AgeBand, band_of
from vigilance.domain.dates import INDIA, ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.lanes import Lane
from vigilance.domain.numbering import CROCKFORD, case_number, complaint_number
from vigilance.domain.roles import Role
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.complaint import FINAL, Action, State
from vigilance.records.models import RecordKind

OFFICE = "SWD"
Choice = TypeVar("Choice")
CLOSED = (State.FILED,) * 18 + (State.FORWARDED,) * 10
OPEN = (
    (State.REGISTERED,) * 5
    + (State.AWAITING_CONFIRMATION,) * 3
    + (State.UNDER_SCRUTINY,) * 6
    + (State.FACTUAL_REPORT_CALLED,) * 2
    + (State.DECISION_PENDING,) * 4
)
AT_INTAKE = frozenset({State.REGISTERED, State.AWAITING_CONFIRMATION})
LAST_STEP = {
    State.AWAITING_CONFIRMATION: Action.ASK_CONFIRMATION,
    State.UNDER_SCRUTINY: Action.START_SCRUTINY,
    State.FACTUAL_REPORT_CALLED: Action.CALL_FACTUAL_REPORT,
    State.DECISION_PENDING: Action.RECORD_SCRUTINY,
    State.TAKEN_UP: Action.TAKE_UP,
    State.FORWARDED: Action.FORWARD,
    State.FILED: Action.FILE,
}
SAYS: Mapping[State, Mapping[str, Any]] = {
    State.FACTUAL_REPORT_CALLED: {"district": "118"},
    State.DECISION_PENDING: {
        "points": [],
        "vigilance_angle": True,
        "recommendation": "take-up",
        "note": 2,
    },
    State.FORWARDED: {"disposal": Disposal.OTHER_DEPARTMENT.value},
    State.FILED: {"disposal": Disposal.NO_VIGILANCE_ANGLE.value},
}
"""What the ledger is told of a step besides the states."""
CASE_EVERY = 30
"""Every thirtieth complaint was taken up and has a case; four cases of ten are still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is settled about a complaint before its rows are written."""

    record_id: UUID
    number: int
    at: datetime
    state: State
    since: datetime
    vo: UUID | None
    district: str
    scheme: str
    language: str
    lane: Lane

    @property
    def received(self) -> date:
        """The Indian day of its receipt."""
        return ist_day(self.at)

    @property
    def closed_on(self) -> date | None:
        """The day it left the list of what is pending."""
        return ist_day(self.since) if self.state in FINAL else None


def write_complaint(batch: Batch, plan: Plan, number: int) -> None:
    """All rows of the complaint of this number, and of its case if it has one."""
    rng = Random(number)
    life = _lived(plan, number, rng)
    chain = Chain(batch, life.record_id, rng)
    complainant = ("complainant", "complainant")
    chain.act("register", (None, State.REGISTERED), by=complainant, at=life.at, says=_said(life))
    if life.state in LAST_STEP:
        by = (str(life.vo), "vo") if life.vo else ("system", "system")
        moved = (State.REGISTERED.value, life.state.value)
        says = SAYS.get(life.state, {})
        chain.act(LAST_STEP[life.state], moved, by=by, at=life.since, says=says)
    _register(batch, plan, life, chain)
    batch.put("receipt", life.record_id, *map(rng.randbytes, (16, 32, 32, 73)))
    _clock(chain, plan, "scrutiny", life.received, done=life.closed_on, owner=life.vo)
    if life.closed_on is None:
        _write_pending(chain, plan, life)
    if life.state is State.TAKEN_UP:
        _write_case(batch, plan, rng, life)


def _said(life: Life) -> dict[str, object]:
    """What the ledger is told at registration."""
    return {
        "number": complaint_number(OFFICE, life.received.year, life.number + 1),
        "channel": "web",
        "lane": life.lane.value,
        "received_on": life.received.isoformat(),
        "papers": 0,
    }


def _lived(plan: Plan, number: int, rng: Random) -> Life:
    at = moment(number, plan.size, plan.until)
    age = (plan.until - at).days
    state = _state(rng, number, age)
    waited = (plan.until - at) * rng.random() / (1 + age / 40)
    return Life(
        record_id=new_id(rng),
        number=number,
        at=at,
        state=state,
        since=at if state is State.REGISTERED else at + waited,
        vo=None if state in AT_INTAKE else _one_of(rng, plan.vos),
        district=_one_of(rng, plan.districts),
        scheme=_one_of(rng, plan.schemes),
        language="hi" if rng.random() < 0.6 else "en",
        lane=Lane.ORDINARY if rng.random() < 0.85 else Lane.ANONYMOUS,
    )


def _one_of(rng: Random, choices: Sequence[Choice]) -> Choice:
    return choices[int(rng.random() * len(choices))]


def _state(rng: Random, number: int, age: int) -> State:
    if number % CASE_EVERY == CASE_EVERY - 1 and age > 5:
        return State.TAKEN_UP
    pending = 0.85 if age < 45 else 0.25 if age < 180 else 0.1
    return _one_of(rng, OPEN if rng.random() < pending else CLOSED)


def _band(life: Life, ended: date) -> AgeBand:
    return band_of((ended - life.received).days)


def _register(batch: Batch, plan: Plan, life: Life, chain: Chain) -> None:
    rng = chain.rng
    number = complaint_number(OFFICE, life.received.year, life.number + 1)
    band = _band(life, life.closed_on or plan.today)
    if life.closed_on is None:
        batch.count(life.district, life.scheme, life.state, band)
    batch.put(
        "record", life.record_id, RecordKind.COMPLAINT, number, "ordinary", life.at, chain.seq,
        chain.head, life.state in AT_INTAKE, life.vo, None, False,
    )  # fmt: skip
    batch.put(
        "complaint", life.record_id, number, reference(life.number), "web",
        life.lane, life.language,
        narrative(rng, life.language), life.district, life.scheme, _one_of(rng, POSTS),
        int(rng.random() * 50) * 10_000 if rng.random() < 0.7 else None, rng.random() < 0.03,
        life.state, life.since, life.received, life.at,
        SAYS.get(life.state, {}).get("disposal"), band, chain.seq,
    )  # fmt: skip


def _write_pending(chain: Chain, plan: Plan, life: Life) -> None:
    """What only a pending complaint has here: the first clock, the acknowledgement, the notes."""
    batch, rng = chain.batch, chain.rng
    answered = None if life.state is State.REGISTERED else life.received
    _clock(chain, plan, "acknowledgement", life.received, done=answered, owner=None)
    words = "आपकी शिकायत प्राप्त हुई।" if life.language == "hi" else "Your complaint was received."
    batch.put(
        "message", new_id(rng), life.record_id, "to-complainant", "acknowledgement", life.language,
        words, life.at,
    )  # fmt: skip
    for number in (1, 2) if life.vo else ():
        text = narrative(rng, life.language)[:300]
        at = life.at + timedelta(hours=number)
        batch.put("note", new_id(rng), life.record_id, number, "note", text, life.vo, at)


def _clock(
    chain: Chain,
    plan: Plan,
    limit: str,
    began: date,
    *,
    done: date | None,
    owner: UUID | None,
    named: bool = False,
) -> None:
    batch, rng, record_id = chain.batch, chain.rng, chain.record_id
    kind = RecordKind.CASE if limit == "inquiry-report" else RecordKind.COMPLAINT
    due = due_date(kind, limit, began)
    speaks = None if done else due.next_alert(plan.today)
    clock_id = new_id(rng)
    batch.put(
        "clock", clock_id, record_id, limit, 1, began, due.due_on, due.counts_until, done,
        False, False, due.owed_by, owner, speaks, named,
    )  # fmt: skip
    for alert in () if done else due.plan:
        if alert.on <= plan.today:
            raised = datetime.combine(alert.on, time(6), INDIA)
            row = (new_id(rng), record_id, clock_id, alert.level, due.due_on, alert.role)
            batch.put("alert", *row, owner if alert.role is Role.VO else None, raised)


def _write_case(batch: Batch, plan: Plan, rng: Random, life: Life) -> None:
    """The case of a complaint that was taken up: still with its inquiring officer, or closed."""
    state = inquiry.State.UNDER_INQUIRY if rng.random() < 0.4 else inquiry.State.CLOSED
    officer, vo = _one_of(rng, plan.inquiring), _one_of(rng, plan.vos)
    record_id, opened = new_id(rng), life.since
    since = opened + (plan.until - opened) * rng.random()
    chain = Chain(batch, record_id, rng)
    by_cvo, by_officer = (str(plan.cvo), "cvo"), (str(officer), "inquiring-officer")
    order, last = inquiry.Action.ORDER_INQUIRY, inquiry.Action.TAKE_CHARGE
    told = {"inquiring_officer": str(officer), "vo": str(vo)}
    chain.act(order, (None, inquiry.State.ORDERED), by=by_cvo, at=opened, says=told)
    says: Mapping[str, Any] = {}
    if state in inquiry.FINAL:
        last, by_officer = inquiry.Action.APPROVE_CLOSURE, by_cvo
        says = {"disposal": Disposal.NOT_SUBSTANTIATED.value}
    chain.act(last, (inquiry.State.ORDERED, state), by=by_officer, at=since, says=says)
    ended = ist_day(since) if state in inquiry.FINAL else None
    band = _band(life, ended or plan.today)
    if ended is None:
        batch.count(life.district, life.scheme, state, band)
    released = rng.random() < 0.5
    number = case_number(OFFICE, ist_day(opened).year, life.number // CASE_EVERY + 1)
    batch.put(
        "record", record_id, RecordKind.CASE, number, "ordinary", opened, chain.seq, chain.head,
        False, vo, officer, released,
    )  # fmt: skip
    if released:
        summary = (
            f"A demand of money for {life.scheme} is inquired into.",
            "धन की माँग की जाँच हो रही है।",
        )
        batch.put("report_summary", new_id(rng), record_id, *summary, plan.cvo, since)
    batch.put("case_complaint", new_id(rng), record_id, life.record_id, opened)
    runs = ended is None and write_track(
        batch, plan, rng, record_id, district=life.district, opened=opened
    )
    batch.put(
        "vigilance_case", record_id, number, f"Money asked for {life.scheme}", life.district,
        life.scheme, False, state, since, life.received, opened, band, runs, chain.seq,
    )  # fmt: skip
    began = ist_day(opened)
    _clock(chain, plan, "inquiry-report", began, done=ended, owner=officer, named=released)


def reference(number: int) -> str:
    """A public reference that no other generated complaint has, scattered over all of them."""
    scattered = number * 618_970_019 % (1 << 40)
    return "".join(CROCKFORD[scattered >> 5 * place & 31] for place in reversed(range(8)))
