"""What the register of public representatives' letters is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.complaints.filing import Filing
from vigilance.complaints.filing_fields import Code, Line, PastDay, Tick
from vigilance.complaints.office_fields import EMPTY, Version, Words
from vigilance.complaints.schemas import FilingSchema
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.numbering import register_number
from vigilance.post.commands.letters import NewLetter
from vigilance.post.models import MemberOffice
from vigilance.post.schemas import chosen, language_field, there

FIRST_YEAR, LAST_YEAR = 1950, 2199
LONGEST_SUBJECT = 300


class LetterSchema(Schema):
    """A letter, as it is entered."""

    member = Line(required=True, validate=there, error_messages=EMPTY)
    office = chosen(MemberOffice)
    constituency = Line()
    letter_number = Line()
    letter_date = PastDay()
    received_on = PastDay(required=True, validate=there, error_messages=EMPTY)
    subject = Line(LONGEST_SUBJECT, required=True, validate=there, error_messages=EMPTY)
    forwards_other = Tick(load_default=False)

    @validates_schema
    def _it_was_written_before_it_came(self, values: dict[str, Any], **_options: object) -> None:
        written, came = values.get("letter_date"), values.get("received_on")
        if written is not None and came is not None and written > came:
            raise ValidationError(_("The letter cannot be dated after it came."), "letter_date")

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> NewLetter:
        return NewLetter(**values)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form on a letter says, and the version of the letter on which it was drawn."""

    version: int
    value: Any


class _OnLetter(Schema):
    version = Version()

    @post_load
    def _record(self, values: dict[str, Any], **_options: object) -> Typed:
        return Typed(values.pop("version"), values)


class ConfirmSchema(_OnLetter):
    """The member has confirmed the letter."""

    confirmed_on = PastDay(required=True, validate=there, error_messages=EMPTY)


class ReplySchema(_OnLetter):
    """The reply is out."""

    reply_number = Line(required=True, validate=there, error_messages=EMPTY)
    replied_on = PastDay(required=True, validate=there, error_messages=EMPTY)


class ReopenSchema(_OnLetter):
    """The letter is taken up again, and why."""

    reasons = Words()


def _register_number(text: str) -> str | None:
    try:
        return register_number(text)
    except Invalid:
        return None


class LinkSchema(_OnLetter):
    """The complaint that the letter is about."""

    number = Code(
        _register_number,
        _l("This is not a number of our register."),
        required=True,
        validate=there,
        error_messages=EMPTY,
    )


class LetterComplaintSchema(FilingSchema):
    """The complaint in the letter; name and address are those of whoever it is forwarded for."""

    version = Version()
    language = language_field()

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> Typed:
        """In the lane of public representatives, by letter."""
        filing: Filing = super()._record(values)
        filing = replace(filing, lane=Lane.PUBLIC_REPRESENTATIVE, channel=Channel.LETTER)
        return Typed(values["version"], filing)


class RegisterAddress(Schema):
    """Which part of the register is printed."""

    year = fields.Integer(load_default=None, validate=validate.Range(min=FIRST_YEAR, max=LAST_YEAR))
    after = fields.Integer(load_default=0, validate=validate.Range(min=0))
