"""The way of mail between people in the tests: an SMTP server that hands each mail into Dovecot, as Postfix would."""

import email
import email.policy
import smtplib
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

from aiosmtpd.controller import Controller

from tests.servers.dovecot import Dovecot
from tests.servers.postgresql import free_port


class PostOffice:
    """Takes mail on `port`; whoever is `away` answers everything he gets, as a careless program does."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot, self.port = dovecot, free_port()
        self.away: dict[str, dict[str, str]] = {}
        self.answered: list[str] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        """Open."""
        self._controller.start()

    def stop(self) -> None:
        """Close."""
        self._controller.stop(no_assert=True)

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """One mail: into each mailbox it is for."""
        for to in envelope.rcpt_tos:
            self.dovecot.deliver(envelope.content, to, envelope.mail_from)
            if to in self.away:
                self._answer(envelope.content, to)
        return "250 OK"

    def send(self, raw: bytes, to: str) -> None:
        """Send a mail as a person's program does."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as server:
            server.sendmail(
                "person@example.com", [to], raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            )

    def _answer(self, content: bytes, who: str) -> None:
        got = email.message_from_bytes(content, policy=email.policy.default)
        mail = EmailMessage()
        mail["From"], mail["To"] = who, got["Reply-To"] or got["From"]
        mail["Subject"], mail["Message-ID"] = (
            f"Re: {got['Subject']}",
            make_msgid(domain="example.com"),
        )
        mail["In-Reply-To"] = mail["References"] = got["Message-ID"]
        for name, value in self.away[who].items():
            mail[name] = value
        mail.set_content("मैं दस दिन के अवकाश पर हूँ।")
        self.answered.append(who)
        self.dovecot.deliver(mail.as_bytes(), parseaddr(mail["To"])[1], who)
