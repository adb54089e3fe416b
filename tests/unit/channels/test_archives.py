"""Archives are listed under limits, found out where they lie, and never unpacked anywhere (security.md 7, rows 41 to 44)."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

import pytest

from vigilance.channels.archives import Entry, list_archive

MIB = 1024 * 1024


def zipped(entries, **given):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **given) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(entries):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for info, content in entries:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def info(name, kind=tarfile.REGTYPE, linked=""):
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, linked
    return made


def overlapping(times):
    """One packed body that many names of the directory point at."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"\0" * MIB) + packed.flush()
    crc = zlib.crc32(b"\0" * MIB)
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(data), MIB, 1, 0)
    body = b"PK\x03\x04" + fields + b"a" + data
    entry = (
        b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a"
    )
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, times, times, len(entry) * times, len(body), 0
    )
    return body + entry * times + end


def test_names_and_sizes_are_listed():
    listing = list_archive(
        zipped([("शपथ पत्र.pdf", b"%PDF"), ("folder/फोटो.jpg", b"abc")]), "papers.zip"
    )

    assert listing.entries == (Entry("शपथ पत्र.pdf", 4), Entry("folder/फोटो.jpg", 3))
    assert (listing.held, listing.locked) == (None, False)


def test_a_hindi_name_written_without_saying_so_is_read():
    sealed = zipped([("साक्ष्य.txt", b"a")])
    # Bit 11 of the flags, in both headers, says that the name is UTF-8.
    quiet = sealed.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")

    assert quiet != sealed
    assert [entry.name for entry in list_archive(quiet, "a.zip").entries] == ["साक्ष्य.txt"]


@pytest.mark.parametrize(
    ("pack", "name", "listed"),
    [
        (gzip.compress, "a.txt.gz", "a.txt"),
        (bz2.compress, "a.txt.bz2", "a.txt"),
        (lzma.compress, "a.txt.xz", "a.txt"),
    ],
)
def test_a_single_packed_file_and_a_packed_tar_are_listed(pack, name, listed):
    assert list_archive(pack(b"hello"), name).entries == (Entry(listed, 5),)

    packed = pack(tarred([(info("a.pdf"), b"%PDF")]))

    assert list_archive(packed, "a.tar.gz").entries == (Entry("a.pdf", 4),)


@pytest.mark.parametrize(
    ("content", "held", "seen"),
    [
        (overlapping(1000), "overlapping-entries", 0),
        (zipped([("a", b"\0" * 50 * MIB)]), "packed-too-well", 0),
        (gzip.compress(b"\0" * 50 * MIB), "packed-too-well", 0),
        (zipped([(f"{n}.txt", b"a") for n in range(300)]), "too-many-entries", 200),
        (tarred([(info(f"{n}.txt"), b"a") for n in range(300)]), "too-many-entries", 200),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 30, "broken-archive", 0),
        (b"Rar!\x1a\x07\x01\x00", "broken-archive", 0),
        (b"MSCF" + b"\0" * 30, "unknown-archive", 0),
        (b"PK\x03\x04" + b"\0" * 40, "broken-archive", 0),
        (b"nothing of the kind", "broken-archive", 0),
        (b"", "broken-archive", 0),
        (lzma.compress(b"a" * 1000)[:-20], "broken-archive", 0),
    ],
    ids=[
        "overlap",
        "ratio-zip",
        "ratio-gzip",
        "entries-zip",
        "entries-tar",
        "7z",
        "rar",
        "cab",
        "broken",
        "text",
        "empty",
        "cut",
    ],
)
def test_what_cannot_be_looked_into_is_held(content, held, seen):
    listing = list_archive(content, "a")

    assert (listing.held, len(listing.entries)) == (held, seen)


def test_more_than_two_hundred_megabytes_that_are_hardly_packed_are_held_by_their_size():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for n in range(21):
            archive.writestr(f"{n}", bytes(10 * MIB))

    assert list_archive(made.getvalue(), "a.zip").held == "too-large-unpacked"


@pytest.mark.parametrize("size", [1, 100_000])
def test_a_header_that_lies_about_its_size_is_found_out(size):
    true = zipped([("a.txt", b"hello hello hello")])
    at = true.index(b"PK\x01\x02") + 24
    directory_lies = true[:at] + struct.pack("<I", size) + true[at + 4 :]
    both_lie = directory_lies[:22] + struct.pack("<I", size) + directory_lies[26:]

    assert list_archive(directory_lies, "a.zip").held == "lying-header"
    assert list_archive(both_lie, "a.zip").held in {"lying-header", "broken-archive"}


@pytest.mark.parametrize(
    ("name", "shown", "flags"),
    [
        ("../../etc/passwd", "../../etc/passwd", ("path",)),
        ("/etc/passwd", "/etc/passwd", ("path",)),
        ("a\\..\\b", "a\\..\\b", ("path",)),
        ("C:\\x.exe", "C:\\x.exe", ("path",)),
    ],
)
def test_names_that_leave_their_folder_are_shown_and_held(name, shown, flags):
    listing = list_archive(zipped([(name, b"a")]), "a.zip")

    assert listing.entries == (Entry(shown, 1, flags),)
    assert listing.held == "names-with-paths"


def test_a_name_shows_what_it_hides():
    listing = list_archive(zipped([("photo\u202egpj.exe", b"a"), ("x" * 5000, b"a")]), "a.zip")

    assert listing.entries[0] == Entry("photo\\u202egpj.exe", 1, ("hidden-characters",))
    assert len(listing.entries[1].name) == 200


def test_links_and_devices_are_named_and_held():
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    tar = tarred(
        [(info("a", tarfile.SYMTYPE, "/etc/passwd"), b""), (info("b", tarfile.CHRTYPE), b"")]
    )

    listing = list_archive(tar, "a.tar")

    assert list_archive(zipped([(link, b"/etc/passwd")]), "a.zip").entries[0].flags == ("link",)
    assert [entry.flags for entry in listing.entries] == [("link",), ("device",)]
    assert listing.held == "names-with-paths"


def test_a_password_is_a_label_and_nothing_else():
    plain = zipped([("a.txt", b"hello")])
    locked = bytearray(plain)
    locked[6] |= 1
    locked[plain.index(b"PK\x01\x02") + 8] |= 1

    listing = list_archive(bytes(locked), "a.zip")

    assert (listing.locked, listing.held) == (True, None)
    assert listing.entries == (Entry("a.txt", 5, ("locked",)),)


def test_an_archive_in_an_archive_is_listed_and_a_third_one_is_held():
    one = zipped([("a.txt", b"hello")])
    two = zipped([("inner.zip", one)])
    three = zipped([("middle.zip", two)])

    assert [entry.name for entry in list_archive(two, "a.zip").entries] == [
        "inner.zip",
        "inner.zip/a.txt",
    ]
    assert list_archive(two, "a.zip").held is None
    assert list_archive(three, "a.zip").held == "too-deep"


def test_seventy_thousand_names_cost_no_more_than_two_hundred():
    listing = list_archive(zipped([(f"{n}", b"") for n in range(70_000)]), "a.zip")

    assert (len(listing.entries), listing.held) == (200, "too-many-entries")


def test_an_archive_that_takes_too_long_is_held():
    content = zipped([(f"{n}", bytes(range(256)) * 200) for n in range(150)])

    assert list_archive(content, "a.zip", seconds=0.001).held == "too-slow"
