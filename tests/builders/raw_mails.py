"""Raw mails: the authored ones of tests/payloads/email, and those no honest program would write."""

from pathlib import Path

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads" / "email"
HEAD = b"From: Ram <ram@example.com>\r\nTo: sahayata@example.com\r\nDate: Mon, 1 Jun 2026 10:00:00 +0530\r\n"
HINDI = "पेंशन के लिए पैसे माँगे।".encode()


def payload(name):
    return (PAYLOADS / f"{name}.eml").read_bytes()


def every_payload():
    return sorted(PAYLOADS.glob("*.eml"))


def with_header(line, body=b"hello"):
    return HEAD + line + b"\r\n\r\n" + body


def nested(depth):
    opened = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(depth)
    )
    return HEAD + b"".join(opened) + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def many_parts(count):
    head = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"--b\r\n\r\nfirst words\r\n" + b"--b\r\n\r\n" * count


def of_type(content_type, body):
    return with_header(b"Content-Type: " + content_type, body)
