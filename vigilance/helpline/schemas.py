"""What the telephone desk sends: a complaint's form with what only a call has, and the small forms of the lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.complaints.filing import Filing
from vigilance.complaints.filing_fields import LONGEST_LINE, Code, Line, Tick
from vigilance.complaints.office_fields import NOT_CHOSEN, choice
from vigilance.complaints.schemas import FilingSchema
from vigilance.domain.lanes import Lane
from vigilance.helpline.commands.desk import ENDS
from vigilance.helpline.models import BestTime, TryResult
from vigilance.identities.contacts import normal_number
from vigilance.web.language import LANGUAGES

LONGEST_TOKEN = 2000
TYPED = (
    "lane",
    "text",
    "district",
    "place",
    "scheme",
    "post_complained_against",
    "incident_date",
    "amount_demanded",
    "live_demand",
    "name",
    "mobile",
    "use_caller",
    "email",
    "address",
    "consent",
    "read_back",
    "broken_off",
)
"""The fields that are kept while the call goes on."""

_INDIAN = re.compile(r"\+91[1-9][0-9]{9}")


def language_field() -> Code:
    """Hindi or English, and it must be chosen."""
    return Code(
        lambda text: text if text in LANGUAGES else None,
        _l("Choose hi or en."),
        required=True,
        error_messages=NOT_CHOSEN,
    )


class CallNumber(fields.String):
    """A number that can be called: a mobile, or a telephone with its area code, in any digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            return None
        number = normal_number(text[:LONGEST_LINE]) or ""
        if not _INDIAN.fullmatch(number):
            raise ValidationError(
                _("Write the number with 10 digits; a landline with its area code.")
            )
        return number


class StartSchema(Schema):
    """A call begins. `handed` is the sealed number the telephone system gave."""

    language = language_field()
    number = CallNumber(load_default=None)
    handed = fields.String(load_default="", validate=validate.Length(max=LONGEST_TOKEN))


@dataclass(frozen=True, slots=True)
class Written:
    """A complaint as the clerk has written it down."""

    filing: Filing = field(repr=False)
    use_caller: bool
    broken_off: bool

    def with_caller(self, number: str | None) -> Filing:
        """The filing, with the number of the call where the caller wishes to be reached on it."""
        filing = self.filing
        if not self.use_caller or number is None or filing.identity.mobile:
            return filing
        lane = Lane.PROTECTED if filing.lane is Lane.PROTECTED else Lane.ORDINARY
        return replace(filing, lane=lane, identity=replace(filing.identity, mobile=number))


class PhoneSchema(FilingSchema):
    """The form of a complaint, and what a call has besides: whether it was read back, and whether it broke off."""

    recordings = fields.Integer(load_default=0)
    use_caller = Tick(load_default=False)
    consent = Tick(load_default=False)
    read_back = Tick(load_default=False)
    broken_off = Tick(load_default=False)

    @validates_schema
    def _something_is_told(self, values: dict[str, Any], **_options: object) -> None:
        if not (values.get("text") or "").strip() and not values.get("recordings"):
            raise ValidationError(_("Write what the caller tells, or add the recording."), "text")

    @validates_schema
    def _nameless_is_nameless(self, values: dict[str, Any], **_options: object) -> None:
        if values.get("lane") is Lane.ANONYMOUS and values.get("use_caller"):
            words = _("An anonymous complaint keeps no number. Untick this, or choose another way.")
            raise ValidationError(words, "use_caller")

    @validates_schema
    def _it_was_read_back(self, values: dict[str, Any], **_options: object) -> None:
        """Oral information is reduced to writing and read to who gave it, unless he is gone."""
        if values.get("broken_off"):
            return
        wrong = {}
        if not values.get("consent"):
            wrong["consent"] = [_("Ask the caller, and tick this when he agrees.")]
        if not values.get("read_back"):
            wrong["read_back"] = [_("Read it to the caller first, and tick this when it is right.")]
        if wrong:
            raise ValidationError(wrong)

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> Written:
        """What was written, as a filing and the two things that are said of the call."""
        filing: Filing = super()._record(values)
        return Written(filing, use_caller=values["use_caller"], broken_off=values["broken_off"])


class EndSchema(Schema):
    """How a call ends without a complaint."""

    outcome = Code(
        {stage.value: stage for stage in ENDS}.get,
        _l("Please choose from the list."),
        required=True,
        error_messages=NOT_CHOSEN,
    )


class TrySchema(Schema):
    """What came of calling back."""

    result = choice(TryResult)


class ToldSchema(Schema):
    """The caller has repeated the end of his code."""

    number = Line(required=True)
    repeated = Tick(load_default=False)


class CallMeSchema(Schema):
    """Somebody wishes to be called."""

    number = CallNumber(
        required=True,
        allow_none=False,
        error_messages={"required": _l("Write the number we shall call.")},
    )
    language = language_field()
    best_time = choice(BestTime)
