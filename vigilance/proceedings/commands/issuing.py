"""Issuing a letter: its number and date are taken, and the paper that goes out is kept on the file, sealed."""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.numbering import LETTER_MARK, letter_number
from vigilance.domain.words import Words
from vigilance.domain.workflows.letter import LETTER, LetterAction
from vigilance.evidence.commands import Upload, add_papers, store_papers
from vigilance.evidence.queries import record_recipient
from vigilance.proceedings.commands.letters import locked, move, tell
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_pdf import Sheet, letter_pdf
from vigilance.proceedings.letters import LETTERS
from vigilance.records.commands import next_in_series
from vigilance.records.models import Tier
from vigilance.sealing.spool import spool_of

PDF = "application/pdf"


def issue(
    session: Session, letter: Letter, text: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Give an approved letter its number and date and keep it as a paper; `text` is its own, opened by the caller.

    The number stands on the paper, so the paper is made when it has been taken: the series waits for it.
    """
    record, before, day = locked(session, letter), letter.state, ist_day(at)
    step = LETTER.take(before, LetterAction.ISSUE, by.roles, ())
    code = office.settings.office_code
    serial = next_in_series(session, f"{code}-{LETTER_MARK}-{day.year}")
    letter.number, letter.issued_on = letter_number(code, day.year, serial), day
    pdf = letter_pdf(issued_sheet(letter, text), office.settings, at)
    upload = Upload(f"{letter.number}.pdf", spool_of(pdf), PDF)
    recipient = record_recipient(session, record.id)
    stored = store_papers([upload], recipient, office.settings.blobs_dir)
    papers = add_papers(session, record, stored, by=by, at=at)
    letter.paper_number = papers[0].number
    letter.sha256 = hashlib.sha256(pdf).digest() if record.tier is Tier.ORDINARY else None
    move(letter, step)
    tell(session, record, letter, step, before=before, by=by, at=at, rows=papers)


def issued_sheet(letter: Letter, text: str, mark: Words | None = None) -> Sheet:
    """The letter as it goes out, or marked as one that does not."""
    return Sheet(
        language=letter.language,
        text=text,
        addressee=None if LETTERS[letter.kind].is_order else letter.addressee,
        number=letter.number,
        day=letter.issued_on,
        mark=mark,
    )
