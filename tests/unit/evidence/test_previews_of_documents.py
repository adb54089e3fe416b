"""What is drawn of hostile pages and documents, in the confined child itself."""

import contextlib

import pytest

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.drawing import NOISE, drawn, refused, seen, words
from vigilance.channels.base import Unreadable
from vigilance.evidence.previews.made import (
    MOST_SHEETS,
    NoPreview,
    Refused,
    SheetKind,
)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><body><script>alert(1)</script><p onclick=alert(2)>Words <b>of</b> it</p></body></html>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words of it</p><script>alert(1)</script></body></html>',
        b'From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type="text/html"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Words of it</p><script>alert(1)</script>\r\n--b--\r\n',
    ],
)
def test_49_of_a_page_its_words_are_shown_and_no_script(content):
    told = words(drawn(content))

    assert " ".join(told.split()) == "Words of it"


def test_49_a_text_is_cut_into_sheets_and_shows_what_it_hides():
    content = ("पंक्ति \u202e" + "क" * 90 + "\n") * 500

    found = drawn(content.encode(), "text/plain")

    assert len(found.sheets) > 1
    assert words(found).count("\\u202e") == 500
    assert "\u202e" not in words(found)
    assert found.cut is False


def test_49_a_text_without_end_is_shown_in_part():
    found = drawn(b"x" * 1_000_000, "text/plain")

    assert (len(found.sheets), found.cut) == (MOST_SHEETS, True)


def test_50_a_pdf_full_of_actions_is_drawn_and_none_is_done(listener, tmp_path):
    there = b"http://127.0.0.1:%d/" % listener.port
    catalog = (
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>/AA<</WC<</S/Launch/F(/bin/touch)>>>>"
        b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)>>]>>>>/AcroForm<</XFA(x)/Fields[]>>"
        % there
    )
    actions = (
        b"/AA<</O<</S/URI/URI(%s)>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 200 280]/A<</S/Launch/F(/bin/sh)>>>>]"
        % there
    )

    found = drawn(real.pages(2, catalog=catalog, page=actions), "application/pdf")

    assert [seen(each).size for each in found.sheets] == [(1240, 1736)] * 2
    assert found.cut is False
    assert listener.asked == 0


def test_50_a_pdf_that_promises_a_million_pages_shows_those_it_has():
    found = drawn(real.pages(3, said=1_000_000), "application/pdf")

    assert (len(found.sheets), found.cut) == (3, True)


def test_50_of_a_long_pdf_the_first_fifty_pages_are_drawn():
    found = drawn(real.pages(60), "application/pdf")

    assert (len(found.sheets), found.cut) == (MOST_SHEETS, True)


@pytest.mark.parametrize(
    "content",
    [made.pdf(b"<<>>"), b"%PDF-1.7\n" + NOISE, real.pages(said=-5)[:60], b"%PDF-"],
)
def test_50_a_broken_pdf_has_no_preview(content):
    assert refused(content, "application/pdf") is NoPreview.BROKEN


def test_50_a_page_of_absurd_size_is_not_drawn():
    content = real.pages().replace(b"MediaBox[0 0 200 280]", b"MediaBox[0 0 9 900000]")

    assert refused(content, "application/pdf") is NoPreview.BROKEN


def test_50_a_picture_bomb_in_a_pdf_ends_its_child_and_no_more():
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/JBIG2Decode/Length 40>>\nstream\n"
        + b"\x00" * 40
        + b"\nendstream"
    )
    content = (
        real.pages(objects=(picture,))
        .replace(b"/Font<<", b"/XObject<</I 5 0 R>>/Font<<")
        .replace(b"(Page 1) Tj ET", b"(Page 1) Tj ET /I Do")
    )

    with contextlib.suppress(Unreadable, Refused):
        assert drawn(content, "application/pdf").sheets

    assert words(drawn(b"still here", "text/plain")) == "still here"


def test_51_a_docx_with_a_macro_and_a_far_template_shows_its_words_and_asks_nobody(listener):
    far = made.relations("attachedTemplate", f"http://127.0.0.1:{listener.port}/t.dotm")
    content = real.document(
        "सेवा में,",
        "घूस मांगी गई",
        **{"word/vbaProject.bin": b"\xd0\xcf", "word/_rels/settings.xml.rels": far},
    )

    assert words(drawn(content)).split("\n") == ["सेवा में,", "घूस मांगी गई"]
    assert listener.asked == 0


def test_51_instructions_to_other_programs_are_no_words():
    told = f'<w:document xmlns:w="{real.WORD}"><w:p><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText><w:t>Total</w:t><w:tab/><w:t>5</w:t></w:p></w:document>'

    assert words(drawn(made.ooxml({"word/document.xml": told.encode()}))) == "Total\t5"


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("xml", [LAUGHS, FILE])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt"])
def test_51_xml_with_entities_is_not_read(kind, xml):
    content = {
        "docx": made.ooxml({"word/document.xml": xml}),
        "xlsx": real.table([["a"]], **{"xl/worksheets/sheet1.xml": xml}),
        "odt": made.odf(xml, mimetype=b"application/vnd.oasis.opendocument.text"),
    }[kind]

    assert refused(content) is NoPreview.ENTITIES


def test_51_an_odt_shows_its_words():
    content = b'<office:document-content xmlns:office="o" xmlns:text="t"><text:h>Title</text:h><text:p>One<text:tab/>two</text:p></office:document-content>'

    found = drawn(made.odf(content, mimetype=b"application/vnd.oasis.opendocument.text"))

    assert words(found) == "Title\nOne\ttwo"


def test_44_what_is_locked_says_so():
    locked_pdf = real.pages(
        trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]"
        % (b"x" * 32, b"y" * 32)
    )

    assert refused(made.locked_zip(), "application/zip") is NoPreview.LOCKED
    assert refused(locked_pdf, "application/pdf") is NoPreview.LOCKED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (made.zipped({"a.txt": b"x"}), NoPreview.ARCHIVE),
        (b"\x7fELF" + b"\x00" * 100, NoPreview.PROGRAM),
        (bytes(range(256)) * 20, NoPreview.KIND),
        (b"{\\rtf1 words}", NoPreview.KIND),
        (b" \n", NoPreview.EMPTY),
    ],
)
def test_what_is_not_drawn_says_why(content, reason):
    assert refused(content) is reason


def test_60_formulas_of_a_csv_stand_there_as_text():
    content = b"name,amount\n=cmd|' /C calc'!A0,5\n+1+1,@SUM(A1)\n"

    assert words(drawn(content, "text/plain")) == content.decode()


def test_60_formulas_of_an_xlsx_stand_on_a_sheet_of_their_own_and_run_nowhere():
    content = real.table([["नाम", "रकम"], ["राम", ("cmd|&apos; /C calc&apos;!A0", "#REF!")]])

    cells, formulas = drawn(content).sheets

    assert cells.content.decode().splitlines() == ["== Payments ==", "नाम\tरकम", "राम\t#REF!"]
    assert formulas.kind is SheetKind.FORMULAS
    assert formulas.content.decode() == "sheet1!B2\t=cmd|' /C calc'!A0"
