import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vigilance.clocks.cli import clocks_group
from vigilance.clocks.reference import holidays, office_calendar, office_calendars, time_limits
from vigilance.domain.calendar import CalendarKind, Holiday
from vigilance.domain.errors import Invalid
from vigilance.domain.tracks import WORKFLOWS
from vigilance.domain.words import Words
from vigilance.settings import PROJECT

CONFIG = PROJECT / "config"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(clocks_group, arguments)


def computed(*arguments: str) -> dict[str, object]:
    result = run("compute", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refusal(*arguments: str) -> str:
    result = run("compute", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_an_extension_is_granted_by_a_step_the_procedure_knows():
    steps = {
        (limit.track, limit.extension.granted_on)
        for limit in time_limits(CONFIG)
        if limit.extension
    }

    assert ("inquiry", "grant-extension") in steps
    assert [
        (track, action) for track, action in steps if action not in WORKFLOWS[track].actions()
    ] == []


def test_the_holiday_lists_cover_three_years_and_mark_what_is_to_be_verified():
    listed = holidays(CONFIG)

    assert len(listed) == 75
    assert [holiday.on.isoformat() for holiday in listed if not holiday.confirmed] == [
        "2025-10-22",
        "2026-03-03",
        "2026-03-26",
        "2026-08-26",
        "2026-11-09",
    ]


def test_a_holiday_declared_later_closes_every_office():
    special = Holiday(date(2026, 1, 7), Words("विशेष अवकाश", "Special holiday"))

    calendars = office_calendars(CONFIG, [special])

    assert office_calendar(CONFIG, CalendarKind.HQ).is_open(date(2026, 1, 7))
    assert not any(calendar.is_open(date(2026, 1, 7)) for calendar in calendars.values())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2026-01-26,गणतंत्र दिवस,Republic Day", "the columns are"),
        ("2026-02-30,x,x,confirmed", "is no day or status"),
        ("2026-01-26,x,x,perhaps", "is no day or status"),
        ("2027-01-26,x,x,confirmed", "does not belong to this year"),
    ],
)
def test_a_bad_line_of_a_holiday_list_is_named(tmp_path: Path, line: str, reason: str):
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "2026.csv").write_text(f"date,name_hi,name_en,status\n{line}\n")

    with pytest.raises(Invalid) as refused:
        holidays(tmp_path)

    [(where, [why])] = refused.value.fields.items()
    assert where == "2026.csv line 2"
    assert reason in why


def test_compute_prints_the_whole_reading_as_json():
    reading = computed(
        *("--limit", "scrutiny", "--from", "2026-01-05", "--on", "2026-01-15"),
        *("--stay", "awaiting-complainant:2026-01-10:2026-01-20"),
    )

    explanation = reading.pop("explanation")
    assert reading == {
        "limit": "scrutiny",
        "started": "2026-01-05",
        "due": "2026-02-15",
        "due_next_open_day": "2026-02-16",
        "gross_days": 10,
        "net_days": 5,
        "standing": "stayed",
        "days_left": 31,
    }
    assert explanation[-1] == "On 15 January 2026: stayed."


@pytest.mark.parametrize(
    ("arguments", "due", "next_open"),
    [
        ("--limit acknowledgement --from 2026-01-13", "2026-01-19", "2026-01-19"),
        (
            "--limit acknowledgement --from 2026-01-13 --calendar district",
            "2026-01-17",
            "2026-01-17",
        ),
        ("--limit scrutiny --from 2026-01-31", "2026-02-28", "2026-03-02"),
        ("--limit scrutiny --from 2026-01-31 --calendar district", "2026-02-28", "2026-02-28"),
        ("--limit confirmation --from 2026-03-16", "2026-03-31", "2026-04-01"),
        ("--limit reminder --from 2026-10-05", "2026-10-20", "2026-10-21"),
        ("--limit affidavit --from 05/01/2026", "2026-01-20", "2026-01-20"),
        ("--limit factual-report --from 2026-01-10", "2026-02-09", "2026-02-09"),
        ("--limit factual-report --from 2026-01-15", "2026-02-14", "2026-02-16"),
        ("--limit clarification --from 2026-01-11", "2026-01-26", "2026-01-27"),
        ("--limit inquiry-report --from 2026-01-31", "2026-04-30", "2026-04-30"),
        ("--limit inquiry-report --from 2026-01-31 --extended", "2026-05-31", "2026-06-01"),
    ],
)
def test_each_limit_is_due_by_its_rule_and_calendar(arguments: str, due: str, next_open: str):
    reading = computed(*arguments.split(), "--on", "2026-01-31")

    assert (reading["due"], reading["due_next_open_day"]) == (due, next_open)


def test_a_stay_may_still_be_running_and_be_told_with_or_without_the_last_colon():
    told = [
        computed(
            *("--limit", "scrutiny", "--from", "2026-01-05", "--on", "2026-03-01"),
            *("--stay", stay),
        )
        for stay in ("court-stay:2026-01-10:", "court-stay:2026-01-10")
    ]

    assert [(reading["due"], reading["standing"]) for reading in told] == [
        ("2026-03-27", "stayed"),
        ("2026-03-27", "stayed"),
    ]


def test_what_is_done_has_no_days_left():
    reading = computed(*["--limit", "scrutiny", "--from", "2026-01-05", "--done", "2026-02-05"])

    assert (reading["standing"], reading["days_left"], reading["gross_days"]) == ("met", None, 31)


def test_without_json_a_card_in_the_language_asked_for():
    result = run(
        *[
            "compute",
            "--limit",
            "scrutiny",
            "--from",
            "2026-01-05",
            "--on",
            "2026-01-06",
            "--language",
            "hi",
        ]
    )

    assert result.stdout.splitlines()[:3] == [
        "समय-सीमा: scrutiny",
        "आरम्भ: 2026-01-05",
        "देय तिथि: 2026-02-05",
    ]
    assert "- देय तिथि: 5 फरवरी 2026।" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("--limit moon --from 2026-01-05", "--limit: 'moon' is not one of acknowledgement, "),
        ("--limit scrutiny --from 2026-02-30", "--from: '2026-02-30' is not a day such as 2026-01-05"),
        ("--limit scrutiny --from 9999-01-05", "--from: '9999-01-05': the year must be from 1950"),
        ("--limit factual-report --from 2023-04-05", "--from: the limit factual-report is in force from 2023-04-06"),
        ("--limit scrutiny --from 2026-01-05 --extended", "extended: This limit cannot be extended"),
        ("--limit scrutiny --from 2026-01-05 --done 2026-01-04", "done: The step cannot be done before"),
        ("--limit scrutiny --from 2026-01-05 --stay sleep:2026-01-06:", "--stay: 'sleep' is not one of the grounds"),
        ("--limit scrutiny --from 2026-01-05 --stay other:", "--stay: '' is not a day such as 2026-01-05"),
        ("--limit scrutiny --from 2026-01-05 --stay other:2026-01-09:2026-01-06", "stay: A stay cannot end before"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_clear_line(arguments: str, reason: str):
    told = refusal(*arguments.split())

    assert told.startswith(f"Error: {reason}")
    assert told.count("\n") == 1


def test_a_broken_schedule_is_told_by_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for file in CONFIG.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "time_limits.toml").write_text("[[time_limit]]\nname = 'scrutiny'\n")
    monkeypatch.setenv("VIGILANCE_CONFIG_DIR", str(tmp_path))

    refused = run("compute", "--limit", "scrutiny", "--from", "2026-01-05")
    listed = run("list")

    told = "Error: time_limits.toml, time_limit 1 (scrutiny): track: is missing;"
    assert [one.exit_code for one in (refused, listed)] == [1, 1]
    assert refused.stderr.startswith(told)
    assert listed.stderr.startswith(told)


def test_the_list_names_every_limit_in_words_and_as_json():
    shown = run("list").stdout.splitlines()
    rows = json.loads(run("list", "--json", "--language", "hi").stdout)

    assert len(shown) == len(rows) == len(time_limits(CONFIG))
    assert shown[1].split()[:4] == ["scrutiny", "complaint", "1", "month"]
    assert (rows[1]["limit"], rows[1]["label"], rows[1]["allowed"]) == (
        "scrutiny",
        "परीक्षण",
        "1 माह",
    )


def test_the_help_shows_an_example():
    assert (
        "vigilance clocks compute --limit scrutiny --from 2026-01-05"
        in run("compute", "--help").stdout
    )
