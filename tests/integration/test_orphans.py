"""Sealed files without a paper are swept away after two days; one that anything names never is (rows 57 and 58)."""

import io
import os
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect as inspected
from sqlalchemy import select

import vigilance.models
from tests.builders.complaints import a_complaint, a_filing, an_upload
from vigilance.cli.orphans_job import NAMING, sweep_orphans
from vigilance.complaints.commands.registration import prepare
from vigilance.complaints.spool import put_aside
from vigilance.database.base import Base
from vigilance.evidence.commands import store_papers
from vigilance.evidence.models import Paper
from vigilance.sealing.case_keys import new_case_key
from vigilance.sealing.evidence import blob_path

NOW = datetime(2026, 1, 20, tzinfo=UTC)


@pytest.fixture
def stored(own_office):
    """Seal a file to the disk, so many hours ago; where it lies."""

    def store(hours):
        public, _wraps, _key = new_case_key(own_office.keyring.cell)
        directory = own_office.settings.blobs_dir
        (made,) = store_papers([an_upload()], public, directory)
        return aged(blob_path(directory, made.blob_name), hours)

    return store


def aged(path, hours):
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_58_only_what_is_old_and_unnamed_goes(connected, own_office, stored):
    old, young = stored(49), stored(47)
    left = own_office.settings.blobs_dir / "tmp" / uuid.uuid4().hex
    left.write_bytes(b"broken off")
    aged(left, 49)

    assert sweep_orphans(connected, own_office, NOW) == 2
    assert [path.exists() for path in (old, young, left)] == [False, True, False]


def test_58_a_paper_is_never_removed(connected, session, own_office):
    a_complaint(session, own_office, papers=(an_upload(), an_upload("b.pdf")))
    session.commit()
    paths = [
        aged(blob_path(own_office.settings.blobs_dir, name), 5000)
        for name in session.scalars(select(Paper.blob_name))
    ]

    assert sweep_orphans(connected, own_office, NOW) == 0
    assert [path.exists() for path in paths] == [True, True]


@pytest.mark.parametrize("folder", ["", "held"])
def test_58_what_waits_in_the_emergency_register_is_never_removed(connected, own_office, folder):
    prepared = prepare(a_filing(papers=(an_upload(),)), own_office, NOW)
    put_aside(prepared, own_office, key=None, body_hash=b"")
    waiting = next(own_office.settings.spool_dir.glob("*.vc1"))
    if folder:
        (waiting.parent / folder).mkdir()
        waiting.rename(waiting.parent / folder / waiting.name)
    (paper,) = prepared.papers
    path = aged(blob_path(own_office.settings.blobs_dir, paper.blob_name), 5000)

    assert sweep_orphans(connected, own_office, NOW) == 0
    assert path.exists()


def test_58_while_something_there_cannot_be_read_nothing_is_removed(connected, own_office, stored):
    orphan, held = stored(500), own_office.settings.spool_dir / "held"
    held.mkdir(parents=True)
    (held / "damaged.vc1").write_bytes(b"not what was sealed")

    assert sweep_orphans(connected, own_office, NOW) == 0
    assert orphan.exists()


def test_58_nothing_else_in_the_folder_is_touched(connected, own_office, stored):
    beside = stored(500).parent / "notes.txt"
    beside.write_text("kept")
    aged(beside, 5000)

    assert sweep_orphans(connected, own_office, NOW) == 1
    assert beside.exists()


def test_every_column_that_names_a_sealed_file_is_asked():
    known = {
        mapper.class_
        for mapper in Base.registry.mappers
        if "blob_name" in inspected(mapper.class_).columns
    }

    assert vigilance.models.metadata is Base.metadata
    assert {column.class_ for column in NAMING} == known
    assert NAMING[-1].class_ is Paper


def test_57_and_58_uploads_broken_off_leave_nothing(client, app):
    folder = app.config["SETTINGS"].blobs_dir
    before = sorted(folder.rglob("*"))
    head = b'--b\r\nContent-Disposition: form-data; name="evidence"; filename="a.mp4"\r\n\r\n'

    for _ in range(20):
        data = io.BytesIO(head + os.urandom(600_000))
        answer = client.post(
            "/api/v1/complaints", input_stream=data, content_length=3_000_000, content_type="multipart/form-data; boundary=b"
        )  # fmt: skip
        assert 400 <= answer.status_code < 500

    assert [
        path for path in sorted(folder.rglob("*")) if path not in before and path.name != "tmp"
    ] == []
