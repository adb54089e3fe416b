"""What is asked of the due-date calculator."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, post_load, validate

from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import day_from
from vigilance.domain.errors import Invalid
from vigilance.domain.stays import Stay, StayGround

YEARS = range(1950, 2200)


class Day(fields.Field[date]):
    """A day as people type it: day first or ISO, in any of our digits."""

    def _deserialize(self, value: Any, *_args: Any, **_options: Any) -> date:
        try:
            found = day_from(str(value))
        except Invalid as error:
            raise ValidationError([_(why) for why in error.fields["date"]]) from None
        if found.year not in YEARS:
            raise ValidationError(_("Write a year from 1950 to 2199."))
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which limit, begun when, under which circumstances."""

    limit: str
    started: date
    calendar: CalendarKind | None
    extended: bool
    done: date | None
    on: date | None
    stays: tuple[Stay, ...]


class Calculation(Schema):
    """The calculator's form; it stands in the address, so that a result can be sent on."""

    limit = fields.String(required=True, validate=validate.Length(max=60))
    started = Day(required=True)
    calendar = fields.Enum(CalendarKind, by_value=True, load_default=None)
    extended = fields.Boolean(load_default=False)
    done = Day(load_default=None)
    on = Day(load_default=None)
    ground = fields.Enum(StayGround, by_value=True, load_default=None)
    since = Day(load_default=None)
    until = Day(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Question:
        ground, since, until = (values.pop(name) for name in ("ground", "since", "until"))
        if ground is not None and since is None:
            raise ValidationError(_("Say since when the clock stood still."), "since")
        stays = (Stay(ground, since, until),) if ground is not None else ()
        return Question(**values, stays=stays)
