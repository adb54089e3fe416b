"""The files a message points to, wanted for a record that stands: fetched by the job and added as its papers."""

import uuid

from sqlalchemy.orm import Session

from vigilance.arrivals.media_queue import hand_to_record, want
from vigilance.arrivals.models import ArrivedMessage
from vigilance.arrivals.work import Work
from vigilance.domain.message import InboundMessage


def want_files(
    session: Session,
    work: Work,
    message: InboundMessage,
    arrived: ArrivedMessage,
    record_id: uuid.UUID,
) -> None:
    """Have the files fetched that did not come with the message itself."""
    ids = []
    for each in message.attachments:
        if each.media and not each.content:
            ids.append(uuid.uuid4())
            want(
                session, arrived, each, fetch_id=ids[-1], kept=False,
                days=work.accounts.of(work.channel).media_days, office=work.office, at=work.at,
            )  # fmt: skip
    session.flush()
    hand_to_record(session, ids, record_id, at=work.at)
