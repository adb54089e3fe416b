"""Fills an empty, migrated PostgreSQL database with a register of any size, by COPY, the same in every run."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from uuid import UUID

import psycopg
from sqlalchemy import Engine, insert, make_url
from sqlalchemy.orm import Session

from benchmarks.batches import COLUMNS, Batch, Plan, new_id
from benchmarks.dates import YEARS
from benchmarks.lives import CASE_EVERY, OFFICE, write_complaint
from vigilance.accounts.models import Officer, OfficerRole
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.records.models import NumberSeries
from vigilance.records.totals import PendingByScheme, PendingTotal
from vigilance.reference import load_reference
from vigilance.reports.totals_checks import KEPT, Kept
from vigilance.settings import PROJECT

BATCH = 5_000
PROCESSES = 2
OFFICERS = (
    (Role.CLERK, 20),
    (Role.VO, 350),
    (Role.CVO, 3),
    (Role.INQUIRING_OFFICER, 120),
    (Role.MINISTER, 1),
    (Role.AUDITOR, 2),
    (Role.ADMIN, 4),
)
"""Five hundred in all."""
WRITTEN = (PendingTotal, PendingByScheme)
"""The totals that are counted while the register is written; all others are counted once it stands."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What stands in the database now, and who can look at it."""

    plan: Plan
    officers: dict[Role, tuple[UUID, ...]]


def generate(database: Database, size: int, until: datetime, *, checked: bool = False) -> Generated:
    """Write a register of this many complaints, the last of them registered at `until`.

    Foreign keys are looked at row by row only where `checked`: the rows come in the right order anyhow.
    """
    officers = {role: _ids(role, count) for role, count in OFFICERS}
    reference = load_reference(PROJECT / "config")
    plan = Plan(
        size=size,
        until=until,
        districts=tuple(reference.districts),
        schemes=tuple(reference.schemes),
        posts=tuple(reference.designations),
        vos=officers[Role.VO],
        inquiring=officers[Role.INQUIRING_OFFICER],
        cvo=officers[Role.CVO][0],
    )
    with database.writing() as session, session.begin():
        _write_officers(act_as(session, SYSTEM), officers, until)
    stages: Counter[tuple[str, str, str]] = Counter()
    schemes: Counter[tuple[str, str]] = Counter()
    starts = range(0, size, BATCH)
    with ProcessPoolExecutor(PROCESSES) as pool:
        load = partial(_load, plain_url(database), plan, checked=checked)
        for of_stages, of_schemes in pool.map(load, starts):
            stages.update(of_stages)
            schemes.update(of_schemes)
    with database.writing() as session, session.begin():
        _write_totals(act_as(session, SYSTEM), plan, stages, schemes)
        for kept in KEPT:
            if kept.table not in WRITTEN:
                _write_counted(session, kept)
    analyse(database.engine)
    return Generated(plan, officers)


def plain_url(database: Database) -> str:
    """The address as psycopg takes it."""
    return make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)


def analyse(engine: Engine) -> None:
    """Bring statistics and visibility up to date, as autovacuum would after a while."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE")
        connection.exec_driver_sql("CHECKPOINT")


def _ids(role: Role, count: int) -> tuple[UUID, ...]:
    rng = Random(role.value)
    return tuple(new_id(rng) for _ in range(count))


def _load(
    url: str, plan: Plan, start: int, *, checked: bool
) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str]]]:
    """Write one batch in a transaction of its own; what of it is pending."""
    batch = Batch()
    for number in range(start, min(start + BATCH, plan.size)):
        write_complaint(batch, plan, number)
    with psycopg.connect(url) as connection:
        if not checked:
            connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for table, columns in COLUMNS.items():
            names = ", ".join(f'"{name}"' for name in columns.split())
            with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write("".join(f"{line}\n" for line in batch.lines[table]))
    return batch.stages, batch.schemes


def _write_officers(session: Session, officers: dict[Role, tuple[UUID, ...]], at: datetime) -> None:
    for role, ids in officers.items():
        session.execute(
            insert(Officer),
            [
                {
                    "id": officer_id,
                    "email": f"{role.value}{number}@demo.invalid",
                    "name_en": f"Officer {role.value} {number}",
                    "name_hi": f"अधिकारी {role.value} {number}",
                    "password_hash": "no password opens this",
                    "password_changed_at": at,
                    "language": "hi" if number % 2 else "en",
                    "active": True,
                    "created_at": at,
                    "version": 1,
                }
                for number, officer_id in enumerate(ids)
            ],
        )
        session.execute(
            insert(OfficerRole), [{"officer_id": officer_id, "role": role} for officer_id in ids]
        )


def _write_counted(session: Session, kept: Kept) -> None:
    """One table of kept totals, by the count that the nightly check compares it with."""
    counted = [
        dict(zip((*kept.key, kept.count), (*row[: len(kept.key)], row[-1]), strict=True))
        for row in session.execute(kept.recount())
    ]
    if counted:
        session.execute(insert(kept.table), counted)


def _write_totals(
    session: Session,
    plan: Plan,
    stages: Counter[tuple[str, str, str]],
    schemes: Counter[tuple[str, str]],
) -> None:
    names = ("district_code", "stage", "age_band")
    session.execute(
        insert(PendingTotal),
        [dict(zip(names, key, strict=True), pending=count) for key, count in stages.items()],
    )
    session.execute(
        insert(PendingByScheme),
        [
            {"district_code": district, "scheme_code": scheme, "pending": count}
            for (district, scheme), count in schemes.items()
        ],
    )
    session.execute(
        insert(NumberSeries),
        [
            {"series": f"{OFFICE}-{mark}-{plan.until.year - back}", "last": last}
            for mark, last in (("C", plan.size), ("V", plan.size // CASE_EVERY))
            for back in range(YEARS + 1)
        ],
    )
