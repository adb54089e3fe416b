"""Parts of a file that features above its layer draw: each is registered once, by its place on the page."""

from collections.abc import Callable
from enum import IntEnum
from typing import Generic, TypeVar

from markupsafe import Markup
from sqlalchemy.orm import Session

from vigilance.complaints.file_shown import FileShown
from vigilance.complaints.models import Complaint

Matter = TypeVar("Matter")


class Sections(Generic[Matter]):
    """The parts of one kind of file.

    What draws one is given the session, the matter and the file that the page has read, and answers HTML that a
    template made, empty where it has nothing to show.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._drawn: dict[IntEnum, Callable[[Session, Matter, FileShown], str]] = {}

    def register(self, place: IntEnum, draw: Callable[[Session, Matter, FileShown], str]) -> None:
        """Let every file of this kind have this section."""
        self._drawn[place] = draw

    def of(self, session: Session, matter: Matter, file: FileShown) -> list[Markup]:
        """The sections of this matter, in their order."""
        found = [self._drawn[place](session, matter, file) for place in sorted(self._drawn)]
        return [Markup(section) for section in found if section]  # noqa: S704 -- templates of this program made it


class Place(IntEnum):
    """Where on the file of a complaint a section stands, from above."""

    MATTER = 1


COMPLAINT_SECTIONS: Sections[Complaint] = Sections()
