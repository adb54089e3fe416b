"""Older complaints from a file: all of them, none twice, and what cannot be taken is kept with its reasons."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from vigilance.complaints.importing import Loaded, import_complaints
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import make_office
from vigilance.domain.lanes import Channel, Lane
from vigilance.records.models import Record, Tier
from vigilance.sealing.keyring import Keyring

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.fixture
def office(settings):
    return make_office(settings, Keyring.load(settings.keys_dir))


@pytest.fixture
def load(connected, office):
    def run(path):
        return import_complaints(connected, office, path, at=lambda: NOW)

    return run


def lines(path, *rows):
    path.write_text(
        "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows),
        encoding="utf-8",
    )
    return path


def test_the_sixty_sample_complaints_are_entered_once(load, session, project, tmp_path):
    path = tmp_path / "samples.jsonl"
    path.write_bytes((project / "config" / "demo" / "complaints.jsonl").read_bytes())

    first, again = load(path), load(path)

    assert (first, again) == (Loaded(entered=60), Loaded(known=60))
    assert session.scalar(select(func.count()).select_from(Complaint)) == 60


def test_the_text_of_a_sample_is_kept_as_it_came(load, session, project, tmp_path):
    path = tmp_path / "samples.jsonl"
    path.write_bytes((project / "config" / "demo" / "complaints.jsonl").read_bytes())
    load(path)

    expected = {
        row["id"]: f"{row['subject']}\n\n{row['text']}" if row["subject"] else row["text"]
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["complainant"]["type"] != "whistleblower"
    }
    found = session.execute(
        select(Complaint.imported_id, Complaint.text).where(Complaint.text.is_not(None))
    )
    assert dict(map(tuple, found)) == expected


def test_a_whistleblower_s_complaint_is_sealed(load, session, tmp_path):
    row = {
        "id": "W-1",
        "text": "गुप्त बात",
        "complainant": {"type": "whistleblower", "name": "अनाम मित्र"},
    }
    load(lines(tmp_path / "one.jsonl", row))

    complaint = session.scalars(select(Complaint).where(Complaint.imported_id == "W-1")).one()
    assert (complaint.lane, complaint.text, complaint.record.tier) == (
        Lane.PROTECTED,
        None,
        Tier.PROTECTED,
    )


def test_the_day_it_was_received_is_kept(load, session, tmp_path):
    row = {
        "id": "D-1",
        "text": "पुरानी",
        "received_at": "2025-11-03T23:20:00+05:30",
        "channel": "letter",
    }
    load(lines(tmp_path / "one.jsonl", row))

    complaint = session.scalars(select(Complaint).where(Complaint.imported_id == "D-1")).one()
    assert (complaint.received_on.isoformat(), complaint.registered_at, complaint.channel) == (
        "2025-11-03",
        NOW,
        Channel.LETTER,
    )


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("not json", "line"),
        ("[1, 2]", "line"),
        ({"id": "X"}, "text"),
        ({"text": "no id"}, "text"),
        ({"id": "X", "text": 7}, "text"),
        ({"id": "X", "text": "x", "channel": "pigeon"}, "channel"),
        ({"id": "X", "text": "x", "received_at": "yesterday"}, "received_at"),
        ({"id": "X", "text": "x", "received_at": "2025-01-01T00:00:00"}, "received_at"),
        ('{"id": "X", "text": "\\ud800"}', "text"),
        ("[" * 100_000, "line"),
    ],
)
def test_a_line_that_cannot_be_taken_is_kept_with_its_reasons_and_the_others_go_on(
    load, session, tmp_path, row, field
):
    path = lines(tmp_path / "mixed.jsonl", row, {"id": "GOOD", "text": "ठीक है"})

    assert load(path) == Loaded(entered=1, refused=1)

    kept = json.loads((tmp_path / "mixed.jsonl.refused").read_text(encoding="utf-8"))
    assert list(kept["reasons"]) == [field]
    assert session.scalars(select(Complaint.imported_id)).all() == ["GOOD"]


def test_the_real_grievances_are_entered_whole(load, session, shared_data, tmp_path):
    source = shared_data / "complaints-real" / "cpgrams-sample.jsonl"
    path = tmp_path / "real.jsonl"
    path.write_bytes(source.read_bytes())
    texts = {
        row["id"]: row["text"]
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }

    done = load(path)

    assert (done, len(texts)) == (Loaded(entered=54), 54)
    found = session.execute(select(Complaint.imported_id, Complaint.text)).all()
    assert dict(map(tuple, found)) == texts
    assert session.scalar(select(func.count()).select_from(Record).where(Record.at_intake)) == 54
