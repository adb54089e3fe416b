import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.audit.ledgers import (
    FIRST,
    ORIGIN,
    SEED,
    START,
    TAKEN,
    THIRD,
    TRUST,
    Ledger,
    a_chain,
    sealed,
)
from tests.unit.audit.test_verification import SOUND, kinds, places, resealed
from vigilance.audit.bundle import FindingKind, Payload, RecordRow
from vigilance.audit.checkpoint import Checkpoint, sign_checkpoint
from vigilance.audit.merkle import EMPTY_ROOT


def test_changed_leaf_changes_the_root():
    assert kinds(SOUND.changed("leaves", 1, leaf_hash=bytes(32)))[:1] == ["root-differs"]


def test_leaf_given_to_another_event_is_found():
    forged = SOUND.changed("leaves", 0, record_id=THIRD, record_seq=9)

    assert ("leaf-missing", FIRST, 1) in places(forged)
    assert ("event-missing", THIRD, 9) in places(forged)


def test_two_leaves_of_one_event_are_found():
    assert "leaf-gap" in kinds(SOUND.changed("leaves", 1, record_id=FIRST, record_seq=1))


def test_leaf_taken_out_is_found():
    for at in range(len(SOUND.leaves)):
        assert "tree-short" in kinds(SOUND.without("leaves", at))


def test_leaves_out_of_their_records_order_are_found():
    chain = a_chain(FIRST, ("one", {}), ("two", {}))
    checkpoints, leaves = sealed(chain[::-1])
    swapped = [chain[1], chain[0]]
    at = [row.header.at for row in swapped]
    assert at != sorted(at)
    turned = [replace(leaves[0], record_seq=2), replace(leaves[1], record_seq=1)]
    records = [RecordRow(FIRST, 2, chain[-1].event_hash, {})]

    assert "leaf-order" in kinds(Ledger(checkpoints, turned, chain, records))


def test_newest_events_may_wait_to_be_sealed_but_not_longer_than_the_lag():
    chain = a_chain(THIRD, ("one", {}), ("two", {}))
    checkpoints, leaves = sealed(chain[:1])
    ledger = Ledger(checkpoints, leaves, chain, [RecordRow(THIRD, 2, chain[-1].event_hash, {})])

    assert places(ledger) == [("leaf-missing", THIRD, 2)]
    assert kinds(ledger, replace(TRUST, lag=TAKEN - START)) == []


def test_unsealed_event_before_a_sealed_one_is_found_at_once():
    ledger = SOUND.without("leaves", 0)

    assert ("leaf-missing", FIRST, 1) in places(ledger, replace(TRUST, lag=timedelta(days=9)))


def test_leaves_no_checkpoint_covers_are_found():
    assert kinds(SOUND.without("checkpoints", -1)) == ["leaf-unsigned"]


@pytest.mark.parametrize(
    "words",
    [{"size": 1}, {"root": EMPTY_ROOT}, {"at": TAKEN}, {"compact_range": b""}],
    ids=["size", "root", "at", "compact range"],
)
def test_checkpoint_row_that_says_other_than_its_note_is_found(words):
    assert "checkpoint-changed" in kinds(SOUND.changed("checkpoints", 0, **words))


def test_changed_note_is_found():
    note = SOUND.checkpoints[0].note.replace("\n2\n", "\n3\n")

    assert kinds(SOUND.changed("checkpoints", 0, note=note)) == ["checkpoint-broken"]


def test_checkpoint_of_another_ledger_is_found():
    row = SOUND.checkpoints[0]
    note = sign_checkpoint(Checkpoint("other.invalid", row.size, row.root), SEED, ORIGIN)

    assert kinds(SOUND.changed("checkpoints", 0, note=note, at=None)) == ["checkpoint-changed"]


def test_checkpoints_that_shrink_are_found():
    assert "checkpoint-order" in kinds(replace(SOUND, checkpoints=SOUND.checkpoints[::-1]))


def test_checkpoint_nobody_trusted_signed_is_found():
    assert set(kinds(SOUND, replace(TRUST, keys=()))) == {"checkpoint-broken"}


def test_tail_cut_off_with_its_checkpoints_is_found_by_a_kept_one():
    kept = replace(TRUST, kept=(SOUND.checkpoints[-1].note,))
    events = [row for row in SOUND.events if row.header.record_seq < 3]
    records = [
        replace(
            row,
            seq=2,
            head=events[at].event_hash,
            values=SOUND.records[0].values if at == 1 else row.values,
        )
        for row, at in zip(SOUND.records[:2], (1, 3), strict=True)
    ]
    cut = replace(resealed(events), records=[*records, SOUND.records[2]])

    assert "tree-short" not in kinds(cut)
    assert "tree-short" in kinds(cut, kept)


def test_history_written_anew_and_signed_is_found_by_a_kept_checkpoint():
    chain = a_chain(FIRST, ("register", {}), ("read", {}), ("close", {}))
    forged = replace(
        resealed([*chain, *SOUND.events[3:]]),
        records=[RecordRow(FIRST, 3, chain[-1].event_hash, {}), *SOUND.records[1:]],
    )

    assert kinds(forged) == []
    for row in SOUND.checkpoints:
        assert kinds(forged, replace(TRUST, kept=(row.note,))) == ["history-rewritten"]


def test_kept_checkpoint_that_is_broken_is_named():
    assert kinds(SOUND, replace(TRUST, kept=("not a note",))) == ["checkpoint-broken"]
    assert kinds(SOUND, replace(TRUST, kept=(SOUND.checkpoints[0].note,))) == []


# --- any change at all ------------------------------------------------------------------------------------


def other_byte(value: bytes, draw: random.Random) -> bytes:
    """The same bytes with one bit turned."""
    at = draw.randrange(len(value))
    return value[:at] + bytes([value[at] ^ (1 << draw.randrange(8))]) + value[at + 1 :]


def other_letter(value: str, draw: random.Random) -> str:
    """The same text with one letter changed."""
    at = draw.randrange(len(value))
    return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]


def other_payload(value: Payload, draw: random.Random) -> Payload:
    """The same payload with another salt or body."""
    word = draw.choice(["salt", "body"])
    return replace(value, **{word: other_byte(getattr(value, word), draw)})


OTHERS = {
    bytes: other_byte,
    str: other_letter,
    Payload: other_payload,
    bool: lambda value, _: not value,
    int: lambda value, draw: value + draw.choice([-1, 1, 7]),
    UUID: lambda value, draw: UUID(int=value.int ^ (1 << draw.randrange(128))),
    dict: lambda value, draw: value | {draw.choice(sorted(value)): "changed"},
    datetime: lambda value, draw: value + timedelta(microseconds=draw.choice([-1, 1])),
}


def other(value: object, draw: random.Random) -> object:
    """A value of the same kind that is not this one."""
    return OTHERS[type(value)](value, draw)


def fields_of(ledger: Ledger) -> list[tuple[str, int, str]]:
    """Every stored value of a ledger that a mutation can strike."""
    found = [
        (part, at, word)
        for part in ("checkpoints", "leaves", "records", "events")
        for at, row in enumerate(getattr(ledger, part))
        for word in row.__slots__
        if getattr(row, word) not in (None, {}, False) and word != "header"
    ]
    headers = [
        ("header", at, word)
        for at, row in enumerate(ledger.events)
        for word in row.header.__slots__
    ]
    erased = {("records", 1, "values")}  # an erased payload may have set them
    return [field for field in found + headers if field not in erased]


@settings(max_examples=500)
@given(st.sampled_from(fields_of(SOUND)), st.integers(0, 2**32))
def test_any_single_change_is_found(field, seed):
    part, at, word = field
    draw = random.Random(seed)
    if part == "header":
        header = SOUND.events[at].header
        header = replace(header, **{word: other(getattr(header, word), draw)})
        forged = SOUND.changed("events", at, header=header)
    else:
        forged = SOUND.changed(
            part, at, **{word: other(getattr(getattr(SOUND, part)[at], word), draw)}
        )

    assert kinds(forged) != []


@given(st.sampled_from(["checkpoints", "leaves", "events", "records"]), st.data())
def test_any_row_taken_out_is_found(part, data):
    rows = getattr(SOUND, part)
    removable = len(rows) if part != "checkpoints" else 1
    at = data.draw(st.integers(0, removable - 1))
    if part == "checkpoints":
        at = -1  # older ones may be pruned: the newest covers what they covered

    assert kinds(SOUND.without(part, at)) != []


def test_every_kind_of_finding_has_a_test():
    text = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")
    )

    assert [kind.value for kind in FindingKind if f'"{kind.value}"' not in text] == []
