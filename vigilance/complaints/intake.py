"""Taking a complaint in from a page or the API: once a key, answered when it is stored (security.md 5.1 to 5.4)."""

import hashlib
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from sqlalchemy.orm import Session

from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Answer, Filing
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared, prepare
from vigilance.complaints.spool import put_aside, waiting_answer
from vigilance.correspondence.answers import (
    StillInFlight,
    answer_given,
    claim_key,
    keep_answer,
)
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.sealing.fields import LP
from vigilance.sealing.idempotency import key_hash, seal_answer

AWAY = (OperationalError, InterfaceError, PoolEmpty)
"""The database does not answer, or not in time."""


def take_in(
    database: Database,
    office: Office,
    filing: Filing,
    *,
    key: str | None,
    at: datetime,
    by: Actor = SYSTEM,
    waits: bool = False,
) -> Answer:
    """Register the filing in a transaction of its own, or put it aside while the register is away, or it waits.

    The same key and the same filing again give the same answer. KeyReused for another filing; StillInFlight while the
    first is being worked on for too long. `by` is the officer who took it down, where one did.
    """
    body_hash = hash_of(filing)
    given = _given_before(database, office, key, body_hash) if key else None
    if given is not None:
        return given
    prepared = prepare(filing, office, at)
    if waits:
        return put_aside(prepared, office, key=key, body_hash=body_hash)
    try:
        return _enter(database, office, prepared, key, body_hash, by=by)
    except AWAY:
        return put_aside(prepared, office, key=key, body_hash=body_hash)


def hash_of(filing: Filing) -> bytes:
    """What makes two submissions the same: the words as they were sent, and the files."""
    papers = (LP(paper.name.encode(), paper.spool.sha256) for paper in filing.papers)
    return hashlib.sha256(LP(filing.original, *papers)).digest()


def _given_before(database: Database, office: Office, key: str, body_hash: bytes) -> Answer | None:
    waiting = waiting_answer(office, key, body_hash)
    if waiting is not None:
        return waiting
    try:
        with database.reading() as session:
            return _kept(session, key, body_hash)
    except AWAY:
        return None  # the register is away: the complaint will be put aside


def _kept(session: Session, key: str, body_hash: bytes) -> Answer | None:
    kept = answer_given(session, key, body_hash)
    return Answer.from_bytes(kept) if kept is not None else None


def _enter(
    database: Database,
    office: Office,
    prepared: Prepared,
    key: str | None,
    body_hash: bytes,
    *,
    by: Actor,
) -> Answer:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if key and not claim_key(session, key_hash(key), body_hash, at=prepared.at):
            again = _kept(session, key, body_hash)
            if again is None:
                raise StillInFlight("this complaint")
            return again
        answer = register_prepared(session, prepared, by=by, office=office).answer
        if key:
            keep_answer(session, key_hash(key), seal_answer(key, answer.to_bytes()))
        return answer
