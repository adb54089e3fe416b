"""Whether checkpoints are signed, the tree has their roots, and no kept one was rewritten."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from vigilance.audit.bundle import CheckpointRow, Finding, FindingKind, LeafRow, Trust
from vigilance.audit.canonical import instant
from vigilance.audit.checkpoint import CheckpointBroken, verify_checkpoint
from vigilance.audit.merkle import CompactRange


class SealedTree:
    """The tree of a bundle, rebuilt leaf by leaf, and which leaf belongs to which event."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self._roots: dict[int, list[tuple[bytes, FindingKind]]] = {}
        self._ranges: dict[int, bytes] = {}
        self._newest = 0
        self.leaves: dict[UUID, dict[int, tuple[int, bytes]]] = {}

    def checkpoint_findings(self, rows: Iterable[CheckpointRow]) -> Iterator[Finding]:
        """Signatures first: what the stored checkpoints and the auditor's own say."""
        for row in rows:
            yield from self._checkpoint(row)
            if row.size < self._newest:
                words = f"size {row.size} after {self._newest}"
                yield Finding(FindingKind.CHECKPOINT_ORDER, None, None, words)
            self._newest = max(self._newest, row.size)
            self._expect(row.size, row.root, FindingKind.ROOT_DIFFERS)
            if row.compact_range is not None:
                self._ranges[row.size] = row.compact_range
        for note in self._trust.kept:
            try:
                said = verify_checkpoint(note, self._trust.keys)
            except CheckpointBroken as error:
                words = f"a kept checkpoint: {error.detail}"
                yield Finding(FindingKind.CHECKPOINT_BROKEN, None, None, words)
            else:
                self._expect(said.size, said.root, FindingKind.HISTORY_REWRITTEN)

    def leaf_findings(self, rows: Iterable[LeafRow]) -> Iterator[Finding]:
        """Then the roots: the tree over the leaves must have each of them at its size."""
        tree = CompactRange()
        yield from self._compare(tree)
        for row in rows:
            yield from self._place(row, tree.size)
            tree.append(row.leaf_hash)
            if tree.size in self._roots:
                yield from self._compare(tree)
        if tree.size > self._newest:
            words = f"{tree.size} leaves, and the newest checkpoint covers {self._newest}"
            yield Finding(FindingKind.LEAF_UNSIGNED, None, None, words)
        for size in sorted(size for size in self._roots if size > tree.size):
            words = f"a checkpoint covers {size} leaves, and only {tree.size} are here"
            yield Finding(FindingKind.TREE_SHORT, None, None, words)

    def _checkpoint(self, row: CheckpointRow) -> Iterator[Finding]:
        try:
            said = verify_checkpoint(row.note, self._trust.keys)
        except CheckpointBroken as error:
            words = f"size {row.size}: {error.detail}"
            yield Finding(FindingKind.CHECKPOINT_BROKEN, None, None, words)
            return
        is_same = (said.size, said.root) == (row.size, row.root)
        if not is_same or (row.at and f"at {instant(row.at)}" not in said.extensions):
            words = f"size {row.size}: the stored row says other than the signed note"
            yield Finding(FindingKind.CHECKPOINT_CHANGED, None, None, words)
        if said.origin not in {key.name for key in self._trust.keys}:
            words = f"size {row.size}: of another ledger, {said.origin}"
            yield Finding(FindingKind.CHECKPOINT_CHANGED, None, None, words)

    def _expect(self, size: int, root: bytes, otherwise: FindingKind) -> None:
        self._roots.setdefault(size, []).append((root, otherwise))

    def _compare(self, tree: CompactRange) -> Iterator[Finding]:
        for root, otherwise in self._roots.get(tree.size, ()):
            if root != tree.root():
                words = f"the first {tree.size} leaves have another root"
                yield Finding(otherwise, None, None, words)
        if self._ranges.get(tree.size, tree.to_bytes()) != tree.to_bytes():
            words = f"size {tree.size}: the stored peaks are not the tree's"
            yield Finding(FindingKind.CHECKPOINT_CHANGED, None, None, words)

    def _place(self, row: LeafRow, index: int) -> Iterator[Finding]:
        leaves = self.leaves.setdefault(row.record_id, {})
        if row.index != index:
            words = f"leaf {row.index} stands where {index} should"
            yield Finding(FindingKind.LEAF_GAP, row.record_id, row.record_seq, words)
        if row.record_seq in leaves:
            words = f"leaf {row.index} is a second one of the same event"
            yield Finding(FindingKind.LEAF_GAP, row.record_id, row.record_seq, words)
        leaves[row.record_seq] = (row.index, row.leaf_hash)
