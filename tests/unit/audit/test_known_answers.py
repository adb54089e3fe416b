"""What an independent verifier must get, byte for byte (docs/formats.md)."""

import json
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from vigilance.audit.canonical import canonical, read_canonical
from vigilance.audit.chain import EventHeader, commit_of, event_hash, genesis, payload_commit
from vigilance.audit.checkpoint import (
    Checkpoint,
    VerifierKey,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from vigilance.audit.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "ledger.json").read_text(encoding="utf-8")
)
MERKLE = VECTORS["merkle"]
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in MERKLE["entries"]]
ROOTS = [bytes.fromhex(root) for root in MERKLE["roots"]]

READ = {
    "text": str,
    "int": int,
    "bool": bool,
    "none": lambda _: None,
    "date": date.fromisoformat,
    "instant": datetime.fromisoformat,
    "uuid": UUID,
    "bytes": bytes.fromhex,
    "list": lambda values: [spoken(value) for value in values],
    "map": lambda values: {key: spoken(value) for key, value in values.items()},
}


def spoken(pair):
    """A value out of its kind and its word."""
    kind, word = pair
    return READ[kind](word)


def test_payload_is_written_as_documented():
    known = VECTORS["canonical"]
    body = {key: spoken(value) for key, value in known["body"].items()}

    assert canonical(body).hex() == known["bytes"]
    assert read_canonical(bytes.fromhex(known["bytes"])) == body


def test_chain_hashes_are_as_documented():
    head = genesis(UUID(VECTORS["events"][0]["record_id"]))
    for known in VECTORS["events"]:
        header = EventHeader(
            UUID(known["record_id"]),
            known["record_seq"],
            known["type"],
            known["actor"],
            known["actor_role"],
            datetime.fromisoformat(known["at"]),
        )
        salt, body = bytes.fromhex(known["salt"]), bytes.fromhex(known["body"])

        assert head.hex() == known["prev_hash"]
        assert commit_of(salt, body).hex() == known["commit"]
        assert payload_commit(salt, read_canonical(body)).hex() == known["commit"]
        head = event_hash(header, bytes.fromhex(known["commit"]), head)
        assert head.hex() == known["event_hash"]
        assert leaf_hash(head).hex() == known["leaf_hash"]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_public_test_tree(size):
    assert root_of(LEAVES[:size]) == ROOTS[size]


@pytest.mark.parametrize("known", MERKLE["inclusion"])
def test_inclusion_proofs_are_those_of_the_public_test_tree(known):
    index, size = known["index"], known["size"]
    proof = [bytes.fromhex(node) for node in known["proof"]]

    assert inclusion_proof(LEAVES[:size], index) == proof
    assert verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


@pytest.mark.parametrize("known", MERKLE["consistency"])
def test_consistency_proofs_are_those_of_the_public_test_tree(known):
    old, new = known["old"], known["new"]
    proof = [bytes.fromhex(node) for node in known["proof"]]

    assert consistency_proof(LEAVES[:new], old) == proof
    assert verify_consistency(old, ROOTS[old], new, ROOTS[new], proof)


def test_checkpoint_is_signed_as_documented():
    known = VECTORS["checkpoint"]
    checkpoint = Checkpoint(
        known["origin"], known["size"], bytes.fromhex(known["root"]), tuple(known["extensions"])
    )
    key = VerifierKey.from_text(known["verifier_key"])

    note = sign_checkpoint(checkpoint, bytes.fromhex(known["seed"]), known["origin"])

    assert note == known["note"]
    assert parse_checkpoint(note) == checkpoint
    assert verify_checkpoint(note, [key]) == checkpoint
    assert key.text == known["verifier_key"]
