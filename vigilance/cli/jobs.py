"""What the clock starts: every background job in one table, each run by one holder at a time.

All our jobs are sweeps over rows (what is not yet sealed, not yet sent, due), so there is no queue to lose a task
from: a sweep that was killed is simply made again (docs/decisions/0009-jobs-are-sweeps.md).
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from vigilance.audit.models import JobLease
from vigilance.complaints.office import Office
from vigilance.database.engine import Database

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=120)
HOLDER = f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True, slots=True)
class Job:
    """One sweep: its name, how often it is made, and what it does (answering how many rows it dealt with).

    One that may take long is run `apart`, so that the others are not kept waiting.
    """

    name: str
    every: timedelta
    run: Callable[[Database, Office, datetime], int]
    apart: bool = False


def run_once(job: Job, database: Database, office: Office, at: datetime) -> int | None:
    """Run the job if nobody else does; None where somebody does, or where its time has not come."""
    if not _take_lease(database, job, at):
        return None
    error: str | None = None
    try:
        return job.run(database, office, at)
    except Exception as raised:
        # The outermost handler of the jobs: the next one must still run, and the office page shows what failed.
        error = type(raised).__name__
        log.exception("job failed name=%s", job.name)
        return None
    finally:
        _give_back(database, job, error)


def _take_lease(database: Database, job: Job, at: datetime) -> bool:
    with database.writing() as session, session.begin():
        if session.get(JobLease, job.name) is None:
            session.add(JobLease(job=job.name, holder="", until=at))
            session.flush()
        taken = session.execute(
            update(JobLease)
            .where(JobLease.job == job.name, JobLease.until <= at)
            .where(
                or_(
                    JobLease.last_started_at.is_(None),
                    JobLease.last_started_at <= at - job.every,
                )
            )
            .values(holder=HOLDER, until=at + LEASE, last_started_at=at)
            .execution_options(synchronize_session=False)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows


def _give_back(database: Database, job: Job, error: str | None) -> None:
    now = datetime.now(UTC)
    with database.writing() as session, session.begin():
        _close_lease(session, job, error, now)


def _close_lease(session: Session, job: Job, error: str | None, now: datetime) -> None:
    lease = session.get(JobLease, job.name)
    if lease is not None:
        lease.until, lease.last_finished_at, lease.last_error = now, now, error


def run_forever(
    jobs: tuple[Job, ...], database: Database, office: Office, stop: threading.Event
) -> None:
    """Run every job at its times until told to stop."""
    next_at = dict.fromkeys((job.name for job in jobs), datetime.now(UTC))
    while not stop.is_set():
        for job in jobs:
            at = datetime.now(UTC)
            if at >= next_at[job.name] and not stop.is_set():
                next_at[job.name] = at + job.every
                run_once(job, database, office, at)
        soonest = min(next_at.values()) - datetime.now(UTC)
        stop.wait(max(0.2, min(soonest.total_seconds(), 5)))


def run_apart(
    jobs: tuple[Job, ...], database: Database, office: Office, stop: threading.Event
) -> threading.Thread:
    """Run jobs in a thread of their own. When it ends, all is told to stop: half an office's jobs is none.

    Nobody waits long for it at the end: what it was at is made again, as after any kill.
    """

    def run() -> None:
        try:
            run_forever(jobs, database, office, stop)
        finally:
            stop.set()

    thread = threading.Thread(target=run, name="jobs-apart", daemon=True)
    thread.start()
    return thread
