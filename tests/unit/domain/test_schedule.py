from datetime import date, datetime

import pytest

from vigilance.domain.calendar import CalendarKind, Days, Months, WorkingDays
from vigilance.domain.errors import Invalid
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.schedule import parse_span, parse_time_limits
from vigilance.domain.time_limits import Authority, Confidence, Extension, TimeLimit
from vigilance.domain.words import Words

ROW = {
    "name": "scrutiny",
    "track": "complaint",
    "starts_on": ["register"],
    "stops_on": ["take-up", "file"],
    "allowed": "1 month",
    "calendar": "hq",
    "authority": "D",
    "source": "CVC 000/VGL/18",
    "confidence": "C",
    "effective_from": date(2000, 5, 23),
    "owed_by": "vo",
    "warn_days_before": [7, 3],
    "escalate_days_after": [1],
    "escalate_to": ["cvo"],
    "label": {"hi": "परीक्षण", "en": "Scrutiny"},
    "rule": {"hi": "1 माह में", "en": "Within 1 month"},
}
EXTENSION = {
    "span": "1 month",
    "by": "cvo",
    "times": 1,
    "granted_on": "grant-extension",
    "authority": "E",
}


def told_about(*rows: object) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        parse_time_limits({"time_limit": list(rows)})
    return refused.value.fields


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15 days", Days(15)),
        ("1 day", Days(1)),
        ("1 month", Months(1)),
        ("3 months", Months(3)),
        ("3 working days", WorkingDays(3)),
    ],
)
def test_a_span_is_read_as_the_schedule_writes_it(text: str, span: object):
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["", "00 days", "-1 days", "3 weeks", "३ days", "3", "1 month "])
def test_what_is_no_span_is_refused(text: str):
    with pytest.raises(ValueError, match="is no span"):
        parse_span(text)


def test_a_row_becomes_a_limit():
    assert parse_time_limits({"time_limit": [{**ROW, "extension": EXTENSION}]}) == (
        TimeLimit(
            name="scrutiny",
            track="complaint",
            starts_on=frozenset({"register"}),
            stops_on=frozenset({"take-up", "file"}),
            allowed=Months(1),
            extension=Extension(Months(1), Party.CVO, 1, "grant-extension", Authority.OWN_POLICY),
            calendar=CalendarKind.HQ,
            authority=Authority.CENTRAL_BENCHMARK,
            source="CVC 000/VGL/18",
            confidence=Confidence.COMMENTARY,
            effective_from=date(2000, 5, 23),
            owed_by=Party.VO,
            warn_days_before=(7, 3),
            escalate_days_after=(1,),
            escalate_to=(Role.CVO,),
            label=Words("परीक्षण", "Scrutiny"),
            rule=Words("1 माह में", "Within 1 month"),
        ),
    )


def test_a_limit_that_nobody_may_extend_has_no_extension():
    assert parse_time_limits({"time_limit": [ROW]})[0].extension is None


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("name", " ", "name: a text is expected"),
        ("track", "court", "track: 'court' is not a valid Track"),
        ("allowed", "1 week", "allowed: '1 week' is no span such as '15 days', '3 working days' or '1 month'"),
        ("authority", 4, "authority: a text is expected"),
        ("starts_on", [], "starts_on: at least one is expected"),
        ("starts_on", "register", "starts_on: a list is expected"),
        ("stops_on", ["vanish"], "stops_on: the procedure knows no step 'vanish'"),
        ("effective_from", "2000-05-23", "effective_from: a day such as 2026-01-31, without quotes, is expected"),
        ("effective_from", datetime(2000, 5, 23), "effective_from: a day such as 2026-01-31, without quotes, is expected"),  # noqa: DTZ001 -- as TOML reads it
        ("warn_days_before", [-1], "warn_days_before: a whole number from 0 is expected"),
        ("warn_days_before", [True], "warn_days_before: a whole number from 0 is expected"),
        ("escalate_to", ["king"], "escalate_to: 'king' is not a valid Role"),
        ("escalate_to", [], "escalate_to: one role for each of escalate_days_after is expected"),
        ("label", {"hi": "परीक्षण"}, "label: a table of en, hi is expected"),
        ("extension", "1 month", "extension: a table of authority, by, granted_on, span, times is expected"),
        ("extension", {**EXTENSION, "times": "1"}, "extension: a whole number from 0 is expected"),
        ("colour", "red", "colour: unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_told_by_place_name_and_key(key: str, value: object, reason: str):
    assert told_about({**ROW, key: value}) == {
        f"time_limit 1 ({value if key == 'name' else 'scrutiny'})": [reason]
    }


def test_all_that_is_wrong_is_told_at_once():
    row = {key: value for key, value in ROW.items() if key not in ("name", "owed_by")}

    assert told_about(ROW, {**row, "calendar": "moon"}) == {
        "time_limit 2 (without a name)": [
            "name: is missing",
            "calendar: 'moon' is not a valid CalendarKind",
            "owed_by: is missing",
        ]
    }


def test_a_version_may_not_stand_twice():
    later = {**ROW, "effective_from": date(2027, 1, 1)}

    assert len(parse_time_limits({"time_limit": [ROW, later]})) == 2
    assert told_about(ROW, later, ROW) == {
        "time_limit 3 (scrutiny)": ["the same version stands here twice"]
    }


@pytest.mark.parametrize("tables", [{}, {"time_limit": ROW}, {"time_limit": ["scrutiny"]}])
def test_tables_of_limits_are_expected(tables: dict[str, object]):
    with pytest.raises(Invalid) as refused:
        parse_time_limits(tables)

    assert refused.value.fields == {"time_limit": ["[[time_limit]] tables are expected"]}


def test_a_limit_that_the_procedure_does_not_know_is_refused_by_name():
    assert told_about({**ROW, "name": "scrutinny"}) == {
        "time_limit 1 (scrutinny)": ["name: the procedure knows no limit 'scrutinny'"]
    }


def test_two_versions_from_the_same_day_are_refused():
    assert told_about(ROW, {**ROW, "allowed": "2 months"}) == {
        "time_limit 2 (scrutiny)": ["the same version stands here twice"]
    }


def test_a_limit_without_a_source_is_refused():
    row = {key: value for key, value in ROW.items() if key != "source"}

    assert told_about(row) == {"time_limit 1 (scrutiny)": ["source: is missing"]}
