"""Spreading an officer's matters over those who take them: the largest first, each to whoever carries least."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vigilance.domain.roles import Role


class Part(StrEnum):
    """In which part an officer holds a matter."""

    VO = "vo"
    INQUIRING_OFFICER = "inquiring-officer"


ROLE_OF = {Part.VO: Role.VO, Part.INQUIRING_OFFICER: Role.INQUIRING_OFFICER}
"""The role that plays a part."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Matters that stay together: a case with the complaints it came from."""

    records: tuple[uuid.UUID, ...]


def spread(
    bundles: Sequence[Bundle],
    loads: Mapping[uuid.UUID, int],
    barred: Collection[tuple[uuid.UUID, uuid.UUID]] = (),
) -> list[tuple[Bundle, uuid.UUID | None]]:
    """Who takes which bundle, in the order they came, by present load and what this handover adds.

    None where a wall bars everybody. The largest are given first, so that the shares are even in whatever order they
    were found.
    `loads` are those who take, with what they carry, in the order in which equals are served. `barred` are pairs of
    an officer and a record that he must not see.
    """
    carried = dict(loads)
    given: list[uuid.UUID | None] = [None] * len(bundles)
    by_size = sorted(range(len(bundles)), key=lambda place: -len(bundles[place].records))
    for place in by_size:
        bundle = bundles[place]
        fit = [
            officer
            for officer in carried
            if not any((officer, record) in barred for record in bundle.records)
        ]
        taker = min(fit, key=carried.__getitem__, default=None)
        if taker is not None:
            carried[taker] += len(bundle.records)
        given[place] = taker
    return list(zip(bundles, given, strict=True))
