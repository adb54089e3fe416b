"""How previews are kept: sealed at rest, drawn once, taken away with a warning and with their record's key."""

import logging
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.complaints import an_upload
from tests.builders.drawing import multiplied
from tests.builders.forms import said
from vigilance.cli.orphans_job import sweep_orphans
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.evidence.bench import machine_key, opened
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.inspection_queue import Opinion, keep
from vigilance.evidence.models import (
    InspectionState,
    KeyWrap,
    Paper,
    PaperInspection,
    PaperPreview,
    PreviewState,
    RecordKey,
)
from vigilance.evidence.preview_queue import lease
from vigilance.evidence.previewing import preview_due, renew_previews
from vigilance.evidence.previews.made import NoPreview
from vigilance.evidence.signs import Sign
from vigilance.sealing.case_keys import new_case_key
from vigilance.sealing.evidence import blob_path, open_blob, store_blob
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.spool import spool_of

HINDI = "रिश्वत की रसीद"


def path(found, rest="", paper=1):
    return f"/office/files/{found.number}/papers/{paper}/preview{rest}"


def preview(session):
    return session.scalars(select(PaperPreview)).one()


def test_a_preview_lies_sealed_under_its_record_s_key_and_nothing_of_it_is_logged(
    walk, draw, session, office, caplog
):
    with caplog.at_level(logging.DEBUG):
        walk.assigned(papers=(an_upload("गवाह.txt", HINDI.encode()),))
        draw()
    row = preview(session)
    place = blob_path(office.settings.blobs_dir, row.blob_name)

    assert HINDI.encode() not in place.read_bytes()
    assert place.read_bytes().startswith(b"age-encryption.org/v1")
    assert place.stat().st_mode & 0o077 == 0
    assert row.sheets == [["text", len(HINDI.encode()), None]]
    assert HINDI not in caplog.text
    assert "गवाह" not in caplog.text


def test_the_nightly_broom_leaves_previews_that_are_named(
    drawn_complaint, session, connected, office
):
    drawn_complaint(("a.pdf", real.pages()))
    place = blob_path(office.settings.blobs_dir, preview(session).blob_name)

    sweep_orphans(connected, office, day(1) + timedelta(days=3650))
    assert place.exists()

    session.execute(update(PaperPreview).values(blob_name=None))
    session.commit()
    sweep_orphans(connected, office, day(1) + timedelta(days=3650))
    assert not place.exists()


def test_55_what_the_scanner_warns_of_is_not_drawn(walk, session, connected, office, team):
    found = walk.assigned(papers=(an_upload("a.txt", made.EICAR),))
    session.commit()
    inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)
    session.execute(update(PaperInspection).values(signs=["scanner-positive"]))
    session.commit()
    preview_due(connected, office.keyring, office.settings, day(1), all_days=True)
    session.expire_all()

    assert preview(session).reason == NoPreview.SCANNER_POSITIVE
    page = team("vo").get(path(found, "?lang=en"), follow_redirects=True)
    assert "No preview: the virus scanner warns of it." in said(page)


def test_55_a_preview_is_taken_away_when_the_scanner_warns_later(
    drawn_complaint, session, connected, office, team
):
    found = drawn_complaint(("a.txt", made.EICAR))
    assert preview(session).state is PreviewState.READY
    paper = session.scalars(select(Paper)).one()
    verdict = Opinion(state=InspectionState.DONE, signs=[Sign.SCANNER_POSITIVE], facts={})
    keep(session, paper, verdict, at=day(1))
    session.commit()

    assert team("vo").get(path(found, "/1")).status_code == 404
    preview_due(connected, office.keyring, office.settings, day(1), all_days=True)
    session.expire_all()
    row = preview(session)
    assert (row.state, row.reason, row.blob_name) == (
        PreviewState.NONE, NoPreview.SCANNER_POSITIVE, None,
    )  # fmt: skip


def test_a_preview_is_drawn_anew_under_a_renewed_key(
    drawn_complaint, session, draw, office, connected
):
    drawn_complaint(("a.txt", HINDI.encode()))
    before = preview(session).blob_name
    old_key = session.scalars(select(RecordKey)).one()
    paper = session.scalars(select(Paper)).one()
    public, wraps, key = new_case_key(office.keyring.cell)
    same = {"record_id": paper.record_id, "epoch": 2}
    session.execute(insert(RecordKey).values(**same, public=public))
    for each in wraps:
        sealed = {"recipient": each.recipient_name, "alg": each.alg.value, "blob": each.blob}
        session.execute(insert(KeyWrap).values(**same, **sealed))
    # What a renewal of a key does to the paper itself: sealed to the new one.
    _sealed_anew(session, office, paper, old_key, key)

    assert renew_previews(connected, day(2)) == 1
    draw(day(2))

    row = preview(session)
    assert (row.state, row.epoch) == (PreviewState.READY, 2)
    assert row.blob_name != before
    place = blob_path(office.settings.blobs_dir, row.blob_name)
    assert open_blob(place, key.private).decode() == HINDI


def _sealed_anew(session, office, paper, old_key, key):
    wraps = session.scalars(select(KeyWrap).where(KeyWrap.epoch == 1)).all()
    cell = office.keyring.private(KeyName.VIGILANCE_CELL)
    with opened(office.settings, paper, machine_key(wraps, old_key.public, cell)) as spool:
        content = spool.read()
    stored = store_blob(spool_of(content), key.recipient, office.settings.blobs_dir)
    session.execute(
        update(Paper).values(blob_name=stored.name, sha256_sealed_file=stored.sha256_cipher)
    )


def test_a_preview_is_dropped_when_its_record_s_key_is_shredded(
    drawn_complaint, session, draw, team, connected
):
    found = drawn_complaint(("a.txt", HINDI.encode()))
    assert team("vo").get(path(found, "/1")).status_code == 200
    session.execute(delete(KeyWrap))
    session.commit()

    assert renew_previews(connected, day(1)) == 1
    assert renew_previews(connected, day(1)) == 0
    for late in range(1, 8):
        draw(day(1) + timedelta(hours=late))

    row = preview(session)
    assert (row.state, row.reason, row.blob_name, row.sheets) == (
        PreviewState.NONE, NoPreview.NOT_OPENED, None, [],
    )  # fmt: skip


def test_two_workers_do_not_draw_one_paper(walk, session, connected, office, draw):
    walk.assigned(papers=(an_upload("a.txt", b"words"),))
    session.commit()
    inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)
    paper = session.scalars(select(Paper.id)).one()

    with connected.writing() as writing, writing.begin():
        act_as(writing, SYSTEM)
        assert lease(writing, paper, day(1)) is not None
        assert lease(writing, paper, day(1)) is None
        assert lease(writing, paper, day(1) + timedelta(minutes=6)) is not None


def test_a_paper_that_takes_too_long_has_no_preview_and_the_next_is_drawn(
    walk, draw, session, monkeypatch
):
    monkeypatch.setattr("vigilance.evidence.previewing.SECONDS", 1)
    walk.assigned(papers=(an_upload("a.svg", multiplied(7, by=9)), an_upload("b.txt", b"words")))

    draw()

    found = {row.reason: row.state for row in session.scalars(select(PaperPreview))}
    assert found[None] is PreviewState.READY
    assert set(found) - {None} <= {NoPreview.TOO_SLOW, NoPreview.TOO_LARGE, NoPreview.BROKEN}
    assert len(found) == 2
