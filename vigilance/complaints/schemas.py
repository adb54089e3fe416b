"""The one form of a complaint, for the page and for the API alike (docs/decisions/0006-one-schema.md)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.domain.dates import past_day
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Lane
from vigilance.domain.money import LARGEST, amount_from
from vigilance.domain.numbering import read_reference, read_secret
from vigilance.evidence.commands import Upload
from vigilance.evidence.uploads import LONGEST_NAME, upload_of_text
from vigilance.identities.commands import Identity
from vigilance.web.clock import today
from vigilance.web.input import refuse
from vigilance.web.language import LANGUAGES, language

Value = TypeVar("Value")
LONGEST_LINE = 200
LONGEST_ADDRESS = 500
LONGEST_EMAIL = 254
MARKS_PER_CHARACTER = 4
OPEN_LANES = (Lane.ORDINARY, Lane.PROTECTED, Lane.ANONYMOUS)
"""The lanes a citizen chooses from."""

_MOBILE = re.compile(r"(?:\+?91|0)?([6-9][0-9]{9})")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]{1,64}@(?:[^\s@<>,;:\"()\[\]\\.\x00-\x1f\x7f]{1,63}\.){1,8}[^\W\d_]{2,24}")


def current_office() -> Office:
    """The office this application serves."""
    office: Office = current_app.extensions["vigilance.office"]
    return office


def characters(text: str) -> int:
    """The length of a text as a person counts it: marks belong to their letter, a line break is one."""
    return sum(
        1
        for sign in text
        if sign not in "\r\u200b\u200c\u200d" and unicodedata.category(sign) not in ("Mn", "Mc", "Me")
    )


def said(reader: Callable[[str], Value], text: str) -> Value:
    """What the domain reads from this text, or its reasons in the reader's language."""
    try:
        return reader(text)
    except Invalid as error:
        reasons = [_(words) for found in error.fields.values() for words in found]
        raise ValidationError(reasons) from None


class Narrative(fields.String):
    """Free text, kept as it was written; a NUL, which no database keeps, is made visible (the original stays sealed)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        most = current_office().settings.max_text_characters
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

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        text = re.sub(r"\s+", " ", text.replace("\x00", "\u2400")).strip()
        if characters(text) > self.longest or len(text) > self.longest * MARKS_PER_CHARACTER:
            raise ValidationError(_("Write at most %(most)s characters.", most=self.longest))
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
            return None
        return said(lambda typed: past_day(typed, today()), text[:LONGEST_LINE])


class Rupees(fields.Integer):
    """Whole rupees, as a number or as people type them; what is not plainly an amount is refused, never cut."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | None:
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

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
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

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text:
            return None
        if len(text) > LONGEST_EMAIL or not _EMAIL.fullmatch(text):
            raise ValidationError(_("Write an e-mail address like name@example.com."))
        return text


class EvidenceSchema(Schema):
    """A file inside JSON."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_NAME))
    content = fields.String(required=True, metadata={"format": "byte"})

    @post_load
    def _upload(self, values: dict[str, Any], **_options: object) -> Upload:
        try:
            return upload_of_text(values["name"], values["content"])
        except ValueError as error:
            raise ValidationError(str(error), "content") from None


class EvidenceField(fields.Nested):
    """A file: inside JSON, or one that came with the form and was sealed already."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, Upload):
            return value
        return super()._deserialize(value, attr, data, **kwargs)


def _lane(text: str) -> Lane | None:
    return next((lane for lane in OPEN_LANES if lane == text), None)


def _language(text: str) -> str | None:
    return text if text in LANGUAGES else None


def _district(text: str) -> str | None:
    found = current_office().reference.find_district(text)
    return found.code if found else None


def _scheme(text: str) -> str | None:
    found = current_office().reference.find_scheme(text)
    return found.code if found else None


class FilingSchema(Schema):
    """A complaint. Only the text, or a file, is required (hostile input 23)."""

    text = Narrative()
    language = Code(_language, lazy_gettext("Choose hi or en."))
    lane = Code(_lane, lazy_gettext("Choose ordinary, protected or anonymous."))
    district = Code(_district, lazy_gettext("We do not know this district. Choose it from the list."))
    place = Line()
    scheme = Code(_scheme, lazy_gettext("We do not know this scheme. Choose it from the list."))
    post_complained_against = Line()
    incident_date = PastDay()
    amount_demanded = Rupees(allow_none=True)
    live_demand = Tick(load_default=False)
    name = Line()
    mobile = Mobile()
    email = Email()
    address = Line(LONGEST_ADDRESS)
    evidence = fields.List(EvidenceField(EvidenceSchema), load_default=list)
    submission_id = fields.String(load_only=True, validate=validate.Length(max=200))

    @validates_schema
    def _something_is_told(self, values: dict[str, Any], **_options: object) -> None:
        if not (values.get("text") or "").strip() and not values.get("evidence"):
            raise ValidationError(_("Tell us what happened, or add a file."), "text")
        most = current_office().settings.max_files
        if len(values.get("evidence") or ()) > most:
            raise ValidationError(_("At most %(count)s files at once.", count=most), "evidence")

    @validates_schema
    def _anonymous_is_anonymous(self, values: dict[str, Any], **_options: object) -> None:
        """What would be kept of an anonymous complainant is refused, not quietly dropped."""
        if values.get("lane") is not Lane.ANONYMOUS:
            return
        words = _("An anonymous complaint carries no name. Leave this empty, or choose another way.")
        wrong = [part for part in ("name", "mobile", "email", "address") if values.get(part)]
        if wrong:
            raise ValidationError({part: [words] for part in wrong})

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> Filing:
        identity = Identity(
            name=values.get("name"),
            mobile=values.get("mobile"),
            email=values.get("email"),
            address=values.get("address"),
        )
        return Filing(
            text=values.get("text") or "",
            language=values.get("language") or language(),
            lane=_lane_of(values.get("lane"), identity),
            district_code=values.get("district"),
            place=values.get("place"),
            scheme_code=values.get("scheme"),
            post_complained_against=values.get("post_complained_against"),
            incident_date=values.get("incident_date"),
            amount_demanded=values.get("amount_demanded"),
            live_demand=values["live_demand"],
            identity=identity,
            papers=tuple(values["evidence"]),
        )


def _lane_of(chosen: Lane | None, identity: Identity) -> Lane:
    """The lane chosen; who says nothing of himself is anonymous, whatever the box said (DoPT OM of 18.10.2013)."""
    if chosen is Lane.PROTECTED or (chosen is not None and identity):
        return chosen
    return Lane.ORDINARY if identity else Lane.ANONYMOUS


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """The two halves of a receipt."""

    reference: str
    secret: str = field(repr=False)


class TrackSchema(Schema):
    """Number and secret code, as they are typed."""

    reference = fields.String(required=True, validate=validate.Length(max=100))
    secret = fields.String(required=True, validate=validate.Length(max=100))

    @validates_schema
    def _readable(self, values: dict[str, Any], **_options: object) -> None:
        for name, reader in (("reference", read_reference), ("secret", read_secret)):
            try:
                said(reader, values[name])
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from None

    @post_load
    def _record(self, values: dict[str, Any], **_options: object) -> ReceiptCode:
        return ReceiptCode(values["reference"], values["secret"])
