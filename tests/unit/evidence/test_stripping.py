"""The copy of a photo without its place: the picture's own bytes stay, nothing of its maker does."""

import struct

import pytest

from tests.builders import hostile_files as made
from vigilance.evidence.inspection import inspect
from vigilance.evidence.looks.stripping import CannotStrip, stripped

SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"


def signs(content, kind):
    return inspect(content, "a", kind).signs


def test_a_jpeg_keeps_its_picture_and_how_it_is_turned():
    clean = stripped(made.phone_photo(turned=6), "image/jpeg")

    assert clean.endswith(SCAN)
    assert signs(clean, "image/jpeg") == ()
    assert clean.count(b"Exif\x00\x00") == 1
    assert struct.pack(">HHIHH", 0x112, 3, 1, 6, 0) in clean
    for told in (b"Rampur", b"Maker", b"SN123456", struct.pack("<I", 4711)):
        assert told not in clean


def test_a_jpeg_that_lies_upright_has_no_metadata_left():
    assert b"Exif" not in stripped(made.phone_photo(turned=1), "image/jpeg")


def test_what_stands_behind_a_jpeg_is_gone_and_its_colours_stay():
    colours = (0xE2, b"ICC_PROFILE\x00\x01\x01colours")
    clean = stripped(made.jpeg(colours, (0xE2, b"MPF\x00second"), behind=b"a film"), "image/jpeg")

    assert b"colours" in clean
    assert b"second" not in clean
    assert clean.endswith(SCAN)


def test_a_png_keeps_its_picture():
    whole = made.png(
        4, 4, (b"eXIf", made.exif()), (b"tEXt", b"Author\x00Sita"), (b"tIME", b"1234567")
    )

    assert stripped(whole + b"behind", "image/png")[:8] == b"\x89PNG\r\n\x1a\n"
    clean = stripped(whole, "image/png")
    assert signs(clean, "image/png") == ()
    assert b"Sita" not in clean
    assert b"tIME" not in clean
    assert stripped(made.png(), "image/png") == made.png()


def test_a_webp_keeps_its_picture_and_no_longer_announces_metadata():
    head = b"\x0c\x00\x00\x00\x03\x00\x00\x03\x00\x00"
    clean = stripped(
        made.webp((b"VP8X", head), (b"VP8L", b"picture!"), (b"EXIF", made.exif())), "image/webp"
    )

    assert clean == made.webp((b"VP8X", b"\x00" + head[1:]), (b"VP8L", b"picture!"))


def test_a_tiff_keeps_its_directories_and_loses_what_betrays():
    whole = made.tiff(3, place=True)
    clean = stripped(whole, "image/tiff")

    told = inspect(clean, "a", "image/tiff")
    assert told.signs == ()
    assert told.facts == {"width": 4, "height": 4, "frames": 3}
    assert b"2650" in whole
    assert b"2650" not in clean
    assert b"Make" not in clean
    assert len(clean) == len(whole)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8rest", "image/jpeg"),
        (made.phone_photo()[:-30], "image/jpeg"),
        (made.jpeg()[:-2], "image/jpeg"),
        (made.png()[:-12], "image/png"),
        (made.webp((b"VP8L", b"picture!"))[:-4], "image/webp"),
        (b"II*\x00\xff\xff\xff\x00", "image/tiff"),
        (b"GIF89a", "image/gif"),
    ],
)  # fmt: skip
def test_what_is_broken_is_not_promised(content, kind):
    with pytest.raises(CannotStrip):
        stripped(content, kind)
