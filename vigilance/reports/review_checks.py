"""Whether everything pending stands in a review queue, looked at each night and put on the ledger (decision 0020)."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.records.commands import system_record
from vigilance.reviews.coverage import Coverage, coverage
from vigilance.reviews.rules import review_rules

CHECKED = "reviews-checked"
MOST_KEPT = 20
"""So many numbers of a kind are written on the ledger; the command prints more."""


def check_reviews(database: Database, config_dir: Path, at: datetime) -> Coverage:
    """Look at everything pending, in a session that only reads."""
    today = ist_day(at)
    with database.reading() as session:
        return coverage(act_as(session, SYSTEM), review_rules(config_dir, today), today)


def tell_check(session: Session, found: Coverage, *, by: Actor, at: datetime) -> None:
    """Put the result on the ledger; the session acts as the system."""
    record = system_record(session, "ledger", at=at)
    body = {
        "pending": found.pending,
        "findings": findings(found),
        "outside": list(found.outside[:MOST_KEPT]),
        "unseen": list(found.unseen[:MOST_KEPT]),
    }
    append_event(session, record, CHECKED, body, by=by, at=at)


def findings(found: Coverage) -> int:
    """How many matters nobody would review; of each kind the first hundred are counted."""
    return len(found.outside) + len(found.unseen)


def check_and_tell(database: Database, config_dir: Path, at: datetime) -> int:
    """The nightly check, in the system's name; how many matters nobody would review."""
    found = check_reviews(database, config_dir, at)
    with database.writing() as session, session.begin():
        tell_check(act_as(session, SYSTEM), found, by=SYSTEM, at=at)
    return findings(found)
