"""The relay: the one place where an address is in clear, for the moment in which a message goes out."""

import hashlib
import os
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from vigilance.correspondence.notices import Letter
from vigilance.domain.errors import NotDelivered
from vigilance.settings import Settings

TIMEOUT_SECONDS = 20
_MARKS = ',;<>()[]\\"'
"""Signs that make one address two, or a name of it."""
PERMANENT = 500
"""From this code on a mail server says that trying again will not help (RFC 5321)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threaded:
    """What makes answers find their way: the address for them, the mail this one answers, and ours before it."""

    reply_to: str | None = None
    answers: str | None = None
    earlier: str | None = None

    @property
    def references(self) -> str:
        """The earlier mails, as a header names them."""
        return " ".join(f"<{name}>" for name in (self.earlier, self.answers) if name)


def deliver_mail(
    settings: Settings,
    to: str,
    letter: Letter,
    *,
    effect_key: str,
    at: datetime,
    threaded: Threaded,
) -> str:
    """Send one mail, or lay it down where no server is named, and give its Message-ID without angle brackets.

    The Message-ID is made from the effect's key: a mail that is sent twice by a crash is the same mail twice.
    NotDelivered says whether to try again.
    """
    name = _name_of(effect_key)
    mail_name = f"{name}@{settings.mail_from.rpartition('@')[2]}"
    mail = _mail(settings, to, letter, at)
    mail["Message-ID"] = f"<{mail_name}>"
    mail["Auto-Submitted"] = "auto-replied" if threaded.answers else "auto-generated"
    if threaded.reply_to:
        mail["Reply-To"] = threaded.reply_to
    if threaded.references:
        mail["In-Reply-To"] = f"<{threaded.answers or threaded.earlier}>"
        mail["References"] = threaded.references
    if settings.smtp_host:
        _send(settings, mail)
    else:
        _lay_down(settings.outbox_dir / f"{name}.eml", mail.as_bytes())
    return mail_name


def lay_down_text(settings: Settings, to: str, letter: Letter, *, effect_key: str) -> None:
    """A short text as a file, for whoever carries it, where no provider is named."""
    path = settings.outbox_dir / f"{_name_of(effect_key)}.sms"
    _lay_down(path, f"To: {to}\n\n{letter.text}\n".encode())


def _name_of(effect_key: str) -> str:
    return hashlib.sha256(effect_key.encode()).hexdigest()[:32]


def _mail(settings: Settings, to: str, letter: Letter, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = _address(to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail.set_content(letter.text)
    return mail


def _address(text: str) -> Address:
    """The address, in any script; NotDelivered where no header may hold it (hostile input 66)."""
    local, at, domain = text.rpartition("@")
    plain = all(sign.isprintable() and not sign.isspace() for sign in text)
    if not (at and local and domain and plain) or not set(_MARKS).isdisjoint(text):
        raise NotDelivered("address-unusable", retry=False)
    return Address(username=local, domain=domain)


def _send(settings: Settings, mail: EmailMessage) -> None:
    try:
        with smtplib.SMTP(
            settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS
        ) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            _hand_over(server, mail)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise NotDelivered(f"refused {codes}", retry=max(codes) < PERMANENT) from None
    except smtplib.SMTPAuthenticationError:
        raise NotDelivered("token-refused", retry=True) from None
    except smtplib.SMTPResponseException as error:
        detail = f"{type(error).__name__} {error.smtp_code}"
        raise NotDelivered(detail, retry=error.smtp_code < PERMANENT) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(f"server-away {type(error).__name__}", retry=True) from None


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """A server that cannot take an address in Hindi letters is not down: this one mail waits for a person."""
    try:
        server.send_message(mail)
    except smtplib.SMTPNotSupportedError:
        raise NotDelivered("address-unusable", retry=False) from None


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
