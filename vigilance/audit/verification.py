"""Whether a ledger is as it was written: the checks of security.md 4.5, in their order."""

from collections.abc import Iterator
from itertools import groupby

from vigilance.audit.bundle import Bundle, Finding, Trust
from vigilance.audit.chain_findings import Chains
from vigilance.audit.tree_findings import SealedTree


def verify(bundle: Bundle, trust: Trust) -> Iterator[Finding]:
    """Everything that is not as it was sealed; nothing where all is well."""
    tree = SealedTree(trust)
    yield from tree.checkpoint_findings(bundle.checkpoints)
    yield from tree.leaf_findings(bundle.leaves)
    chains = Chains(tree.leaves, bundle.taken_at - trust.lag)
    for record_id, events in groupby(bundle.events, key=lambda row: row.header.record_id):
        yield from chains.event_findings(record_id, events)
    yield from chains.missing_events()
    for record in bundle.records:
        yield from chains.record_findings(record)
    yield from chains.missing_records()
