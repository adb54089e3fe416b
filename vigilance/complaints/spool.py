"""The emergency register: complaints wait here, sealed, while the database is away (security.md 5.3).

    NAME.vc1       what was prepared, sealed to the vigilance cell; NAME is the hash of the sender's key, or the record
    NAME.answer    reference and secret, sealed under the sender's key: trying again gives the same receipt
    done/, held/   entered in the register; not to be read, so that a person must look

A complaint is acknowledged only when file and directory are on the disk for certain. Its papers are there already.
"""

import json
import logging
from datetime import datetime
from pathlib import Path

from vigilance.complaints import spool_file
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Answer
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared
from vigilance.correspondence.answers import KeyReused, claim_key, keep_answer
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, EditConflict
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.idempotency import key_hash, open_answer, seal_answer
from vigilance.sealing.keeping import move_to, write_new
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap

log = logging.getLogger(__name__)
WAITING = ".vc1"
ANSWER = ".answer"


def put_aside(prepared: Prepared, office: Office, *, key: str | None, body_hash: bytes) -> Answer:
    """Keep a complaint until the register is back; the same request again gets the answer it got first."""
    answer = Answer(reference=prepared.reference, secret=prepared.secret, registered_at=prepared.at)
    folder = office.settings.spool_dir
    claim = None
    name = prepared.record_id.hex
    if key is not None:
        name = key_hash(key).hex()
        claim = spool_file.Claim(key_hash(key), body_hash, seal_answer(key, answer.to_bytes()))
        if not write_new(folder, name + ANSWER, _kept(claim)):
            return waiting_answer(office, key, body_hash) or answer
    sealed = wrap(office.keyring.cell[0].public, spool_file.packed(prepared, claim))
    write_new(folder, name + WAITING, sealed)
    log.warning("put aside: the register is away")
    return answer


def waiting_answer(office: Office, key: str, body_hash: bytes) -> Answer | None:
    """The answer given while the register was away, for whoever repeats the request; KeyReused for another body."""
    path = office.settings.spool_dir / (key_hash(key).hex() + ANSWER)
    try:
        kept = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    if kept["body"] != body_hash.hex():
        raise KeyReused({"Idempotency-Key": ["This key was used for another complaint."]})
    return Answer.from_bytes(open_answer(key, bytes.fromhex(kept["answer"])))


def _kept(claim: spool_file.Claim) -> bytes:
    return json.dumps({"body": claim.body_hash.hex(), "answer": claim.answer.hex()}).encode()


def drain_spool(database: Database, office: Office, now: datetime) -> int:  # noqa: ARG001 -- every job has this form
    """Enter what waits, each file in its own transaction and once; a file that cannot be read is held for a person."""
    waiting = sorted(office.settings.spool_dir.glob(f"*{WAITING}"))
    if not waiting:
        return 0
    private = office.keyring.private(KeyName.VIGILANCE_CELL)
    return sum(_drain_one(path, private, database, office) for path in waiting)


def _drain_one(path: Path, private: bytes, database: Database, office: Office) -> int:
    try:
        prepared, claim = spool_file.unpacked(unwrap(private, path.read_bytes()))
    except (SealBroken, ValueError, KeyError, TypeError):
        log.exception("held in the emergency register file=%s", path.name)
        move_to(path, "held")
        return 0
    try:
        _enter(prepared, claim, database, office)
    except EditConflict:
        log.exception("held in the emergency register file=%s", path.name)
        move_to(path, "held")
        return 0
    except AlreadyReceived:  # entered before, and killed before the file was moved
        log.info("entered before file=%s", path.name)
    move_to(path, "done")
    path.with_suffix(ANSWER).unlink(missing_ok=True)
    return 1


def _enter(
    prepared: Prepared, claim: spool_file.Claim | None, database: Database, office: Office
) -> None:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if claim is not None and claim_key(
            session, claim.key_hash, claim.body_hash, at=prepared.at
        ):
            keep_answer(session, claim.key_hash, claim.answer)
        register_prepared(session, prepared, by=SYSTEM, office=office)
