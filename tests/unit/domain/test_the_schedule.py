"""The schedule as it stands in config/: every limit the law names, each readable and each reachable."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from vigilance.cli.main import vigilance
from vigilance.clocks.reference import time_limits
from vigilance.domain.tracks import WORKFLOWS
from vigilance.settings import load_settings

FROM = date(2025, 1, 31)

DUE = {
    "acknowledgement": date(2025, 2, 5),
    "scrutiny": date(2025, 2, 28),
    "confirmation": date(2025, 2, 15),
    "reminder": date(2025, 2, 15),
    "affidavit": date(2025, 2, 15),
    "factual-report": date(2025, 3, 2),
    "clarification": date(2025, 2, 15),
    "inquiry-report": date(2025, 4, 30),
    "transfer": date(2025, 2, 7),
    "transfer-acceptance": date(2025, 3, 2),
    "public-representative-reply": date(2025, 2, 15),
    "charge-sheet": date(2025, 3, 31),
    "charge-sheet-reply": date(2025, 2, 15),
    "defence-considered": date(2025, 2, 15),
    "inquiry-officer-appointed": date(2025, 3, 31),
    "inquiry-officer-progress": date(2025, 2, 28),
    "departmental-inquiry": date(2025, 7, 31),
    "report-copy": date(2025, 2, 15),
    "representation": date(2025, 2, 15),
    "final-order": date(2025, 2, 28),
    "major-penalty-cap": date(2026, 7, 31),
    "minor-penalty-order": date(2025, 3, 31),
    "appeal-window": date(2025, 5, 1),
    "suspension-charge-sheet": date(2025, 4, 30),
    "suspension-review": date(2025, 5, 1),
    "suspension-review-again": date(2025, 7, 30),
    "subsistence-review": date(2025, 4, 30),
    "section-17a": date(2025, 4, 30),
    "section-19": date(2025, 4, 30),
    "bnss-218": date(2025, 5, 31),
    "preliminary-enquiry": date(2025, 2, 14),
    "agency-report-decision": date(2025, 4, 1),
    "trial": date(2027, 1, 31),
    "feedback": date(2025, 5, 1),
    "complainant-appeal": date(2025, 3, 2),
    "four-year-bar": date(2029, 1, 31),
    "retirement": date(2025, 1, 31),
    "governor-sanction": date(2025, 4, 1),
    "rti-reply": date(2025, 3, 2),
    "rti-appeal-window": date(2025, 3, 2),
    "rti-first-appeal": date(2025, 3, 2),
    "rti-second-appeal-window": date(2025, 5, 1),
    "rti-ordered-reply": date(2025, 1, 31),
    "reference-answer": date(2025, 1, 31),
    "sealed-identity-notice": date(2025, 1, 31),
}
"""Every limit, and the date on which one begun on Friday 31 January 2025 is due, reckoned by hand."""

EXTENDED = {
    "inquiry-report": date(2025, 5, 31),
    "charge-sheet-reply": date(2025, 4, 1),
    "departmental-inquiry": date(2025, 8, 31),
    "section-17a": date(2025, 5, 31),
    "section-19": date(2025, 5, 31),
    "trial": date(2027, 7, 31),
    "rti-first-appeal": date(2025, 3, 17),
}


@pytest.fixture(scope="module")
def limits():
    return time_limits(load_settings({}).config_dir)


def computed(*arguments):
    done = CliRunner().invoke(
        vigilance, ["clocks", "compute", "--from", "2025-01-31", "--on", "2025-02-01", *arguments]
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_every_limit_of_the_schedule_is_in_the_table_of_this_test(limits):
    assert {limit.name for limit in limits} == set(DUE)


@pytest.mark.parametrize(("name", "due"), sorted(DUE.items()))
def test_a_limit_is_due_on_the_day_the_law_says(name, due):
    assert computed("--limit", name, "--json")["due"] == due.isoformat()


@pytest.mark.parametrize(("name", "due"), sorted(EXTENDED.items()))
def test_an_extension_is_counted_from_the_start(name, due):
    assert computed("--limit", name, "--extended", "--json")["due"] == due.isoformat()


def test_only_these_limits_may_be_extended(limits):
    assert {limit.name for limit in limits if limit.extension} == set(EXTENDED)


def test_an_unverified_source_says_so_on_its_card():
    told = computed("--limit", "rti-ordered-reply", "--json", "--language", "en")["explanation"]

    assert any("unverified" in line for line in told)


def test_the_list_tells_who_owes_what_and_who_hears_of_it():
    done = CliRunner().invoke(vigilance, ["clocks", "list", "--json"])
    rows = {row["limit"]: row for row in json.loads(done.output)}

    assert set(rows) == set(DUE)
    assert rows["section-19"]["owed_by"] == "sanctioning-authority"
    assert rows["section-19"]["extension"] == {
        "span": "1 month",
        "by": "sanctioning-authority",
        "times": 1,
        "authority": "A",
    }
    assert rows["suspension-charge-sheet"]["escalations"] == [
        {"days_after": 1, "to": "cvo"},
        {"days_after": 15, "to": "cvo"},
    ]


def test_the_steps_that_begin_and_end_a_limit_can_be_taken_on_its_track(limits):
    wrong = [
        (limit.name, action)
        for limit in limits
        for action in limit.starts_on | limit.stops_on
        if action not in WORKFLOWS[limit.track].actions()
    ]

    assert wrong == []
