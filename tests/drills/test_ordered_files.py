"""An ordered file whose maker is killed: made again by the next one, once on the ledger, and nothing is left lying."""

import signal
import sqlite3
import subprocess
import time
from datetime import date, datetime, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.builders.cases import Walk, a_team
from tests.builders.representatives import a_letter
from tests.drills.server import BIN, ROOT, OfficeProcess
from vigilance.accounts.commands import NewOfficer, add_officer
from vigilance.audit.models import Event
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import INDIA
from vigilance.domain.words import Words
from vigilance.returns import ordering
from vigilance.returns.exporting import Order
from vigilance.returns.models import ExportOrder, OrderState
from vigilance.returns.report_table import REPORTS
from vigilance.returns.sealed_file import SealedFile, opened
from vigilance.returns.shapes import Asked
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
LETTERS = 30_000
NOW = datetime.now(INDIA)
COPIES = """
WITH RECURSIVE up(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM up WHERE n < {most})
INSERT INTO representative_letter ({columns}) SELECT {values} FROM representative_letter, up
"""


@pytest.fixture
def process(tmp_path):
    found = OfficeProcess(tmp_path)
    found.run("init")
    return found


def officer(database):
    def enter(role):
        with database.writing() as session, session.begin():
            new = NewOfficer(f"{role}@demo.invalid", f"{role}", f"{role}", frozenset({role}), "x")
            return add_officer(session, new, at=NOW)

    return enter


def a_long_register(home, session, walk):
    """One letter, and the same over and over: rows enough to be at it for a while."""
    a_letter(session, walk, date(2026, 1, 5), None)
    session.commit()
    with sqlite3.connect(home / "vigilance.db") as plain:
        names = [row[1] for row in plain.execute("PRAGMA table_info(representative_letter)")]
        own = {"id": "lower(hex(randomblob(16)))", "number": "'J-' || n", "serial": "n"}
        values = ", ".join(own.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        plain.execute(COPIES.format(most=LETTERS, columns=columns, values=values))


def ordered(session, cvo):
    asked = Asked(date(2026, 1, 1), date(2026, 1, 31))
    report = REPORTS["representatives-register"]
    order = Order(report, asked, "xlsx", "hi", cvo, Words(hi="x", en="x"), LETTERS)
    ordering.order_export(session, order, rows=LETTERS, at=NOW)
    session.commit()


def the_order(database):
    with database.reading() as session:
        return session.scalars(select(ExportOrder)).one()


def made_once(database):
    with database.reading() as session:
        act_as(session, SYSTEM)
        return len(session.scalars(select(Event).where(Event.type == "report-exported")).all())


def kill_in_the_midst(process, database):
    jobs = subprocess.Popen(
        [BIN / "vigilance", "jobs", "--once"],
        env=process.environ,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not 0 < the_order(database).rows_done < LETTERS:
        assert time.monotonic() < deadline, "no row was ever written"
        time.sleep(0.005)
    jobs.send_signal(signal.SIGKILL)
    jobs.wait()


def minutes_later(home):
    """As if the leases of the killed process had run out."""
    with sqlite3.connect(home / "vigilance.db") as plain:
        long_ago = "2026-01-01 00:00:00.000000"
        plain.execute("UPDATE export_order SET leased_until = ?", (long_ago,))
        plain.execute("UPDATE job_lease SET until = ?, last_started_at = NULL", (long_ago,))


def test_a_maker_killed_in_the_midst_leaves_one_file_and_one_entry(process, tmp_path):
    settings = load_settings(process.environ)
    database = Database(settings.database_url)
    office = make_office(settings, Keyring.load(settings.keys_dir))
    team = a_team(officer(database))
    with database.writing() as session:
        walk = Walk(act_as(session, SYSTEM), office, team)
        a_long_register(tmp_path, session, walk)
        ordered(session, team.cvo)

    kill_in_the_midst(process, database)
    assert the_order(database).state is OrderState.WAITING
    assert made_once(database) == 0
    minutes_later(tmp_path)
    process.run("jobs", "--once", timeout=200)

    row = the_order(database)
    assert (row.state, row.rows_done, row.attempts) == (OrderState.READY, LETTERS, 2)
    assert made_once(database) == 1
    file = SealedFile(row.blob_name, row.sha256_sealed_file, row.key_sealed)
    with opened(file, office, by="nobody", at=NOW + timedelta(minutes=1)) as spool:
        sheet = CalamineWorkbook.from_filelike(spool).get_sheet_by_index(0)
        assert sheet.height == LETTERS + 2
    stored = [path for path in settings.blobs_dir.glob("??/*") if path.is_file()]
    assert [path.name for path in stored] == [row.blob_name]
