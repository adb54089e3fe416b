"""What is typed in the court diary."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, post_load

from vigilance.clocks.schemas import Day
from vigilance.complaints.filing_fields import Line, PastDay
from vigilance.complaints.office_fields import EMPTY
from vigilance.proceedings.fields import AnyDay
from vigilance.web.record_schema import RecordSchema

LONGEST_PURPOSE = 80
NOT_AFTER = _l("The next date lies after the hearing.")


@dataclass(frozen=True, slots=True)
class Heard:
    """A hearing that was held: its day, its order sheet, and when the matter is heard next and for what."""

    on: date
    sheet: str
    next_on: date | None
    purpose: str | None


class HeardForm(RecordSchema):
    """Its form."""

    makes = Heard
    on = PastDay(required=True, error_messages=EMPTY)
    sheet = Line(required=True, error_messages=EMPTY)
    next_on = AnyDay(load_default=None)
    purpose = Line(LONGEST_PURPOSE, load_default=None)


class DayAddress(Schema):
    """The day of a cause list."""

    day = Day(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> date | None:
        day: date | None = values["day"]
        return day
