"""Who sees which records: the one place where queries on records are narrowed to their reader.

Every session that touches a record belongs to one actor (database/acting.py). A query on a table of records gets that
actor's rule added by SQLAlchemy, whatever the query says; a flush that would write to a record out of sight is refused;
a session without an actor is refused altogether. The measured leaks of this method (security.md 6.4) are closed
elsewhere: the identity map by one session per request and actor, Core tables and text by an architecture test.

models.py installs the guard when the tables are defined, so no program can use them without it.
"""

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    event,
    exists,
    false,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from vigilance.database.acting import ACTOR
from vigilance.domain.actors import Actor
from vigilance.domain.delegation import StandIn
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.roles import Role

Statement = TypeVar("Statement", bound=Executable)
CLEARED = "cleared_records"
THROUGH = "seen_through_its_record"
"""The execution option that through_record sets, and nobody else."""
KEPT = "kept"
"""The execution option of a statement that is made once: narrowed once for each reader, its plan is found at once."""
HELD_IN = {Part.VO: "assigned_to", Part.INQUIRING_OFFICER: "inquiring_officer"}
"""Which column of a record says who holds it in which part."""


def kept(statement: Statement) -> Statement:
    """A statement of a module, made once and run with parameters: every page that runs it saves its making."""
    return statement.execution_options(**{KEPT: True})


class Scope:
    """The guard over the table of records, the table of walls, and every table whose rows hang on a record."""

    def __init__(self, record: Any, wall: Any, grant: Any, of_record: type) -> None:
        """Take the mapped classes; `install` puts the guard on every session."""
        self.record, self.wall, self.of_record = record, wall, of_record
        # Core tables, which the guard itself does not narrow again.
        self.seen, self.walls = record.__table__.alias("seen"), wall.__table__.c
        self.grants = grant.__table__.alias("granted").c
        # What an actor may see is told by himself alone, so his rules are made once and not with each statement.
        self._rules = lru_cache(maxsize=512)(self._rules_of)
        self._narrowed_once = lru_cache(maxsize=256)(self._narrowed)
        # One line a role: which records its holder may see. A role without a line sees none.
        self.lines: dict[Role, Callable[[Any, Actor], ColumnElement[bool]]] = {
            Role.CLERK: lambda row, _: row.at_intake.is_(True),
            Role.VO: lambda row, actor: row.assigned_to == actor.officer_id,
            Role.CVO: lambda _row, _: true(),
            Role.INQUIRING_OFFICER: lambda row, actor: row.inquiring_officer == actor.officer_id,
            Role.MINISTER: lambda row, _: or_(
                and_(row.released_to_minister.is_(True), row.tier == "ordinary"),
                row.kind == "sitting",
            ),
            # He heads the department that the cases are of; who complained under protection is not for him.
            Role.PRINCIPAL_SECRETARY: lambda row, _: or_(
                and_(row.kind == "case", row.tier == "ordinary"), row.kind == "sitting"
            ),
            Role.LIAISON: self._granted,
        }

    def install(self) -> None:
        """Guard every session of this process."""
        event.listen(Session, "do_orm_execute", self._narrow)
        event.listen(Session, "before_flush", self._guard_writes)

    def sight(self, actor: Actor, row: Any) -> ColumnElement[bool]:
        """The rule for this actor on one row of records: his roles' lines together, less the walls around him."""
        if actor.sees_all:
            return true()
        if Role.SYSTEM in actor.roles:
            return row.id.not_in(self._walled(actor.officer_id))  # type: ignore[no-any-return]  # a column's
        if actor.record_id is not None:
            own: ColumnElement[bool] = row.id == actor.record_id
            return own
        if actor.appointed:
            mine = row.id.in_(sorted(actor.appointed))
            return and_(mine, row.id.not_in(self._walled(actor.officer_id)))
        lines = [self.lines[role](row, actor) for role in sorted(actor.roles) if role in self.lines]
        lines += [
            self._held_by(one, row) for one in actor.stands_in if ROLE_OF[one.part] in actor.roles
        ]
        if not lines:
            return false()
        return and_(or_(*lines), row.id.not_in(self._walled(actor.officer_id)))

    def _held_by(self, stand_in: StandIn, row: Any) -> ColumnElement[bool]:
        """What the officer holds for whom this one acts today, less what a wall keeps from that officer."""
        held = getattr(row, HELD_IN[stand_in.part]) == stand_in.officer_id
        return and_(held, row.id.not_in(self._walled(stand_in.officer_id)))

    def _walled(self, officer_id: uuid.UUID | None) -> Select[tuple[uuid.UUID]]:
        """What is walled off from an officer: few records, listed once a statement and not asked for row by row."""
        walls = self.walls
        his = and_(walls.officer_id == officer_id, walls.lifted_at.is_(None))
        return select(walls.record_id).where(his)

    def _granted(self, row: Any, actor: Actor) -> ColumnElement[bool]:
        """An officer of an agency sees what was opened to him, up to and with the day on which that ends."""
        if actor.day is None:
            return false()
        return exists().where(
            and_(
                self.grants.record_id == row.id,
                self.grants.officer_id == actor.officer_id,
                self.grants.ended_at.is_(None),
                self.grants.until >= actor.day,
            )
        )

    def _narrow(self, state: ORMExecuteState) -> None:
        actor: Actor | None = state.session.info.get(ACTOR)
        if actor is None and any(self._on_records(mapper.class_) for mapper in state.all_mappers):
            raise NotFound("no actor: a session without an actor touches no record")
        if actor is not None and actor.sees_all:
            return
        narrowed = self._narrowed_once if KEPT in state.execution_options else self._narrowed
        state.statement = narrowed(
            state.statement, actor, bool(state.execution_options.get(THROUGH))
        )

    def _narrowed(self, statement: Any, actor: Actor | None, alone: bool) -> Any:  # noqa: FBT001 -- a part of the key under which it is kept
        """Every statement gets the rule: `count(*)` over a table names no entity, yet counts its rows."""
        on_record, on_others = self._rules(actor)
        return statement.options(on_record, *([] if alone else [on_others]))

    def _rules_of(self, actor: Actor | None) -> tuple[ExecutableOption, ExecutableOption]:
        rule = false() if actor is None else self.sight(actor, self.record)
        return (
            with_loader_criteria(self.record, rule, include_aliases=True),
            with_loader_criteria(self.of_record, self._rule_of_record(actor), include_aliases=True),
        )

    def _rule_of_record(self, actor: Actor | None) -> Callable[[Any], ColumnElement[bool]]:
        """The rule on a row that hangs on a record, which is itself looked at only where something of it decides."""
        if actor is not None and actor.record_id is not None:
            own = actor.record_id
            return lambda table: table.record_id == own
        sees_the_rest = {Role.CVO, Role.SYSTEM}
        if actor is not None and actor.roles & sees_the_rest and not actor.appointed:
            walled = self._walled(actor.officer_id)
            return lambda table: table.record_id.not_in(walled)
        seen = self.seen
        rule = false() if actor is None else self.sight(actor, seen.c)
        # One look at the record for each row that a page reads. OFFSET 0 keeps PostgreSQL from joining instead, which
        # would break the order of a keyset page; as IN, SQLite would first list every record in sight.
        return lambda table: exists(
            select(seen.c.id).where(seen.c.id == table.record_id, rule).offset(literal_column("0"))
        )

    def _on_records(self, mapped: type) -> bool:
        return mapped is self.record or issubclass(mapped, self.of_record)

    @staticmethod
    def _actor(session: Session) -> Actor:
        actor: Actor | None = session.info.get(ACTOR)
        if actor is None:
            raise NotFound("no actor: a session without an actor touches no record")
        return actor

    def _guard_writes(self, session: Session, _context: object, _instances: object) -> None:
        rows = (*session.new, *session.dirty, *session.deleted)
        touched = {self._record_of(row) for row in rows if self._on_records(type(row))}
        if not touched or Role.SYSTEM in self._actor(session).roles:
            return
        cleared: set[uuid.UUID] = session.info.setdefault(CLEARED, set())
        cleared |= {row.id for row in session.new if isinstance(row, self.record)}
        doubtful = touched - cleared
        if not doubtful:
            return
        with session.no_autoflush:
            seen = set(session.scalars(select(self.record.id).where(self.record.id.in_(doubtful))))
        if doubtful - seen:
            raise NotFound("a row of a record out of sight")
        cleared |= seen

    def through_record(
        self, statement: Select[*tuple[Any, ...]], table: Any, *beside: Any
    ) -> Select[*tuple[Any, ...]]:
        """A query on one table that hangs on records, joined to them: the record's rule speaks for the row, once.

        The list of an officer's own records is read in the order of their index; to ask for each row of it again
        whether its record is in sight doubles its cost. Only for a statement that reads this table and no other, or
        others `beside` it that it names: those, and what its subqueries read, it asks by the id of the very record.
        """
        read = {found["entity"] for found in statement.column_descriptions}
        if not {table} <= read <= {table, *beside, *([None] if beside else [])}:
            raise RuntimeError("a statement that reads this table and no other")
        joined = statement.join(self.record, self.record.id == table.record_id)
        return joined.execution_options(**{THROUGH: True})

    def _record_of(self, row: Any) -> uuid.UUID:
        found: uuid.UUID = row.id if isinstance(row, self.record) else row.record_id
        return found
