"""The lists of the office, and the many ways people write the name of a district."""

from pathlib import Path

import pytest

from vigilance.reference import folded, load_reference

REFERENCE = load_reference(Path(__file__).resolve().parents[2] / "config")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("135", "135"), ("Chandauli", "135"), ("CHANDOLI", "135"), ("चंदौली", "135"), (" चन्दौली ", "135"),
        ("इलाहाबाद", "120"), ("allahabad", "120"), ("बाँदा", "128"), ("बांदा", "128"), ("Lakhimpur-Kheri", "159"),
        ("ambedkarnagar", "121"),
    ],
)  # fmt: skip
def test_a_district_is_found_by_any_spelling(typed, code):
    assert REFERENCE.find_district(typed).code == code


@pytest.mark.parametrize("typed", ["", " ", "Atlantis", "999", "1" * 1000, "आ"])
def test_what_is_no_district_is_none(typed):
    assert REFERENCE.find_district(typed) is None


def test_every_name_and_variant_finds_a_district_and_every_name_its_own():
    for district in REFERENCE.districts.values():
        assert REFERENCE.find_district(district.name.en) == district
        assert REFERENCE.find_district(district.name.hi) == district
        assert all(REFERENCE.find_district(variant) for variant in district.variants)


def test_each_district_lies_in_one_division():
    codes = [district.code for division in REFERENCE.divisions for district in division.districts]

    assert (len(REFERENCE.divisions), len(codes), set(codes)) == (18, 75, set(REFERENCE.districts))
    assert REFERENCE.division_of("135").key == "Varanasi"
    assert REFERENCE.division_of("999") is None


def test_tehsils_and_blocks_lie_in_districts_we_know():
    assert {place.district for place in (*REFERENCE.tehsils, *REFERENCE.blocks)} <= set(
        REFERENCE.districts
    )


def test_a_scheme_is_found_by_its_code_in_any_case():
    assert REFERENCE.find_scheme(" oap ").name.en.startswith("Old Age Pension")
    assert REFERENCE.find_scheme("none") is None


def test_spellings_are_compared_without_what_writers_differ_in():
    assert folded("बाग़पत") == folded("बागपत")
    assert folded("बाँदा") == folded("बांदा")
    assert folded("Sant Kabir-Nagar") == folded("santkabirnagar")


def test_every_section_of_law_is_said_in_both_languages():
    demand = REFERENCE.provisions["PCA-7"]

    assert demand.said_in("en").endswith("(as amended 2018), 7: Public servant being bribed")
    assert demand.said_in("hi").endswith(", 7: लोक सेवक द्वारा रिश्वत")
    assert [
        one.code
        for one in REFERENCE.provisions.values()
        if not all((one.act.hi, one.act.en, one.subject.hi, one.subject.en))
    ] == []
