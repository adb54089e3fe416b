"""The ledger in a real database: sealed, verified, exported, and every edit behind its back found."""

import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from vigilance.audit.bundle import FindingKind, Trust
from vigilance.audit.bundle_file import read_bundle, write_bundle
from vigilance.audit.commands import append_event
from vigilance.audit.sealer import newest_checkpoint, seal, verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.domain.actors import SYSTEM
from vigilance.notes.models import Note, NoteKind
from vigilance.records.commands import open_record
from vigilance.records.models import RecordKind
from vigilance.sealing.keyring import Keyring

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def keyring(settings):
    return Keyring.load(settings.keys_dir)


@pytest.fixture
def records(session):
    made = []
    for number in range(3):
        record = open_record(session, RecordKind.COMPLAINT, f"T-{uuid.uuid4()}", at=NOW)
        append_event(session, record, "register", {"channel": "web"}, by=SYSTEM, at=NOW)
        note = Note(
            id=uuid.uuid4(),
            record_id=record.id,
            number=1,
            kind=NoteKind.NOTE,
            text=f"n {number}",
            written_at=NOW,
        )
        session.add(note)
        append_event(session, record, "note-written", {"number": 1}, by=SYSTEM, at=NOW, rows=[note])
        made.append(record)
    session.commit()
    return made


@pytest.fixture
def findings(connected, session, keyring, settings):
    def look(kept=()):
        session.expire_all()
        trust = Trust(keys=(verifier_key(keyring, settings.office_code),), kept=tuple(kept))
        return list(verify(stored_bundle(session, LATER), trust))

    return look


def test_a_sealed_ledger_is_whole(connected, session, records, keyring, settings, findings):
    sealed = seal(connected, keyring, settings.office_code, NOW)

    assert sealed == 6
    assert findings() == []


def test_sealing_again_finds_nothing_to_do(connected, records, keyring, settings):
    seal(connected, keyring, settings.office_code, NOW)

    assert seal(connected, keyring, settings.office_code, NOW) == 0


def test_an_event_older_than_the_lag_that_is_not_sealed_is_a_finding(records, findings):
    assert {finding.kind for finding in findings()} == {FindingKind.LEAF_MISSING}


def test_an_edit_of_a_vouched_row_is_found(
    connected, session, records, keyring, settings, findings
):
    seal(connected, keyring, settings.office_code, NOW)
    session.execute(text("UPDATE note SET text = 'forged' WHERE text = 'n 1'"))

    assert [(finding.kind, finding.record_id) for finding in findings()] == [
        (FindingKind.VALUE_DIFFERS, records[1].id)
    ]


def test_the_ledger_cannot_be_changed_through_the_office_s_own_connection(session, records):
    with pytest.raises(Exception, match="append-only"), session.begin_nested():
        session.execute(text("UPDATE event SET type = 'forged'"))


def test_an_exported_ledger_verifies_offline(connected, session, records, keyring, settings):
    seal(connected, keyring, settings.office_code, NOW)
    file = io.StringIO()

    write_bundle(file, stored_bundle(session, LATER))
    file.seek(0)

    trust = Trust(keys=(verifier_key(keyring, settings.office_code),))
    assert list(verify(read_bundle(file), trust)) == []


def test_a_kept_checkpoint_shows_a_rewritten_history(
    connected, session, records, keyring, settings, findings
):
    seal(connected, keyring, settings.office_code, NOW)
    kept = newest_checkpoint(session).signed_note
    other = seal_of_another_history(keyring, settings)

    assert findings([kept]) == []
    assert FindingKind.HISTORY_REWRITTEN in {finding.kind for finding in findings([other])}


def seal_of_another_history(keyring, settings):
    from vigilance.audit.checkpoint import Checkpoint, sign_checkpoint
    from vigilance.audit.sealer import ledger_origin
    from vigilance.sealing.keyring import KeyName

    origin = ledger_origin(settings.office_code)
    return sign_checkpoint(
        Checkpoint(origin, 2, bytes(32)), keyring.private(KeyName.LEDGER), origin
    )
