"""The commands that load lists, and the older register of letters."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from vigilance.arrivals.cli import import_group
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.roles import Role
from vigilance.domain.workflows.references import RepresentativeState
from vigilance.post.importing import Loaded, form_columns, load_rows
from vigilance.post.letter_importing import COLUMNS, letter_taker
from vigilance.post.models import RepresentativeLetter
from vigilance.post.sheets import read_sheet

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
HEADER = "Timestamp,What happened?,District,Phone,Amount\n"
ROW = "01/03/2026 10:20:00,बाबू ने पाँच सौ रुपये माँगे।,Lucknow,९००००००६०१,500\n"
MAP = {
    "Timestamp": "submitted_at",
    "What happened?": "text",
    "District": "district",
    "Phone": "mobile",
    "Amount": "amount_demanded",
}


def test_a_register_of_letters_is_loaded_once(connected, office, tmp_path, session, an_officer):
    clerk = an_officer(Role.CLERK)
    path = tmp_path / "letters.csv"
    path.write_text(
        "member,office,received_on,subject,forwards_other,replied_on,reply_number\n"
        "Shri Harsh Pal,MLA,05/01/2026,Pension,हाँ,10/01/2026,SWD/12\n"
        "Smt. Uma Rani,सांसद,06/01/2026,Hostel,no,,\n"
        "Nobody,king,07/01/2026,Crown,,,\n"
        "Early,mp,07/01/2026,Reply before,no,01/01/2026,X\n"
    )
    sheet = read_sheet(path)
    by = Actor(roles=frozenset({Role.CLERK}), officer_id=clerk.id)
    take = letter_taker(connected, office, form_columns(sheet, {}, COLUMNS), by, lambda: AT)

    first, again = load_rows(path, sheet, take), load_rows(path, sheet, take)

    found = session.scalars(
        select(RepresentativeLetter).order_by(RepresentativeLetter.serial)
    ).all()
    assert first == Loaded(entered=2, refused=2)
    assert again == Loaded(known=2, refused=2)
    assert [(each.stage, each.forwards_other) for each in found] == [
        (RepresentativeState.REPLIED, True),
        (RepresentativeState.RECEIVED, False),
    ]


def test_the_command_shows_rows_as_understood_and_enters_nothing(office, tmp_path, monkeypatch):
    monkeypatch.setenv("VIGILANCE_HOME", str(office.settings.home))
    path = tmp_path / "answers.csv"
    path.write_text(HEADER + ROW + "x,,,,\n")

    options = [f"--map={theirs}={ours}" for theirs, ours in MAP.items()]
    shown = CliRunner().invoke(import_group, ["forms", str(path), *options, "--preview", "2"])

    assert shown.exit_code == 0, shown.output
    assert "mobile: +919000000601" in shown.output
    assert "text: REFUSED: is empty" in shown.output
    assert not (tmp_path / "answers.csv.refused.csv").exists()


def test_columns_may_be_named_in_a_file(office, tmp_path, monkeypatch):
    monkeypatch.setenv("VIGILANCE_HOME", str(office.settings.home))
    path, columns = tmp_path / "answers.csv", tmp_path / "columns.toml"
    path.write_text("क्या हुआ?\nबाबू ने रुपये माँगे।\n")
    columns.write_text('[columns]\n"क्या हुआ?" = "text"\n')

    shown = CliRunner().invoke(
        import_group, ["forms", str(path), "--map-file", str(columns), "--preview", "1"]
    )

    assert "text: बाबू ने रुपये माँगे।" in shown.output, shown.output


@pytest.mark.parametrize(
    "options", [["--map", "text"], ["--id", "No"], ["--map", "Story=words"], []]
)
def test_an_option_that_makes_no_sense_is_explained(tmp_path, options):
    path = tmp_path / "answers.csv"
    path.write_text("Story,No\nSomething,1\n")

    done = CliRunner().invoke(import_group, ["forms", str(path), *options])

    assert isinstance(done.exception, Invalid)
