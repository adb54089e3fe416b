"""Parts of the desks that features above this layer draw: each says which officer sees it."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from vigilance.cases.desk_shown import Part

Draw = Callable[[Session, date], list[Part]]
_PARTS: list[Draw] = []


def register_part(draw: Draw) -> None:
    """Let the desks have what this gives for the officer of the request."""
    _PARTS.append(draw)


def more_parts(session: Session, day: date) -> list[Part]:
    """All of them for this officer, the empty ones left out."""
    return [part for draw in _PARTS for part in draw(session, day) if part.rows]
