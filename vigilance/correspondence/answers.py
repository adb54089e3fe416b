"""Answers once given under an idempotency key, for their repetition only (security.md 5.4)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from vigilance.correspondence.models import IdempotentAnswer
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.sealing.idempotency import key_hash, open_answer

ANSWER_LIVES = timedelta(hours=24)
ROW_LIVES = timedelta(days=30)
WAITED_TOO_LONG = frozenset({"55P03", "57014"})
"""PostgreSQL: a lock, or a statement, took longer than we wait."""


class StillInFlight(AlreadyReceived):
    """The same request is being worked on; its answer will be there in a moment."""

    code = "in-flight"
    retry_after = 2


class KeyReused(Invalid):
    """The key was used for another body."""

    code = "idempotency-key-reused"


def answer_given(session: Session, key: str, body_hash: bytes) -> bytes | None:
    """The answer this key got before. KeyReused for another body, AlreadyReceived once the answer itself is gone."""
    row = session.get(IdempotentAnswer, key_hash(key))
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise KeyReused({"Idempotency-Key": ["This key was used for another complaint."]})
    if row.answer is None:
        raise AlreadyReceived("this complaint")
    return open_answer(key, row.answer)


def claim_key(session: Session, hashed: bytes, body_hash: bytes, *, at: datetime) -> bool:
    """Make this transaction the one that answers this key; False where another was first and has committed.

    PostgreSQL waits here for the other to end; SQLite's writers stand in line before they begin.
    """
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    row = {"key_hash": hashed, "body_hash": body_hash, "answer": None, "made_at": at}
    claim = insert(IdempotentAnswer).values(row).on_conflict_do_nothing()
    try:
        claimed = session.scalar(claim.returning(IdempotentAnswer.made_at))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in WAITED_TOO_LONG:
            raise StillInFlight("this complaint") from None
        raise
    return claimed is not None


def keep_answer(session: Session, hashed: bytes, sealed: bytes) -> None:
    """Keep an answer that is sealed under the key, of which only the hash is stored."""
    session.execute(
        update(IdempotentAnswer)
        .where(IdempotentAnswer.key_hash == hashed)
        .values(answer=sealed)
        .execution_options(synchronize_session=False)
    )


def forget_answers(session: Session, *, at: datetime) -> int:
    """Answers live a day, for they hold a secret; their rows a month, for people try again after days."""
    gone = session.execute(
        delete(IdempotentAnswer).where(IdempotentAnswer.made_at < at - ROW_LIVES)
    )
    blanked = session.execute(
        update(IdempotentAnswer)
        .where(IdempotentAnswer.made_at < at - ANSWER_LIVES, IdempotentAnswer.answer.is_not(None))
        .values(answer=None)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount + blanked.rowcount)  # type: ignore[attr-defined]  # the results count their rows
