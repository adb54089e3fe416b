"""`vigilance officers` as the documents write it: roles in their own words, refusals in one line."""

import pytest
from click.testing import CliRunner

from vigilance.accounts.cli import officers_group
from vigilance.cli.office import prepare_home
from vigilance.domain.errors import Invalid
from vigilance.settings import load_settings

PASSWORD = "मेरा लम्बा वाक्य जो याद रहता है"
DISTRICT = (
    "add", "--email", "dswo@dept.example", "--name-en", "D. Pal", "--name-hi", "डी. पाल",
    "--role", "district", "--district", "157", "--password", PASSWORD,
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    found = tmp_path_factory.mktemp("office")
    prepare_home(load_settings({}, home=str(found)))
    return found


@pytest.fixture
def told(home, monkeypatch):
    monkeypatch.setenv("VIGILANCE_HOME", str(home))

    def run(*words):
        return CliRunner().invoke(officers_group, words, catch_exceptions=True)

    return run


def test_an_officer_is_entered_in_a_role_by_its_own_word_and_then_listed(told):
    entered = told(*DISTRICT)

    assert (entered.exit_code, entered.exception) == (0, None)
    assert [line.split() for line in told("list").output.splitlines()] == [
        ["dswo@dept.example", "district"]
    ]


def test_a_role_nobody_has_is_refused_with_the_roles_there_are(told):
    refused = told(*DISTRICT[:8], "collector", *DISTRICT[9:])

    assert refused.exit_code == 2
    assert "'inquiring-officer'" in refused.output


def test_roles_that_one_person_may_not_hold_together_are_refused(told):
    refused = told(*DISTRICT, "--role", "auditor")

    assert isinstance(refused.exception, Invalid)
