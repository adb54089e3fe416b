"""Why an officer must not see a matter."""

from enum import StrEnum


class Relation(StrEnum):
    """How an officer stands to the matter he is walled off from."""

    ACCUSED = "accused"
    """He is accused himself: the wall follows from the HRMS number of his log-in, and no officer chooses it."""
    NAMED = "named"
    RELATED = "related"
    REPORTING_LINE = "reporting-line"
    RECUSED = "recused"


DECLARED = tuple(relation for relation in Relation if relation is not Relation.ACCUSED)
"""The relations that an officer may declare."""
