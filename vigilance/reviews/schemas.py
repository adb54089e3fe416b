"""What is typed at a review, in a direction, and in the answer to one."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.clocks.schemas import Day
from vigilance.database.paging import PAGE_SIZE
from vigilance.domain.agencies import Agency
from vigilance.domain.dates import INDIA
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.numbering import register_number
from vigilance.reviews.commands.directions import Charge, NewDirection, Report, Spoken
from vigilance.reviews.commands.marking import NewMark
from vigilance.reviews.commands.outside import Answer, NewGrant
from vigilance.reviews.queue_models import MarkKind
from vigilance.reviews.rules import NEED_REASONS, Outcome
from vigilance.web.cursors import LONGEST_CURSOR
from vigilance.web.record_schema import RecordSchema

LONGEST_REASONS = 2000
LONGEST_PAPER_NUMBER = 6
Messages = dict[str, str | list[Any] | dict[Any, Any]]


def said(longest: int) -> list[Any]:
    """Something besides blanks, and not too long."""
    return [
        validate.And(
            validate.Regexp(r"(?s).*\S", error=_l("Write something here.")),
            validate.Length(max=longest, error=_l("This is too long.")),
        )
    ]


def not_chosen() -> Messages:
    """What is said where nothing of a list was chosen."""
    words = _l("Please choose from the list.")
    return {"required": [words], "invalid_uuid": [words]}


def hour_needed() -> Messages:
    """What is said where a time of the day is missing."""
    return {"required": [_l("Write the time as hours:minutes, for example 11:30.")]}


class Hour(fields.Field[time]):
    """A time of the day on the 24-hour clock: 11:30, in any of our digits."""

    def _deserialize(self, value: object, *_args: object, **_options: object) -> time:
        typed = ascii_digits(str(value)).strip().replace(".", ":")
        try:
            return time.fromisoformat(typed.zfill(5))
        except ValueError:
            words = _("Write the time as hours:minutes, for example 11:30.")
            raise ValidationError(words) from None


def read_number(typed: str) -> str:
    """The register number of the field `number`, in the form in which it was made."""
    try:
        return register_number(typed)
    except Invalid as error:
        raise ValidationError([_(why) for why in error.fields["number"]], "number") from None


def needs_words() -> Messages:
    """What is said where a text is missing."""
    return {"required": [_l("Write something here.")]}


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
    """What the reviewer decided on the matters ticked."""

    numbers: tuple[str, ...]
    outcome: Outcome
    reasons: str | None
    next_on: date | None


class ReviewForm(Schema):
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
    reasons = fields.String(load_default=None, validate=said(LONGEST_REASONS))
    next_on = Day(load_default=None)

    @validates_schema
    def _reasons(self, values: dict[str, Any], **_options: Any) -> None:
        if values.get("outcome") in NEED_REASONS and not values.get("reasons"):
            raise ValidationError(_("Write the reasons."), "reasons")

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Typed:
        return Typed(numbers=tuple(dict.fromkeys(values.pop("numbers"))), **values)


class MarkForm(Schema):
    """Which matter is pinned into a queue or excused from it, why, and until when."""

    number = fields.String(
        required=True,
        validate=validate.Length(max=40),
        error_messages={"required": [_l("Write the number of the matter.")]},
    )
    kind = fields.Enum(
        MarkKind,
        by_value=True,
        required=True,
        error_messages={"required": [_l("Choose one.")], "unknown": [_l("Choose one.")]},
    )
    reasons = fields.String(
        required=True,
        validate=said(LONGEST_REASONS),
        error_messages={"required": [_l("Write the reasons.")]},
    )
    until = Day(required=True, error_messages={"required": [_l("Write the date.")]})

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> tuple[str, NewMark]:
        number = read_number(values.pop("number"))
        return number, NewMark(**values)


class DirectionForm(RecordSchema):
    """The minister's direction on one case."""

    makes = NewDirection
    text = fields.String(
        required=True,
        validate=said(LONGEST_REASONS),
        error_messages={"required": [_l("Write the direction.")]},
    )
    due_on = Day(
        required=True, error_messages={"required": [_l("Say by when it is to be carried out.")]}
    )


class ComplianceForm(Schema):
    """How a direction was carried out, and the numbers of the papers that show it."""

    report = fields.String(
        required=True,
        validate=said(LONGEST_REASONS),
        error_messages={"required": [_l("Say how it was carried out.")]},
    )
    papers = fields.String(load_default="", validate=validate.Length(max=100))

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Report:
        typed = ascii_digits(values["papers"]).replace(",", " ").split()
        if not all(part.isdecimal() and len(part) <= LONGEST_PAPER_NUMBER for part in typed):
            raise ValidationError(_("Write the numbers of papers, with commas between."), "papers")
        return Report(values["report"], tuple(int(part) for part in typed))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a report of compliance is accepted, and if not, why."""

    accepted: bool
    reasons: str | None


class VerdictForm(Schema):
    """The form under a report that waits."""

    verdict = fields.String(
        required=True,
        validate=validate.OneOf(["accept", "return"], error=_l("Choose one.")),
        error_messages={"required": [_l("Choose one.")]},
    )
    reasons = fields.String(load_default=None, validate=said(LONGEST_REASONS))

    @validates_schema
    def _reasons(self, values: dict[str, Any], **_options: Any) -> None:
        if values.get("verdict") == "return" and not values.get("reasons"):
            raise ValidationError(_("Write the reasons."), "reasons")

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Verdict:
        return Verdict(values["verdict"] == "accept", values["reasons"])


class SpokenForm(Schema):
    """A direction that was said: on which matter, by whom, when, what, and who is to do it by when."""

    number = fields.String(
        required=True,
        validate=validate.Length(max=40),
        error_messages={"required": [_l("Write the number of the matter.")]},
    )
    speaker = fields.UUID(required=True, error_messages=not_chosen())
    said_on = Day(required=True, error_messages={"required": [_l("Write the date.")]})
    hour = Hour(required=True, error_messages=hour_needed())
    text = fields.String(
        required=True,
        validate=said(LONGEST_REASONS),
        error_messages={"required": [_l("Write the direction.")]},
    )
    owner = fields.UUID(load_default=None, error_messages=not_chosen())
    due_on = Day(
        required=True, error_messages={"required": [_l("Say by when it is to be carried out.")]}
    )

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> tuple[str, Spoken]:
        at = datetime.combine(values["said_on"], values["hour"], INDIA)
        charge = Charge(values["owner"], values["due_on"])
        spoken = Spoken(values["speaker"], at, values["text"], charge)
        return read_number(values["number"]), spoken


class GrantForm(Schema):
    """Which matter is opened to which liaison officer, of which agency, until when."""

    number = fields.String(
        required=True,
        validate=validate.Length(max=40),
        error_messages={"required": [_l("Write the number of the matter.")]},
    )
    officer = fields.UUID(required=True, error_messages=not_chosen())
    agency = fields.Enum(
        Agency,
        by_value=True,
        required=True,
        error_messages={"required": [_l("Choose one.")], "unknown": [_l("Choose one.")]},
    )
    until = Day(required=True, error_messages={"required": [_l("Write the date.")]})

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> tuple[str, NewGrant]:
        new = NewGrant(values["officer"], values["agency"], values["until"])
        return read_number(values["number"]), new


class AnswerForm(Schema):
    """What an agency says of a matter, with its letter."""

    text = fields.String(
        required=True, validate=said(LONGEST_REASONS), error_messages=needs_words()
    )
    letter_number = fields.String(load_default=None, validate=validate.Length(max=60))
    letter_on = Day(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Answer:
        return Answer(**values)


class PageAddress(Schema):
    """From where on a list is shown."""

    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _cursor(self, values: dict[str, Any], **_options: Any) -> str | None:
        after: str | None = values["after"]
        return after
