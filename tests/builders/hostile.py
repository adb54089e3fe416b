"""What a hostile client sends, and how every refusal must look."""

import io

from sqlalchemy import func, select

from tests.builders.forms import page_of, said
from vigilance.complaints.models import Complaint

URL = "/complaints?lang=en"
FORM = "application/x-www-form-urlencoded"
WORDS = "बाबू पैसे माँग रहे हैं।"
PUBLIC = (
    "/",
    "/complaints/new",
    "/complaints/track",
    "/schemes",
    "/transparency",
    "/privacy",
    "/security",
    "/accessibility",
)


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def refused(answer, session, *statuses):
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.content_type == "text/html; charset=utf-8"
    assert page_of(answer).find(".//h1") is not None
    assert stored(session) == 0
    return said(answer)


class Unread(io.RawIOBase):
    """A body that must not be read; it counts what is asked of it."""

    def __init__(self):
        self.taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


def unread(client, body, **environ):
    """Post this body as the server would hand it in."""
    overrides = {"wsgi.input": body, **environ}
    return client.post(
        URL, content_type="multipart/form-data; boundary=b", environ_overrides=overrides
    )


def multipart(*parts, boundary=b"b"):
    return (
        b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
        + b"--"
        + boundary
        + b"--\r\n"
    )


def field(name, value):
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
