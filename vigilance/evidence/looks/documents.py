"""Documents that are zips of XML (docx, xlsx, odt, ods) and RTF: macros, DDE, what they fetch, what they hold."""

import re
from collections.abc import Sequence

from vigilance.evidence.looks.xml_parts import Element, Forbidden, elements_of
from vigilance.evidence.looks.zip_parts import Parts
from vigilance.evidence.signs import Found, Sign

_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHING = re.compile(r"\bINCLUDE(?:PICTURE|TEXT)\b[^a-z]*(?:https?:|\\\\|file:)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|\\\\|file:", re.IGNORECASE)
_LONGEST_FIELD = 2000
_FETCHED = frozenset({
    "image", "object", "object-ole", "plugin", "section-source", "table-source", "event-listener",
})  # fmt: skip
_RTF_TEMPLATE = re.compile(
    rb"\\\*\s*\\template\s+[^}]{0,2000}(?:https?:|\\\\\\\\|file:)", re.IGNORECASE
)


def is_ooxml(parts: Parts) -> bool:
    """Whether it is a document of Microsoft Office since 2007."""
    return "[Content_Types].xml" in parts.names


def is_odf(parts: Parts) -> bool:
    """Whether it is a document of OpenDocument."""
    return "META-INF/manifest.xml" in parts.names and "mimetype" in parts.names


def look_at_ooxml(parts: Parts, found: Found) -> None:
    """Everything in a docx, xlsx or pptx that acts, fetches or hides."""
    found.sign(Sign.MACROS, when=parts.has("vbaproject.bin", "/macrosheets/", "vbadata.xml"))
    found.sign(Sign.EMBEDDED_FILES, when=parts.has("/embeddings/"))
    found.sign(Sign.ACTIVE_CONTENT, when=parts.has("/activex/"))
    kinds = parts.read("[Content_Types].xml")
    found.sign(Sign.MACROS, when=b"macroEnabled" in kinds or b"vbaProject" in kinds)
    for _name, content in parts.each("", ".rels"):
        _relations(_elements(content, found), found)
    for folder in ("word/", "ppt/slides/"):
        for _name, content in parts.each(folder, ".xml"):
            _fields(_elements(content, found), found)
    for _name, content in parts.each("xl/externallinks/", ".xml"):
        found.sign(Sign.EXTERNAL_LINKS)
        found.sign(Sign.DDE, when=any(one.name == "ddeLink" for one in _elements(content, found)))
    for _name, content in parts.each("xl/worksheets/", ".xml"):
        _sheet(_elements(content, found), found)
    author = {"creator", "lastModifiedBy", "Manager", "Company"}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        _author(_elements(parts.read(name), found), author, found)


def look_at_odf(parts: Parts, found: Found) -> None:
    """The same of an odt or ods."""
    found.sign(
        Sign.MACROS, when=any(name.startswith(("Basic/", "Scripts/")) for name in parts.names)
    )
    found.sign(
        Sign.EMBEDDED_FILES,
        when=any(re.match(r"Object \d+$|Object \d+/", name) for name in parts.names),
    )
    manifest = _elements(parts.read("META-INF/manifest.xml"), found)
    found.sign(Sign.LOCKED, when=any(one.name == "encryption-data" for one in manifest))
    for name in ("content.xml", "styles.xml"):
        for one in _elements(parts.read(name), found):
            _odf_element(one, found)
    author = {"creator", "initial-creator"}
    _author(_elements(parts.read("meta.xml"), found), author, found)


def look_at_rtf(content: bytes, found: Found) -> None:
    """What an RTF says in clear."""
    found.sign(Sign.EMBEDDED_FILES, when=re.search(rb"\\objdata\b|\\object\b", content))
    found.sign(Sign.REMOTE_TEMPLATE, when=_RTF_TEMPLATE.search(content))
    text = content.decode("latin-1")
    for instruction in text.split("fldinst")[1:]:
        found.sign(Sign.DDE, when=_DDE.search(instruction[:_LONGEST_FIELD].partition("}")[0]))
    found.sign(Sign.EXTERNAL_LINKS, when=_FETCHING.search(text))


def _elements(content: bytes, found: Found) -> list[Element]:
    """The elements of a part; one that declares entities is marked and not read."""
    if not content:
        return []
    try:
        return elements_of(content)
    except Forbidden:
        found.sign(Sign.XML_ENTITIES)
        return []


def _relations(elements: Sequence[Element], found: Found) -> None:
    for one in elements:
        if one.name != "Relationship" or one.attributes.get("TargetMode", "").lower() != "external":
            continue
        kind = one.attributes.get("Type", "").rpartition("/")[2]
        if kind == "attachedTemplate":
            found.sign(Sign.REMOTE_TEMPLATE)
        # A link waits for a click; all else is fetched when the document is opened.
        found.sign(Sign.EXTERNAL_LINKS, when=kind not in ("hyperlink", "attachedTemplate"))


def _fields(elements: Sequence[Element], found: Found) -> None:
    """Instructions of fields, which Word lets anybody cut into pieces."""
    written = "".join(one.text for one in elements if one.name in ("instrText", "delInstrText"))
    simple = [one.attributes.get("instr", "") for one in elements if one.name == "fldSimple"]
    for instruction in (written, *simple):
        found.sign(Sign.DDE, when=_DDE.search(instruction))
        found.sign(Sign.EXTERNAL_LINKS, when=_FETCHING.search(instruction))


def _sheet(elements: Sequence[Element], found: Found) -> None:
    for one in elements:
        if one.name == "f":
            found.sign(Sign.FORMULA_CELLS)
            found.sign(Sign.DDE, when="|" in one.text and "!" in one.text)
        if one.name in ("t", "v", "is"):
            found.sign(Sign.FORMULA_CELLS, when=one.text.lstrip().startswith("="))


def _odf_element(one: Element, found: Found) -> None:
    found.sign(Sign.FORMULA_CELLS, when="formula" in one.attributes)
    dde = one.name.startswith("dde-") or re.search(r"\bDDE\s*\(", one.attributes.get("formula", ""))
    found.sign(Sign.DDE, when=dde)
    target = one.attributes.get("href", "")
    found.sign(Sign.EXTERNAL_LINKS, when=one.name in _FETCHED and _ELSEWHERE.match(target))
    found.sign(Sign.MACROS, when=one.name == "event-listener")


def _author(elements: Sequence[Element], names: set[str], found: Found) -> None:
    found.sign(
        Sign.AUTHOR_DATA, when=any(one.name in names and one.text.strip() for one in elements)
    )
