from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.unit.audit.ledgers import (
    FIRST,
    SECOND,
    START,
    THIRD,
    TRUST,
    Ledger,
    a_chain,
    a_ledger,
    sealed,
)
from vigilance.audit.bundle import EventRow, Payload, RecordRow, Trust, payload_of
from vigilance.audit.canonical import canonical
from vigilance.audit.chain import commit_of, event_hash, genesis
from vigilance.audit.verification import verify

SOUND = a_ledger()


def kinds(ledger: Ledger, trust: Trust = TRUST) -> list[str]:
    """What verification finds, in its order."""
    return [finding.kind.value for finding in verify(ledger.bundle(), trust)]


def places(ledger: Ledger, trust: Trust = TRUST) -> list[tuple[str, UUID | None, int | None]]:
    """The same with the place of each finding."""
    return [(each.kind.value, each.record_id, each.seq) for each in verify(ledger.bundle(), trust)]


def resealed(events: list[EventRow]) -> Ledger:
    """What an operator with the signing key can make of changed events: a whole new tree."""
    checkpoints, leaves = sealed(events)
    return replace(SOUND, checkpoints=checkpoints, leaves=leaves, events=events)


def test_sound_ledger_has_no_finding():
    assert kinds(SOUND) == []


def test_empty_ledger_has_no_finding():
    assert kinds(Ledger([], [], [], [RecordRow(FIRST, 0, genesis(FIRST), {})])) == []


# --- one change, one kind of finding ------------------------------------------------------------------


@pytest.mark.parametrize("word", ["type", "actor", "actor_role"])
def test_changed_word_of_a_header_is_named_with_its_place(word):
    header = replace(SOUND.events[1].header, **{word: "other"})

    assert places(SOUND.changed("events", 1, header=header)) == [("event-changed", FIRST, 2)]


def test_back_dated_event_is_found():
    header = replace(SOUND.events[1].header, at=START - timedelta(days=1))

    assert places(SOUND.changed("events", 1, header=header)) == [("event-changed", FIRST, 2)]


def test_event_written_anew_with_its_own_hash_breaks_leaf_and_chain():
    old = SOUND.events[1]
    header = replace(old.header, actor="officer:9")
    forged = SOUND.changed(
        "events", 1, header=header, event_hash=event_hash(header, old.commit, old.prev_hash)
    )

    assert places(forged) == [("leaf-changed", FIRST, 2), ("chain-broken", FIRST, 3)]


def test_changed_payload_is_found():
    changed = Payload(SOUND.events[1].payload.salt, canonical({"what": "identity"}))

    assert places(SOUND.changed("events", 1, payload=changed)) == [("payload-changed", FIRST, 2)]


def test_changed_salt_is_found():
    body = SOUND.events[1].payload.body

    for salt in (bytes(32), b"short"):
        changed = SOUND.changed("events", 1, payload=Payload(salt, body))
        assert places(changed) == [("payload-changed", FIRST, 2)]


def test_body_no_event_could_have_written_is_a_changed_payload():
    for body in ({"what": 1.5}, "not a body", None):
        payload = payload_of(SOUND.events[1].payload.salt, body)
        changed = SOUND.changed("events", 1, payload=payload)
        assert places(changed) == [("payload-changed", FIRST, 2)]


def test_body_read_from_a_table_binds_like_the_one_written():
    payload = SOUND.events[1].payload

    assert payload_of(payload.salt, {"what": "file"}) == payload


def test_salt_of_another_length_binds_nothing():
    with pytest.raises(ValueError, match="32 bytes"):
        commit_of(b"short", b"")


def test_payload_gone_without_an_order_is_found():
    assert places(SOUND.changed("events", 1, payload=None)) == [("payload-missing", FIRST, 2)]


def test_payload_withheld_from_this_reader_is_no_finding():
    assert kinds(SOUND.changed("events", 1, payload=None, withheld=True)) == []


@pytest.mark.parametrize(
    "body", [{"events": [2]}, {"events": [2], "order": ""}, {"events": [1], "order": "E-1"}]
)
def test_erasure_needs_an_order_that_names_the_event(body):
    chain = a_chain(SECOND, ("register", {}), ("note", {"digest": "dd"}), ("erased", body))
    chain[1] = replace(chain[1], payload=None)
    checkpoints, leaves = sealed(chain)
    records = [RecordRow(SECOND, 3, chain[-1].event_hash, {})]

    assert places(Ledger(checkpoints, leaves, chain, records)) == [("payload-missing", SECOND, 2)]


def test_payload_nobody_can_read_is_found_though_its_event_binds_it():
    (row,) = a_chain(THIRD, ("erased", {}))
    salt, body = row.payload.salt, b"\x01\x00"
    commit = commit_of(salt, body)
    own = event_hash(row.header, commit, row.prev_hash)
    chain = [replace(row, commit=commit, event_hash=own, payload=Payload(salt, body))]
    checkpoints, leaves = sealed(chain)

    found = places(Ledger(checkpoints, leaves, chain, [RecordRow(THIRD, 1, own, {})]))

    assert found == [("payload-changed", THIRD, 1)]


def test_event_taken_out_of_the_middle_is_found():
    assert places(SOUND.without("events", 1)) == [
        ("chain-broken", FIRST, 3),
        ("event-missing", FIRST, 2),
    ]


def test_event_taken_off_the_end_is_found():
    assert places(SOUND.without("events", 2)) == [
        ("event-missing", FIRST, 3),
        ("head-differs", FIRST, 3),
        ("value-differs", FIRST, 2),
        ("value-differs", FIRST, 2),
        ("value-unexplained", FIRST, 2),
    ]


def test_two_events_in_each_others_place_are_found():
    events = list(SOUND.events)
    events[0], events[1] = events[1], events[0]

    assert kinds(replace(SOUND, events=events)).count("chain-broken") == 3


def test_record_removed_with_all_its_events_is_found_by_its_leaves():
    forged = replace(SOUND, events=SOUND.events[3:], records=SOUND.records[1:])

    assert places(forged) == [("event-missing", FIRST, seq) for seq in (1, 2, 3)]


def test_record_row_removed_is_found():
    assert places(SOUND.without("records", 0)) == [("record-missing", FIRST, 3)]


def test_record_without_any_event_is_found():
    forged = replace(
        SOUND, records=[*SOUND.records, RecordRow(UUID(int=7), 2, bytes(32), {"state": "x"})]
    )

    assert kinds(forged) == ["head-differs", "value-unexplained"]


@pytest.mark.parametrize("words", [{"seq": 2}, {"head": bytes(32)}])
def test_head_that_is_not_the_chains_end_is_found(words):
    assert places(SOUND.changed("records", 0, **words)) == [
        ("head-differs", FIRST, words.get("seq", 3))
    ]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("state", "registered", "value-differs"),
        ("days", 31, "value-differs"),
        ("days", "30", "value-differs"),
        ("days", None, "value-differs"),
        ("district", "लखनऊ", "value-differs"),
        ("clock:7", "aa", "value-differs"),
        ("clock:8", "aa", "value-unexplained"),
    ],
)
def test_row_changed_without_an_event_is_found(name, value, kind):
    forged = SOUND.changed("records", 0, values={**SOUND.records[0].values, name: value})

    assert places(forged) == [(kind, FIRST, 3)]


def test_row_removed_without_an_event_is_found():
    values = {key: value for key, value in SOUND.records[0].values.items() if key != "clock:7"}

    assert places(SOUND.changed("records", 0, values=values)) == [("value-differs", FIRST, 3)]


def test_row_removed_by_an_event_is_no_finding():
    chain = a_chain(
        THIRD, ("open", {"rows": {"clock:1": "aa"}}), ("close", {"rows": {"clock:1": None}})
    )
    checkpoints, leaves = sealed(chain)

    assert (
        kinds(Ledger(checkpoints, leaves, chain, [RecordRow(THIRD, 2, chain[-1].event_hash, {})]))
        == []
    )


def test_value_a_hidden_payload_may_have_set_is_not_judged():
    assert kinds(SOUND.changed("records", 1, values={"state": "anything"})) == []


# --- leaves and checkpoints -------------------------------------------------------------------------------
