"""Makes one Hindi catalogue out of the features' catalogues, and refuses what disagrees."""

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
# A fixed date: the same messages give the same bytes, so nothing is rewritten without need.
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)


def messages_of(path: Path) -> list[Message]:
    """The translated messages of one feature."""
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="hi") if message.id and message.string]


def placeholders_differ(message: Message) -> bool:
    """Whether the Hindi would be filled in with other values than the English."""
    found = (sorted(PLACEHOLDER.findall(text)) for text in (message.id, message.string))
    return next(found) != next(found)


def merged_catalogue(paths: Iterable[Path]) -> Catalog:
    """All features' messages together; exits naming every message on which they disagree."""
    merged = Catalog(locale="hi", creation_date=AS_OF, revision_date=AS_OF)
    wrong: list[str] = []
    seen: dict[tuple[str | None, str], tuple[str, str]] = {}
    for path in paths:
        for message in messages_of(path):
            where = f"{path.name}:{message.lineno}"
            if placeholders_differ(message):
                wrong.append(f"{where}: placeholders differ in {message.id!r}")
            key = (message.context, message.id)
            earlier, at = seen.setdefault(key, (message.string, where))
            if earlier != message.string:
                wrong.append(f"{where}: {message.id!r} is {message.string!r}, in {at} {earlier!r}")
            merged.add(message.id, earlier, context=message.context)
    if wrong:
        sys.exit("The Hindi catalogues disagree:\n  " + "\n  ".join(wrong))
    return merged


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the form the program reads."""
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()
