"""Parts of a case's file that features above this layer draw: each is registered once, by its place on the page."""

from collections.abc import Callable
from enum import IntEnum

from markupsafe import Markup
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.complaints.file_shown import FileShown


class Place(IntEnum):
    """Where on the file a section stands, from above."""

    ACCUSED = 1
    LETTERS = 2
    TIME = 3
    LINKS = 4


Draw = Callable[[Session, Case, FileShown], str]
"""The section as HTML that a template made, empty where it has nothing to show; the file is what the page has read."""
_SECTIONS: dict[Place, Draw] = {}


def register_section(place: Place, draw: Draw) -> None:
    """Let every case's file have this section."""
    _SECTIONS[place] = draw


def sections_of(session: Session, case: Case, file: FileShown) -> list[Markup]:
    """The sections of this case, in their order."""
    found = [_SECTIONS[place](session, case, file) for place in sorted(_SECTIONS)]
    return [Markup(section) for section in found if section]  # noqa: S704 -- templates of this program made it
