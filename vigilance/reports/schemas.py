"""What stands in the addresses of the reports, and what administrators type."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.clocks.schemas import Day
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.roles import Role
from vigilance.reports.stages import Stage
from vigilance.web.record_schema import RecordSchema

LONGEST_CURSOR = 2000
LONGEST_ADDRESS = 320
LONGEST_NAME = 120
_NAME_NEEDED: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": [_l("Write the name in both languages.")]
}


def _name() -> validate.Validator:
    return validate.And(
        validate.Regexp(r"(?s).*\S", error=_l("Write the name in both languages.")),
        validate.Length(max=LONGEST_NAME, error=_l("This is too long.")),
    )


@dataclass(frozen=True, slots=True)
class Drill:
    """Which slice of what is pending is asked for, and from where on its summaries are shown."""

    division: str | None
    district: str | None
    scheme: str | None
    band: AgeBand | None
    stage: Stage | None
    after: str | None


class DrillAddress(RecordSchema):
    """The address of a slice."""

    makes = Drill
    division = fields.String(load_default=None, validate=validate.Length(max=40))
    district = fields.String(load_default=None, validate=validate.Length(max=40))
    scheme = fields.String(load_default=None, validate=validate.Length(max=40))
    band = fields.Enum(AgeBand, by_value=True, load_default=None)
    stage = fields.Enum(Stage, by_value=True, load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A new officer as typed."""

    email: str
    name_en: str
    name_hi: str
    roles: frozenset[Role]
    district: str | None
    language: str
    password: str


class NewOfficerForm(Schema):
    """The form for a new officer."""

    email = fields.String(
        required=True,
        validate=validate.And(
            validate.Length(max=LONGEST_ADDRESS, error=_l("This is too long.")),
            validate.Regexp(
                r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*\Z", error=_l("Write an e-mail address.")
            ),
        ),
        error_messages={"required": [_l("Write an e-mail address.")]},
    )
    name_en = fields.String(required=True, validate=_name(), error_messages=_NAME_NEEDED)
    name_hi = fields.String(required=True, validate=_name(), error_messages=_NAME_NEEDED)
    roles = fields.List(
        fields.Enum(Role, by_value=True),
        required=True,
        error_messages={"required": [_l("Choose at least one role.")]},
    )
    district = fields.String(load_default=None, validate=validate.Length(max=40))
    language = fields.String(load_default="hi", validate=validate.OneOf(["hi", "en"]))
    password = fields.String(
        required=True,
        validate=validate.Length(max=1000),
        error_messages={"required": [_l("Write a password.")]},
    )

    @validates_schema
    def _place(self, values: dict[str, Any], **_options: Any) -> None:
        if Role.DISTRICT in values.get("roles", ()) and not values.get("district"):
            raise ValidationError(_("A district officer needs a district."), "district")

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> NewEntry:
        return NewEntry(roles=frozenset(values.pop("roles")), **values)


@dataclass(frozen=True, slots=True)
class RoleChange:
    """The roles an officer is to have, and those he had when the page was drawn."""

    roles: frozenset[Role]
    known: frozenset[Role]


class RolesForm(Schema):
    """The form for an officer's roles."""

    roles = fields.List(
        fields.Enum(Role, by_value=True),
        required=True,
        error_messages={"required": [_l("Choose at least one role.")]},
    )
    known = fields.List(fields.Enum(Role, by_value=True), required=True)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> RoleChange:
        return RoleChange(frozenset(values["roles"]), frozenset(values["known"]))


class PasswordForm(Schema):
    """A new password for an officer."""

    password = fields.String(
        required=True,
        validate=validate.Length(max=1000),
        error_messages={"required": [_l("Write a password.")]},
    )

    @post_load
    def _text(self, values: dict[str, Any], **_options: Any) -> str:
        password: str = values["password"]
        return password


class HrmsNumberForm(Schema):
    """The HRMS number of a log-in."""

    hrms_id = fields.String(
        required=True,
        validate=validate.Length(max=100, error=_l("This is too long.")),
        error_messages={"required": [_l("Write the HRMS number.")]},
    )

    @post_load
    def _text(self, values: dict[str, Any], **_options: Any) -> str:
        number: str = values["hrms_id"]
        return number


@dataclass(frozen=True, slots=True)
class NewHoliday:
    """A day declared closed."""

    day: date
    calendar: CalendarKind
    name_en: str
    name_hi: str


class HolidayForm(RecordSchema):
    """The form for a day declared closed after the lists were printed."""

    makes = NewHoliday
    day = Day(required=True, error_messages={"required": [_l("Write the date.")]})
    calendar = fields.Enum(
        CalendarKind,
        by_value=True,
        required=True,
        error_messages={"required": [_l("Choose the offices that are closed.")]},
    )
    name_en = fields.String(required=True, validate=_name(), error_messages=_NAME_NEEDED)
    name_hi = fields.String(required=True, validate=_name(), error_messages=_NAME_NEEDED)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which events are asked for, and from where on."""

    record: str | None
    type: str | None
    day: date | None
    officer: str | None
    after: str | None


class LedgerAddress(RecordSchema):
    """The address of the ledger browser."""

    makes = LedgerFilter
    record = fields.String(load_default=None, validate=validate.Length(max=60))
    type = fields.String(load_default=None, validate=validate.Length(max=60))
    day = Day(load_default=None)
    officer = fields.String(load_default=None, validate=validate.Length(max=LONGEST_ADDRESS))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


class MovedAddress(Schema):
    """Which holiday's moved due dates are asked for."""

    day = Day(load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _pair(self, values: dict[str, Any], **_options: Any) -> tuple[date | None, str | None]:
        return values["day"], values["after"]
