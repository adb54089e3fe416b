"""The one form of a complaint, for the page and for the API alike (docs/decisions/0006-one-schema.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.complaints.filing import Filing
from vigilance.complaints.filing_fields import (
    Code,
    Email,
    Line,
    Mobile,
    Narrative,
    PastDay,
    Rupees,
    Tick,
    said,
)
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Lane
from vigilance.domain.numbering import read_reference, read_secret
from vigilance.evidence.commands import Upload
from vigilance.evidence.uploads import LONGEST_NAME, upload_of_text
from vigilance.identities.contacts import Identity
from vigilance.web.language import LANGUAGES, language

LONGEST_ADDRESS = 500
TOO_LONG = lazy_gettext("This is too long.")
BAD_NAME = lazy_gettext("The name of the file is empty or too long.")
OPEN_LANES = (Lane.ORDINARY, Lane.PROTECTED, Lane.ANONYMOUS)
"""The lanes a citizen chooses from."""


def current_office() -> Office:
    """The office this application serves."""
    office: Office = current_app.extensions["vigilance.office"]
    return office


class EvidenceSchema(Schema):
    """A file inside JSON."""

    name = fields.String(
        required=True, validate=validate.Length(min=1, max=LONGEST_NAME, error=BAD_NAME)
    )
    content = fields.String(required=True, metadata={"format": "byte"})

    @post_load
    def _upload(self, values: dict[str, Any], **_options: object) -> Upload:
        try:
            return upload_of_text(values["name"], values["content"])
        except ValueError as error:
            raise ValidationError(str(error), "content") from None


class EvidenceField(fields.Nested):
    """A file: inside JSON, or one that came with the form and was sealed already."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, partial: Any = None, **kwargs: Any
    ) -> Any:
        if isinstance(value, Upload):
            return value
        return super()._deserialize(value, attr, data, partial, **kwargs)


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
    district = Code(
        _district, lazy_gettext("We do not know this district. Choose it from the list.")
    )
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
    submission_id = fields.String(load_only=True, validate=validate.Length(max=200, error=TOO_LONG))
    stamp = fields.String(load_only=True, validate=validate.Length(max=200, error=TOO_LONG))

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
        words = _(
            "An anonymous complaint carries no name. Leave this empty, or choose another way."
        )
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

    reference = fields.String(required=True, validate=validate.Length(max=100, error=TOO_LONG))
    secret = fields.String(required=True, validate=validate.Length(max=100, error=TOO_LONG))

    @validates_schema
    def _readable(self, values: dict[str, Any], **_options: object) -> None:
        wrong: dict[str, list[str]] = {}
        for name, reader in (("reference", read_reference), ("secret", read_secret)):
            try:
                said(reader, values[name])
            except ValidationError as error:
                wrong[name] = [str(words) for words in error.messages]
        if wrong:
            raise ValidationError(wrong)

    @post_load
    def _record(self, values: dict[str, Any], **_options: object) -> ReceiptCode:
        return ReceiptCode(values["reference"], values["secret"])
