"""Calls that another system tells us of: the recorded message of the IVR, and its recording when it is fetched."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.office import Office
from vigilance.domain.lanes import Channel
from vigilance.domain.message import ContactKind, InboundMessage
from vigilance.helpline.call_seals import keep_typed
from vigilance.helpline.commands.desk import new_call
from vigilance.helpline.commands.registering import add_recording, recording_recipient
from vigilance.helpline.models import CallSource, CallStage, PhoneCall
from vigilance.helpline.queries import IVR, call_by_external
from vigilance.identities.contacts import normal_number

__all__ = ["add_recording", "call_of_message", "recording_recipient", "take_ivr_call"]

LANGUAGES = frozenset({"hi", "en"})
LONGEST_SECONDS = 7


def take_ivr_call(
    session: Session, message: InboundMessage, *, office: Office, at: datetime
) -> PhoneCall:
    """Open a call "to be written up" for a message left with the telephone system; the same message is the same call.

    A call with nothing but a number is one to be called back. Its recording is fetched later: seal it to
    `recording_recipient`, then `add_recording`.
    """
    known = call_of_message(session, message.external_id)
    if known is not None:
        return known
    number = _number_of(message)
    said_something = bool(message.text or message.attachments)
    call = new_call(
        session,
        stage=CallStage.TO_WRITE_UP if said_something or not number else CallStage.CALL_BACK,
        source=CallSource.IVR,
        channel=Channel.PHONE,
        language=message.language if message.language in LANGUAGES else "hi",
        at=min(
            message.sent_at or at, at
        ),  # a telephone system whose clock is fast brings no call of tomorrow
        office=office,
        number=number,
        external_id=f"{IVR}{message.external_id}",
    )
    seconds = message.fields.get("seconds", "")
    call.seconds = int(seconds) if seconds.isdecimal() and len(seconds) < LONGEST_SECONDS else None
    if message.text:
        keep_typed(office, call, {"text": message.text})
    session.flush()
    return call


def call_of_message(session: Session, external_id: str) -> PhoneCall | None:
    """The call that the telephone system named so."""
    return call_by_external(session, f"{IVR}{external_id}")


def _number_of(message: InboundMessage) -> str | None:
    sender = message.sender
    if sender is None or sender.kind is not ContactKind.MOBILE:
        return None
    return normal_number(sender.address)
