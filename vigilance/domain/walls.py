"""Why an officer must not see a matter."""

from enum import StrEnum


class Relation(StrEnum):
    """How an officer stands to the matter he is walled off from."""

    NAMED = "named"
    RELATED = "related"
    REPORTING_LINE = "reporting-line"
    RECUSED = "recused"
