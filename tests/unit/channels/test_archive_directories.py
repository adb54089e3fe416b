"""7z and rar are listed by their own directories under the limits of every archive (security.md 7, rows 41 to 43)."""

import io
import zipfile

import py7zr
import pytest

from tests.builders.containers import a_rar
from vigilance.channels.archives import Entry, list_archive


def seven_zipped(entries, **given):
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w", **given) as archive:
        for name, content in entries:
            archive.writestr(content, name)
    return made.getvalue()


def rared(entries):
    return a_rar([(name, content, len(content)) for name, content in entries])


PACKERS = pytest.mark.parametrize("pack", [seven_zipped, rared])
PAPERS = [("शपथ पत्र.pdf", b"%PDF"), ("folder/फोटो.jpg", b"abc")]


@PACKERS
def test_names_and_sizes_are_listed(pack):
    listing = list_archive(pack(PAPERS), "papers")

    assert listing.entries == (Entry("शपथ पत्र.pdf", 4), Entry("folder/फोटो.jpg", 3))
    assert (listing.held, listing.locked) == (None, False)


@PACKERS
def test_more_than_two_hundred_names_are_not_listed_further(pack):
    listing = list_archive(pack([(f"{n}", b"") for n in range(300)]), "many")

    assert (len(listing.entries), listing.held) == (200, "too-many-entries")


@pytest.mark.parametrize(
    ("claimed", "held"),
    [(300 * 1024 * 1024, "too-large-unpacked"), (50 * 1024 * 1024, "packed-too-well")],
)
def test_a_claim_beyond_the_limits_holds_the_archive_and_the_name_is_seen(claimed, held):
    listing = list_archive(a_rar([("bomb.bin", b"x" * 1000, claimed)]), "bomb.rar")

    assert ([entry.name for entry in listing.entries], listing.held) == (["bomb.bin"], held)


def test_a_seven_zip_bomb_is_found_out_by_its_claim():
    packed = seven_zipped([("zeros", b"\0" * 40 * 1024 * 1024)])

    assert list_archive(packed, "bomb.7z").held == "packed-too-well"


@pytest.mark.parametrize(
    ("pack", "name"),
    [(rared, "../../etc/passwd"), (rared, "/abs"), (rared, "a\\..\\b"), (seven_zipped, "a\\..\\b")],
)
def test_a_name_that_leaves_its_folder_is_shown_and_holds_the_archive(pack, name):
    listing = list_archive(pack([(name, b"x")]), "paths")

    assert listing.held == "names-with-paths"
    assert "path" in listing.entries[0].flags


def test_a_locked_archive_is_known_by_its_entries_or_by_its_names():
    inside = list_archive(seven_zipped(PAPERS, password="invented"), "a.7z")
    names = list_archive(seven_zipped(PAPERS, password="invented", header_encryption=True), "a.7z")

    assert (inside.held, inside.locked, len(inside.entries)) == (None, True, 2)
    assert (names.held, names.locked, names.entries) == ("locked", True, ())


@pytest.mark.parametrize(("pack", "end"), [(seven_zipped, 5), (rared, 10)])
def test_a_cut_archive_is_broken(pack, end):
    whole = pack(PAPERS)

    assert list_archive(whole[:-end], "cut").held == "broken-archive"
    assert list_archive(whole[:10], "cut").held == "broken-archive"


@PACKERS
def test_one_within_a_zip_is_listed_too(pack):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("inner", pack(PAPERS))
    listing = list_archive(made.getvalue(), "outer.zip")

    assert [entry.name for entry in listing.entries] == [
        "inner", "inner/शपथ पत्र.pdf", "inner/folder/फोटो.jpg",
    ]  # fmt: skip
