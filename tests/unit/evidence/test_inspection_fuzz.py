"""Whatever a stranger does to a file, looking at it ends with an answer."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import hostile_files as made
from vigilance.evidence.inspection import Inspection, inspect
from vigilance.evidence.kinds import KINDS, UNKNOWN
from vigilance.evidence.looks.stripping import STRIPS, CannotStrip, stripped

SEEDS = (
    made.phone_photo(), made.png(4, 4, (b"eXIf", made.exif())), made.gif(3), made.tiff(3, place=True), made.mp4(5), made.ogg(5),
    made.wav(1), made.ooxml({"word/_rels/a.rels": made.relations("image", "http://x.example.com/")}), made.odf(b"<x/>"),
    made.pdf(b"<</Type /Pages /Count 3>>", packed=b"1 0 <</JS 2 0 R>>"), made.old_office("WordDocument", "Workbook"),
    made.webp((b"VP8X", b"\x00" * 10), (b"EXIF", made.exif())), b"a,b\n=1,2\n", b"{\\rtf1 \\object}", made.locked_zip(),
)  # fmt: skip
CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=8)), max_size=12)


def changed(seed, changes):
    content = bytearray(seed)
    for place, new in changes:
        at = place % len(content)
        content[at : at + len(new)] = new
    return bytes(content)


@given(seed=st.sampled_from(SEEDS), changes=CHANGES, kind=st.sampled_from([*KINDS, UNKNOWN]))
def test_every_file_gets_an_answer(seed, changes, kind):
    assert isinstance(inspect(changed(seed, changes), "a.csv", kind), Inspection)


@given(seed=st.sampled_from(SEEDS), changes=CHANGES, kind=st.sampled_from(sorted(STRIPS)))
def test_every_picture_is_stripped_or_refused(seed, changes, kind):
    try:
        clean = stripped(changed(seed, changes), kind)
    except CannotStrip:
        return
    assert b"SN123456" not in clean or kind != "image/jpeg" or seed is not SEEDS[0]
