"""Hostile files at every door, row by row of the catalogue: taken, kept as they came, and marked for who opens them."""

import dataclasses
import io
import logging
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.complaints import an_upload
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import InspectionState, Paper, PaperInspection, PaperMark
from vigilance.evidence.signs import Sign
from vigilance.sealing.evidence import blob_path, open_blob

URL = "/api/v1/complaints"
BOMB = made.zipped({"a.bin": b"\x00" * 30_000_000})


@pytest.fixture
def inspected(connected, office, session):
    """Let the machine look at what is there; the one inspection that was made."""

    def look(at=None):
        session.commit()
        inspect_due(connected, office.keyring, office.settings, at or day(1), all_days=True)
        session.expire_all()
        return session.scalars(select(PaperInspection)).one()

    return look


def upload(client, name, content):
    data = {"evidence": (io.BytesIO(content), name), "text": "पैसे माँगे"}
    return client.post(URL, data=data, content_type="multipart/form-data")


ROWS = [
    (41, "a.zip", BOMB, Sign.NOT_UNPACKED),
    (42, "a.zip", made.zipped({"a": b"x" * 99}).replace(b"c\x00\x00\x00", b"\xff\x00\x00\x00"), Sign.NOT_UNPACKED),
    (43, "a.zip", made.zipped({"../../etc/passwd": b"x", "/abs": b"y", "a\\..\\b": b"z"}), Sign.NOT_UNPACKED),
    (44, "a.zip", made.locked_zip(), Sign.LOCKED),
    (44, "a.pdf", made.pdf(b"<<>>", trailer=b"/Encrypt 5 0 R "), Sign.LOCKED),
    (44, "a.docx", made.old_office("EncryptedPackage"), Sign.LOCKED),
    (47, "a.gif", made.gif(1, b"<script>alert(1)</script>"), Sign.TWO_KINDS),
    (48, "a.svg", b"<svg><script>alert(1)</script></svg>", Sign.ACTIVE_CONTENT),
    (49, "a.html", b"<!doctype html><script>alert(1)</script>", Sign.ACTIVE_CONTENT),
    (50, "a.pdf", made.pdf(b"<<>>", packed=b"1 0 <</S /JavaScript /JS (x)>>"), Sign.SCRIPT),
    (50, "a.pdf", made.pdf(b"<</Type /Pages /Count 1000000>>"), Sign.MANY_PAGES),
    (51, "a.docx", made.ooxml({"word/vbaProject.bin": b"x"}), Sign.MACROS),
    (51, "a.docx", made.ooxml({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'ha'>]><x>&a;</x>"}), Sign.XML_ENTITIES),
    (52, "a.png", made.png(50_000, 50_000), Sign.TOO_MANY_PIXELS),
    (52, "a.gif", made.gif(10_000), Sign.TOO_MANY_FRAMES),
    (52, "a.tif", made.tiff(1000), Sign.TOO_MANY_FRAMES),
    (53, "a.jpg", made.phone_photo(), Sign.LOCATION_DATA),
    (54, "a.ogg", made.ogg(8 * 3600), Sign.TOO_LONG),
    (60, "a.csv", b"a\n=cmd|'/C calc'!A0\n", Sign.DDE),
    (60, "a.xlsx", made.ooxml({"xl/worksheets/sheet1.xml": b"<s><f>A1</f></s>"}, "xl"), Sign.FORMULA_CELLS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "sign"),
    [pytest.param(*rest, id=f"row {row} {rest[-1]} {rest[0]}") for row, *rest in ROWS],
)
def test_every_file_is_taken_kept_as_it_came_and_marked(
    client, session, inspected, office, at, name, content, sign
):
    at(day(1))

    assert upload(client, name, content).status_code == 201
    found = inspected()

    assert sign in found.signs
    paper = session.scalars(select(Paper)).one()
    key = open_record_key(
        session, paper.record_id, office.holder, Actor(frozenset({Role.CVO}), uuid.uuid4()), day(1)
    )
    path = blob_path(office.settings.blobs_dir, paper.blob_name)
    assert open_blob(path, key.private, sha256_cipher=paper.sha256_sealed_file) == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("आवाज़.amr", b"#!AMR\n" + b"\x3c" + b"\x00" * 31),
        ("note.opus", made.ogg(12)),
        ("broken.mp4", made.mp4(10)[:40]),
        ("broken.mp3", b"ID3\xff\xff\xff\xff\xff\xff\xff\xff"),
    ],
)
def test_54_what_phones_record_is_taken_however_broken(client, inspected, at, name, content):
    at(day(1))

    assert upload(client, name, content).status_code == 201
    assert set(inspected().signs) <= {Sign.NOT_SCANNED}


def test_56_without_a_scanner_a_paper_is_marked_as_not_scanned(client, inspected, at):
    at(day(1))
    upload(client, "a.png", made.png())

    found = inspected()

    assert found.signs == [Sign.NOT_SCANNED]
    assert found.state is InspectionState.NOT_SCANNED
    assert found.facts == {"width": 4, "height": 4, "frames": 1}


def test_59_the_same_file_by_many_is_linked_and_every_complaint_kept(
    filed, session, inspected, connected, office
):
    for _ in range(12):
        filed(papers=(an_upload(content=made.png(7, 7)),))
    session.commit()

    inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)

    marks = session.scalars(select(PaperMark)).all()
    assert session.scalar(select(func.count()).select_from(Complaint)) == 12
    assert len(marks) == 12
    assert len({mark.digest for mark in marks}) == 1
    assert len({mark.record_id for mark in marks}) == 12


def test_59_no_mark_is_kept_of_a_protected_record(filed, session, inspected):
    filed(papers=(an_upload(),), lane=Lane.PROTECTED)

    assert inspected().state is InspectionState.NOT_SCANNED
    assert session.scalars(select(PaperMark)).all() == []


def test_a_paper_is_inspected_once(filed, session, connected, office):
    filed(papers=(an_upload(), an_upload("b.png", made.png())))

    done = [
        inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)
        for _ in range(2)
    ]

    assert done == [2, 0]


def test_a_sweep_looks_two_days_back_and_the_rarer_one_at_all(filed, session, connected, office):
    filed(papers=(an_upload(),), at=day(1))
    late = day(1) + timedelta(days=3)

    assert inspect_due(connected, office.keyring, office.settings, late) == 0
    assert inspect_due(connected, office.keyring, office.settings, late, all_days=True) == 1


def test_a_killed_worker_leaves_its_paper_to_the_next_one(
    filed, session, inspected, connected, office
):
    made_of = filed(papers=(an_upload(),)).complaint
    paper = session.scalars(select(Paper)).one()
    left = PaperInspection(
        paper_id=paper.id, record_id=made_of.record_id, state=InspectionState.WAITING, signs=[], facts={}, attempts=1,
        leased_until=day(1) + timedelta(minutes=5),
    )  # fmt: skip
    session.add(left)
    session.commit()

    assert inspect_due(connected, office.keyring, office.settings, day(1)) == 0
    found = inspected(day(1) + timedelta(minutes=6))
    assert (found.state, found.attempts) == (InspectionState.NOT_SCANNED, 0)


def test_a_paper_that_cannot_be_opened_is_tried_five_times_and_then_marked(
    filed, session, inspected, connected, office, caplog
):
    filed(papers=(an_upload(),))
    session.commit()
    paper = session.scalars(select(Paper)).one()
    blob_path(office.settings.blobs_dir, paper.blob_name).write_bytes(b"not what was sealed")
    moment = day(1)

    with caplog.at_level(logging.INFO):
        for _ in range(7):
            found = inspected(moment)
            moment += timedelta(hours=1)

    assert (found.state, found.attempts) == (InspectionState.FAILED, 5)
    assert [each.levelname for each in caplog.records if "paper not inspected" in each.message] == [
        "INFO"
    ] * 4 + ["ERROR"]
    assert "साक्ष्य" not in caplog.text


def test_of_a_large_paper_only_the_beginning_is_looked_at(filed, session, connected, office):
    small = dataclasses.replace(office.settings, inspect_bytes=100)
    filed(papers=(an_upload("a.png", made.png(9, 9) + b"\x00" * 5000, "image/png"),))

    inspect_due(connected, office.keyring, small, day(1), all_days=True)

    found = session.scalars(select(PaperInspection)).one()
    assert found.signs == [Sign.NOT_SCANNED, Sign.PARTLY_READ]
    assert found.facts == {"width": 9, "height": 9, "frames": 1}


def test_42_a_child_that_has_to_be_killed_is_an_answer_too(
    filed, session, connected, office, monkeypatch
):
    monkeypatch.setattr("vigilance.evidence.inspecting.SECONDS", 0.2)
    slow = made.pdf(b"#41" * 4_000_000)
    filed(papers=(an_upload("a.pdf", slow),))

    inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)

    found = session.scalars(select(PaperInspection)).one()
    assert found.signs == [Sign.NOT_READ, Sign.NOT_SCANNED]
    assert found.facts == {"held": "too-slow"}
