"""The fields that officers' forms are made of, with their complaints in the reader's language."""

import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields

from vigilance.complaints.filing_fields import Code, Narrative
from vigilance.complaints.schemas import current_office

EMPTY = {"required": _l("Please write something here."), "null": _l("Please write something here.")}
NOT_CHOSEN = {"required": _l("Please choose."), "null": _l("Please choose.")}


class Words(Narrative):
    """Text that must be there."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=True, error_messages=EMPTY, **options)

    def _deserialize(self, value: object, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ANN401 -- marshmallow's
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            raise ValidationError(_("Please write something here."))
        return text


class Version(fields.Integer):
    """The version of the record at which the form's page was drawn; it travels unseen."""

    def __init__(self) -> None:
        words = _l("This form is not complete. Open the file again.")
        super().__init__(required=True, error_messages={"required": words, "invalid": words})


def choice(kind: Iterable[StrEnum], *, required: bool = True) -> Code:
    """One of these coded values; it must be chosen, unless it need not be there."""
    by_value = {member.value: member for member in kind}
    if not required:
        return Code(by_value.get, _l("Please choose from the list."), load_default=None)
    return Code(
        by_value.get, _l("Please choose from the list."), required=True, error_messages=NOT_CHOSEN
    )


def officer_field(*, required: bool = True) -> Code:
    """An officer out of the list."""
    words = _l("Please choose from the list.")
    if not required:
        return Code(_uuid, words, load_default=None)
    return Code(_uuid, words, required=True, error_messages=NOT_CHOSEN)


def district_field() -> Code:
    """A district out of the list."""
    return Code(
        _district, _l("Please choose from the list."), required=True, error_messages=NOT_CHOSEN
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _district(text: str) -> str | None:
    found = current_office().reference.find_district(text)
    return found.code if found else None
