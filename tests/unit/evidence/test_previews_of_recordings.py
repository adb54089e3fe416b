"""What is drawn of sound and film, whole and broken, in the confined child itself."""

import pytest

from tests.builders import drawn_files as real
from tests.builders.drawing import NOISE, drawn, refused, seen
from vigilance.evidence.previews.made import (
    BARS,
    NoPreview,
    SheetKind,
)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("audio/ogg", real.sound()),
        ("audio/amr", real.sound("amr", "libopencore_amrnb", 8000, 2, 160)),
        ("audio/mpeg", real.sound("mp3", "libmp3lame", 44100, 2, 1152)),
        ("audio/mp4", real.sound("mp4", "aac", 44100, 2, 1024)),
        ("audio/wav", real.sound("wav", "pcm_s16le", 8000, 2, 160)),
    ],
    ids=["opus", "amr", "mp3", "m4a", "wav"],
)  # fmt: skip
def test_54_a_recording_is_drawn_as_loud_as_it_is(media_type, content):
    found = drawn(content, media_type)

    (sheet,) = found.sheets
    assert (sheet.kind, len(sheet.content), found.seconds) == (SheetKind.SOUND, BARS, 2)
    assert max(sheet.content) == 100
    assert max(sheet.content[:30]) < 40


def test_54_of_a_film_a_few_stills_are_shown_with_their_moments():
    found = drawn(real.film(seconds=8), "video/mp4")

    assert [each.second for each in found.sheets] == [0, 2, 4, 6]
    assert {seen(each).size for each in found.sheets} == {(160, 120)}
    assert found.seconds == 8


def test_54_what_is_whole_of_a_broken_recording_is_drawn():
    whole = real.sound()

    cut = drawn(whole[: len(whole) // 2], "audio/ogg")
    hole = drawn(whole[:300] + bytes(400) + whole[700:], "audio/ogg")

    assert (cut.seconds, cut.sheets[0].kind) == (1, SheetKind.SOUND)
    assert hole.sheets[0].kind is SheetKind.SOUND


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("audio/mpeg", b"ID3" + b"\xff\xfb\x90" * 100),
        ("audio/ogg", b"OggS" + NOISE),
        ("audio/amr", b"#!AMR\n"),
        ("video/mp4", b"\x00\x00\x00\x18ftypmp42" + b"x" * 300),
        ("video/mp4", real.film()[:800]),
        ("video/webm", b"\x1a\x45\xdf\xa3" + NOISE),
        ("audio/wav", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00" + b"\xff" * 40),
    ],
)
def test_54_a_recording_that_is_none_has_no_preview(media_type, content):
    assert refused(content, media_type) is NoPreview.BROKEN


def test_54_a_playlist_that_says_it_is_a_recording_leads_nowhere(listener):
    there = f"http://127.0.0.1:{listener.port}/a.ts"
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{there}\n".encode()

    assert refused(playlist, "audio/mpeg") is NoPreview.BROKEN
    assert listener.asked == 0


def test_54_of_a_voice_note_of_eight_hours_the_beginning_is_drawn():
    two_seconds = real.sound("amr", "libopencore_amrnb", 8000, 2, 160).removeprefix(b"#!AMR\n")

    found = drawn(b"#!AMR\n" + two_seconds * (8 * 1800), "audio/amr", seconds=5)

    (sheet,) = found.sheets
    assert (sheet.kind, found.cut) == (SheetKind.SOUND, True)
    assert found.seconds >= 8 * 3600
