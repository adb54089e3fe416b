"""Behind a real Postfix: what is not kept waits with it and is tried again, and what is too large goes back with words."""

import email
import subprocess
import time
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.builders.mails import TEXT, a_mail
from tests.drills.server import BIN, ROOT, OfficeProcess, free_port
from tests.servers.postfix import required_postfix
from vigilance.arrivals.models import Arrival
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
PATIENCE = 60


class Sink:
    """Where everything goes that is not for the office: bounces."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, _server, _talk, envelope):  # noqa: N802 - aiosmtpd's name
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"


@pytest.fixture(scope="module")
def sink():
    handler = Sink()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    handler.port = server.port
    yield handler
    server.stop()


@pytest.fixture(scope="module")
def lmtp_port():
    return free_port()


@pytest.fixture(scope="module")
def postfix(lmtp_port, sink):
    server = required_postfix(lmtp_port, sink.port)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = OfficeProcess(tmp_path_factory.mktemp("lmtp-office"))
    made.run("init")
    return made


@contextmanager
def taking(office, port, **environment):
    """`vigilance channels lmtp` at work."""
    process = subprocess.Popen(
        [BIN / "vigilance", "channels", "lmtp", "--port", str(port)],
        env=office.environ | environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline().startswith("LMTP on")
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)
        assert process.returncode == 0


def kept(office):
    database = Database(f"sqlite:///{office.home}/vigilance.db")
    try:
        with database.reading() as session:
            found = act_as(session, SYSTEM).scalars(select(Arrival).order_by(Arrival.received_at))
            return [(each.account, each.size > len(TEXT), each.repeats) for each in found]
    finally:
        database.dispose()


def until(holds, said):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, said()
        time.sleep(0.2)


def test_postfix_keeps_what_cannot_be_taken_and_hands_it_over_later_once(
    office, postfix, lmtp_port
):
    postfix.hand_in(a_mail(name="nobody-listens@mail.example.com"))
    until(lambda: "Connection refused" in "".join(postfix.waiting), lambda: postfix.log[-3000:])
    before = kept(office)

    with taking(office, lmtp_port, VIGILANCE_DISK_REFUSE_BYTES=str(10**18)):
        until(lambda: "4.3.0 Not stored now" in postfix.log, lambda: postfix.log[-3000:])
    refused, waiting = kept(office), len(postfix.waiting)
    with taking(office, lmtp_port):
        postfix.emptied()

    assert (before, refused, waiting) == ([], [], 1)
    assert kept(office) == [("lmtp", True, 0)]
    assert "status=sent (250 2.0.0 Kept)" in postfix.log


def test_a_mail_that_is_too_large_goes_back_to_its_sender_with_words(
    office, postfix, lmtp_port, sink
):
    before = kept(office)
    large = a_mail(files=(("बड़ी.bin", "application/octet-stream", b"x" * 20 * 1024 * 1024),))
    assert len(large) > 25 * 1024 * 1024

    with taking(office, lmtp_port):
        postfix.hand_in(large, sender="sita@example.com")
        until(lambda: sink.taken, lambda: postfix.log[-3000:])
        postfix.emptied()

    (recipients, bounce) = sink.taken[0]
    words = " ".join(email.message_from_bytes(bounce).get_payload(0).get_payload().split())
    assert recipients == ["sita@example.com"]
    assert "exceeds size limit 26214400" in words
    assert kept(office) == before
