"""Parts of a case's file that features above this layer draw."""

from enum import IntEnum

from vigilance.cases.models import Case
from vigilance.complaints.sections import Sections


class Place(IntEnum):
    """Where on the file a section stands, from above."""

    ACCUSED = 1
    MATTER = 2
    LETTERS = 3
    TIME = 4
    LINKS = 5


CASE_SECTIONS: Sections[Case] = Sections()
register_section = CASE_SECTIONS.register
sections_of = CASE_SECTIONS.of
