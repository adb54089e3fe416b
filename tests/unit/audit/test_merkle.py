import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vigilance.audit.merkle import (
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

ALL = [leaf_hash(str(number).encode()) for number in range(70)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it, for trees of one leaf or more."""
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return node_hash(root_by_definition(leaves[:left]), root_by_definition(leaves[left:]))


@pytest.mark.parametrize("size", range(1, 71))
def test_root_is_the_one_the_rfc_defines(size):
    assert root_of(ALL[:size]) == root_by_definition(ALL[:size])


@pytest.mark.parametrize("size", range(70))
def test_range_stored_and_read_goes_on_as_before(size):
    tree = CompactRange()
    for leaf in ALL[:size]:
        tree.append(leaf)

    again = CompactRange.from_bytes(tree.to_bytes())
    again.append(ALL[size])

    assert again.size == size + 1
    assert again.root() == root_of(ALL[: size + 1])


@pytest.mark.parametrize(
    "packed",
    [b"", b"\x02" + bytes(8), b"\x01" + bytes(7), b"\x01" + bytes(7) + b"\x03" + bytes(32)],
)
def test_what_is_no_range_is_refused(packed):
    with pytest.raises(ValueError, match="compact range"):
        CompactRange.from_bytes(packed)


@given(st.integers(1, 70), st.data())
def test_every_leaf_proves_its_place_and_no_other(size, data):
    leaves = ALL[:size]
    index, elsewhere = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))

    proof, root = inclusion_proof(leaves, index), root_of(leaves)

    assert verify_inclusion(leaves[index], index, size, proof, root)
    assert verify_inclusion(leaves[index], elsewhere, size, proof, root) == (elsewhere == index)
    assert not verify_inclusion(leaf_hash(b"forged"), index, size, proof, root)
    assert not verify_inclusion(leaves[index], index, size, [*proof, root], root)


@given(st.integers(2, 70), st.data())
def test_changed_inclusion_proof_fails(size, data):
    leaves = ALL[:size]
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    assume(proof)
    changed = data.draw(st.integers(0, len(proof) - 1))

    proof[changed] = bytes(32)

    assert not verify_inclusion(leaves[index], index, size, proof, root_of(leaves))
    assert not verify_inclusion(leaves[index], index, size, proof[1:], root_of(leaves))


@given(st.integers(0, 70), st.integers(0, 70))
def test_longer_tree_proves_that_it_only_grew(one, other):
    old, new = sorted((one, other))

    proof = consistency_proof(ALL[:new], old)

    assert verify_consistency(old, root_of(ALL[:old]), new, root_of(ALL[:new]), proof)


@given(st.integers(1, 69), st.integers(2, 70), st.data())
def test_rewritten_history_has_no_proof(old, new, data):
    assume(old < new)
    rewritten = data.draw(st.integers(0, old - 1))
    leaves = ALL[:new]
    kept = root_of(leaves[:old])

    leaves[rewritten] = leaf_hash(b"rewritten")

    proof = consistency_proof(leaves, old)
    assert not verify_consistency(old, kept, new, root_of(leaves), proof)


@given(st.integers(1, 69), st.integers(2, 70), st.data())
def test_changed_consistency_proof_fails(old, new, data):
    assume(old < new)
    roots = root_of(ALL[:old]), root_of(ALL[:new])
    proof = consistency_proof(ALL[:new], old)
    changed = data.draw(st.integers(0, len(proof) - 1))

    assert not verify_consistency(old, roots[0], new, roots[1], [*proof, bytes(32)])
    assert not verify_consistency(old, roots[0], new, roots[1], proof[:-1])
    proof[changed] = bytes(32)
    assert not verify_consistency(old, roots[0], new, roots[1], proof)


def test_tree_does_not_shrink():
    assert not verify_consistency(5, root_of(ALL[:5]), 3, root_of(ALL[:3]), [])
    assert not verify_inclusion(ALL[0], 3, 3, [], ALL[0])


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_of_a_leaf_that_is_not_there(index):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(ALL[:3], index)


@pytest.mark.parametrize("old", [-1, 4])
def test_no_proof_of_a_tree_that_never_was(old):
    with pytest.raises(ValueError, match="no such tree"):
        consistency_proof(ALL[:3], old)
