"""What the pages of held things read."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, post_load

from vigilance.complaints.office_fields import Words


@dataclass(frozen=True, slots=True)
class Attachment:
    """The complaint something belongs to."""

    number: str


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Why something is no complaint."""

    reason: str


class HeldAddress(Schema):
    """Where the page of held things begins."""

    after = fields.String(load_default=None)


class AttachForm(Schema):
    """The number of the complaint, as typed."""

    number = fields.String(
        required=True, error_messages={"required": _l("Please write the number of the complaint.")}
    )

    @post_load
    def _made(self, data: dict[str, Any], **_options: Any) -> Attachment:
        return Attachment(**data)


class DismissForm(Schema):
    """The reason, in the officer's words."""

    reason = Words()

    @post_load
    def _made(self, data: dict[str, Any], **_options: Any) -> Dismissal:
        return Dismissal(**data)
