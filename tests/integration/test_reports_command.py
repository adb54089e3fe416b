"""`vigilance reports` and `vigilance returns` as the documents write them: files, numbers, the ledger, refusals."""

import csv
import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.builders.cases import Walk, a_team, day
from vigilance.accounts.commands import NewOfficer, add_officer
from vigilance.accounts.models import Officer
from vigilance.audit.models import Event, EventPayload
from vigilance.cli.main import vigilance
from vigilance.cli.office import prepare_home
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.returns.report_table import REPORTS
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An office of its own with a complaint, a closed case and its team, on a database of its own."""
    found = tmp_path_factory.mktemp("office")
    settings = load_settings({}, home=str(found), env="testing")
    prepare_home(settings)
    database = Database(settings.database_url)
    office = make_office(settings, Keyring.load(settings.keys_dir))

    def officer(*roles: Role) -> Officer:
        with database.writing() as session, session.begin():
            name = f"{roles[0]}@demo.invalid"
            roles_of = frozenset(roles)
            return add_officer(
                session,
                NewOfficer(name, f"Officer {name}", f"अधिकारी {name}", roles_of, "opened by none"),
                at=day(-9),
            )

    team = a_team(officer)
    with database.writing() as session, session.begin():
        walk = Walk(act_as(session, SYSTEM), office, team)
        walk.registered(day(2))
        walk.closed(day(5))
    database.dispose()
    return found


@pytest.fixture
def told(home, monkeypatch, tmp_path):
    monkeypatch.setenv("VIGILANCE_HOME", str(home))
    monkeypatch.chdir(tmp_path)

    def run(*words):
        return CliRunner().invoke(vigilance, words)

    return run


def events(home, kind):
    database = Database(f"sqlite:///{home}/vigilance.db")
    with database.reading() as session:
        act_as(session, SYSTEM)
        found = session.scalars(select(Event).where(Event.type == kind).order_by(Event.at)).all()
        return [(each.actor, session.get_one(EventPayload, each.id).body) for each in found]


def plain(name):
    """The lines of a CSV file without its mark."""
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return [line[:-1] for line in csv.reader(file)]


@pytest.mark.parametrize("group", ["reports", "returns"])
def test_each_command_shows_an_example(told, group):
    helped = told(group, "--help")
    assert "Example: vigilance" in helped.output
    commands = [
        line.split()[0] for line in helped.output.partition("Commands:")[2].splitlines()[1:]
    ]
    assert commands
    for name in commands:
        assert f"Example: vigilance {group} {name}" in told(group, name, "--help").output


def test_every_report_is_listed_and_runs(told):
    listed = [line.split()[0] for line in told("reports", "list").output.splitlines()]
    assert listed == list(REPORTS)
    for name in listed:
        done = told("reports", "run", name, *YEAR, "--out", f"{name}.csv")
        assert (done.exit_code, done.exception) == (0, None), name


def test_a_report_is_written_in_each_kind_and_both_languages_and_told_on_the_ledger(told, home):
    run = ("reports", "run", "complaint-register", *YEAR, "--filter", "stage=registered")
    before = len(events(home, "report-exported"))
    for form in ("csv", "xlsx", "json", "pdf"):
        done = told(*run, "--format", form, "--language", "en", "--out", f"r.{form}")
        assert done.output.endswith(f": 1 rows in r.{form}\n")
    heads, row = plain("r.csv")
    assert (heads[0], row[5]) == ("Number", "Ordinary")
    sheet = CalamineWorkbook.from_path("r.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[2][0] == row[0]
    assert "operator of the machine" in sheet[0][0]
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["rows"][0]["number"] == row[0]
    assert Path("r.pdf").read_bytes().startswith(b"%PDF")
    told(*run, "--out", "hi.csv")
    assert plain("hi.csv")[0][0] == "संख्या"
    entries = events(home, "report-exported")[before:]
    assert [(actor, body["format"], body["count"]) for actor, body in entries] == [
        ("system", form, 1) for form in ("csv", "xlsx", "json", "pdf", "csv")
    ]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--from", "2026-02-31"), "date"),
        (("--from", "2999-01-01"), "since"),
        (("--from", "2199-01-01"), "since"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "until"),
        (("--filter", "stage"), "filter"),
        (("--filter", "stage=nowhere"), "stage"),
        (("--filter", "group=A"), "group"),
    ],
)
def test_an_impossible_question_writes_no_file_and_no_entry(told, home, tmp_path, words, field):
    before = len(events(home, "report-ordered"))
    refused = told("reports", "run", "complaint-register", *words, "--out", "no.csv")
    assert isinstance(refused.exception, Invalid)
    assert field in refused.exception.fields
    assert not (tmp_path / "no.csv").exists()
    assert len(events(home, "report-ordered")) == before


def test_a_return_is_printed_frozen_listed_and_printed_again_word_for_word(told, home):
    live = told("returns", "print", "2026-01", "--language", "en", "--out", "live.csv")
    assert "not frozen: counted just now" in live.output
    assert told("returns", "list").output == "no return has been frozen yet\n"

    frozen = told("returns", "freeze", "2026-01", "--by", "cvo@demo.invalid")

    number = frozen.output.partition(":")[0]
    assert number.startswith("RET/")
    ((actor, body),) = events(home, "return-frozen")
    assert body["sha256"] in frozen.output
    assert len(actor) == 36
    assert told("returns", "list").output.split() == [number, "monthly", "January", "2026"]
    again = told("returns", "print", "2026-01", "--language", "en", "--out", "again.csv")
    assert f"as frozen under {number}" in again.output
    assert plain("again.csv") == plain("live.csv")
    told("returns", "print", "2026-01", "--format", "pdf", "--language", "en", "--out", "a.pdf")
    told("returns", "print", "2026-01", "--format", "pdf", "--language", "en", "--out", "b.pdf")
    first, second = words_of("a.pdf"), words_of("b.pdf")
    assert first == second
    assert any("Monthly return, January 2026" in line for line in first)


def words_of(name):
    """The lines of a PDF without those that carry its mark."""
    with pypdfium2.PdfDocument(name) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return [line for line in text.splitlines() if "EXP/" not in line]


@pytest.mark.parametrize(
    ("period", "first"),
    [("2026-02", "February 2026"), ("2026-Q1", "January to March 2026"), ("2025", "Year 2025")],
)
def test_a_month_a_quarter_and_a_year_are_called_by_their_names(told, period, first):
    assert (
        told(
            "returns", "print", period, "--format", "json", "--language", "en", "--out", "p.json"
        ).exit_code
        == 0
    )
    assert json.loads(Path("p.json").read_text(encoding="utf-8"))["title"].endswith(first)


@pytest.mark.parametrize("period", ["2026-13", "2026-Q5", "26", "0001", "2026-1", "January"])
def test_a_period_that_cannot_be_is_refused_before_anything(told, period):
    refused = told("returns", "print", period, "--out", "no.csv")
    assert refused.exit_code == 2
    assert "Invalid value for 'PERIOD'" in refused.output


@pytest.mark.parametrize(
    ("period", "email", "error"),
    [
        ("2199", "cvo@demo.invalid", Invalid),
        ("2026-02", "vo@demo.invalid", NotPermitted),
        ("2026-02", "nobody@demo.invalid", Invalid),
    ],
)
def test_freezing_is_for_a_period_that_is_over_and_for_the_cvo(told, home, period, email, error):
    before = len(events(home, "return-frozen"))
    refused = told("returns", "freeze", period, "--by", email)
    assert isinstance(refused.exception, error)
    assert len(events(home, "return-frozen")) == before
