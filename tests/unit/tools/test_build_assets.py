import json
import re

from build_assets import BUILT, hashed, write_changed
from fontTools.ttLib import TTFont


def test_every_file_that_a_built_style_sheet_names_is_there():
    names = [name for path in BUILT.glob("*.css") for name in urls(path.read_text())]

    assert names != []
    assert [name for name in names if not (BUILT / name).exists()] == []


def urls(css):
    found = re.findall(r"""url\(["']?([^"')]+)""", css)
    return [name for name in found if not name.startswith(("data:", "#"))]


def test_every_name_in_the_manifest_carries_the_hash_of_its_file():
    manifest = json.loads((BUILT / "manifest.json").read_text())

    expected = {name: hashed(name, (BUILT / path).read_bytes()) for name, path in manifest.items()}
    assert manifest == expected


def test_fonts_for_pdf_hold_devanagari_and_latin_letters():
    letters = set()
    for path in (BUILT / "typst-fonts").glob("*-400-normal.ttf"):
        letters |= set(TTFont(path).getBestCmap())

    assert {ord(letter) for letter in "शिकायतज्ञ०९₹।Az09"} - letters == set()


def test_only_what_changed_is_written_and_what_nobody_names_goes(tmp_path):
    write_changed(tmp_path, {"kept": b"1", "changed": b"1", "gone": b"1"})
    before = (tmp_path / "kept").stat().st_mtime_ns

    touched = write_changed(tmp_path, {"kept": b"1", "changed": b"2"})

    assert touched == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "kept": b"1",
        "changed": b"2",
    }
    assert (tmp_path / "kept").stat().st_mtime_ns == before
