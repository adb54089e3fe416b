from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.dates import day_from, day_in_words, ist_day, past_day
from vigilance.domain.digits import ascii_digits, devanagari_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.money import amount_from, grouped, rupees, rupees_in_short

TODAY = date(2026, 11, 22)


def test_digits_of_three_scripts_are_read_as_ascii():
    assert ascii_digits("०१२३४५६७८९ ０１２３４５６７８９ 0123456789 क") == (
        "0123456789 0123456789 0123456789 क"
    )
    assert devanagari_digits("SWD 0123456789") == "SWD ०१२३४५६७८९"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", 0),
        ("25000", 25_000),
        ("１２", 12),
        ("१२३", 123),
        (" ₹ 1,25,000 ", 125_000),
        ("Rs. 125,000/-", 125_000),
        ("रु. ५,०००", 5_000),
        ("50 हजार", 50_000),
        ("50 हज़ार", 50_000),
        ("2 लाख", 200_000),
        ("1.5 lakh", 150_000),
        ("1.25 करोड़", 12_500_000),
        ("1 Crore.", 10_000_000),
        ("1,00,000 करोड़", 10**12),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: int):
    assert amount_from(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1_000",
        "1.9",
        "5000.00",
        "1e400",
        "NaN",
        "-5",
        "1" + "0" * 30,
        "1,2,3",
        "12,34",
        "1.234567 lakh",
        "2 boxes",
        "lakh",
        "9,99,999 crore",
        " " * 20 + "1" + " " * 40 + "x",
        "٣",
    ],
)
def test_what_is_not_plainly_an_amount_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        amount_from(typed)

    assert list(refused.value.fields) == ["amount"]


@given(st.integers(0, 10**12))
def test_every_amount_reads_back_from_how_it_is_shown(amount: int):
    assert amount_from(rupees(amount)) == amount
    assert amount_from(devanagari_digits(grouped(amount))) == amount


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99_999, "99,999"),
        (100_000, "1,00,000"),
        (12_345_678, "1,23,45,678"),
        (-125_000, "-1,25,000"),
    ],
)
def test_numbers_are_grouped_in_lakh_and_crore(number: int, shown: str):
    assert grouped(number) == shown


@pytest.mark.parametrize(
    ("amount", "hindi", "english"),
    [
        (99_999, "₹99,999", "₹99,999"),
        (125_000, "₹1.25 लाख", "₹1.25 lakh"),
        (200_000, "₹2 लाख", "₹2 lakh"),
        (15_000_000, "₹1.5 करोड़", "₹1.5 crore"),
        (1_234_560_000_000, "₹1,23,456 करोड़", "₹1,23,456 crore"),
    ],
)
def test_amounts_are_shown_in_short(amount: int, hindi: str, english: str):
    assert (rupees_in_short(amount, "hi"), rupees_in_short(amount, "en")) == (hindi, english)


@pytest.mark.parametrize(
    "typed",
    [
        "05/01/2026",
        "5/1/2026",
        "5-1-2026",
        "5.1.2026",
        "2026-01-05",
        " ०५/०१/२०२६ ",
        "２０２６-01-05",
    ],
)
def test_a_day_is_read_day_first_or_in_iso_form(typed: str):
    assert day_from(typed) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "typed", ["", "5/1/26", "31/02/2026", "2026/01/05", "5/1-2026", "13/13/2026", "0000-01-01", "x"]
)
def test_what_is_no_day_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        day_from(typed)

    assert list(refused.value.fields) == ["date"]


@pytest.mark.parametrize(
    "typed", ["0001-01-01", "9999-12-31", "31/12/1949", "23/11/2026", "05/09/2083", "14/08/1948"]
)
def test_a_day_outside_1950_to_today_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        past_day(typed, TODAY)

    assert list(refused.value.fields) == ["date"]


def test_the_first_and_the_last_day_allowed_are_taken():
    assert past_day("01/01/1950", TODAY) == date(1950, 1, 1)
    assert past_day("22/11/2026", TODAY) == TODAY


def test_an_instant_falls_on_its_indian_day():
    assert ist_day(datetime(2026, 1, 5, 18, 29, tzinfo=UTC)) == date(2026, 1, 5)
    assert ist_day(datetime(2026, 1, 5, 18, 30, tzinfo=UTC)) == date(2026, 1, 6)
    assert ist_day(datetime(2026, 1, 5, 23, 0, tzinfo=timezone(timedelta(hours=-8)))) == date(
        2026, 1, 6
    )


def test_an_instant_without_a_time_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        ist_day(datetime(2026, 1, 5))  # noqa: DTZ001 -- what is refused


def test_a_day_is_said_in_both_languages():
    assert day_in_words(TODAY, "hi") == "22 नवंबर 2026"
    assert day_in_words(TODAY, "en") == "22 November 2026"
