"""How a complaint or a case ended."""

from enum import StrEnum


class Disposal(StrEnum):
    """The coded class of outcome, which is also what the complainant is told."""

    NO_VIGILANCE_ANGLE = "no-vigilance-angle"
    ADMINISTRATIVE_GRIEVANCE = "administrative-grievance"
    ANONYMOUS = "anonymous"
    PSEUDONYMOUS = "pseudonymous"
    UNCONFIRMED = "unconfirmed"
    INSUFFICIENT = "insufficient"
    OTHER_DEPARTMENT = "other-department"
    SUB_JUDICE = "sub-judice"
    SPAM = "spam"
    NOT_SUBSTANTIATED = "not-substantiated"
    ACTION_COMPLETED = "action-completed"
    MERGED = "merged"
    """Goes on in another case: no outcome of its own, and no complainant is told of it."""
