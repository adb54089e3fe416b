"""What a machine finds in a file, read as bytes: each row of the catalogue by the signs it must give."""

import zipfile

import pytest

from tests.builders import hostile_files as made
from vigilance.evidence.inspection import Inspection, inspect, inspection_from_wire
from vigilance.evidence.kinds import kind_and_flags
from vigilance.evidence.signs import Limits, Sign
from vigilance.sealing.spool import spool_of

INSTR = (
    '<w:p xmlns:w="w"><w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\\\cmd</w:instrText></w:p>'
)


def signs(name, content, **limits):
    kind, _flags = kind_and_flags(name, spool_of(content))
    return set(inspect(content, name, kind, Limits(**limits)).signs)


def plain_docx():
    return made.ooxml(
        {"word/_rels/document.xml.rels": made.relations("hyperlink", "https://example.com")}
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "पैसे माँगे - 500 रुपये\n- फिर से".encode()),
        ("a.csv", b"name,amount\nA,500\nB,-20\nC,+91 90000 00001\n"),
        ("a.pdf", made.pdf(b"<</Type /Catalog>>", b"<</Type /Page>>")),
        ("a.docx", plain_docx()),
        ("a.png", made.png()),
        ("a.gif", made.gif(3)),
        ("a.jpg", made.jpeg()),
        ("a.wav", made.wav(2)),
        ("a.mp4", made.mp4(60)),
        ("a.ogg", made.ogg(60)),
        ("a.zip", made.zipped({"एक.txt": b"x"})),
        ("a.doc", made.old_office("WordDocument", "1Table")),
    ],
)  # fmt: skip
def test_an_honest_file_has_no_signs(name, content):
    assert signs(name, content) == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", made.locked_zip()),
        ("a.pdf", made.pdf(b"<</Type /Catalog>>", trailer=b"/Encrypt 5 0 R ")),
        ("a.docx", made.old_office("EncryptedPackage", "EncryptionInfo")),
        ("a.ods", made.odf(b"x", manifest=b"<m><file-entry><encryption-data/></file-entry></m>")),
    ],
)  # fmt: skip
def test_44_a_locked_file_says_so(name, content):
    assert Sign.LOCKED in signs(name, content)


@pytest.mark.parametrize(
    ("objects", "packed", "sign"),
    [
        (b"<</S /JavaScript /JS (app.alert(1))>>", b"", Sign.SCRIPT),
        (b"<</S /J#61vaScript /J#53 (x)>>", b"", Sign.SCRIPT),
        (b"<<>>", b"1 0 <</S /JavaScript /JS (x)>>", Sign.SCRIPT),
        (b"<</S /Launch /F (cmd.exe)>>", b"", Sign.LAUNCH_ACTION),
        (b"<</Names <</EmbeddedFiles 4 0 R>> >>", b"", Sign.EMBEDDED_FILES),
        (b"<<>>", b"1 0 <</AcroForm <</XFA 3 0 R>> >>", Sign.XFA_FORM),
        (b"<</S /URI /URI (http://evil.example.com)>>", b"", Sign.EXTERNAL_LINKS),
        (b"<</Subtype /RichMedia>>", b"", Sign.ACTIVE_CONTENT),
        (b"<</Type /Pages /Count 1000000 /Kids []>>", b"", Sign.MANY_PAGES),
    ],
)  # fmt: skip
def test_50_what_a_pdf_would_do_is_told(objects, packed, sign):
    assert signs("a.pdf", made.pdf(objects, packed=packed)) == {sign}


def test_50_words_on_a_page_are_no_action():
    page = b"<</Length 40>>\nstream\n(he said /JavaScript and /Launch) Tj\nendstream"

    assert signs("a.pdf", made.pdf(page)) == set()


@pytest.mark.parametrize(
    ("name", "content", "sign"),
    [
        ("a.docx", made.ooxml({"word/vbaProject.bin": b"x"}), Sign.MACROS),
        ("a.xlsx", made.ooxml({"xl/macrosheets/sheet1.xml": b"<x/>"}, "xl"), Sign.MACROS),
        ("a.doc", made.old_office("Macros", "_VBA_PROJECT"), Sign.MACROS),
        ("a.ods", made.odf(b"<x/>", **{"Basic/Standard/Module1.xml": b"x"}), Sign.MACROS),
        ("a.docx", made.ooxml({"word/document.xml": INSTR}), Sign.DDE),
        ("a.xlsx", made.ooxml({"xl/externalLinks/externalLink1.xml": b"<x><ddeLink/></x>"}, "xl"), Sign.DDE),
        ("a.rtf", b"{\\rtf1 {\\field{\\*\\fldinst DDEAUTO cmd}}}", Sign.DDE),
        ("a.docx", made.ooxml({"word/_rels/settings.xml.rels": made.relations("attachedTemplate", "http://x.example.com/a.dotm")}), Sign.REMOTE_TEMPLATE),
        ("a.docx", made.ooxml({"word/_rels/document.xml.rels": made.relations("image", "http://x.example.com/a.png")}), Sign.EXTERNAL_LINKS),
        ("a.ods", made.odf(b"<d xmlns:x='x'><image x:href='//evil.example.com/x'/></d>"), Sign.EXTERNAL_LINKS),
        ("a.docx", made.ooxml({"word/embeddings/oleObject1.bin": b"x"}), Sign.EMBEDDED_FILES),
        ("a.docx", made.ooxml({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>"}), Sign.XML_ENTITIES),
        ("a.docx", made.ooxml({"word/document.xml": b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"}), Sign.XML_ENTITIES),
        ("a.docx", made.ooxml({"docProps/core.xml": "<c xmlns:d='d'><d:creator>सीता</d:creator></c>"}), Sign.AUTHOR_DATA),
        ("a.xlsx", made.ooxml({"xl/worksheets/sheet1.xml": b"<s><c><f>SUM(A1)</f></c></s>"}, "xl"), Sign.FORMULA_CELLS),
    ],
)  # fmt: skip
def test_51_what_a_document_would_do_is_told(name, content, sign):
    assert sign in signs(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gif", b"GIF89a/*" + made.gif(1)[8:] + b"*/=1;alert(1)"),
        ("a.gif", made.gif(1, b"<script>alert(1)</script>")),
        ("a.pdf", made.pdf(b"<<>>") + made.zipped({"evil.class": b"x"})),
        ("a.jpg", made.jpeg((0xFE, b"<html><body onload=alert(1)>"))),
        ("a.jpg", made.jpeg(behind=made.zipped({"a.txt": b"x"}))),
        ("a.png", made.png() + b"Rar!\x1a\x07\x00rest"),
        ("a.zip", made.zipped({"a.txt": b"x"}) + b"MZ and more behind the end of it"),
    ],
)  # fmt: skip
def test_47_content_of_two_kinds_is_told(name, content):
    assert Sign.TWO_KINDS in signs(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.svg", b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>"),
        ("a.svg", "<svg><use href='http://evil.example.com/x#y'/></svg>".encode("utf-16")),
        ("a.html", b"<!doctype html><p>x"),
        ("a.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("a.mht", b"From: x\r\nSubject: y\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nContent-Type: text/html\r\n"),
        ("a.txt", b"hello\n<img src=x onerror=alert(1)>"),
    ],
)  # fmt: skip
def test_48_and_49_markup_is_told(name, content):
    assert Sign.ACTIVE_CONTENT in signs(name, content)


@pytest.mark.parametrize(
    ("name", "content", "sign"),
    [
        ("a.png", made.png(50_000, 50_000), Sign.TOO_MANY_PIXELS),
        ("a.jpg", made.jpeg(width=60_000, height=60_000), Sign.TOO_MANY_PIXELS),
        ("a.gif", made.gif(10_000), Sign.TOO_MANY_FRAMES),
        ("a.tif", made.tiff(1000), Sign.TOO_MANY_FRAMES),
        ("a.png", made.png(4, 4, (b"acTL", b"\x00\x00\x27\x10\x00\x00\x00\x00")), Sign.TOO_MANY_FRAMES),
        ("a.webp", made.webp((b"VP8X", b"\x00" * 4 + b"\xff\xff\x00\xff\xff\x00")), Sign.TOO_MANY_PIXELS),
    ],
)  # fmt: skip
def test_52_a_flood_of_pixels_or_frames_is_told_from_the_header(name, content, sign):
    assert sign in signs(name, content)


def test_52_directories_that_go_round_in_a_circle_end():
    circle = b"II*\x00" + made.number(8) + made.directory([(0x100, 4, 1, made.number(1))], after=8)

    assert signs("a.tif", circle) == set()


def test_53_what_a_photo_tells_is_told():
    expected = {Sign.LOCATION_DATA, Sign.DEVICE_DATA, Sign.INNER_PICTURE}

    assert signs("a.jpg", made.phone_photo()) == expected
    assert signs("a.png", made.png(4, 4, (b"eXIf", made.exif()))) == expected
    assert signs("a.jpg", made.phone_photo(place=False, serial=False, inner=False)) == {
        Sign.DEVICE_DATA
    }
    assert Sign.LOCATION_DATA in signs("a.tif", made.tiff(1, place=True))
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='26,50N'/>"
    assert signs("a.jpg", made.jpeg((0xE1, xmp))) == {Sign.LOCATION_DATA}
    place = made.box(b"udta", made.box(b"\xa9xyz", b"+26.8+80.9/"))
    assert signs("a.mp4", made.mp4(5, place)) == {Sign.LOCATION_DATA}


@pytest.mark.parametrize(
    ("name", "content"), [("a.ogg", made.ogg(8 * 3600)), ("a.mp4", made.mp4(8 * 3600))]
)
def test_54_eight_hours_are_told(name, content):
    assert signs(name, content) == {Sign.TOO_LONG}


@pytest.mark.parametrize(
    ("name", "content", "sign"),
    [
        ("a.csv", b"name\n=cmd|'/C calc'!A0\n", Sign.DDE),
        ("a.csv", b"name\n=cmd|'/C calc'!A0\n", Sign.FORMULA_CELLS),
        ("a.csv", b"a;b\n1;@SUM(1+9)\n", Sign.FORMULA_CELLS),
        ("a.csv", b'a\n"+HYPERLINK(1)"\n', Sign.FORMULA_CELLS),
        ("a.ods", made.odf(b"<t xmlns:t='t'><cell t:formula='of:=1+1'/></t>"), Sign.FORMULA_CELLS),
    ],
)  # fmt: skip
def test_60_cells_with_formulas_are_told(name, content, sign):
    assert sign in signs(name, content)


def test_46_a_program_is_told_whatever_its_name():
    program = b"MZ".ljust(60, b"\x00") + b"\x80\x00\x00\x00" + b"\x00" * 64 + b"PE\x00\x00"

    assert signs("photo\u202egpj.exe", program) == {Sign.PROGRAM}


def test_a_part_that_unpacks_to_a_gigabyte_is_read_no_further():
    flood = made.ooxml({"word/document.xml": b"<x>" + b"a" * 40_000_000})

    assert {Sign.PARTLY_READ, Sign.NOT_UNPACKED} <= signs("a.docx", flood)


@pytest.mark.parametrize("cut", [1, 9, 30, 60, 100, 200])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", made.phone_photo()), ("a.png", made.png()), ("a.gif", made.gif(2)), ("a.tif", made.tiff(3, place=True)),
        ("a.mp4", made.mp4(5)), ("a.ogg", made.ogg(5)), ("a.wav", made.wav(1)), ("a.docx", plain_docx()),
        ("a.pdf", made.pdf(b"<<>>", packed=b"1 0 <<>>")), ("a.doc", made.old_office("WordDocument", "Workbook")),
        ("a.amr", b"#!AMR\n" + b"\x3c" * 300), ("a.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90" + b"\x00" * 300),
        ("a.webm", b"\x1a\x45\xdf\xa3" + b"\x00" * 80 + b"\x44\x89\x88" + b"\x00" * 100), ("a.avi", b"RIFF\x00\x00\x00\x00AVI avih" + b"\x01" * 200),
        ("a.heic", made.box(b"ftyp", b"heic\x00\x00\x00\x00") + made.box(b"meta", b"\x00" * 4)),
    ],
)  # fmt: skip
def test_54_a_file_that_breaks_off_anywhere_is_looked_at_all_the_same(name, content, cut):
    kind, _flags = kind_and_flags(name, spool_of(content))

    assert isinstance(inspect(content[:cut], name, kind), Inspection)
    assert isinstance(inspect(content[:-cut], name, kind), Inspection)


def test_41_an_archive_is_listed_and_held_at_its_limits():
    told = inspect(made.zipped({"a.bin": b"\x00" * 30_000_000}), "a.zip", "application/zip")

    assert told.held == "packed-too-well"
    assert Sign.NOT_UNPACKED in told.signs


def test_43_names_that_leave_their_folder_are_shown_and_held():
    told = inspect(made.zipped({"../../etc/passwd": b"x"}), "a.zip", "application/zip")

    assert [entry.name for entry in told.archive.entries] == ["../../etc/passwd"]
    assert told.held == "names-with-paths"


def test_of_a_large_file_only_the_beginning_is_looked_at():
    told = inspect(made.png(9, 9)[:40], "a.png", "image/png", size=10**9)

    assert told.signs == (Sign.PARTLY_READ,)
    assert told.facts == {"width": 9, "height": 9, "frames": 1}


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"signs":["x"],"facts":{},"archive":null}', b"null"]
)
def test_an_answer_that_is_no_inspection_is_refused(answer):
    with pytest.raises(ValueError, match=r"."):
        inspection_from_wire(answer)


def test_a_stored_zip_is_no_second_kind():
    assert signs("a.zip", made.zipped({"a.txt": b"x"}, packing=zipfile.ZIP_STORED)) == set()


def test_36_headers_that_could_be_read_in_many_ways_are_read_in_one():
    assert signs("a.mht", b"a:b:c:d:e:f\n" * 5000 + b"\x00") == set()
