"""Taking a report out of the office: its number, and its entries on the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.records.commands import next_in_series, system_record
from vigilance.returns.shapes import Asked

ORDERED = "report-ordered"
EXPORTED = "report-exported"
TAKEN = "report-taken"


@dataclass(frozen=True, slots=True)
class ExportTold:
    """What the ledger says of one export, whatever is done with it."""

    number: str
    report: str
    asked: Asked
    form: str

    @property
    def body(self) -> dict[str, Any]:
        """As the ledger has it."""
        return {
            "number": self.number,
            "report": self.report,
            "from": self.asked.since.isoformat(),
            "to": self.asked.until.isoformat(),
            "filters": dict(self.asked.chosen),
            "format": self.form,
        }


def next_export_number(session: Session, at: datetime) -> str:
    """The number of the next export: EXP/2026/14."""
    year = ist_day(at).year
    return f"EXP/{year}/{next_in_series(session, f'export/{year}')}"


def tell_ordered(session: Session, told: ExportTold, *, by: Actor, at: datetime) -> None:
    """Put on the ledger who ordered what; the session acts as the system."""
    _tell(session, ORDERED, told.body, by=by, at=at)


def tell_export(
    session: Session, told: ExportTold, rows: int, sha256: bytes, *, by: Actor, at: datetime
) -> None:
    """Put on the ledger what was made for whom; the session acts as the system."""
    made = {"count": rows, "sha256": sha256.hex()}
    _tell(session, EXPORTED, told.body | made, by=by, at=at)


def tell_taken(session: Session, number: str, *, by: Actor, at: datetime) -> None:
    """Put on the ledger that an ordered file was taken out; the session acts as the system."""
    _tell(session, TAKEN, {"number": number}, by=by, at=at)


def _tell(session: Session, what: str, body: dict[str, Any], *, by: Actor, at: datetime) -> None:
    append_event(session, system_record(session, "reports", at=at), what, body, by=by, at=at)
