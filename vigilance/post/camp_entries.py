"""An entry of a camp on its way in: read off the plain form, or opened from what a phone kept."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request
from flask_babel import force_locale
from flask_babel import gettext as _

from vigilance.complaints.filing import Filing
from vigilance.complaints.schemas import current_office
from vigilance.complaints.submission import form_as_sent
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel
from vigilance.evidence.uploads import FIELD, uploads_of_form
from vigilance.post.schemas import CampSchema, Entry
from vigilance.sealing.errors import SealBroken
from vigilance.web.input import load, read_form

SEALED, EARLIER = "sealed", "earlier"
LARGEST = 25 * 1024 * 1024
"""Bytes of an entry with its photographs, on a phone and on its way."""
FLAGS = ("consent", "read-back")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a phone kept: the fields as they were typed, and the files."""

    fields: Mapping[str, str] = field(repr=False)
    files: tuple[Mapping[str, str], ...] = field(repr=False)
    raw: bytes = field(repr=False)


def entry_of_form() -> Filing:
    """The plain form, sent on-line by a browser without the script."""
    given = read_form(CampSchema)
    given[FIELD] = uploads_of_form()
    loaded: Entry = load(CampSchema, given)
    return _filing(loaded, form_as_sent())


def kept_in_request(officer_id: uuid.UUID, entry: uuid.UUID) -> list[Kept]:
    """What this request brings sealed: the entry, and the form it mends, if it mends one. SealBroken otherwise."""
    from vigilance.post.camp_keys import open_entry  # noqa: PLC0415 -- 7 MB of cryptography, and few workers ever serve a camp

    found = [request.files[name] for name in (SEALED, EARLIER) if name in request.files]
    if not found:
        raise SealBroken("nothing sealed")
    office = current_office()
    return [_kept(open_entry(office, officer_id, entry, each.stream.read())) for each in found]


def _kept(raw: bytes) -> Kept:
    try:
        value = json.loads(raw)
        fields = {str(name): str(text) for name, text in value["fields"].items()}
        files = tuple(
            {"name": str(each["name"]), "content": str(each["content"])} for each in value["files"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SealBroken("not a camp entry") from None
    return Kept(fields, files, raw)


def entry_of_phone(kept: list[Kept]) -> Filing:
    """The complaint in an entry; Invalid with each field's reasons. The files of the form it mends come with it."""
    given: dict[str, Any] = {name: text for name, text in kept[0].fields.items() if text.strip()}
    given[FIELD] = [file for each in reversed(kept) for file in each.files]
    try:
        loaded: Entry = load(CampSchema, given)
    except Invalid as error:
        raise Invalid(error.fields) from None
    return _filing(loaded, kept[0].raw)


def _filing(entry: Entry, original: bytes) -> Filing:
    filing = entry.filing
    with force_locale(filing.language):
        heading = _("Taken down at: %(camp)s", camp=entry.camp)
    return replace(
        filing,
        text=f"{heading}\n\n{filing.text}".strip(),
        channel=Channel.FIELD_VISIT,
        original=original,
        flags=FLAGS,
    )
