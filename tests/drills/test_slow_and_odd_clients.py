"""The server that `vigilance run` starts, met by clients that are slow, odd or hostile at the wire (security.md 7)."""

import re
import socket
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from tests.drills.server import OfficeProcess
from vigilance.web.front import PATIENCE_SECONDS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SLOW = 200
ABORTED = 1000
TEXT = "पेंशन के लिए पैसे माँगे।"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    server = OfficeProcess(tmp_path_factory.mktemp("wire-office"))
    server.run("init")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def head(office):
    """A request line and the headers that every client sends, before those of the case."""
    return b"POST /complaints HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % office.port


FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def connected(office):
    talk = socket.create_connection(("127.0.0.1", office.port), timeout=2 * PATIENCE_SECONDS)
    return closing(talk)


def file_one(office):
    """A normal submission, as a phone without haste sends it."""
    body = {"text": TEXT, "language": "hi"}
    return httpx.post(f"{office.url}/api/v1/complaints", json=body, timeout=60).status_code


@contextmanager
def slow_clients(office, head, every=1.0):
    """Clients that announce a body and send one byte of it a second."""
    talks = [socket.create_connection(("127.0.0.1", office.port)) for _ in range(SLOW)]
    done = threading.Event()
    for talk in talks:
        talk.sendall(head + FORM + b"Content-Length: 5000\r\n\r\ntext=")

    def drip():
        while not done.wait(every):
            for talk in talks:
                try:
                    talk.sendall(b"a")
                except OSError:
                    continue  # it was cut off, as it should be

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield talks
    finally:
        done.set()
        dripping.join()
        for talk in talks:
            talk.close()


def status_of(talk):
    """The first status line that comes back; empty where the connection is cut without one."""
    talk.settimeout(2 * PATIENCE_SECONDS)
    try:
        return talk.recv(4096).partition(b"\r\n")[0]
    except OSError:
        return b""


def test_3_two_hundred_slow_clients_do_not_stop_a_submission_and_are_cut_off(office, head):
    with slow_clients(office, head) as talks:
        filed = [file_one(office) for _ in range(3)]
        ended = {status_of(talk) for talk in talks}
        after = file_one(office)

    assert (filed, after) == ([201, 201, 201], 201)
    assert ended <= {b"HTTP/1.1 408 Request Timeout", b""}


def test_3_a_client_on_a_bad_line_is_heard_to_its_end(office, head):
    body = b"text=" + b"a" * 4000
    with connected(office) as talk:
        talk.sendall(head + FORM + b"Content-Length: %d\r\n\r\n" % len(body))
        for place in range(0, len(body), 500):
            talk.sendall(body[place : place + 500])
            threading.Event().wait(0.2)
        assert status_of(talk) == b"HTTP/1.1 201 Created"


REFUSED = {
    "two lengths": b"Content-Length: 6\r\nContent-Length: 7\r\n\r\ntext=ab",
    "a list of lengths": b"Content-Length: 6, 6\r\n\r\ntext=a",
    "a signed length": b"Content-Length: +6\r\n\r\ntext=a",
    "a length below nothing": b"Content-Length: -1\r\n\r\ntext=a",
    "no chunk": b"Transfer-Encoding: chunked\r\n\r\nZZ\r\ntext=a\r\n0\r\n\r\n",
    "a chunk beyond all measure": b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\ntext=a\r\n0\r\n\r\n",
    "a chunk longer than it says": b"Transfer-Encoding: chunked\r\n\r\n6\r\ntext=aXX0\r\n\r\n",
    "an unknown coding": b"Transfer-Encoding: xchunked\r\n\r\n6\r\ntext=a\r\n0\r\n\r\n",
    "chunked and then another": b"Transfer-Encoding: chunked, identity\r\n\r\n6\r\ntext=a\r\n0\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\nContent-Length: 6\r\n\r\ntext=a",
    "a zero byte in a value": b"X-A: a\x00b\r\nContent-Length: 6\r\n\r\ntext=a",
    "a zero byte in a name": b"X\x00A: ab\r\nContent-Length: 6\r\n\r\ntext=a",
    "a bare carriage return": b"X-A: a\rb\r\nContent-Length: 6\r\n\r\ntext=a",
    "a folded line": b"X-A: a\r\n b\r\nContent-Length: 6\r\n\r\ntext=a",
    "two hosts": b"Host: evil.example\r\nContent-Length: 6\r\n\r\ntext=a",
}


@pytest.mark.parametrize("case", REFUSED)
def test_14_what_can_be_read_in_two_ways_is_refused(office, head, case):
    with connected(office) as talk:
        talk.sendall(head + FORM + REFUSED[case])
        assert status_of(talk) == b"HTTP/1.1 400 Bad Request"


def test_14_with_a_length_and_chunks_the_chunks_count_and_nothing_after_them_is_a_request(
    office, head
):
    hidden = b"GET /office/sign-in HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % office.port
    both = b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with connected(office) as talk:
        talk.sendall(head + FORM + both + hidden)
        heard = b""
        while piece := talk.recv(65536):
            heard += piece

    assert re.findall(rb"HTTP/1\.1 (\d+)", heard) == [b"422"]


def test_14_a_body_in_chunks_is_a_body(office, head):
    text = f"text={TEXT}".encode()
    with connected(office) as talk:
        chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(text), text)
        talk.sendall(head + FORM + b"Transfer-Encoding: chunked\r\n\r\n" + chunk)
        assert status_of(talk) == b"HTTP/1.1 201 Created"


@pytest.mark.parametrize("address", ["/?q=हिन्दी", "/schemes?x=%ff%fe", "/?" + "a=" * 500])
def test_16_an_address_with_odd_bytes_is_read(office, address):
    with connected(office) as talk:
        talk.sendall(
            b"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % (address.encode(), office.port)
        )
        assert re.match(rb"HTTP/1\.1 (200|400|404) ", status_of(talk))


def test_2_a_body_without_end_is_refused_at_the_limit(office, head):
    with connected(office) as talk:
        talk.sendall(head + FORM + b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
        sent = 0
        try:
            while sent < 200:
                talk.sendall(chunk)
                sent += 1
        except OSError:
            pass
        assert sent < 200
        assert status_of(talk)[:12] in (b"HTTP/1.1 413", b"")


def leads_to(link):
    """What a descriptor stands for; nothing where it was closed meanwhile."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def held(office):
    """Every file below the folder of sealed files, and the nameless ones there that the server holds open."""
    folder = office.home / "blobs"
    named = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    server = psutil.Process(office.process.pid)
    opened = [
        link
        for process in (server, *server.children(recursive=True))
        for link in Path(f"/proc/{process.pid}/fd").iterdir()
        if str(folder) in leads_to(link)
    ]
    return named, len(opened)


def test_58_a_thousand_uploads_broken_off_leave_the_disk_as_it_was(office, head):
    part = (
        b'--b\r\nContent-Disposition: form-data; name="evidence"; filename="a.mp4"\r\n\r\n'
        + b"x" * 400_000
    )
    request = (
        head
        + b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 3000000\r\n\r\n"
        + part
    )
    file_one(office)
    before = held(office)

    for _ in range(ABORTED):
        with connected(office) as talk:
            talk.sendall(request)
    filed = file_one(office)
    after = held(office)
    while after != before and after[1]:  # the last ones are still being let go
        threading.Event().wait(0.1)
        after = held(office)

    assert (filed, after) == (201, before)
