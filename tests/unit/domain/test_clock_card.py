import string
from datetime import date

import pytest

from tests.unit.domain.examples import HQ, ONE_MORE_MONTH, a_limit
from vigilance.domain.calendar import CalendarKind, ClosedReason, Days, Months, Span, WorkingDays
from vigilance.domain.clock_card import (
    AUTHORITIES,
    CLOSED_REASONS,
    CONFIDENCES,
    GROUNDS,
    SENTENCES,
    STANDINGS,
    LineCode,
    explain,
    lines,
    span_in_words,
)
from vigilance.domain.stays import Stay, StayGround
from vigilance.domain.time_limits import Authority, Confidence, Standing, compute

START = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (STANDINGS, Standing),
        (GROUNDS, StayGround),
        (AUTHORITIES, Authority),
        (CONFIDENCES, Confidence),
        (CLOSED_REASONS, ClosedReason),
        (SENTENCES, LineCode),
    ],
)
def test_every_code_has_words_in_both_languages(table: dict, kind: type):
    assert set(table) == set(kind)
    assert all(words.hi.strip() and words.en.strip() for words in table.values())


def test_each_sentence_says_the_same_values_in_both_languages():
    def named(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}

    told = {code: (named(words.hi), named(words.en)) for code, words in SENTENCES.items()}

    assert {code for code, (hindi, english) in told.items() if hindi != english} == set()


def test_the_card_of_a_plain_clock():
    reading = compute(a_limit(Months(1)), START, calendar=HQ, on=date(2026, 1, 6))

    assert explain(reading, "en") == [
        "Rule: Scrutiny. Within 1 month.",
        (
            "Source: CVC 000/VGL/18, 23.05.2000 (D: central benchmark, not binding on the State; "
            "seen in commentary; in force from 1 January 2000)"
        ),
        "Day zero: 5 January 2026; the day itself is not counted.",
        "Time allowed: 1 month, that is by 5 February 2026.",
        "Due: 5 February 2026.",
        "Days in all: 1; less stays: 1.",
        "On 6 January 2026: running.",
    ]


def test_the_card_of_a_plain_clock_in_hindi():
    reading = compute(a_limit(WorkingDays(3)), START, calendar=HQ, on=date(2026, 1, 8))

    assert explain(reading, "hi")[2:] == [
        "शून्य दिवस: 5 जनवरी 2026; यह दिन गिना नहीं जाता।",
        "अनुमत समय: 3 कार्य दिवस, अर्थात 8 जनवरी 2026 तक।",
        "देय तिथि: 8 जनवरी 2026।",
        "कुल दिन 3; रुके दिन घटाकर 3।",
        "8 जनवरी 2026 को स्थिति: आज अंतिम दिन।",
    ]


def test_the_card_tells_stays_extension_closed_days_and_the_act():
    limit = a_limit(Months(1), extension=ONE_MORE_MONTH)
    stays = [
        Stay(StayGround.COURT_STAY, date(2026, 2, 20), date(2026, 2, 22)),
        Stay(StayGround.OTHER, date(2026, 3, 9)),
    ]

    reading = compute(
        limit,
        date(2026, 1, 1),
        stays,
        calendar=HQ,
        on=date(2026, 4, 1),
        done=date(2026, 3, 10),
        extended=1,
    )

    assert explain(reading, "en")[3:] == [
        (
            "Time allowed: 1 month, extended 1 time(s) by 1 month; counted from the start, "
            "that is by 1 March 2026."
        ),
        "Closed days skipped: 3 March 2026 (Holika Dahan, day to be verified).",
        "Stayed: court stay, from 20 February 2026 until 22 February 2026, 2 day(s).",
        (
            "Not counted: other, with reason recorded, from 9 March 2026 until now; "
            "it does not move the due date."
        ),
        "Due: 3 March 2026.",
        "The office is closed on 3 March 2026; what is done on 4 March 2026 is in time.",
        "Done: 10 March 2026.",
        "Days in all: 68; less stays: 65.",
        "On 1 April 2026: done after the due date.",
    ]


def test_a_closed_day_is_told_with_its_reason_in_the_language_of_the_reader():
    reading = compute(a_limit(Days(19)), START, calendar=HQ, on=START)

    assert explain(reading, "hi")[4] == (
        "बन्द दिन छोड़े गए: 24 जनवरी 2026 (शनिवार), 25 जनवरी 2026 (रविवार), "
        "26 जनवरी 2026 (गणतंत्र दिवस)।"
    )


def test_a_year_without_a_holiday_list_is_told():
    reading = compute(a_limit(Months(12)), START, calendar=HQ, on=START)

    assert "No holiday list is known for 2027; only weekly closed days were counted." in explain(
        reading, "en"
    )


def test_the_lines_are_codes_and_values_for_another_program():
    reading = compute(a_limit(Months(1)), START, calendar=HQ, on=START)

    card = {line.code: line.values for line in lines(reading)}

    assert card[LineCode.ALLOWED] == {"span": Months(1), "due": date(2026, 2, 5)}
    assert card[LineCode.DAYS] == {"gross": 0, "net": 0}
    assert reading.calendar == CalendarKind.HQ


@pytest.mark.parametrize(
    ("span", "hindi", "english"),
    [
        (Days(1), "1 दिन", "1 day"),
        (Days(15), "15 दिन", "15 days"),
        (Months(1), "1 माह", "1 month"),
        (Months(3), "3 माह", "3 months"),
        (WorkingDays(1), "1 कार्य दिवस", "1 working day"),
        (WorkingDays(3), "3 कार्य दिवस", "3 working days"),
    ],
)
def test_a_span_is_said_in_words(span: Span, hindi: str, english: str):
    assert (span_in_words(span, "hi"), span_in_words(span, "en")) == (hindi, english)
