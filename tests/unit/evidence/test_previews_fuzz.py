"""Files of every kind, spoilt at random: each has a preview or a reason, and whoever asked lives on."""

import random

import pytest

from tests.builders import drawn_files as real
from tests.builders import hostile_files as made
from tests.builders.drawing import SVG, UNKNOWN, drawn
from vigilance.channels.base import Unreadable
from vigilance.evidence.previews.made import MOST_SHEETS, Refused

WHOLE = {
    "image/jpeg": real.photo(),
    "image/png": real.picture("PNG"),
    "image/gif": real.moving(4),
    "image/tiff": real.fax(2),
    "image/webp": real.picture("WEBP"),
    "application/pdf": real.pages(2),
    "audio/ogg": real.sound(),
    "video/mp4": real.film(),
    "docx": real.document("एक", "दो"),
    "xlsx": real.table([["a", ("1+1", "2")]]),
    "odt": made.odf(
        b"<a xmlns:text='t'><text:p>a</text:p></a>",
        mimetype=b"application/vnd.oasis.opendocument.text",
    ),
    "svg": f'<svg xmlns="{SVG}" width="9" height="9"><rect width="4" height="4"/></svg>'.encode(),
}
TIMES = 12


def spoilt(content, chance):
    """The file with some bytes changed, taken out or put in, and now and then cut short."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 40))):
        at = chance.randrange(len(found))
        match chance.randrange(4):
            case 0:
                found[at:at] = chance.randbytes(5)
            case 1:
                del found[at : min(at + 9, len(found) - 1)]
            case _:
                found[at] = chance.randrange(256)
    return bytes(found[: chance.randrange(1, len(found))] if chance.random() < 0.2 else found)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_spoilt_file_has_a_preview_or_a_reason(kind):
    chance = random.Random(kind)
    media_type = kind if "/" in kind else UNKNOWN
    outcomes = {"made": 0, "refused": 0}

    for _ in range(TIMES):
        try:
            found = drawn(spoilt(WHOLE[kind], chance), media_type)
        except (Refused, Unreadable):
            outcomes["refused"] += 1
        else:
            outcomes["made"] += 1
            assert 1 <= len(found.sheets) <= MOST_SHEETS

    assert sum(outcomes.values()) == TIMES
    assert drawn(WHOLE[kind], media_type).sheets
