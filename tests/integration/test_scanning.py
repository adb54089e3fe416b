"""The malware scanner: what it finds is marked and never refused; where it is away nothing waits for it."""

import logging
import shutil
import subprocess
import time
from datetime import timedelta

import pytest

from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.complaints import an_upload
from tests.servers.scanner import FRESH
from vigilance.evidence import inspecting
from vigilance.evidence.models import InspectionState
from vigilance.evidence.scanner import Verdict, scan
from vigilance.evidence.signs import Sign


@pytest.fixture(autouse=True)
def _nothing_was_warned_of(monkeypatch):
    monkeypatch.setattr(inspecting, "_warned", {})


def test_55_what_the_scanner_finds_is_kept_and_marked(filed, scanner, looked):
    running = scanner()
    filed(papers=(an_upload("a.txt", made.EICAR, "text/plain"),))

    found = looked()

    assert running.seen == [made.EICAR]
    assert (found.state, found.signs) == (InspectionState.DONE, [Sign.SCANNER_POSITIVE])


def test_a_large_clean_file_is_handed_over_whole(filed, scanner, looked):
    running, content = scanner(), made.png(3, 3) + b"\x00" * 700_000
    filed(papers=(an_upload("a.png", content, "image/png"),))

    found = looked()

    assert running.seen == [content]
    assert (found.state, found.signs) == (InspectionState.DONE, [])


def test_56_a_scanner_that_is_away_is_asked_again_and_warned_of_once_an_hour(
    filed, scanner, looked, caplog
):
    filed(papers=(an_upload(),))

    with caplog.at_level(logging.WARNING):
        away = looked()
        assert (away.state, away.signs) == (InspectionState.NOT_SCANNED, [Sign.NOT_SCANNED])
        inspecting._warn("FileNotFoundError", day(1) + timedelta(minutes=59))  # within the hour
    assert [each.message for each in caplog.records] == [
        "papers are not scanned: the scanner is away: FileNotFoundError"
    ]

    scanner()
    assert looked(day(1) + timedelta(minutes=30)).signs == [Sign.NOT_SCANNED]
    again = looked(day(1) + timedelta(minutes=61))
    assert (again.state, again.signs) == (InspectionState.DONE, [])


@pytest.mark.parametrize(
    "version", ["ClamAV 1.4.6", FRESH.replace("Jan  5", "Dec 20").replace("2026", "2025")]
)
def test_56_an_old_scanner_does_not_count(filed, scanner, looked, caplog, version):
    scanner(version=version)
    filed(papers=(an_upload(),))

    with caplog.at_level(logging.WARNING):
        found = looked()

    assert (found.state, found.signs) == (InspectionState.NOT_SCANNED, [Sign.NOT_SCANNED])
    assert "its signatures are old" in caplog.text


def test_56_what_an_old_scanner_finds_counts(filed, scanner, looked):
    scanner(version="ClamAV 1.4.6")
    filed(papers=(an_upload("a.txt", made.EICAR, "text/plain"),))

    assert looked().signs == [Sign.SCANNER_POSITIVE]


def test_what_is_too_large_for_the_scanner_is_not_offered_for_ever(filed, scanner, looked):
    scanner(most=1000)
    filed(papers=(an_upload("a.png", made.png() + b"\x00" * 200_000, "image/png"),))

    found = looked()

    assert (found.state, found.signs) == (InspectionState.DONE, [Sign.NOT_SCANNED])


@pytest.mark.skipif(shutil.which("clamd") is None, reason="ClamAV is not installed")
def test_55_the_real_scanner_speaks_as_ours_does(tmp_path):
    database = tmp_path / "db"
    database.mkdir()
    (database / "own.ndb").write_text(f"Own.Eicar:0:0:{made.EICAR.hex()}\n")
    path, config = tmp_path / "real.sock", tmp_path / "clamd.conf"
    config.write_text(f"DatabaseDirectory {database}\nLocalSocket {path}\nForeground yes\n")
    daemon = subprocess.Popen([shutil.which("clamd"), "-c", str(config)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.1)

        assert scan([made.EICAR[:20], made.EICAR[20:]], str(path)) is Verdict.POSITIVE
        assert scan([b"honest"], str(path)) is Verdict.CLEAN
    finally:
        daemon.terminate()
        daemon.wait()
