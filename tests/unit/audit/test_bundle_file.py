import io
import json
from datetime import timedelta

import pytest

from tests.unit.audit.ledgers import FIRST, TAKEN, TRUST, a_ledger
from vigilance.audit.bundle import Bundle
from vigilance.audit.bundle_file import BundleUnreadable, read_bundle, write_bundle
from vigilance.audit.verification import verify

SOUND = a_ledger()


def exported() -> str:
    """The sound ledger as a file."""
    file = io.StringIO()
    write_bundle(file, SOUND.bundle())
    return file.getvalue()


def findings(text: str) -> list[tuple[str, int | None]]:
    """What verification finds in a file."""
    return [(each.kind.value, each.seq) for each in verify(read_bundle(io.StringIO(text)), TRUST)]


def test_exported_ledger_comes_back_as_it_was():
    bundle = read_bundle(io.StringIO(exported()))

    assert bundle.taken_at == TAKEN
    assert list(bundle.checkpoints) == SOUND.checkpoints
    assert list(bundle.leaves) == SOUND.leaves
    assert list(bundle.events) == SOUND.events
    assert list(bundle.records) == SOUND.records


def test_exported_ledger_is_verified_without_a_database():
    assert findings(exported()) == []


def test_export_says_how_many_lines_it_has():
    file = io.StringIO()

    lines = write_bundle(file, SOUND.bundle())

    assert lines == len(file.getvalue().splitlines())
    assert json.loads(file.getvalue().splitlines()[-1]) == ["end", lines - 1]


def test_change_in_the_file_is_found():
    assert findings(exported().replace('"officer:1"', '"officer:2"', 1)) == [("event-changed", 1)]


def test_ledger_without_anything_is_a_file_too():
    file = io.StringIO()
    write_bundle(file, Bundle(TAKEN, [], [], [], []))

    assert findings(file.getvalue()) == []


def test_any_line_taken_out_is_found():
    lines = exported().splitlines(keepends=True)

    for at in range(len(lines)):
        with pytest.raises(BundleUnreadable):
            findings("".join(lines[:at] + lines[at + 1 :]))


@pytest.mark.parametrize("cut", [0, 1, 40, -2, -20])
def test_cut_file_is_unreadable(cut):
    with pytest.raises(BundleUnreadable):
        findings(exported()[:cut])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"vigilance-ledger":1', '"vigilance-ledger":2'),
        ('"taken_at":"2026', '"taken_at":"202'),
        (f'"event","{FIRST}",1', f'"event","{FIRST}","1"'),
        (f'"event","{FIRST}",1', f'"event","{FIRST}",true'),
        (f'"event","{FIRST}"', '"event","nobody"'),
        ('"leaf",0', '"leaf","0"'),
        ('["checkpoint",2', '["checkpoint","2"'),
        ('"record"', '"secret"'),
        ('["leaf"', '["leaf",1'),
        (".000000Z", ".000000"),
    ],
)
def test_line_that_says_nothing_we_know_is_unreadable(old, new):
    with pytest.raises(BundleUnreadable):
        findings(exported().replace(old, new, 1))


def test_lines_after_the_end_are_unreadable():
    with pytest.raises(BundleUnreadable):
        findings(exported() + "[]\n")


def test_instants_keep_their_microseconds():
    ledger = SOUND.changed("checkpoints", 0, at=TAKEN + timedelta(microseconds=7))
    file = io.StringIO()
    write_bundle(file, ledger.bundle())
    file.seek(0)

    assert next(iter(read_bundle(file).checkpoints)).at == TAKEN + timedelta(microseconds=7)
