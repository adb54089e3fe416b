"""What the complainant may still do after the closing: his page asks here, and a feature above this one adds to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from vigilance.complaints.after_queries import closed_at, ratings_of
from vigilance.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a review may be asked for, until which day, or since when one is under way."""

    until: date | None = None
    """The last day on which it may be asked for; None where it may not be."""
    asked_on: date | None = None
    """The day on which one was asked for that is not decided."""


@dataclass(frozen=True, slots=True)
class AfterParts:
    """The rating given, whether one may be given, and how it stands with a review."""

    rating: int | None
    may_rate: bool
    review: Review


Reviews = Callable[[Session, Complaint], Review]
_REVIEWS: list[Reviews] = []


def register_reviews(reviews: Reviews) -> None:
    """Let the complainant's page know of reviews, which are tracks and so of a feature above this one."""
    _REVIEWS[:] = [reviews]


def after_parts(session: Session, complaint: Complaint) -> AfterParts | None:
    """What there is after the closing; None while the matter is open and no review runs."""
    closed = closed_at(session, complaint)
    if closed is None:
        return None
    given = [each for each in ratings_of(session, complaint.record_id) if each.at >= closed]
    review = _REVIEWS[0](session, complaint) if _REVIEWS else Review()
    return AfterParts(given[0].rating if given else None, not given, review)
