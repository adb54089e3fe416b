"""What officers type on the page of what came after a closing: one schema a form."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, post_load

from vigilance.complaints.commands.false_complaint import LONGEST_AUTHORITY, Falsity
from vigilance.complaints.filing_fields import Code, Line, PastDay
from vigilance.complaints.office_fields import EMPTY, NOT_CHOSEN, Words

ANSWERS = {"yes": True, "no": False}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class Reasons(Schema):
    """Nothing but reasons."""

    reasons = Words()


class ProposeFalse(Schema):
    """What the competent authority decided."""

    malice = Code(
        lambda text: text if text in ANSWERS else None,
        _l("Please choose from the list."),
        required=True,
        error_messages=NOT_CHOSEN,
    )
    authority = Line(LONGEST_AUTHORITY, required=True, error_messages=EMPTY)
    decided_on = PastDay(required=True, error_messages=EMPTY)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Falsity:
        return Falsity(**{**values, "malice": ANSWERS[values["malice"]]})


class Finding(Schema):
    """Which finding."""

    row = Code(_uuid, _l("Please choose from the list."), required=True, error_messages=NOT_CHOSEN)


@dataclass(frozen=True, slots=True)
class Lodged:
    """On which day the authority's complaint went to court."""

    row: uuid.UUID
    day: date


class Lodge(Finding):
    """Its form."""

    day = PastDay(required=True, error_messages=EMPTY)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Lodged:
        return Lodged(**values)


class UndoFinding(Finding):
    """Which finding is taken back, and why."""

    reasons = Words()
