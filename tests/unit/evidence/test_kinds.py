"""A file is what its content says, whatever its name says."""

import pytest

from vigilance.evidence.kinds import KINDS, kind_and_flags
from vigilance.sealing.spool import spool_of

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


@pytest.mark.parametrize(
    ("name", "content", "kind", "flags"),
    [
        ("a.pdf", PDF, "application/pdf", ()),
        ("a.PDF", PDF, "application/pdf", ()),
        ("a.png", PNG, "image/png", ()),
        ("a.jpeg", JPEG, "image/jpeg", ()),
        ("a.jpg", PDF, "application/pdf", ("other-extension",)),
        ("a", PDF, "application/pdf", ("other-extension",)),
        ("a.pdf", b"MZ\x90\x00", "application/octet-stream", ("unrecognised",)),
        ("a.pdf", b"<?php system(1); ?>", "application/octet-stream", ("unrecognised",)),
        ("a.svg", b"<svg onload=alert(1)>", "application/octet-stream", ("unrecognised",)),
        ("a.html", b"<html><script>", "application/octet-stream", ("unrecognised",)),
        ("a.txt", "शिकायत".encode(), "text/plain", ()),
        (
            "a.docx",
            b"PK\x03\x04rest",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            (),
        ),
        ("a.zip", b"PK\x03\x04rest", "application/zip", ()),
        ("a.pdf", b"PK\x03\x04rest", "application/zip", ("other-extension",)),
        ("a.opus", b"OggS\x00rest", "audio/ogg", ()),
        ("a.amr", b"#!AMR\n", "audio/amr", ()),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4", ()),
        ("a.3gp", b"\x00\x00\x00\x14ftyp3gp4", "video/3gpp", ()),
        (
            "photo\u202egpj.exe",
            b"MZ\x90\x00",
            "application/octet-stream",
            ("unrecognised", "hidden-direction"),
        ),
        ("photo\u202egpj.pdf", PDF, "application/pdf", ("hidden-direction",)),
        ("a.gif", b"GIF89a/*", "image/gif", ()),
    ],
)
def test_a_file_is_known_by_its_content(name, content, kind, flags):
    assert kind_and_flags(name, spool_of(content)) == (kind, flags)


def test_a_text_cut_in_the_middle_of_a_letter_is_still_a_text():
    assert kind_and_flags("a.txt", spool_of(("क" * 5000).encode())) == ("text/plain", ())


def test_reading_the_head_leaves_the_file_at_its_beginning():
    spool = spool_of(PDF)
    kind_and_flags("a.pdf", spool)

    assert spool.read() == PDF


def test_no_extension_belongs_to_two_kinds():
    extensions = [extension for kinds in KINDS.values() for extension in kinds]

    assert len(extensions) == len(set(extensions))
