"""What is drawn of hostile pictures, in the confined child itself: the outcome of each row, and a parent that lives on."""

import pytest

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.drawing import SVG, drawn, multiplied, refused, seen, words
from vigilance.channels.base import Unreadable
from vigilance.evidence.previews.made import (
    NoPreview,
    Refused,
    made_from_wire,
)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("image/gif", real.moving(1) + b"/*<script>alert(1)</script>*/"),
        ("image/jpeg", real.picture() + b"<html><script>alert(1)</script></html>"),
        ("image/jpeg", real.picture(comment=b"<svg onload=alert(1)>")),
        ("application/pdf", real.pages() + made.zipped({"a.js": b"alert(1)"})),
        ("image/png", real.picture("PNG") + made.zipped({"a.js": b"alert(1)"})),
    ],
)
def test_47_of_a_polyglot_only_the_picture_remains(media_type, content):
    (sheet,) = drawn(content, media_type).sheets

    assert seen(sheet).width > 1
    for left in (b"script", b"alert", b"PK\x03\x04", b"svg"):
        assert left not in sheet.content


def test_48_an_svg_is_drawn_without_its_script_and_asks_nobody(listener):
    there = f"http://127.0.0.1:{listener.port}/x.png"
    content = (
        f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60">'
        f'<script>alert(1)</script><style>@import url("{there}");</style><image href="{there}" width="9" height="9"/>'
        f'<use href="{there}#a"/><use xlink:href="{there}#b"/><image href="file:///etc/passwd" width="9" height="9"/>'
        f'<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="{there}"/></foreignObject>'
        '<rect x="0" y="0" width="60" height="60" fill="#0000ff"/><text x="5" y="20" onclick="alert(2)">घूस</text></svg>'
    ).encode()

    picture, text = drawn(content).sheets

    assert seen(picture).convert("RGB").getpixel((10, 200))[2] > 200
    assert text.content.decode() == "घूस"
    assert b"alert" not in picture.content
    assert listener.asked == 0


@pytest.mark.parametrize(
    ("doctype", "reason"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="{SVG}"><text>&a;</text></svg>', NoPreview.ENTITIES),
        (f'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="{SVG}"><text>&b;</text></svg>', NoPreview.ENTITIES),
        (f'<svg xmlns="{SVG}"><text>', NoPreview.BROKEN),
    ],
)  # fmt: skip
def test_48_an_svg_with_entities_or_broken_is_not_drawn(doctype, reason):
    assert refused(doctype.encode()) is reason


def test_48_an_svg_that_multiplies_itself_ends_its_child_and_no_more():
    with pytest.raises((Unreadable, Refused)):
        drawn(multiplied(13), seconds=3)

    assert words(drawn(b"still here", "text/plain")) == "still here"


@pytest.mark.parametrize(
    ("media_type", "content", "reason"),
    [
        ("image/png", made.png(50_000, 50_000), NoPreview.TOO_MANY_PIXELS),
        ("image/gif", made.gif(10_000), NoPreview.TOO_MANY_FRAMES),
        ("image/gif", real.moving(101), NoPreview.TOO_MANY_FRAMES),
        ("image/tiff", made.tiff(1000), NoPreview.TOO_MANY_FRAMES),
        ("image/png", made.png(5, 5), NoPreview.BROKEN),
        ("image/jpeg", made.phone_photo(), NoPreview.BROKEN),
        ("image/webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", NoPreview.BROKEN),
    ],
)
def test_52_a_picture_that_says_it_is_huge_or_is_broken_has_no_preview(media_type, content, reason):
    assert refused(content, media_type) is reason


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_52_the_largest_picture_allowed_is_drawn_in_the_memory_there_is(mode):
    found = drawn(real.picture("PNG", size=(7000, 7000), mode=mode), "image/png")

    assert seen(found.sheets[0]).size == (1754, 1754)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("BMP", "RGB"), ("WEBP", "RGBA"), ("PNG", "1")],
)  # fmt: skip
def test_52_pictures_of_every_colour_are_drawn(kind, mode):
    (sheet,) = drawn(real.picture(kind, mode=mode), f"image/{kind.lower()}").sheets

    assert seen(sheet).size == (300, 200)


def test_52_of_a_fax_every_page_is_shown_and_of_what_moves_four_moments():
    assert len(drawn(real.fax(3), "image/tiff").sheets) == 3
    moves = drawn(real.moving(9), "image/gif")
    assert (len(moves.sheets), moves.cut) == (4, True)


def test_53_the_preview_tells_no_place_no_device_and_stands_upright():
    (sheet,) = drawn(real.photo(), "image/jpeg").sheets

    picture = seen(sheet)
    assert picture.size == (200, 300)
    assert dict(picture.getexif()) == {}
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
    for left in (b"SN123456", b"Rampur", b"EXIF", b"Maker"):
        assert left not in sheet.content


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\x00\x00\x00\x02{}", b"\xff\xff\xff\xff", b"\x00\x00\x00\x04null",
        b'\x00\x00\x00\x38{"sheets":[["picture",3,null]],"cut":false,"seconds":1}abc',
        b'\x00\x00\x00\x35{"sheets":[["text",9,null]],"cut":false,"seconds":1}abc',
        b'\x00\x00\x00\x35{"sheets":[["page",3,null]],"cut":false,"seconds":1}abc',
        b'\x00\x00\x00\x27{"sheets":[],"cut":false,"seconds":null}',
    ],
)  # fmt: skip
def test_an_answer_that_is_no_preview_is_none(answer):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        made_from_wire(answer)
