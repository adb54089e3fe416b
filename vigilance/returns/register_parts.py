"""The two parts of a vigilance register."""

from enum import StrEnum

from vigilance.domain.words import Words


class Part(StrEnum):
    """Part A: an officer of Group A is accused; part B: all others. A matter of both stands in A (domain.md 1.3)."""

    A = "A"
    B = "B"


LABELS = {Part.A: Words(hi="अ", en="A"), Part.B: Words(hi="ब", en="B")}
