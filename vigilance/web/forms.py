"""A form as it is drawn again: exactly what was typed, with each field's errors beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request

from vigilance.web.input import in_words


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the fields, and what is wrong with them; the prefix tells several forms of one page apart."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    prefix: str = ""


def typed_form(errors: Mapping[str, list[str]] | None = None, prefix: str = "") -> Form:
    """The form as the reader sent it, so that nothing typed is lost on an error."""
    values = {name: found if len(found) > 1 else found[0] for name, found in request.form.lists()}
    return Form(values, in_words(errors or {}), prefix)
