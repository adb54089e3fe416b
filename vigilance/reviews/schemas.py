"""What is typed at a review, in a direction, and in the answer to one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.clocks.schemas import Day
from vigilance.database.paging import PAGE_SIZE
from vigilance.reviews.commands import NewDirection
from vigilance.reviews.rules import NEED_REASONS, Outcome
from vigilance.web.record_schema import RecordSchema

LONGEST_REASONS = 2000
LONGEST_CURSOR = 2000


def _said(longest: int) -> list[Any]:
    """Something besides blanks, and not too long."""
    return [
        validate.And(
            validate.Regexp(r"(?s).*\S", error=_l("Write something here.")),
            validate.Length(max=longest, error=_l("This is too long.")),
        )
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which queue, and from where on."""

    rule: str | None
    after: str | None


class QueueAddress(RecordSchema):
    """What stands in the address of a queue."""

    makes = Asked
    rule = fields.String(load_default=None, validate=validate.Length(max=60))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was recorded at a sitting, of the matters ticked."""

    numbers: tuple[str, ...]
    outcome: Outcome
    reasons: str | None
    next_on: date | None


class SittingForm(Schema):
    """The form under a queue: one outcome for all that is ticked."""

    numbers = fields.List(
        fields.String(validate=validate.Length(max=40)),
        required=True,
        validate=validate.Length(max=PAGE_SIZE),
        error_messages={"required": [_l("Tick at least one matter in the list.")]},
    )
    outcome = fields.Enum(
        Outcome,
        by_value=True,
        required=True,
        error_messages={
            "required": [_l("Choose what was decided.")],
            "unknown": [_l("Choose what was decided.")],
        },
    )
    reasons = fields.String(load_default=None, validate=_said(LONGEST_REASONS))
    next_on = Day(load_default=None)

    @validates_schema
    def _reasons(self, values: dict[str, Any], **_options: Any) -> None:
        if values.get("outcome") in NEED_REASONS and not values.get("reasons"):
            raise ValidationError(_("Write the reasons."), "reasons")

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Typed:
        return Typed(numbers=tuple(dict.fromkeys(values.pop("numbers"))), **values)


class DirectionForm(RecordSchema):
    """The minister's direction on one case."""

    makes = NewDirection
    text = fields.String(
        required=True,
        validate=_said(LONGEST_REASONS),
        error_messages={"required": [_l("Write the direction.")]},
    )
    due_on = Day(
        required=True, error_messages={"required": [_l("Say by when it is to be carried out.")]}
    )


class ComplianceForm(Schema):
    """How a direction was carried out."""

    report = fields.String(
        required=True,
        validate=_said(LONGEST_REASONS),
        error_messages={"required": [_l("Say how it was carried out.")]},
    )

    @post_load
    def _text(self, values: dict[str, Any], **_options: Any) -> str:
        report: str = values["report"]
        return report


class PageAddress(Schema):
    """From where on a list is shown."""

    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _cursor(self, values: dict[str, Any], **_options: Any) -> str | None:
        after: str | None = values["after"]
        return after
