"""Documents of an office: their words, never their looks; what they would fetch is left alone (security.md 7, 51)."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from python_calamine import CalamineError, CalamineWorkbook

from vigilance.evidence.looks import documents, old_office
from vigilance.evidence.looks.xml_parts import Forbidden, elements_of
from vigilance.evidence.looks.zip_parts import Parts
from vigilance.evidence.previews.made import MOST_SHEETS, Made, NoPreview, Refused, SheetKind
from vigilance.evidence.previews.words import sheets_of
from vigilance.evidence.signs import Found, Limits, Sign

_MOST_TABLES, _MOST_ROWS, _MOST_CELLS = 30, 5000, 60
_MOST_FORMULAS = 2000
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_ENDS = {"p": "\n", "h": "\n", "tc": "\t", "tr": "\n", "table-cell": "\t", "table-row": "\n"}
_UNSHOWN = frozenset({"instrText", "delText", "tracked-changes", "annotation"})
_DAY_ONLY = re.compile(r" 00:00:00$")


def preview_zip(content: bytes) -> Made:
    """The words of a docx, xlsx, odt or ods; Refused for every other archive."""
    parts = Parts(content)
    if parts.locked:
        raise Refused(NoPreview.LOCKED)
    if documents.is_ooxml(parts):
        if parts.has("word/document.xml"):
            return _text("\n".join(_told(parts.read(name)) for name in _WORD_PARTS))
        if parts.has("xl/workbook"):
            return _tables(content, _formulas(parts))
    if documents.is_odf(parts):
        return _open_document(content, parts)
    raise Refused(NoPreview.ARCHIVE)


def preview_old_office(content: bytes) -> Made:
    """The cells of an xls; an old doc is not read."""
    found = Found(Limits())
    old_office.look_at_old_office(content, found)
    if Sign.LOCKED in found.signs:
        raise Refused(NoPreview.LOCKED)
    return _tables(content, "")


def _open_document(content: bytes, parts: Parts) -> Made:
    found = Found(Limits())
    documents.look_at_odf(parts, found)
    if Sign.XML_ENTITIES in found.signs:
        raise Refused(NoPreview.ENTITIES)
    if Sign.LOCKED in found.signs:
        raise Refused(NoPreview.LOCKED)
    if b"spreadsheet" in parts.read("mimetype"):
        return _tables(content, "")
    return _text(_told(parts.read("content.xml")))


def _text(text: str) -> Made:
    sheets, cut = sheets_of(re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip())
    return Made(sheets, cut=cut)


def _told(content: bytes) -> str:
    """The words of one part, a line each paragraph; nothing of one that is not there."""
    if not content:
        return ""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused(NoPreview.ENTITIES) from None
    except (ParseError, ValueError, LookupError):
        raise Refused(NoPreview.BROKEN) from None
    return "".join(_pieces(root))


def _pieces(root: Element) -> Iterator[str]:
    """Text in the order of the document, without recursion: how deep it nests is its sender's choice."""
    waiting: list[Element | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        name = one.tag.rpartition("}")[2]
        if name not in _UNSHOWN:
            waiting.append(_ENDS.get(name, ""))
            for child in reversed(one):
                waiting += [child.tail or "", child]
            yield _BREAKS.get(name, "") + (one.text or "")


def _tables(content: bytes, formulas: str) -> Made:
    """The cells of every table as text, and after them what its formulas say."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        text = "\n".join(islice(_rows(book), _MOST_ROWS))
    except (CalamineError, ValueError, OSError):
        raise Refused(NoPreview.BROKEN) from None
    sheets, cut = sheets_of(text)
    if formulas:
        more, _ = sheets_of(formulas, SheetKind.FORMULAS)
        sheets = (*sheets[: MOST_SHEETS - 1], *more)[:MOST_SHEETS]
    return Made(sheets, cut=cut or text.count("\n") + 1 >= _MOST_ROWS)


def _rows(book: CalamineWorkbook) -> Iterator[str]:
    for name in book.sheet_names[:_MOST_TABLES]:
        yield f"== {name} =="
        for row in book.get_sheet_by_name(name).iter_rows():
            yield "\t".join(_cell(each) for each in row[:_MOST_CELLS]).rstrip("\t")
        yield ""


def _cell(value: object) -> str:
    """A cell as people write it: a whole number without its point, a day without its midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return _DAY_ONLY.sub("", str(value))
    return str(value)


def _formulas(parts: Parts) -> str:
    """Every formula beside its cell: what the table would work out, or start (row 60)."""
    lines: list[str] = []
    for name, content in (
        *parts.each("xl/worksheets/", ".xml"),
        *parts.each("xl/sharedstrings", ".xml"),
    ):
        try:
            elements = elements_of(content)
        except Forbidden:
            raise Refused(NoPreview.ENTITIES) from None
        formula = ""
        for one in elements:
            if one.name == "f":
                formula = one.text
            if one.name == "c" and formula and len(lines) < _MOST_FORMULAS:
                where = name.rpartition("/")[2].removesuffix(".xml")
                lines.append(f"{where}!{one.attributes.get('r', '')}\t={formula}")
                formula = ""
    return "\n".join(lines)
