"""The one way in which an officer's session reaches a record out of his sight: for what follows from his act."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from vigilance.audit.witness import settle
from vigilance.database.acting import ACTOR
from vigilance.domain.actors import SYSTEM


@contextmanager
def beyond_sight(session: Session) -> Iterator[None]:
    """Let this session see every record until the end of the block, in the same transaction.

    Nothing of it may be shown to the actor: it is for a wall that must stand around a complaint which he does not see
    (cases/commands/own_matters.py). Whatever was read for it is forgotten at the end, once the ledger has vouched for
    what changed, so that the session goes on knowing what its actor may see and nothing more.
    """
    session.flush()
    actor, known = session.info[ACTOR], set(session.identity_map.values())
    session.info[ACTOR] = SYSTEM
    try:
        yield
        session.flush()
        settle(session, _new(session, known))
    finally:
        for row in _new(session, known):
            session.expunge(row)
        session.info[ACTOR] = actor


def _new(session: Session, known: set[object]) -> set[object]:
    return set(session.identity_map.values()) - known
