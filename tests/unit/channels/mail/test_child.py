"""The child that reads has no network, no files, no environment, no keys; and it can be killed."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.builders.raw_mails import of_type, payload, with_header
from vigilance.channels import confined
from vigilance.channels.base import Unreadable
from vigilance.channels.mail.child import shown_html, understand_mail
from vigilance.channels.mail.reading import read_mail

ROOT = Path(__file__).resolve().parents[4]
MAIL = with_header(b"Subject: x")

TRIES = """
import json, os, socket, sys
from vigilance.channels.confinement import confine, leave_network
given, theirs = os.pipe()
child = os.fork()
if child == 0:
    found = {}
    leave_network()
    confine(seconds=5, memory=256 * 1024 * 1024, keep=theirs)
    def tried(name, act):
        try:
            act()
            found[name] = "done"
        except (OSError, MemoryError) as error:
            found[name] = type(error).__name__
    tried("socket", lambda: socket.socket())
    tried("open", lambda: open("/etc/hostname"))
    tried("write", lambda: open("/tmp/kept", "w"))
    tried("memory", lambda: bytearray(300 * 1024 * 1024))
    os.write(theirs, json.dumps(found).encode())
    os._exit(0)
os.close(theirs)
sys.stdout.write(os.read(given, 4096).decode())
"""


@pytest.fixture(autouse=True)
def _no_readers_left():
    confined.stop_readers()
    yield
    confined.stop_readers()


def waiting():
    (reader,) = confined._waiting[""]
    return reader.process


def test_a_reading_child_can_open_nothing_and_has_so_much_memory():
    ran = subprocess.run(
        [sys.executable, "-c", TRIES], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert json.loads(ran.stdout) == {
        "socket": "OSError",
        "open": "OSError",
        "write": "OSError",
        "memory": "MemoryError",
    }


def test_the_reader_inherits_no_environment_and_no_descriptor(monkeypatch):
    monkeypatch.setenv("VIGILANCE_SECRET", "a secret of the office")
    opened = Path("/proc/self/status").open()  # noqa: SIM115 - it stays open while the reader starts
    os.set_inheritable(opened.fileno(), True)

    understand_mail(MAIL)
    names = {
        line.partition("=")[0]
        for line in Path(f"/proc/{waiting().pid}/environ").read_text().split("\0")
        if line
    }
    descriptors = sorted(int(path.name) for path in Path(f"/proc/{waiting().pid}/fd").iterdir())
    opened.close()

    assert names == {"PYTHONPATH", "LC_ALL"}
    assert descriptors == [0, 1, 2]


def test_the_reader_has_a_network_of_its_own_where_the_system_lets_it():
    apart = subprocess.run(["unshare", "-Un", "true"], capture_output=True, check=False)
    if apart.returncode:
        pytest.skip("an ordinary user may not make a network of his own here")
    understand_mail(MAIL)

    assert Path(f"/proc/{waiting().pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()


def test_a_reader_is_used_again():
    understand_mail(MAIL)
    first = waiting().pid
    understand_mail(MAIL)

    assert waiting().pid == first


def test_what_the_child_reads_is_what_is_read_here():
    raw = payload("files")

    assert understand_mail(raw, trusted_server="mx.example.com") == read_mail(
        raw, trusted_server="mx.example.com"
    )


def test_html_is_cleaned_in_the_child_too():
    assert "<b>संलग्न</b>" in shown_html(payload("html_hidden"))


def test_a_mail_that_needs_too_much_memory_is_given_up():
    raw = of_type(b"application/pdf", b"x" * 30_000_000)

    with pytest.raises(Unreadable, match="too-large-in-memory"):
        understand_mail(raw, memory=128 * 1024 * 1024)

    assert understand_mail(MAIL).subject == "x"


def test_a_mail_that_takes_too_long_is_given_up():
    with pytest.raises(Unreadable, match="too-slow"):
        understand_mail(of_type(b"text/html", b"<div>" * 400_000), seconds=0.2)

    assert understand_mail(MAIL).subject == "x"


def test_a_mail_beyond_every_limit_is_not_even_handed_over(monkeypatch):
    monkeypatch.setattr(confined, "MOST_WORK", 10)

    with pytest.raises(Unreadable, match="too-large-in-memory"):
        understand_mail(MAIL)


def test_a_reader_that_was_killed_while_it_waited_is_replaced():
    understand_mail(MAIL)
    killed = waiting()
    killed.kill()
    killed.wait()

    assert understand_mail(MAIL).subject == "x"


def test_a_reader_that_hangs_is_killed_and_replaced(monkeypatch):
    monkeypatch.setattr(confined, "_GRACE", 0.2)
    understand_mail(MAIL)
    hanging = waiting()
    os.kill(hanging.pid, 19)  # SIGSTOP

    with pytest.raises(Unreadable, match="too-slow"):
        understand_mail(MAIL, seconds=0.1)

    assert hanging.returncode == -9
    monkeypatch.undo()
    assert understand_mail(MAIL).subject == "x"


def test_many_threads_read_at_once():
    found = []
    threads = [
        threading.Thread(
            target=lambda: found.append(understand_mail(with_header(b"Subject: x")).subject)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["x"] * 6
    assert len(confined._waiting[""]) <= 2
