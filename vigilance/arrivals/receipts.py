"""A provider's word on what became of a message of ours."""

from vigilance.arrivals.hold import note as note_only
from vigilance.arrivals.models import Outcome
from vigilance.arrivals.work import Work, settle
from vigilance.correspondence.delivery import mark_delivery
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage

UNKNOWN_ORIGINAL = "unknown-original"


def note(work: Work, message: InboundMessage, position: int) -> None:
    """Tell the outbox; a receipt of something we did not send is put down as that."""
    if message.refers_to is None or message.delivery is None:
        note_only(work, message, position, reason=UNKNOWN_ORIGINAL)
        return
    channel = work.account if work.channel is Channel.PHONE else work.channel
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        known = mark_delivery(
            session, channel, message.refers_to, message.delivery, message.sent_at or work.at
        )
        settle(
            session, work, message, Outcome.NOTED, position=position,
            reason=None if known else UNKNOWN_ORIGINAL,
        )  # fmt: skip
