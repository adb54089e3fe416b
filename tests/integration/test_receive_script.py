"""The end of the mail server's pipe says 0 only for what is kept; whatever else happens, the mail server keeps the mail."""

import os
import subprocess

import pytest
from sqlalchemy import select

from tests.builders.mails import a_mail
from tests.drills.server import ROOT, OfficeProcess
from vigilance.arrivals.models import Arrival
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

SCRIPT = ROOT / "deploy" / "receive-mail"
pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = OfficeProcess(tmp_path_factory.mktemp("pipe-office"))
    made.run("init")
    return made


@pytest.fixture
def settings(office, tmp_path):
    """The service's environment file; systemd reads it, so nothing in it is run."""
    path, trap = tmp_path / "settings", tmp_path / "run"
    path.write_text(
        "# the office\n; another way to comment\n\nVIGILANCE_ENV=development\n"
        f'VIGILANCE_HOME="{office.home}"\n'
        f"VIGILANCE_SMTP_PASSWORD='a $b `touch {trap}` \"c'\n"
        f"PATH=/nowhere\nVIGILANCE_bad name=1\nno assignment\nVIGILANCE_LISTEN_PORT={office.port}"
    )
    yield path
    assert not trap.exists()


def hand_in(settings, raw):
    """The pipe as a mail server opens it: an almost empty environment."""
    return subprocess.run(
        [SCRIPT, settings],
        input=raw,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )


def kept(office):
    database = Database(f"sqlite:///{office.home}/vigilance.db")
    try:
        with database.reading() as session:
            return [each.account for each in act_as(session, SYSTEM).scalars(select(Arrival))]
    finally:
        database.dispose()


def test_a_mail_is_kept_and_the_settings_are_read_not_run(office, settings):
    done = hand_in(settings, a_mail())

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert kept(office) == ["pipe"]


def test_a_mail_that_is_too_large_goes_back_with_a_line(office, settings):
    before = kept(office)
    done = hand_in(settings, b"Subject: x\r\n\r\n" + b"x" * 26 * 1024 * 1024)

    assert (done.returncode, done.stderr) == (65, b"The message is larger than 25 MB.\n")
    assert kept(office) == before


@pytest.mark.parametrize(
    "written",
    [
        "VIGILANCE_HOME=/nowhere/at/all\n",
        "VIGILANCE_ENV=no-such-thing\n",
        "VIGILANCE_DISK_REFUSE_BYTES=1000000000000000000\n",
    ],
)
def test_whatever_is_wrong_with_the_office_the_mail_server_keeps_the_mail(settings, written):
    settings.write_text(settings.read_text() + "\n" + written)

    assert hand_in(settings, a_mail()).returncode == 75


def test_without_settings_the_mail_server_keeps_the_mail(tmp_path):
    done = hand_in(tmp_path / "absent", a_mail())

    assert (done.returncode, done.stderr) == (75, b"Not stored now; try again.\n")
