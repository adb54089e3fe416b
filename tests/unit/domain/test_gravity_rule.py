"""The table of grounds is read whole or refused with everything that is wrong in it."""

import tomllib

import pytest

from vigilance.domain.errors import Invalid
from vigilance.domain.gravity import parse_grounds
from vigilance.reports.gravity import grounds_in
from vigilance.settings import PROJECT

CODES = {"schemes": ["OAP"], "districts": ["118"]}
GROUND = """
[[ground]]
name = "trap"
label = { hi = "ट्रैप", en = "Trap" }
weight = 30
authority = "E"
source = { hi = "x", en = "x" }
[ground.when]
trap = true
"""


def read(text):
    return parse_grounds(tomllib.loads(text), CODES)


def wrong(text):
    with pytest.raises(Invalid) as refused:
        read(text)
    return str(refused.value.fields)


def test_the_file_of_the_office_says_each_ground_in_both_languages_with_its_source():
    grounds = grounds_in(PROJECT / "config")

    assert [each.name for each in grounds if not each.when.said] == []
    assert all(each.label.hi != each.label.en and each.source.en for each in grounds)
    assert {"trap", "live-demand", "group-a", "amount-crore", "retirement", "overdue"} <= {
        each.name for each in grounds
    }


def test_a_ground_is_read():
    (ground,) = read(GROUND)

    assert (ground.name, ground.weight, ground.when.trap) == ("trap", 30, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight = 30", "weight = -1", "a whole number from 0"),
        ("weight = 30", "", "weight: is missing"),
        ("trap = true", "schemes = ['NONE']", "there is no NONE"),
        ("trap = true", "tracks = ['walk']", "there is no walk"),
        ("trap = true", "", "says nothing that a case could be found by"),
        ("trap = true", "moon = true", "moon: unknown key"),
        ("weight = 30", "weight = 30\ncolour = 'red'", "colour: unknown key"),
    ],
)
def test_what_is_wrong_is_named_with_its_ground(old, new, said):
    refused = wrong(GROUND.replace(old, new))

    assert said in refused
    assert "ground 1 (trap)" in refused


def test_the_same_name_twice_is_refused():
    assert "this name stands here twice" in wrong(GROUND + GROUND)


def test_a_file_without_grounds_is_refused():
    assert "[[ground]] tables are expected" in wrong("")
