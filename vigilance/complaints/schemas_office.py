"""What officers type on a complaint's file: one schema a form, each into the record its command takes."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from vigilance.domain.workflows.complaint import State

LONGEST_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the inbox is asked for."""

    state: State | None
    after: str | None


class IntakeFilter(Schema):
    """The filter and the cursor in the inbox's address."""

    state = fields.Enum(State, by_value=True, load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Filter:
        return Filter(**values)
