"""Whether everything pending stands in a queue that somebody can review: the promise of the review, as a query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officers_with_role
from vigilance.domain.review_rules import REVIEWERS, Rule
from vigilance.domain.roles import Role
from vigilance.records.models import Record, RecordKind, Tier, Wall
from vigilance.reviews.conditions import in_queue, pending_parts
from vigilance.reviews.queries import TABLES

MOST = 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many matters are pending, which of them stand in no queue, and which no reviewer may see."""

    pending: int
    outside: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the promise is kept."""
        return not self.outside and not self.unseen


def coverage(session: Session, rules: Collection[Rule], today: date) -> Coverage:
    """Look at everything pending; the session acts as the system. Of what is wrong the first hundred are named."""
    pending = 0
    outside: list[str] = []
    for table in TABLES:
        queues = [in_queue(table, rule, today) for rule in rules]
        for part in pending_parts(table):
            pending += session.scalar(select(func.count()).select_from(table).where(part)) or 0
            left = select(table.number).where(part, not_(or_(*queues))) if queues else None
            if left is not None:
                outside += session.scalars(left.order_by(table.number).limit(MOST))
    return Coverage(pending, tuple(outside[:MOST]), tuple(_unseen(session, rules, today)))


def _unseen(session: Session, rules: Iterable[Rule], today: date) -> list[str]:
    """The pending matters walled off from every reviewer of a queue that they stand in."""
    reviewing = {role: officers_with_role(session, role) for role in sorted(REVIEWERS)}
    everybody = {officer.id for found in reviewing.values() for officer in found}
    walled: dict[Record, set[object]] = {}
    statement = (
        select(Record, Wall.officer_id)
        .join(Wall, Wall.record_id == Record.id)
        .where(Wall.lifted_at.is_(None), Wall.officer_id.in_(everybody))
    )
    for record, officer_id in session.execute(statement):
        walled.setdefault(record, set()).add(officer_id)
    found = []
    for record, hidden_from in walled.items():
        seeing = {
            role
            for role, officers in reviewing.items()
            if may_see(role, record) and any(each.id not in hidden_from for each in officers)
        }
        if not any(
            rule.reviewer in seeing and _stands(session, record, rule, today) for rule in rules
        ):
            found.append(record)
    return [each.number for each in found if _pending(session, each)][:MOST]


def may_see(role: Role, record: Record) -> bool:
    """Whether a reviewer of this part may see such a record at all (records/scope.py)."""
    ordinary = record.tier is Tier.ORDINARY
    return {
        Role.CVO: True,
        Role.PRINCIPAL_SECRETARY: ordinary and record.kind is RecordKind.CASE,
        Role.MINISTER: record.may_be_named,
    }[role]


def _stands(session: Session, record: Record, rule: Rule, today: date) -> bool:
    return any(
        session.scalar(
            select(table.number).where(table.record_id == record.id, in_queue(table, rule, today))
        )
        for table in TABLES
    )


def _pending(session: Session, record: Record) -> bool:
    return any(
        session.scalar(select(table.number).where(table.record_id == record.id, part))
        for table in TABLES
        for part in pending_parts(table)
    )
