"""The sealer: puts waiting events into the tree and signs what it then is (security.md 4.3).

One at a time: the job's lease keeps others away, and the tree's own primary key refuses a second leaf in one place.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from vigilance.audit.canonical import instant
from vigilance.audit.checkpoint import Checkpoint as Statement
from vigilance.audit.checkpoint import VerifierKey, sign_checkpoint
from vigilance.audit.merkle import CompactRange, leaf_hash
from vigilance.audit.models import Checkpoint, Event, LedgerLeaf, Unsealed
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.sealing.keyring import KeyName, Keyring

BATCH = 1000


def ledger_origin(office_code: str) -> str:
    """The name of this office's ledger in its checkpoints."""
    return f"vigilance/{office_code.lower()}"


def verifier_key(keyring: Keyring, office_code: str) -> VerifierKey:
    """The key with which anybody can check this office's checkpoints."""
    return VerifierKey(ledger_origin(office_code), keyring.ledger_public)


def seal(database: Database, keyring: Keyring, office_code: str, at: datetime) -> int:
    """Seal every event that waits, a batch a transaction; how many there were."""
    sealed = 0
    while True:
        with database.writing() as session, session.begin():
            count = _seal_batch(act_as(session, SYSTEM), keyring, office_code, at)
        sealed += count
        if count < BATCH:
            return sealed


def newest_checkpoint(session: Session) -> Checkpoint | None:
    """The last signed statement of the tree."""
    return session.scalars(select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1)).first()


def _seal_batch(session: Session, keyring: Keyring, office_code: str, at: datetime) -> int:
    waiting = session.scalars(
        select(Unsealed)
        .join(Event, Event.id == Unsealed.event_id)
        .order_by(Event.record_id, Event.record_seq)
        .limit(BATCH)
        .options(joinedload(Unsealed.event))
    ).all()
    if not waiting:
        return 0
    last = newest_checkpoint(session)
    tree = CompactRange.from_bytes(last.compact_range) if last else CompactRange()
    for row in waiting:
        leaf = leaf_hash(row.event.event_hash)
        session.add(LedgerLeaf(leaf_index=tree.size, event_id=row.event_id, leaf_hash=leaf))
        tree.append(leaf)
    session.execute(
        delete(Unsealed)
        .where(Unsealed.event_id.in_([row.event_id for row in waiting]))
        .execution_options(synchronize_session=False)
    )
    session.add(_signed(tree, keyring, office_code, at))
    return len(waiting)


def _signed(tree: CompactRange, keyring: Keyring, office_code: str, at: datetime) -> Checkpoint:
    origin = ledger_origin(office_code)
    statement = Statement(origin, tree.size, tree.root(), (f"at {instant(at)}",))
    note = sign_checkpoint(statement, keyring.private(KeyName.LEDGER), origin)
    return Checkpoint(
        size=tree.size,
        root=statement.root,
        signed_note=note,
        compact_range=tree.to_bytes(),
        at=at,
    )
