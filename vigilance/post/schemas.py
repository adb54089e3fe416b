"""What the post desk, the camp and the paste-in form send: a complaint's form with what only each of them has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.complaints.filing import Filing
from vigilance.complaints.filing_fields import Code, Email, Line, Mobile, PastDay, Tick, characters
from vigilance.complaints.office_fields import EMPTY, NOT_CHOSEN
from vigilance.complaints.schemas import LONGEST_ADDRESS, TOO_LONG, FilingSchema
from vigilance.domain.dates import INDIA
from vigilance.domain.digits import ascii_digits
from vigilance.post.commands.envelopes import Outside
from vigilance.post.models import HowItCame, Platform
from vigilance.web.clock import now
from vigilance.web.language import LANGUAGES

ITEM = (
    "lane",
    "text",
    "district",
    "place",
    "scheme",
    "post_complained_against",
    "incident_date",
    "amount_demanded",
    "live_demand",
)
"""The fields of one complaint out of an envelope, which are kept while it is written."""

SENDER = ("name", "address", "mobile", "email")
LONGEST_URL = 2000
OLDEST_ENTRY = timedelta(days=60)
TRACKING = frozenset({"fbclid", "igsh", "igshid", "gclid", "si", "s", "ref_src", "mibextid"})
SAME_HOSTS = {"twitter.com": "x.com", "fb.com": "facebook.com"}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def there(value: object) -> None:
    """A required field that holds nothing but blanks is empty."""
    if value is None:
        raise ValidationError(_("Please write something here."))


class Lines(fields.String):
    """An address of a few lines, each made plain."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs).replace("\x00", "\u2400")
        if characters(text) > LONGEST_ADDRESS:
            raise ValidationError(_("Write at most %(most)s characters.", most=LONGEST_ADDRESS))
        lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
        return "\n".join(line for line in lines if line) or None


def language_field() -> Code:
    """Hindi or English, and it must be chosen."""
    return Code(
        lambda text: text if text in LANGUAGES else None,
        _l("Choose hi or en."),
        required=True,
        validate=there,
        error_messages=NOT_CHOSEN,
    )


def chosen(kind: type[StrEnum]) -> Code:
    """One of these coded values; blanks are none of them."""
    by_value = {member.value: member for member in kind}
    return Code(
        by_value.get,
        _l("Please choose from the list."),
        required=True,
        validate=there,
        error_messages=NOT_CHOSEN,
    )


class EnvelopeSchema(Schema):
    """What stands on an envelope."""

    received_on = PastDay(required=True, validate=there, error_messages=EMPTY)
    how = chosen(HowItCame)
    language = language_field()
    name = Line()
    address = Lines()
    mobile = Mobile()
    email = Email()

    @post_load
    def _record(self, values: dict[str, Any], **_options: object) -> Outside:
        return Outside(
            received_on=values["received_on"],
            how=values["how"],
            language=values["language"],
            sender={part: values[part] for part in SENDER if values.get(part)},
        )


class ItemSchema(FilingSchema):
    """One complaint of an envelope; who wrote it was typed once, with the envelope."""

    scans = fields.Integer(load_default=0)

    @validates_schema
    def _something_is_told(self, values: dict[str, Any], **_options: object) -> None:
        if not (values.get("text") or "").strip() and not values.get("scans"):
            raise ValidationError(_("Write what the letter says, or add its scan."), "text")


class CloseSchema(Schema):
    """The envelope is done with."""

    discard = Tick(load_default=False)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A post as an officer copied it."""

    filing: Filing = field(repr=False)
    platform: Platform
    url: str = field(repr=False)
    posted_at: datetime | None
    handle: str | None = field(repr=False)


class PasteSchema(FilingSchema):
    """A post somebody wrote elsewhere, copied by an officer."""

    language = language_field()
    platform = chosen(Platform)
    url = fields.String(
        required=True,
        error_messages=EMPTY,
        validate=validate.Length(max=LONGEST_URL, error=TOO_LONG),
    )
    posted_on = PastDay()
    posted_time = fields.String(validate=validate.Length(max=20, error=TOO_LONG))
    handle = Line()

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> Pasted:
        """The post; where it stands and who wrote it go to the identity alone."""
        filing: Filing = super()._record(values)
        return Pasted(
            filing=filing,
            platform=values["platform"],
            url=web_address(values["url"]),
            posted_at=_moment(values),
            handle=values.get("handle"),
        )


def web_address(typed: str) -> str:
    """The address in the form in which the same post is known again: no fragment, no tracking marks."""
    text = re.sub(r"\s", "", typed)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or "")
    except ValueError:
        host = ""
    if "." not in host or parts.scheme not in ("http", "https"):
        words = _("Copy the address of the post, such as https://example.com/post/1.")
        raise ValidationError(words, "url")
    pairs = (pair for pair in parts.query.split("&") if pair)
    kept = sorted(pair for pair in pairs if not _follows_readers(pair.partition("=")[0]))
    path = parts.path.rstrip("/")
    return urlunsplit(("https", SAME_HOSTS.get(host, host), path, "&".join(kept), ""))


def _follows_readers(name: str) -> bool:
    """Whether this part of an address only says how a reader came to it."""
    return name.casefold() in TRACKING or name.casefold().startswith("utm_")


def _moment(values: Mapping[str, Any]) -> datetime | None:
    """Day and time of the post in India; a day without a time begins at midnight."""
    day, clock = values.get("posted_on"), ascii_digits(values.get("posted_time") or "").strip()
    if day is None:
        if clock:
            raise ValidationError(_("Write the day too."), "posted_on")
        return None
    found = _CLOCK.fullmatch(clock or "0:00")
    if found is None:
        raise ValidationError(_("Write the time like 14:30."), "posted_time")
    moment = datetime(day.year, day.month, day.day, int(found[1]), int(found[2]), tzinfo=INDIA)
    if moment > now():
        raise ValidationError(_("The time is still to come."), "posted_time")
    return moment


@dataclass(frozen=True, slots=True)
class Entry:
    """A complaint taken down at a camp."""

    filing: Filing = field(repr=False)
    camp: str


class CampSchema(FilingSchema):
    """A complaint taken down away from the office, perhaps hours before it could be sent."""

    language = language_field()
    camp = Line(required=True, validate=there, error_messages=EMPTY)
    consent = Tick(load_default=False)
    read_back = Tick(load_default=False)
    made_at = fields.AwareDateTime(load_default=None, default_timezone=INDIA)
    entry = fields.UUID(load_default=None)

    @validates_schema
    def _it_was_read_back(self, values: dict[str, Any], **_options: object) -> None:
        """Oral information is reduced to writing and read to who gave it."""
        wrong = {}
        if not values.get("consent"):
            wrong["consent"] = [_("Ask the person, and tick this when he or she agrees.")]
        if not values.get("read_back"):
            wrong["read_back"] = [_("Read it to the person first, and tick this when it is right.")]
        if wrong:
            raise ValidationError(wrong)

    @post_load
    def _record(self, values: Mapping[str, Any], **_options: object) -> Entry:
        """The complaint, received when it was written; a phone's wrong clock counts as now."""
        filing: Filing = super()._record(values)
        made = values.get("made_at")
        if made is not None and not now() - OLDEST_ENTRY <= made <= now():
            made = None
        return Entry(replace(filing, received_at=made), values["camp"])
