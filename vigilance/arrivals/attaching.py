"""A message that belongs to a complaint that stands already: its words, its files and its settling at once."""

import uuid

from vigilance.arrivals.contents import cut_text, flagged, language_of, uploads_of, words_of
from vigilance.arrivals.media_wanted import want_files
from vigilance.arrivals.models import Outcome
from vigilance.arrivals.registering import Within
from vigilance.arrivals.work import Work, settle
from vigilance.complaints.commands.tracking import add_message, add_more_papers
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.domain.message import InboundMessage
from vigilance.evidence.commands import StoredPaper, Upload, store_papers
from vigilance.evidence.queries import record_recipient


def attach_message(
    work: Work,
    message: InboundMessage,
    position: int,
    record_id: uuid.UUID,
    *,
    text: str | None = None,
    within: Within | None = None,
    reason: str | None = None,
) -> None:
    """Add the message to this record as its complainant's; `text` where other words than its own are to be kept.

    A record of the protected tier gets the words sealed to it and to its mailbox, as from its own page.
    AlreadyReceived where the message was settled before; nothing is then added.
    """
    language = language_of(message, work.office.settings.default_language)
    own = text if text is not None else words_of(message, language, subject=False)
    said, whole = cut_text(own, language)
    stored = _stored(work, message, record_id, whole)
    by = complainant_of(record_id)
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        add_message(session, record_id, said, by=by, at=work.at)
        if stored:
            add_more_papers(session, record_id, stored, by=by, at=work.at)
        arrived = settle(
            session, work, message, Outcome.ATTACHED, position=position, record_id=record_id,
            reason=reason,
        )  # fmt: skip
        want_files(session, work, message, arrived, record_id)
        if within is not None:
            within(session, record_id)


def _stored(
    work: Work, message: InboundMessage, record_id: uuid.UUID, whole: tuple[Upload, ...]
) -> tuple[StoredPaper, ...]:
    """The files on the disk, sealed to the record's key, before the transaction begins."""
    uploads = (*whole, *uploads_of(message))
    if not uploads:
        return ()
    with work.database.reading() as session:
        recipient = record_recipient(act_as(session, SYSTEM), record_id)
    stored = store_papers(uploads, recipient, work.office.settings.blobs_dir)
    return flagged(stored, message, len(whole))
