"""What is typed where an officer's matters are handed over."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load

from vigilance.complaints.filing_fields import Code
from vigilance.complaints.office_fields import NOT_CHOSEN
from vigilance.complaints.schemas import current_office
from vigilance.domain.handover import Part
from vigilance.proceedings.fields import AnyDay, district_code
from vigilance.proceedings.handover import Rule
from vigilance.web.clock import today

UNKNOWN = _l("Please choose from the list.")
REASONS = (
    _l("Choose who takes over."),
    _l("Nobody hands over to himself."),
    _l("This officer cannot be given this matter."),
    _l("There is nothing to give back."),
)
"""The sentences of the commands, so that the catalogue knows them."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer in one part."""

    officer: uuid.UUID
    part: Part

    @property
    def value(self) -> str:
        """How the form and the address write him."""
        return f"{self.part.value}:{self.officer}"


def holder_code(text: str) -> Holder | None:
    """An officer in a part, as a form writes him."""
    part, _colon, officer = text.partition(":")
    try:
        return Holder(uuid.UUID(officer), Part(part))
    except ValueError:
        return None


def _officer(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _scheme(text: str) -> str | None:
    found = current_office().reference.find_scheme(text)
    return found.code if found else None


class _BackDay(AnyDay):
    """The day on which an officer is back: after today."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- marshmallow's
        found: date | None = super()._deserialize(value, attr, data, **kwargs)
        if found is not None and found <= today():
            raise ValidationError(_("He comes back after today."))
        return found


class HolderAddress(Schema):
    """Whose matters are shown."""

    officer = Code(holder_code, UNKNOWN, load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Holder | None:
        holder: Holder | None = values["officer"]
        return holder


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose matters go, which of them, to whom, and until when where it is for a leave."""

    officer: Holder
    to: tuple[uuid.UUID, ...]
    rule: Rule
    back_on: date | None


class HandoverForm(Schema):
    """Its form."""

    officer = Code(holder_code, UNKNOWN, required=True, error_messages=NOT_CHOSEN)
    to = fields.List(
        Code(_officer, UNKNOWN),
        required=True,
        error_messages={"required": _l("Choose who takes over.")},
    )
    district = Code(district_code, UNKNOWN, load_default=None)
    scheme = Code(_scheme, UNKNOWN, load_default=None)
    back_on = _BackDay(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Asked:
        rule = Rule(values["district"], values["scheme"])
        return Asked(values["officer"], tuple(values["to"]), rule, values["back_on"])
