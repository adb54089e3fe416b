"""Checking the whole ledger, and putting on it that it was checked and what was found."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from vigilance.audit.bundle import Finding, Trust
from vigilance.audit.commands import append_event
from vigilance.audit.sealer import newest_checkpoint, verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.records.commands import system_record
from vigilance.sealing.keyring import Keyring

CHECKED = "ledger-checked"
MOST_KEPT = 20
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of one check: how large the tree was, how much is wrong, and the first of it."""

    size: int
    findings: int
    first: tuple[dict[str, str | int | None], ...]


def check_ledger(database: Database, keyring: Keyring, office_code: str, at: datetime) -> Checked:
    """Check everything there is, in a session that only reads; counting stops after a thousand findings."""
    with database.reading() as session:
        act_as(session, SYSTEM)
        newest = newest_checkpoint(session)
        trust = Trust(keys=(verifier_key(keyring, office_code),))
        found = list(islice(verify(stored_bundle(session, at), trust), MOST_COUNTED))
    first = tuple(_place(finding) for finding in found[:MOST_KEPT])
    return Checked(newest.size if newest else 0, len(found), first)


def _place(finding: Finding) -> dict[str, str | int | None]:
    record = str(finding.record_id) if finding.record_id else None
    return {"kind": finding.kind.value, "record": record, "seq": finding.seq}


def tell_check(session: Session, checked: Checked, *, by: Actor, at: datetime) -> None:
    """Put the result on the ledger; the session acts as the system."""
    record = system_record(session, "ledger", at=at)
    body = {"size": checked.size, "findings": checked.findings, "first": list(checked.first)}
    append_event(session, record, CHECKED, body, by=by, at=at)


def check_and_tell(database: Database, keyring: Keyring, office_code: str, at: datetime) -> int:
    """The nightly check, in the system's name; how many findings there are."""
    checked = check_ledger(database, keyring, office_code, at)
    with database.writing() as session, session.begin():
        tell_check(act_as(session, SYSTEM), checked, by=SYSTEM, at=at)
    return checked.findings
