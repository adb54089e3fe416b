"""What the address of a list of directions says: which part of them, and from where on."""

from dataclasses import dataclass

from marshmallow import fields, validate

from vigilance.reviews.direction_queries import Which
from vigilance.web.cursors import LONGEST_CURSOR
from vigilance.web.record_schema import RecordSchema


@dataclass(frozen=True, slots=True)
class DirectionsAsked:
    """A part of the directions, or all, after a place in the list."""

    which: Which | None
    after: str | None


class DirectionsAddress(RecordSchema):
    """The address of a list of directions."""

    makes = DirectionsAsked
    which = fields.Enum(Which, by_value=True, load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))
