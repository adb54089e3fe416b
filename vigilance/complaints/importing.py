"""Loading complaints from a file, one JSON object a line: each its own transaction, nothing twice, nothing dropped.

A line that cannot be taken is kept in a second file with its reasons, so that it can be mended and loaded again.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from vigilance.complaints.commands.registration import register
from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.identities.contacts import Identity

LONGEST_LINE = 1024 * 1024
LANES = {
    "named": Lane.ORDINARY,
    "anonymous": Lane.ANONYMOUS,
    "pseudonymous": Lane.ORDINARY,
    "whistleblower": Lane.PROTECTED,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file's lines."""

    entered: int = 0
    known: int = 0
    refused: int = 0


def import_complaints(
    database: Database,
    office: Office,
    path: Path,
    *,
    at: Callable[[], datetime],
    on_line: Callable[[int], None] = lambda _: None,
) -> Loaded:
    """Load every line; `on_line` is told how many bytes each had. Running it again enters only what is new."""
    entered = known = refused = 0
    refusals = path.with_name(f"{path.name}.refused")
    refusals.unlink(missing_ok=True)
    for line in _lines(path):
        on_line(len(line))
        try:
            filing = filing_of(line, office)
            with database.writing() as session, session.begin():
                register(act_as(session, SYSTEM), filing, by=SYSTEM, at=at(), office=office)
            entered += 1
        except AlreadyReceived:
            known += 1
        except Invalid as error:
            refused += 1
            with refusals.open("a", encoding="utf-8") as out:
                _keep_refused(out, line, error)
    return Loaded(entered, known, refused)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from (line for line in file if line.strip())


def _keep_refused(out: TextIO, line: bytes, error: Invalid) -> None:
    row = {"reasons": error.fields, "line": line.decode("utf-8", "replace").rstrip("\n")}
    out.write(json.dumps(row, ensure_ascii=False) + "\n")


def filing_of(line: bytes, office: Office) -> Filing:
    """The filing in one line; Invalid names what is wrong with it.

    Only `id` and `text` must be there. `expected`, where it stands, is taken as the coding a clerk gave. The line as it
    came is kept sealed as the original.
    """
    row = _object(line)
    coded, who = _part(row, "expected"), _part(row, "complainant")
    identity = Identity(
        name=_text(who, "name"),
        mobile=_text(who, "mobile"),
        email=_text(who, "email"),
        address=_text(who, "address"),
    )
    subject, text = _text(row, "subject"), _text(row, "text")
    if not text or not _text(row, "id"):
        raise Invalid({"text": ["needs an id and a text"]})
    return Filing(
        text=f"{subject}\n\n{text}" if subject else text,
        language="en" if coded.get("language") == "en" else "hi",
        lane=_lane(who, identity),
        channel=_channel(row),
        district_code=_district(coded, office),
        scheme_code=_scheme(coded, office),
        amount_demanded=_amount(coded),
        live_demand=coded.get("live_demand_trap_possible") is True,
        identity=identity,
        original=line,
        received_at=_instant(row),
        imported_id=_text(row, "id"),
    )


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Invalid({"line": ["longer than a megabyte"]})
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise Invalid({"line": ["not a JSON object in UTF-8"]}) from None
    if not isinstance(row, dict):
        raise Invalid({"line": ["not a JSON object in UTF-8"]})
    return row


def _part(row: dict[str, Any], name: str) -> dict[str, Any]:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise Invalid({name: ["not a text"]})
    if value is not None and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Invalid({name: ["holds half a character"]})
    return value.replace("\x00", "\u2400") if value else None


def _lane(who: dict[str, Any], identity: Identity) -> Lane:
    given = LANES.get(str(who.get("type")))
    if given is None:
        return Lane.ORDINARY if identity else Lane.ANONYMOUS
    return given


def _channel(row: dict[str, Any]) -> Channel:
    given = row.get("channel")
    if given is None:
        return Channel.IMPORT
    try:
        return Channel(given)
    except ValueError:
        raise Invalid({"channel": ["not a channel we know"]}) from None


def _instant(row: dict[str, Any]) -> datetime | None:
    given = _text(row, "received_at")
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise Invalid(
            {"received_at": ["not an instant, such as 2026-01-05T10:20:00+05:30"]}
        ) from None
    if found.tzinfo is None:
        raise Invalid({"received_at": ["an instant without its zone"]})
    return found


def _district(coded: dict[str, Any], office: Office) -> str | None:
    found = office.reference.find_district(str(coded.get("district_lgd") or ""))
    return found.code if found else None


def _scheme(coded: dict[str, Any], office: Office) -> str | None:
    found = office.reference.find_scheme(str(coded.get("scheme") or ""))
    return found.code if found else None


def _amount(coded: dict[str, Any]) -> int | None:
    value = coded.get("amount_demanded")
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
