"""How lengths and loudness are shown."""

import pytest

from vigilance.evidence.preview_shown import clock_words, loudness_path
from vigilance.evidence.previews.made import BARS


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, "0:00"), (9, "0:09"), (125, "2:05"), (3609, "1:00:09"), (29088, "8:04:48")],
)
def test_a_length_stands_as_on_a_player(seconds, words):
    assert clock_words(seconds) == words


def test_the_drawing_of_a_sound_is_one_stroke_a_bar_around_the_middle():
    drawing = loudness_path(bytes([0, 50, 100]))

    assert drawing == "M0.5 49.5v1M1.5 25v50M2.5 0v100"


def test_what_is_louder_or_longer_than_can_be_is_cut():
    drawing = loudness_path(bytes([255]) * (BARS + 9))

    assert drawing.count("M") == BARS
    assert {part.partition("v")[2] for part in drawing.split("M")[1:]} == {"100"}
