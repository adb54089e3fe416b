"""XML out of a stranger's file: element by element, with no entity, no document type and nothing fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

MOST_ELEMENTS = 400_000
DEEPEST = 256


class Forbidden(Exception):
    """It declares a document type or an entity, which is how a small file becomes a billion laughs."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element as far as it matters here: its name without its prefix, its attributes, and the text right in it."""

    name: str
    attributes: Mapping[str, str]
    text: str


def elements_of(content: bytes) -> list[Element]:
    """The elements in the order of their ends, as far as the XML holds; Forbidden where it declares anything."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.forbid
    parser.EntityDeclHandler = reader.forbid
    try:
        parser.Parse(content, True)  # noqa: FBT003 - "this is all of it", which pyexpat takes by position only
    except (expat.ExpatError, ValueError, LookupError):
        return reader.found
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Element] = []
        self._open: list[tuple[str, Mapping[str, str], list[str]]] = []
        self._seen = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._seen += 1
        if len(self._open) >= DEEPEST or self._seen > MOST_ELEMENTS:
            raise ValueError("more than is read")
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._open.append((name.rpartition(":")[2], plain, []))

    def end(self, _name: str) -> None:
        name, attributes, text = self._open.pop()
        self.found.append(Element(name, attributes, "".join(text)))

    def characters(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def forbid(self, *_told: object) -> None:
        raise Forbidden
