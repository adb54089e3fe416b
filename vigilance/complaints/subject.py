"""What a complaint or case is about, in one line without a word of its text: lists are no place for a narrative."""

from dataclasses import dataclass

from flask_babel import gettext as _

from vigilance.complaints.schemas import current_office
from vigilance.web.language import language


def scheme_name(code: str | None) -> str:
    """The scheme in the reader's language; its code where the list no longer has it."""
    if not code:
        return "–"
    found = current_office().reference.find_scheme(code)
    return found.name.said_in(language()) if found else code


def district_name(code: str | None) -> str:
    """The district in the reader's language; its code where the list no longer has it."""
    if not code:
        return "–"
    found = current_office().reference.districts.get(code)
    return found.name.said_in(language()) if found else code


def subject_line(title: str | None, scheme_code: str | None, post: str | None) -> str:
    """The title of a case, else the scheme and the post complained against."""
    if title:
        return title
    parts = [scheme_name(scheme_code) if scheme_code else None, post]
    return " · ".join(part for part in parts if part) or _("Not classified yet")


@dataclass(frozen=True, slots=True)
class DistrictChoice:
    """A district as a line to choose, with the spellings by which it is found."""

    value: str
    label: str
    also: str


@dataclass(frozen=True, slots=True)
class DivisionChoice:
    """A division and its districts."""

    label: str
    districts: list[DistrictChoice]


def district_choices() -> list[DivisionChoice]:
    """Every district under its division, in the reader's language."""
    spoken = language()
    return [
        DivisionChoice(
            division.name.said_in(spoken),
            [
                DistrictChoice(
                    district.code, district.name.said_in(spoken), " ".join(district.variants)
                )
                for district in division.districts
            ],
        )
        for division in current_office().reference.divisions
    ]
