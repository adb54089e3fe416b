"""Taking a report out of the office: its number, and its entry on the ledger."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.records.commands import next_in_series, system_record
from vigilance.returns.shapes import Asked

EXPORTED = "report-exported"


@dataclass(frozen=True, slots=True)
class ExportTold:
    """What the ledger says of one export."""

    number: str
    report: str
    asked: Asked
    form: str
    rows: int
    sha256: bytes


def next_export_number(session: Session, at: datetime) -> str:
    """The number of the next export: EXP/2026/14."""
    year = ist_day(at).year
    return f"EXP/{year}/{next_in_series(session, f'export/{year}')}"


def tell_export(session: Session, told: ExportTold, *, by: Actor, at: datetime) -> None:
    """Put on the ledger who took what out; the session acts as the system."""
    body = {
        "number": told.number,
        "report": told.report,
        "from": told.asked.since.isoformat(),
        "to": told.asked.until.isoformat(),
        "filters": dict(told.asked.chosen),
        "format": told.form,
        "count": told.rows,
        "sha256": told.sha256.hex(),
    }
    append_event(session, system_record(session, "reports", at=at), EXPORTED, body, by=by, at=at)
