"""Mails of invented persons, as their mail programs send them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

SENT = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
OFFICE = "sahayata@example.com"
SITA = "सीता देवी <sita@example.com>"
TEXT = "पेंशन के सत्यापन के लिए बाबू पाँच सौ रुपये माँग रहे हैं। कृपया जाँच करें।"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"


def a_mail(
    text: str = TEXT,
    *,
    sender: str = SITA,
    to: str = OFFICE,
    subject: str | None = "पेंशन में रिश्वत",
    name: str | None = "one@mail.example.com",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A mail; `files` are name, media type and bytes, further headers have underscores for dashes."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Date"] = sender, to, format_datetime(SENT)
    if subject is not None:
        mail["Subject"] = subject
    if name is not None:
        mail["Message-ID"] = f"<{name}>"
    for header, value in headers.items():
        mail[header.replace("_", "-")] = value
    mail.set_content(text)
    for file, media_type, content in files:
        main, _, sub = media_type.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=file)
    return mail.as_bytes()


def a_status(
    of: str, action: str, *, recipient: str = "sita@example.com", to: str = OFFICE
) -> bytes:
    """A mail server's report on the mail of this name: delivered, delayed, relayed."""
    return (
        a_bounce(of, to=to, recipient=recipient)
        .replace(b"Action: failed\r\nStatus: 5.1.1", f"Action: {action}\r\nStatus: 2.0.0".encode())
        .replace(b"Undelivered Mail Returned to Sender", b"Delivery Status")
        .replace(b"<bounce@example.com>", f"<{action}@example.com>".encode())
    )


def a_read_receipt(of: str, disposition: str = "displayed", *, sender: str = SITA) -> bytes:
    """A mail program's word that the mail of this name was opened, or thrown away unread."""
    return (
        f"From: {sender}\r\nTo: {OFFICE}\r\nSubject: Read: x\r\nMessage-ID: <mdn-{disposition}@example.com>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nRead.\r\n"
        "--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
        f"Final-Recipient: rfc822; sita@example.com\r\nOriginal-Message-ID: <{of}>\r\n"
        f"Disposition: manual-action/MDN-sent-manually; {disposition}\r\n\r\n--b--\r\n"
    ).encode()


def a_bounce(of: str, *, to: str = OFFICE, recipient: str = "sita@example.com") -> bytes:
    """A mail server's report that the mail of this name came back."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@example.com\r\nTo: {to}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <bounce@example.com>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: {to}\r\nTo: {recipient}\r\n"
        f"Message-ID: <{of}>\r\nSubject: x\r\n\r\ny\r\n--b--\r\n"
    ).encode()
