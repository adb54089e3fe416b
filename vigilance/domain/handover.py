"""Spreading an officer's matters over those who take them: the next one to whoever carries least."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """In which part an officer holds a matter."""

    VO = "vo"
    INQUIRING_OFFICER = "inquiring-officer"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Matters that stay together: a case with the complaints it came from."""

    records: tuple[uuid.UUID, ...]


def spread(
    bundles: Sequence[Bundle],
    loads: Mapping[uuid.UUID, int],
    barred: Collection[tuple[uuid.UUID, uuid.UUID]] = (),
) -> list[tuple[Bundle, uuid.UUID | None]]:
    """Who takes which bundle, by present load and what this handover adds; None where a wall bars everybody.

    `loads` are those who take, with what they carry, in the order in which equals are served. `barred` are pairs of
    an officer and a record that he must not see.
    """
    carried = dict(loads)
    given: list[tuple[Bundle, uuid.UUID | None]] = []
    for bundle in bundles:
        fit = [
            officer
            for officer in carried
            if not any((officer, record) in barred for record in bundle.records)
        ]
        taker = min(fit, key=carried.__getitem__, default=None)
        if taker is not None:
            carried[taker] += len(bundle.records)
        given.append((bundle, taker))
    return given
