# ruff: noqa: ANN401 -- marshmallow hands over any value
"""The kinds of fields a complaint's form has.

Each reads what people type, and says in their language what it cannot take.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext as _
from marshmallow import ValidationError, fields

from vigilance.domain.dates import past_day
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.money import LARGEST, amount_from
from vigilance.web.clock import today
from vigilance.web.input import refuse

Value = TypeVar("Value")
LONGEST_LINE = 200
LONGEST_EMAIL = 254
MARKS_PER_CHARACTER = 4

_MOBILE = re.compile(r"(?:\+?91|0)?([6-9][0-9]{9})")
_PART = r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f"
_EMAIL = re.compile(rf"{_PART}]{{1,64}}@(?:{_PART}.]{{1,63}}\.){{1,8}}{_PART}.]{{2,63}}")


def characters(text: str) -> int:
    """The length of a text as a person counts it: marks belong to their letter, a line break is one."""
    return sum(
        1
        for sign in text
        if sign not in "\r\u200b\u200c\u200d"
        and unicodedata.category(sign) not in ("Mn", "Mc", "Me")
    )


def said(reader: Callable[[str], Value], text: str) -> Value:
    """What the domain reads from this text, or its reasons in the reader's language."""
    try:
        return reader(text)
    except Invalid as error:
        reasons = [_(words) for found in error.fields.values() for words in found]
        raise ValidationError(reasons) from None


class Narrative(fields.String):
    """Free text, kept as it was written; a NUL, which no database keeps, is made visible (the original is sealed)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        most: int = current_app.config["SETTINGS"].max_text_characters
        if characters(text) > most or len(text) > most * MARKS_PER_CHARACTER:
            words = _(
                "The text is longer than %(most)s characters. Shorten it, or add it as a file.",
                most=most,
            )
            raise ValidationError(words)
        return text.replace("\x00", "\u2400")


class Line(fields.String):
    """A short text on one line."""

    def __init__(self, longest: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        text = re.sub(r"\s+", " ", text.replace("\x00", "\u2400")).strip()
        if characters(text) > self.longest or len(text) > self.longest * MARKS_PER_CHARACTER:
            raise ValidationError(_("Write at most %(most)s characters.", most=self.longest))
        if not text and self.required:
            raise self.make_error("required")
        return text or None


class Code(fields.String):
    """A word out of a list: the reader finds what it means, or there is no such word."""

    def __init__(self, find: Callable[[str], Value | None], unknown: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.find, self.unknown = find, unknown

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if "\x00" in text:
            refuse(attr or "body", _("This text holds a character that is not allowed here."))
        if not text.strip():
            if self.required:
                raise self.make_error("required")
            return None
        found = self.find(text) if len(text) <= LONGEST_LINE else None
        if found is None:
            raise ValidationError(str(self.unknown))
        return found


class PastDay(fields.String):
    """A day up to today, typed any way people here type days."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            if self.required:
                raise self.make_error("required")
            return None
        return said(lambda typed: past_day(typed, today()), text[:LONGEST_LINE])


class Rupees(fields.Integer):
    """Whole rupees, as a number or as people type them; what is not plainly an amount is refused, never cut."""

    def _deserialize(self, value: Any, *_context: Any, **_options: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self.make_error("invalid")
        if isinstance(value, str):
            return said(amount_from, value) if value.strip() else None
        if not 0 <= value <= LARGEST:
            raise ValidationError(_("Write the amount in whole rupees, for example 25,000."))
        return value


class Tick(fields.Boolean):
    """Yes or no; a number is neither."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Mobile(fields.String):
    """An Indian mobile number in any digits, kept as +91 and ten digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            return None
        digits = re.sub(r"[\s().-]", "", ascii_digits(text[: LONGEST_LINE + 1]))
        found = _MOBILE.fullmatch(digits)
        if found is None:
            raise ValidationError(_("Write a mobile number of 10 digits, for example 9000000001."))
        return f"+91{found[1]}"


class Email(fields.String):
    """An e-mail address that a message can be sent to; whether it exists shows when one is sent."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text:
            return None
        if len(text) > LONGEST_EMAIL or not _EMAIL.fullmatch(text):
            raise ValidationError(_("Write an e-mail address like name@example.com."))
        return text
