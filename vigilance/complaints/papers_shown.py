"""The papers of a file as its page shows them: what they are and what a machine found in them, never their names."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from vigilance.evidence.inspection_shown import URGENT, flags_shown, papers_inspected


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One paper: what it is, never its name, which is sealed."""

    file_number: str
    number: int
    media_type: str
    size: int
    flags: Sequence[StrEnum]
    elsewhere: int
    added_at: datetime

    @property
    def urgent(self) -> frozenset[StrEnum]:
        """Those of its flags that speak of danger."""
        return URGENT.intersection(self.flags)


def papers_shown(
    session: Session, record_ids: Collection[uuid.UUID], numbers: Mapping[uuid.UUID, str]
) -> list[PaperShown]:
    """The papers of these records; `numbers` are those of the records."""
    return [
        PaperShown(
            file_number=numbers[paper.record_id],
            number=paper.number,
            media_type=paper.media_type,
            size=paper.size,
            flags=flags_shown(paper, inspection),
            elsewhere=elsewhere,
            added_at=paper.added_at,
        )
        for paper, inspection, elsewhere in papers_inspected(session, record_ids)
    ]
