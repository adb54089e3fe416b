"""The relay: the one place where an address is in clear, for the moment in which a message goes out."""

import hashlib
import os
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from vigilance.correspondence.notices import Letter
from vigilance.domain.errors import NotDelivered
from vigilance.identities.commands import AddressKind
from vigilance.sealing.relay import RelayAddress
from vigilance.settings import Settings

TIMEOUT_SECONDS = 20
PERMANENT = 500
"""From this code on a mail server says that trying again will not help (RFC 5321)."""


def deliver(
    settings: Settings, to: RelayAddress, letter: Letter, *, effect_key: str, at: datetime
) -> None:
    """Send one message, or lay it down where no server is named; NotDelivered says whether to try again.

    The Message-ID is made from the effect's key: a message that is sent twice by a crash is the same message twice.
    """
    name = hashlib.sha256(effect_key.encode()).hexdigest()[:32]
    if to.kind != AddressKind.EMAIL:
        _lay_down(
            settings.outbox_dir / f"{name}.sms", f"To: {to.address}\n\n{letter.text}\n".encode()
        )
        return
    mail = _mail(settings, to, letter, name, at)
    if settings.smtp_host:
        _send(settings, mail)
    else:
        _lay_down(settings.outbox_dir / f"{name}.eml", mail.as_bytes())


def _mail(
    settings: Settings, to: RelayAddress, letter: Letter, name: str, at: datetime
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = to.address
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{name}@{settings.mail_from.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    return mail


def _send(settings: Settings, mail: EmailMessage) -> None:
    try:
        with smtplib.SMTP(
            settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS
        ) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise NotDelivered(f"refused {codes}", retry=max(codes) < PERMANENT) from None
    except smtplib.SMTPResponseException as error:
        detail = f"{type(error).__name__} {error.smtp_code}"
        raise NotDelivered(detail, retry=error.smtp_code < PERMANENT) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(type(error).__name__, retry=True) from None


def _lay_down(path: Path, content: bytes) -> None:
    """A file for whoever carries the messages; the same message again takes its own place."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = path.with_suffix(".coming")
    handle = os.open(coming, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    coming.rename(path)
