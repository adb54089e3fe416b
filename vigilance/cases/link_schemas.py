"""What officers type to join, part, relate, merge and split: one schema a form."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, post_load

from vigilance.complaints.filing_fields import Code, Line
from vigilance.complaints.office_fields import EMPTY, NOT_CHOSEN, Words, officer_field
from vigilance.domain.digits import ascii_digits
from vigilance.web.record_schema import RecordSchema


@dataclass(frozen=True, slots=True)
class Named:
    """Another file by its number, and why."""

    number: str
    reasons: str


class NamedFile(Schema):
    """Its form."""

    number = Line(required=True, error_messages=EMPTY)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Named:
        return Named(ascii_digits(values["number"]).upper().replace(" ", ""), values["reasons"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """A tie out of the list, and why."""

    link: uuid.UUID
    reasons: str


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class ChosenTie(RecordSchema):
    """Its form."""

    makes = Chosen
    link = Code(_uuid, _l("Please choose from the list."), required=True, error_messages=NOT_CHOSEN)
    reasons = Words()


@dataclass(frozen=True, slots=True)
class SplitTyped:
    """What leads to a new case, what it is called, who inquires, who follows it, and why."""

    title: str
    officer: uuid.UUID
    vo: uuid.UUID | None
    complaints: frozenset[str]
    allegations: frozenset[str]
    reasons: str


class Split(Schema):
    """Its form."""

    title = Words()
    officer = officer_field()
    vo = officer_field(required=False)
    complaints = fields.List(Line(), load_default=list)
    allegations = fields.List(Line(), load_default=list)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> SplitTyped:
        ticked = {name: frozenset(values[name]) for name in ("complaints", "allegations")}
        return SplitTyped(**{**values, **ticked})
