"""How honest the closings are: what was closed as what by whom in each month, and what did not stand afterwards."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.models import CaseComplaint
from vigilance.database.among import among
from vigilance.domain.dates import INDIA, ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.domain.workflows.aftermath import AppealAction

CLOSINGS = (
    inquiry.Action.APPROVE_CLOSURE.value,
    complaint.Action.FILE.value,
    complaint.Action.FORWARD.value,
    complaint.Action.FILE_ANONYMOUS.value,
    complaint.Action.FILE_UNCONFIRMED.value,
)
REOPENED = complaint.Action.REOPEN.value
APPEALED = f"track-{AppealAction.FILE_COMPLAINANT_APPEAL.value}"
SET_ASIDE = f"track-{AppealAction.SET_CLOSURE_ASIDE.value}"
FARED: Mapping[str, Words] = {
    "closed": Words(hi="बन्द", en="Closed"),
    "reopened": Words(hi="पुनः खोले गए", en="Opened again"),
    "appealed": Words(hi="अपील", en="Appealed against"),
    "set_aside": Words(hi="निरस्त", en="Set aside"),
}
"""The heads under which a closing may count."""
HEADS = {REOPENED: "reopened", APPEALED: "appealed", SET_ASIDE: "set_aside"}
"""What may happen after a closing, and the head under which the closing counts then."""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing: of which record, when, by which officer (as the ledger names him), as what."""

    record_id: uuid.UUID
    at: datetime
    actor: str
    disposal: Disposal | None

    @property
    def month(self) -> date:
        """The first day of its month."""
        return ist_day(self.at).replace(day=1)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One line: the month, the class, the officer, and how many closings fared how."""

    month: date
    disposal: Disposal | None
    actor: str
    closed: int
    reopened: int
    appealed: int
    set_aside: int


def closings_fared(
    session: Session, since: date, until: date
) -> list[tuple[Closing, frozenset[str]]]:
    """Each closing from the first day to before the last, with the heads under which it counts."""
    closings = _closings(session, since, until)
    fared = _fared(session, closings, since)
    return [
        (one, frozenset({"closed", *(HEADS[kind] for kind in fared.get(number, ()))}))
        for number, one in enumerate(closings)
    ]


def outcomes(session: Session, since: date, until: date) -> list[OutcomeRow]:
    """The closings from the first day to before the last, the newest month first, with all that happened since."""
    count: Counter[tuple[date, str, str, str]] = Counter()
    for one, heads in closings_fared(session, since, until):
        line = (one.month, one.disposal.value if one.disposal else "", one.actor)
        for head in heads:
            count[*line, head] += 1
    lines = {key[:3] for key in count}
    return [
        OutcomeRow(
            month,
            Disposal(disposal) if disposal else None,
            actor,
            count[month, disposal, actor, "closed"],
            count[month, disposal, actor, "reopened"],
            count[month, disposal, actor, "appealed"],
            count[month, disposal, actor, "set_aside"],
        )
        for month, disposal, actor in sorted(
            lines, key=lambda key: (-key[0].toordinal(), key[1], key[2])
        )
    ]


def _closings(session: Session, since: date, until: date) -> list[Closing]:
    statement = (
        select(Event.record_id, Event.at, Event.actor, EventPayload.body)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(CLOSINGS), Event.at >= _begin(since), Event.at < _begin(until))
        .order_by(Event.at, Event.id)
    )
    known = set(Disposal)
    return [
        Closing(record_id, at, actor, Disposal(said) if said in known else None)
        for record_id, at, actor, body in session.execute(statement)
        for said in [body.get("disposal")]
    ]


def _fared(session: Session, closings: Sequence[Closing], since: date) -> Mapping[int, set[str]]:
    """What happened after each closing, by its place in the list; it counts against the last closing before it."""
    of_record: dict[uuid.UUID, list[int]] = {}
    for number, one in enumerate(closings):
        of_record.setdefault(one.record_id, []).append(number)
    statement = (
        select(Event.record_id, Event.type, Event.at)
        .where(Event.type.in_(sorted(HEADS)), Event.at >= _begin(since))
        .order_by(Event.at, Event.id)
    )
    happened = session.execute(statement).all()
    cases = _cases_of(session, {row[0] for row in happened if row[1] != REOPENED})
    fared: dict[int, set[str]] = {}
    for record_id, kind, at in happened:
        before = [
            number
            for each in (record_id, *cases.get(record_id, ()))
            for number in of_record.get(each, ())
            if closings[number].at <= at
        ]
        if before:
            fared.setdefault(max(before), set()).add(kind)
    return fared


def _cases_of(session: Session, record_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The cases that these complaints led to: an appeal stands on the complaint, the closing on its case."""
    ids = sorted(record_ids)
    if not ids:
        return {}
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    statement = select(CaseComplaint.complaint_id, CaseComplaint.record_id).where(
        among(session, CaseComplaint.complaint_id, ids), CaseComplaint.undone_at.is_(None)
    )
    for complaint_id, case_id in session.execute(statement):
        found.setdefault(complaint_id, set()).add(case_id)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA)
