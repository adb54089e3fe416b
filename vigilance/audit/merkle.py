"""The tree over all events: one root that changes when anything under it does (RFC 6962, 2.1)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

HASH_BYTES = 32
_VERSION = b"\x01"
_SIZE_BYTES = 8
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf; the entry is an event's hash."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class CompactRange:
    """All that is needed to append leaves and name the root: one hash for each full subtree."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """One more leaf hash; subtrees of equal height are joined at once."""
        self.peaks.append(leaf)
        self.size += 1
        # Each trailing zero bit of the size says that two subtrees of one height stand together.
        pairs = (self.size & -self.size).bit_length() - 1
        for _ in range(pairs):
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for left in self.peaks[-2::-1]:
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        """The range as it is stored: version, size, peaks from the largest to the smallest."""
        return _VERSION + self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, packed: bytes) -> "CompactRange":
        """The range that `to_bytes` wrote."""
        start = len(_VERSION) + _SIZE_BYTES
        size = int.from_bytes(packed[len(_VERSION) : start], "big")
        expected = start + size.bit_count() * HASH_BYTES
        if not packed.startswith(_VERSION) or len(packed) != expected:
            raise ValueError("not a compact range")
        return cls(
            size, [packed[at : at + HASH_BYTES] for at in range(start, expected, HASH_BYTES)]
        )


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = CompactRange()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root over all of these."""
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf")
    proof = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the leaf stands at this index under this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last = index, size - 1
    found = leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show the tree over all of these to begin with the one over the first."""
    if not 0 <= old_size <= len(leaves):
        raise ValueError("no such tree")
    if old_size in (0, len(leaves)):
        return []
    proof = []
    start, end = 0, len(leaves)
    whole = True  # the old tree is, so far, a whole subtree of the new one and its root is known
    while old_size != end - start or not whole:
        size = end - start
        if old_size == size:
            proof.append(root_of(leaves[start:end]))
            break
        middle = start + _left_size(size)
        if start + old_size <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            old_size -= middle - start
            start, whole = middle, False
    return proof[::-1]


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the newer tree only added to the older one (RFC 9162, 2.1.4.2)."""
    if old_size in {0, new_size}:
        known = EMPTY_ROOT if old_size == 0 else new_root
        return not proof and old_root == known
    is_whole_subtree = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if is_whole_subtree else list(proof)
    if not 0 < old_size < new_size or not path:
        return False
    return _climb(old_size, new_size, path) == (old_root, new_root)


def _climb(old_size: int, new_size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots this path leads to, or None where it is longer or shorter than it must be."""
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    found_old = found_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            found_old = node_hash(sibling, found_old)
            found_new = node_hash(sibling, found_new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found_new = node_hash(found_new, sibling)
        at, last = at >> 1, last >> 1
    return (found_old, found_new) if last == 0 else None


def _left_size(size: int) -> int:
    """The largest power of two below this size: how many leaves stand under the left subtree."""
    return 1 << ((size - 1).bit_length() - 1)
