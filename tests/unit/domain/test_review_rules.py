"""The rules of the queues as the office writes them: what is wrong is told in words, all at once."""

import tomllib
from datetime import date

import pytest

from vigilance.domain.errors import Invalid
from vigilance.domain.review_rules import in_force, parse_rules
from vigilance.domain.review_turns import Cadence
from vigilance.domain.roles import Role

GOOD = """
[[rule]]
name = "all"
label = { hi = "सभी", en = "All" }
reviewer = "cvo"
cadence = "month"
due_open_day = 5
escalate_days_after = [3, 10]
escalate_to = ["principal-secretary", "minister"]
period_days = 30
quorum = 1
authority = "E"
source = { hi = "नीति", en = "Policy" }
effective_from = 2026-01-01
"""
CODES = {"schemes": ["OAP"], "districts": ["118"]}
LATER = GOOD.replace("2026-01-01", "2026-07-01").replace("period_days = 30", "period_days = 15")


def parsed(text):
    return parse_rules(tomllib.loads(text), CODES)


def wrong(text):
    with pytest.raises(Invalid) as raised:
        parsed(text)
    return raised.value.fields


def test_a_rule_is_read_as_it_is_written():
    (rule,) = parsed(GOOD)

    assert (rule.reviewer, rule.cadence, rule.due_open_day) == (Role.CVO, Cadence.MONTH, 5)
    assert rule.escalations == ((3, Role.PRINCIPAL_SECRETARY), (10, Role.MINISTER))
    assert rule.takes.everything


def test_a_version_governs_from_its_day_on_and_the_old_one_stays():
    rules = parsed(GOOD + LATER)

    assert [rule.period_days for rule in in_force(rules, date(2026, 6, 30))] == [30]
    assert [rule.period_days for rule in in_force(rules, date(2026, 7, 1))] == [15]
    assert in_force(rules, date(2025, 12, 31)) == ()


def test_a_rule_that_has_ended_governs_no_more():
    ended = GOOD.replace('"all"', '"old"') + "until = 2026-03-31\n"
    rules = parsed(GOOD + ended)

    assert [rule.name for rule in in_force(rules, date(2026, 3, 31))] == ["all", "old"]
    assert [rule.name for rule in in_force(rules, date(2026, 4, 1))] == ["all"]


def test_what_a_rule_takes_is_read_as_it_is_written():
    narrow = GOOD.replace('"all"', '"grave"') + (
        '[rule.takes]\nany_of = true\ngroups = ["A"]\namount = 100000\nschemes = ["OAP"]\n'
    )
    takes = parsed(GOOD + narrow)[1].takes

    assert takes.any_of
    assert takes.said == {
        "groups": frozenset({"A"}),
        "amount": 100000,
        "schemes": frozenset({"OAP"}),
    }
    assert not takes.everything


def test_an_office_in_which_a_matter_could_stand_in_no_queue_is_refused():
    narrow = GOOD + "[rule.takes]\noverdue = true\n"
    ends = GOOD.replace("effective_from", "until = 2026-12-31\neffective_from")

    for text in (narrow, ends):
        assert "takes everything without an end" in wrong(text)["rule"][0]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('reviewer = "cvo"', 'reviewer = "clerk"', "reviewer: a reviewer is one of cvo"),
        ('cadence = "month"', 'cadence = "year"', "cadence: 'year' is not a valid Cadence"),
        ("due_open_day = 5", "due_open_day = 0", "due_open_day: a whole number from 1 is expected"),
        ("period_days = 30", "", "period_days: is missing"),
        ("[3, 10]", "[3]", "escalate_to: one role for each"),
        ('en = "All"', 'xx = "All"', "label: a table of en, hi is expected"),
        ("quorum = 1", "quorum = 1\ncolour = 2", "colour: unknown key"),
    ],
)
def test_a_rule_with_something_wrong_is_refused_and_says_what(before, after, reason):
    (reasons,) = wrong(GOOD.replace(before, after)).values()

    assert reasons[0].startswith(reason)


@pytest.mark.parametrize(
    ("takes", "reason"),
    [
        ('stages = ["nowhere"]', "takes.stages: there is no nowhere"),
        ('schemes = ["XYZ"]', "takes.schemes: there is no XYZ"),
        ('agencies = ["fbi"]', "takes.agencies: there is no fbi"),
        ("age_days = -1", "takes.age_days: a whole number from 0 is expected"),
        ('overdue = "yes"', "takes.overdue: true or false is expected"),
        ("stage_days = 3", "takes.stage_days: stages say in which stages they are counted"),
        ("weight = 3", "takes.weight: unknown key"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_and_says_why(takes, reason):
    found = wrong(GOOD + GOOD.replace('"all"', '"x"') + f"[rule.takes]\n{takes}\n")

    assert found == {"rule 2 (x)": [reason]}


def test_the_same_version_twice_is_refused():
    assert wrong(GOOD + GOOD) == {"rule 2 (all)": ["the same version stands here twice"]}


def test_a_file_without_rules_is_refused():
    assert wrong("") == {"rule": ["[[rule]] tables are expected"]}
