"""A paper that an officer asks for, in his sight or not there; and its bytes, as the host for files hands them over."""

from dataclasses import dataclass

from flask import Response
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.file_record import record_of_file
from vigilance.complaints.downloads import download, download_without_place, drawn
from vigilance.complaints.file_shown import reads_source
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.evidence.file_host import hands_over
from vigilance.evidence.inspection_shown import inspection_of, is_positive
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper, PaperInspection, PaperPreview
from vigilance.evidence.preview_shown import preview_of
from vigilance.evidence.queries import paper_by_number
from vigilance.records.models import Record
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.clock import now
from vigilance.web.session import current_session

ORIGINAL, WARNED, WITHOUT_PLACE, PICTURE = "paper", "warned-paper", "paper-without-place", "preview"
"""What is handed over, as tickets name it. A paper the scanner warns of is another thing than a paper."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper in sight of this officer, and what is known of it."""

    record: Record
    paper: Paper
    found: PaperInspection | None
    preview: PaperPreview | None

    @property
    def positive(self) -> bool:
        """Whether the scanner warns of it."""
        return is_positive(self.found)

    def key(self, session: Session) -> CaseKey:
        """The record's key; who opens it is counted."""
        holder = current_office().holder
        return open_record_key(session, self.record.id, holder, current_actor(), now())


def asked_for(session: Session, number: str, paper: int) -> Asked:
    """The paper of this number; NotFound where the record or its source is out of this officer's sight."""
    record = record_of_file(session, number)
    if not reads_source(record):
        raise NotFound("paper")
    found = paper_by_number(session, record.id, paper)
    return Asked(record, found, inspection_of(session, found), preview_of(session, found))


@hands_over(ORIGINAL, Permission.PAPER_READ)
def _original(number: str, paper: int) -> Response | None:
    session = current_session()
    asked = asked_for(session, number, paper)
    return None if asked.positive else download(asked.paper, asked.key(session), current_office())


@hands_over(WARNED, Permission.PAPER_READ)
def _warned(number: str, paper: int) -> Response:
    session = current_session()
    asked = asked_for(session, number, paper)
    return download(asked.paper, asked.key(session), current_office())


@hands_over(WITHOUT_PLACE, Permission.PAPER_READ)
def _without_place(number: str, paper: int) -> Response | None:
    session = current_session()
    asked = asked_for(session, number, paper)
    if asked.positive:
        return None
    return download_without_place(asked.paper, asked.key(session), current_office())


@hands_over(PICTURE, Permission.PAPER_READ)
def _picture(number: str, paper: int, sheet: int) -> Response | None:
    session = current_session()
    asked = asked_for(session, number, paper)
    if asked.positive or asked.preview is None:
        return None
    return drawn(asked.preview, sheet, asked.key(session), current_office())
