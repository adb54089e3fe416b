"""What is in a file, found out without opening it as its sender meant: pure, for a process that can be killed.

Nothing is decoded, drawn, run or fetched; archives are counted and documents are read as bytes and as XML without
entities (security.md 7, rows 41 to 60). Whatever comes out is a machine's opinion, never a reason to refuse.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from vigilance.channels.archive_listing import ArchiveListing, listing_from_wire, listing_to_wire
from vigilance.channels.archive_reading import is_archive, look_into
from vigilance.evidence.looks import documents, old_office
from vigilance.evidence.looks.kinds_within import (
    look_for_formulas,
    look_for_markup,
    look_for_programs,
    look_for_two_kinds,
)
from vigilance.evidence.looks.pdf import look_at_pdf
from vigilance.evidence.looks.pictures import look_at_picture
from vigilance.evidence.looks.recordings import look_at_recording
from vigilance.evidence.looks.stripping import CannotStrip, stripped
from vigilance.evidence.looks.zip_parts import Parts
from vigilance.evidence.signs import Fact, Found, Limits, Sign


@dataclass(frozen=True, slots=True)
class Inspection:
    """The signs and numbers found, what an archive holds, and why it was not looked at to its end."""

    signs: tuple[Sign, ...]
    facts: Mapping[Fact, int]
    archive: ArchiveListing | None = field(default=None, repr=False)
    held: str | None = None


def inspect(
    content: bytes,
    name: str,
    media_type: str,
    limits: Limits | None = None,
    size: int | None = None,
) -> Inspection:
    """Look at a file. `size` is that of the whole where `content` is only its beginning."""
    found = Found(limits or Limits())
    whole = size is None or size <= len(content)
    found.sign(Sign.PARTLY_READ, when=not whole)
    look_for_programs(content, found)
    look_at_picture(content, media_type, found)
    look_at_recording(content, media_type, size or len(content), found)
    listing = None
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        look_at_pdf(content, found)
    if whole:
        look_for_two_kinds(content, media_type, found)
        listing = _within(content, name, found)
    if content.startswith(b"{\\rt"):
        documents.look_at_rtf(content, found)
    if media_type in ("text/plain", "application/octet-stream", "message/rfc822"):
        look_for_markup(content, found)
        look_for_formulas(content, name, found)
    return Inspection(
        tuple(sorted(found.signs)), found.facts, listing, listing.held if listing else None
    )


def _within(content: bytes, name: str, found: Found) -> ArchiveListing | None:
    """Documents and archives: what they hold."""
    if content.startswith(old_office.MAGIC):
        old_office.look_at_old_office(content, found)
    if not is_archive(content[:1024]):
        return None
    if content.startswith(b"PK"):
        parts = Parts(content)
        if documents.is_ooxml(parts):
            documents.look_at_ooxml(parts, found)
        elif documents.is_odf(parts):
            documents.look_at_odf(parts, found)
        found.sign(Sign.LOCKED, when=parts.locked)
        found.sign(Sign.PARTLY_READ, when=parts.cut)
    listing = look_into(content, name)
    found.sign(Sign.LOCKED, when=listing.locked)
    found.sign(Sign.NOT_UNPACKED, when=listing.held)
    found.number(Fact.ENTRIES, len(listing.entries))
    return listing


def inspect_work(work: bytes, given: Mapping[str, Any]) -> bytes:
    """The task of the confined reader: an inspection as bytes."""
    limits = Limits(**given["limits"])
    made = inspect(work, str(given["name"]), str(given["media_type"]), limits, int(given["size"]))
    archive = None if made.archive is None else json.loads(listing_to_wire(made.archive))
    return json.dumps({"signs": made.signs, "facts": dict(made.facts), "archive": archive}).encode()


def strip_work(work: bytes, given: Mapping[str, Any]) -> bytes:
    """The other task: a picture without its metadata; nothing where that cannot be promised."""
    try:
        return stripped(work, str(given["media_type"]))
    except CannotStrip:
        return b""


def limits_to_wire(limits: Limits) -> dict[str, int]:
    """The limits as the reader is given them."""
    return asdict(limits)


def inspection_from_wire(data: bytes) -> Inspection:
    """What the reader answered; ValueError where it is no inspection: the reader met hostile bytes."""
    try:
        told = json.loads(data)
        listing = None
        if told["archive"] is not None:
            listing = listing_from_wire(json.dumps(told["archive"]).encode())
        signs = tuple(sorted(Sign(each) for each in told["signs"]))
        facts = {Fact(name): int(value) for name, value in told["facts"].items()}
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no inspection") from error
    return Inspection(signs, facts, listing, listing.held if listing else None)
