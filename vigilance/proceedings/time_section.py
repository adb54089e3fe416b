"""The part of a case's file that says on whose side its time went."""

from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.cases.sections import Place, register_section
from vigilance.complaints.file_shown import FileShown
from vigilance.domain.parties import Side
from vigilance.proceedings.time_split import time_of_case
from vigilance.web.clock import today
from vigilance.web.labels import label_of
from vigilance.web.language import language


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side's days as a part of the bar."""

    side: Side
    label: str
    count: int
    net: int
    overdue: bool = False


def time_section(session: Session, case: Case, _file: FileShown) -> str:
    """The table and the bar, or nothing before any clock began."""
    found = time_of_case(session, case.record_id, today())
    if found is None:
        return ""
    rows = [
        SideShown(share.side, label_of(share.side).said_in(language()), share.gross, share.net)
        for share in found.shares
    ]
    return render_template(
        "proceedings/time-section.html",
        split=found,
        rows=rows,
        total=sum(row.count for row in rows),
    )


def register() -> None:
    """Put it on every case's file."""
    register_section(Place.TIME, time_section)
