"""A real IMAP and LMTP server for the tests: Debian's Dovecot with a configuration of its own.

It lives in a new directory on free ports and dies with the test run. Every user exists, with one password.
"""

import atexit
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.postgresql import free_port

PROGRAM = Path("/usr/sbin/dovecot")
PARTS = (PROGRAM, Path("/usr/lib/dovecot/imap"), Path("/usr/lib/dovecot/lmtp"))
PASSWORD = "only-for-tests"
PATIENCE = 20.0
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
imap_idle_notify_interval = 10 secs
auth_failure_delay = 0
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service stats {{
  chroot =
}}
"""


class NoDovecot(Exception):
    """There is no Dovecot here; says what was looked for."""


class Dovecot:
    """A running mail server."""

    password = PASSWORD

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None = None) -> None:
        self.folder = folder
        self.port, self.tls_port, self.lmtp_port = free_port(), free_port(), free_port()
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        own = os.geteuid() != 0
        (folder / "mail").mkdir()
        if not own:
            folder.chmod(0o755)
            shutil.chown(folder / "mail", "nobody")
        group = pwd.getpwuid(os.geteuid()).pw_gid
        written = CONFIGURATION.format(
            folder=folder,
            ssl="yes" if certificate else "no",
            certificate=f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}"
            if certificate
            else "",
            login_user=owner.pw_name if own else "dovenull",
            internal_user=owner.pw_name if own else "dovecot",
            internal_group=group if own else "dovecot",
            password=PASSWORD,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            imap_port=self.port,
            imaps_port=self.tls_port if certificate else 0,
            lmtp_port=self.lmtp_port,
        )
        (folder / "dovecot.conf").write_text(written)
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", self.folder / "dovecot.conf"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with self.client("probe"):
                    return
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.05)
        log = self.folder / "log"
        raise NoDovecot(log.read_text()[-2000:] if log.exists() else "it does not start")

    def restart(self) -> None:
        """Be away for a moment; every connection is cut."""
        self._end()
        self.start()

    def stop(self) -> None:
        """Stop the server; its directory goes."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def _end(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None

    @contextmanager
    def client(self, user: str, folder: str = "INBOX"):
        """A signed-in client of this user, as his own mail program is one."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            client.login(user, PASSWORD)
            client.select(folder)
            yield client
        finally:
            client.logout()

    def deliver(self, raw: bytes, to: str, sender: str = "sender@example.com") -> None:
        """Hand in a mail as a mail server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port, timeout=PATIENCE) as server:
            server.sendmail(sender, [to], raw)

    def append(self, raw: bytes, user: str, folder: str = "INBOX") -> None:
        """Lay a mail into the folder byte for byte."""
        with self.client(user) as client:
            if folder != "INBOX":
                client.create(folder)
            status, answer = client.append(folder, None, None, raw)
            assert status == "OK", answer

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Every mail in this folder, byte for byte."""
        with self.client(user, folder) as client:
            if client.state != "SELECTED":
                return []
            _status, found = client.search(None, "ALL")
            return [
                client.fetch(number, "(BODY.PEEK[])")[1][0][1]
                for number in (found[0] or b"").split()
            ]

    def flags(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """What is marked on each mail."""
        with self.client(user, folder) as client:
            _status, found = client.fetch("1:*", "(FLAGS)")
            return [each for each in found if each]

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """Make the folder anew, with another UIDVALIDITY and the same mails."""
        mails = self.mails(user, folder)
        box = self.folder / "mail" / user
        shutil.rmtree(box, ignore_errors=True)
        time.sleep(1.1)  # Dovecot takes the second as its new UIDVALIDITY
        for raw in mails:
            self.append(raw, user, folder)


def required_dovecot() -> Dovecot:
    """A running server, or the tests that ask for it are skipped; in CI (CI=true) they fail instead."""
    try:
        return start_dovecot()
    except NoDovecot as missing:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(f"Dovecot: {missing}")


def start_dovecot(certificate: tuple[Path, Path] | None = None) -> Dovecot:
    """A server of our own, or NoDovecot with the reason."""
    for part in PARTS:
        if not part.exists():
            raise NoDovecot(f"{part} is not installed.")
    server = Dovecot(Path(tempfile.mkdtemp(prefix="dovecot-")), certificate)
    server.start()
    return server
