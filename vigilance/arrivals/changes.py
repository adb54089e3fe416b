"""A sender who changes or takes back what he said: the first words stay, what he did is told (hostile input 81)."""

from dataclasses import replace

from vigilance.arrivals import chat
from vigilance.arrivals.attaching import attach_message
from vigilance.arrivals.contents import language_of, words_of
from vigilance.arrivals.hold import hold
from vigilance.arrivals.hold import note as note_only
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.work import Work, sender_digest, settle, settled
from vigilance.audit.commands import append_event
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.domain.message import InboundMessage, MessageKind

CHANGED = {
    "hi": "भेजने वाले ने यह संदेश बदला:",
    "en": "The sender changed this message:",
}
SENDER_DELETED = "sender-deleted"
UNKNOWN_ORIGINAL = "unknown-original"
OTHER_SENDER = "other-sender"
OF_A_HELD_MESSAGE = "of-a-held-message"


def note(work: Work, message: InboundMessage, position: int) -> None:
    """Put an edit or a deletion where its message went."""
    first = _original(work, message)
    if first is None:
        note_only(work, message, position, reason=UNKNOWN_ORIGINAL)
    elif _another(work, message, first):
        hold(work, message, position, reason=OTHER_SENDER, suggested_id=first.record_id)
    elif first.record_id is not None and message.kind is MessageKind.EDIT:
        attach_message(work, changed(message), position, first.record_id)
    elif first.outcome is Outcome.CONVERSATION and message.kind is MessageKind.EDIT:
        chat.change(work, message, position)
    elif first.record_id is not None:
        _tell_deletion(work, message, position, first)
    elif first.outcome is Outcome.HELD:
        hold(work, message, position, reason=OF_A_HELD_MESSAGE)
    else:
        note_only(work, message, position)


def changed(message: InboundMessage) -> InboundMessage:
    """The edit as a message of its own, which says that it is one; files are those of the first message."""
    language = language_of(message)
    said = f"{CHANGED[language]}\n\n{words_of(message, language)}"
    return replace(message, text=said, subject=None, location=None, attachments=())


def _original(work: Work, message: InboundMessage) -> ArrivedMessage | None:
    if message.refers_to is None:
        return None
    with work.database.reading() as session:
        return settled(act_as(session, SYSTEM), work, message.refers_to)


def _another(work: Work, message: InboundMessage, first: ArrivedMessage) -> bool:
    """Whether somebody else than the first sender says this; some providers leave the sender of a deletion out."""
    now = sender_digest(message, work.office.index_key)
    return now is not None and first.sender_digest is not None and now != first.sender_digest


def _tell_deletion(
    work: Work, message: InboundMessage, position: int, first: ArrivedMessage
) -> None:
    """The content stays; the record's ledger says that its sender took it back."""
    if first.record_id is None:
        raise ValueError("a deletion is told to a record")
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        record = complaint_of(session, first.record_id).record
        append_event(
            session, record, SENDER_DELETED, {"arrival": work.arrival_sha256},
            by=complainant_of(record.id), at=work.at,
        )  # fmt: skip
        settle(session, work, message, Outcome.ATTACHED, position=position, record_id=record.id)
