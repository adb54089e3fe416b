"""A mail server's pipe gets its answer by the exit code: stored for certain, try again, or never."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders.mails import a_mail
from tests.servers.dovecot import required_dovecot
from vigilance.arrivals.mailbox_watch import watch_mailboxes
from vigilance.arrivals.models import Arrival
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.sealing.keyring import Keyring, create_keyring
from vigilance.settings import load_settings

SOON = timedelta(seconds=0.2)
PROGRAM = Path(sys.executable).parent / "vigilance"
PASSPHRASES = {"custodian-a": "first custodian phrase", "custodian-b": "second custodian phrase"}


@pytest.fixture
def home(tmp_path):
    settings = load_settings({}, env="testing", home=str(tmp_path))
    create_keyring(settings.keys_dir, PASSPHRASES)
    database = Database(settings.database_url)
    migrate(database)
    database.dispose()
    return tmp_path


@pytest.fixture
def environ(home):
    return os.environ | {"VIGILANCE_HOME": str(home), "VIGILANCE_ENV": "testing"}


@pytest.fixture
def database(home):
    opened = Database(f"sqlite:///{home}/vigilance.db")
    yield opened
    opened.dispose()


def arrivals(database):
    with database.reading() as session:
        return session.scalars(select(Arrival)).all()


def pipe(raw, environ):
    words = [PROGRAM, "channels", "receive", "email"]
    return subprocess.run(words, input=raw, env=environ, capture_output=True, check=False)


def test_a_mail_on_standard_input_is_stored_once(environ, database):
    raw = a_mail()

    assert [pipe(raw, environ).returncode for _ in range(2)] == [0, 0]

    (kept,) = arrivals(database)
    assert (kept.account, kept.size, kept.repeats) == ("pipe", len(raw), 1)


def test_what_cannot_be_stored_now_is_kept_by_the_mail_server(environ):
    away = environ | {"VIGILANCE_DATABASE_URL": "sqlite:////nowhere/at/all.db"}

    answer = pipe(a_mail(), away)

    assert answer.returncode == 75
    assert b"sita" not in answer.stderr


def test_a_broken_configuration_loses_no_mail_either(environ):
    assert pipe(a_mail(), environ | {"VIGILANCE_OUTBOX_SECONDS": "soon"}).returncode == 75


def test_what_is_too_large_goes_back_to_its_sender(environ, database):
    answer = pipe(a_mail() + b"x" * (25 * 1024 * 1024), environ)

    assert (answer.returncode, b"25 MB" in answer.stderr) == (65, True)
    assert arrivals(database) == []


@pytest.fixture
def dovecot():
    server = required_dovecot()
    yield server
    server.stop()


def described(home, port):
    (home / "channels.toml").write_text(
        '[[mailbox]]\nname = "sahayata"\nhost = "127.0.0.1"\nsecurity = "plain"\n'
        f'user = "office@example.com"\nport = {port}\n'
    )
    return str(home / "channels.toml")


def test_poll_and_reconcile_tell_what_each_mailbox_brought(environ, home, database, dovecot):
    environ |= {
        "VIGILANCE_CHANNELS_FILE": described(home, dovecot.port),
        "VIGILANCE_MAILBOX_SAHAYATA_PASSWORD": dovecot.password,
    }
    dovecot.deliver(a_mail(), "office@example.com")

    def command(word, environ=environ):
        done = subprocess.run(
            [PROGRAM, "channels", word], env=environ, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout.strip()

    assert command("poll") == (0, "sahayata: 1")
    assert command("reconcile") == (
        0,
        "sahayata: at the server 1, missing here until now 0, gone from the server 0",
    )
    wrong = environ | {"VIGILANCE_MAILBOX_SAHAYATA_PASSWORD": "wrong"}
    assert command("poll", wrong) == (1, "sahayata: sign-in-refused")
    assert len(arrivals(database)) == 1


def test_a_watched_mailbox_is_read_when_a_mail_comes_and_after_the_server_was_away(
    home, database, dovecot, monkeypatch
):
    monkeypatch.setenv("VIGILANCE_MAILBOX_SAHAYATA_PASSWORD", dovecot.password)
    monkeypatch.setattr("vigilance.arrivals.mailbox_watch.FIRST_WAIT", SOON)
    settings = load_settings(
        {}, env="testing", home=str(home), channels_file=described(home, dovecot.port)
    )
    office = make_office(settings, Keyring.load(settings.keys_dir))
    stop = threading.Event()
    (watch,) = watch_mailboxes(database, office, stop)

    def awaited(count):
        until = time.monotonic() + 30
        while len(arrivals(database)) < count and time.monotonic() < until:
            time.sleep(0.1)
        return len(arrivals(database))

    dovecot.deliver(a_mail(), "office@example.com")
    assert awaited(1) == 1
    dovecot.restart()
    dovecot.deliver(a_mail(name="2@x.example"), "office@example.com")
    assert awaited(2) == 2
    stop.set()
    watch.join(10)
    assert not watch.is_alive()
