"""A real mail server for the tests: Debian's Postfix with a configuration and a queue of its own.

It lives in a new directory on a free port and dies with the test run. What it takes for the office's domain it hands on
over LMTP; everything else it hands to the sink, where bounces arrive.
"""

import atexit
import os
import shutil
import smtplib
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.servers.postgresql import free_port

PROGRAM = Path("/usr/sbin/postfix")
DAEMONS = Path("/usr/lib/postfix/sbin")
PATIENCE = 30.0
DOMAIN = "complaints.example.com"
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.example.com
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
relayhost = [127.0.0.1]:{sink_port}
smtp_tls_security_level = none
message_size_limit = 41943040
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
lmtp_connect_timeout = 5s
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
showq unix n - n - - showq
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
{more}
"""


class NoPostfix(Exception):
    """There is no Postfix here, or it may not be started; says why."""


class Postfix:
    """A running mail server."""

    def __init__(self, lmtp_port: int, sink_port: int, *, main: str = "", master: str = "") -> None:
        """`main` and `master` are further lines of the two files of its configuration."""
        self.folder = Path(tempfile.mkdtemp(prefix="postfix-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        written = MAIN.format(
            folder=self.folder,
            daemons=DAEMONS,
            domain=DOMAIN,
            lmtp_port=lmtp_port,
            sink_port=sink_port,
        )
        (self.folder / "etc/main.cf").write_text(written + main)
        (self.folder / "etc/master.cf").write_text(MASTER.format(port=self.port, more=master))
        atexit.register(self.stop)

    def start(self) -> None:
        """Start it and wait until it answers."""
        done = self._run("postfix", "start")
        deadline = time.monotonic() + PATIENCE
        while done.returncode == 0 and time.monotonic() < deadline:
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=5):
                    return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)
        raise NoPostfix((done.stderr + self.log)[-2000:])

    def stop(self) -> None:
        """Stop it; its directory goes."""
        if self.folder.exists():
            self._run("postfix", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def hand_in(self, raw: bytes, sender: str = "ram@example.com", name: str = "sahayata") -> None:
        """Send a mail to the office through it, as the world does."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=PATIENCE) as server:
            server.sendmail(sender, [f"{name}@{DOMAIN}"], raw)

    @property
    def waiting(self) -> list[str]:
        """The mails in its queue, one line each."""
        found = self._run("postqueue", "-j").stdout
        return [line for line in found.splitlines() if line.strip()]

    def emptied(self) -> None:
        """Wait until nothing waits in it any more."""
        deadline = time.monotonic() + PATIENCE
        while self.waiting:
            assert time.monotonic() < deadline, self.log[-3000:]
            self._run("postqueue", "-f")
            time.sleep(0.3)

    @property
    def log(self) -> str:
        """What it wrote."""
        log = self.folder / "log"
        return log.read_text(errors="replace") if log.exists() else ""

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [f"/usr/sbin/{program}", "-c", self.folder / "etc", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def required_postfix(lmtp_port: int, sink_port: int, **given: str) -> Postfix:
    """A running server, or the tests that ask for it are skipped; in CI (CI=true) they fail instead."""
    try:
        return _started(lmtp_port, sink_port, **given)
    except NoPostfix as missing:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(f"Postfix: {missing}")


def _started(lmtp_port: int, sink_port: int, **given: str) -> Postfix:
    if not PROGRAM.exists():
        raise NoPostfix(f"{PROGRAM} is not installed.")
    if os.geteuid() != 0:
        raise NoPostfix("only root may start it.")
    server = Postfix(lmtp_port, sink_port, **given)
    server.start()
    return server
