"""Mails to officers that say only that something lies on their desk: a mail is read by others."""

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.correspondence.notices import Letter
from vigilance.database.engine import Database
from vigilance.domain.errors import NotDelivered
from vigilance.domain.words import Words
from vigilance.settings import Settings

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeskMail:
    """What is said of one kind of thing; `{address}` in the text is where the desk is."""

    kind: str
    subject: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Owed:
    """A mail that has not gone out: of which thing, to which address, in which language."""

    id: uuid.UUID
    to: str
    language: str


Mark = Callable[[Session, uuid.UUID, datetime], None]


def tell_officers(
    database: Database,
    settings: Settings,
    said: DeskMail,
    owed: Sequence[Owed],
    mark: Mark,
    *,
    at: datetime,
) -> None:
    """Send what is owed and mark each as told, one transaction a mail; a server that is away is tried by the next run.

    An address that no mail can reach is marked too: the desk itself shows what the mail would have announced.
    """
    from vigilance.correspondence.relay import Threaded, deliver_mail  # noqa: PLC0415 -- a mailer, for jobs: no page mails

    address = f"{settings.base_url}/office"
    for mail in owed:
        text = said.text.said_in(mail.language).format(address=address)
        letter = Letter(said.subject.said_in(mail.language), text)
        try:
            key = f"{said.kind} {mail.id}"
            deliver_mail(settings, mail.to, letter, effect_key=key, at=at, threaded=Threaded())
        except NotDelivered as error:
            LOG.warning("a mail to an officer did not go out: %s", said.kind)
            if error.retry:
                return
        with database.writing() as session, session.begin():
            mark(session, mail.id, at)
