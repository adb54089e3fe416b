# ruff: noqa: ANN401 -- marshmallow hands over any value
"""The kinds of fields that the forms of tracks and of accused officers have besides those of every file."""

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields

from vigilance.complaints.filing_fields import LONGEST_LINE, Code, Narrative, said
from vigilance.complaints.office_fields import EMPTY, NOT_CHOSEN
from vigilance.complaints.schemas import current_office
from vigilance.domain.agencies import Agency
from vigilance.domain.dates import day_from
from vigilance.domain.digits import ascii_digits
from vigilance.proceedings.words import ABOVE

FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST = 500
UNKNOWN = _l("Please choose from the list.")


class AnyDay(fields.String):
    """A day, past or to come, typed any way people here type days."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            if self.required:
                raise self.make_error("required")
            return None
        found: date = said(day_from, text[:LONGEST_LINE])
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(_("Write the date as day/month/year, for example 05/01/2026."))
        return found


class Count(fields.String):
    """A small whole number in any of our digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        typed = ascii_digits(super()._deserialize(value, attr, data, **kwargs)).strip()
        if not typed:
            if self.required:
                raise self.make_error("required")
            return None
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:9]) <= MOST:
            raise ValidationError(_("Write a number from 1 to %(most)s.", most=MOST))
        return int(typed)


class Note(Narrative):
    """A note that may be left out."""

    def __init__(self) -> None:
        super().__init__(load_default="")


def code(find: Any, *, required: bool) -> Code:
    """One word of a list."""
    if required:
        return Code(find, UNKNOWN, required=True, error_messages=NOT_CHOSEN)
    return Code(find, UNKNOWN, load_default=None)


def presence(*, required: bool) -> dict[str, Any]:
    """The options of a field that must be there, or that may be left out."""
    return {"required": True, "error_messages": EMPTY} if required else {"load_default": None}


def uuid_code(text: str) -> uuid.UUID | None:
    """The id of a row."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def post_code(text: str) -> str | None:
    """A post of the reference."""
    found = current_office().reference.designations.get(text)
    return found.code if found else None


def authority_code(text: str) -> str | None:
    """A post, or an authority above the department."""
    return text if text in ABOVE else post_code(text)


def agency_code(text: str) -> str | None:
    """An agency."""
    return text if text in set(Agency) else None


def provision_code(text: str) -> str | None:
    """A section or rule of the reference."""
    found = current_office().reference.provisions.get(text)
    return found.code if found else None


def district_code(text: str) -> str | None:
    """A district by its code or any spelling."""
    found = current_office().reference.find_district(text)
    return found.code if found else None
