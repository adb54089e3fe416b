"""A chat with the office as it goes through the whole pipeline: taken, understood, answered, registered."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from tests.servers.cloud_api import text_message, voice_note, webhook
from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.understanding import understand_due
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Reply
from vigilance.correspondence.replies import Content
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.keyring import KeyName

MOBILE = "9000000571"
STORY = "block office ke babu ne pension ke liye do hazar rupaye maange aur form rok diya"
BEGUN = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@dataclass
class Chat:
    """One office, and one person who writes to it by WhatsApp; `now` moves with what he does."""

    database: object
    office: object
    mobile: str = MOBILE
    now: datetime = BEGUN
    number: int = field(default=0)

    def deliver(
        self, raw: bytes, channel: Channel = Channel.WHATSAPP, account: str = "100200300400500"
    ) -> None:
        """A webhook's body comes and is understood."""
        with self.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            take_arrival(
                session, channel=channel, account=account, provider_key=key_of_content(raw), raw=raw,
                at=self.now, office=self.office,
            )  # fmt: skip
        understand_due(self.database, self.office, self.now)

    def send(self, *messages: dict) -> None:
        self.deliver(json.dumps(webhook(*messages)).encode())

    def text(self, text: str, at: datetime | None = None, wamid: str | None = None) -> dict:
        self.number += 1
        name = wamid or f"wamid.{self.mobile}.{self.number}"
        return text_message(self.mobile, text, wamid=name, at=int((at or self.now).timestamp()))

    def voice(self, media: str) -> dict:
        self.number += 1
        return voice_note(
            self.mobile,
            media,
            wamid=f"wamid.{self.mobile}.{self.number}",
            at=int(self.now.timestamp()),
        )

    def says(self, *texts: str) -> list[str]:
        """Each text in a body of its own; then the burst is over. What is answered, in words."""
        before = len(self.replies())
        for text in texts:
            self.send(self.text(text))
        self.waits(4)
        return self.replies()[before:]

    def waits(self, seconds: float) -> int:
        """Time passes and the job runs."""
        self.now += timedelta(seconds=seconds)
        return attend_due(self.database, self.office, self.now)

    def replies(self) -> list[str]:
        private = self.office.keyring.private(KeyName.RELAY)
        with self.database.reading() as session:
            found = session.scalars(select(Reply).order_by(Reply.made_at, Reply.effect_key)).all()
        return [Content.opened(private, each.content_sealed).text for each in found]

    def complaints(self) -> list[Complaint]:
        with self.database.reading() as session:
            act_as(session, SYSTEM)
            return list(session.scalars(select(Complaint).order_by(Complaint.number)))

    def rows(self, kind: type) -> list:
        with self.database.reading() as session:
            act_as(session, SYSTEM)
            return list(session.scalars(select(kind)))

    @property
    def conversation(self) -> Conversation:
        (found,) = self.rows(Conversation)
        return found
