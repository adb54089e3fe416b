"""`vigilance channels import forms` and `import letters`: lists from files."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import Progress

from vigilance.accounts.cli import named_officer
from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office, make_office
from vigilance.database.engine import Database
from vigilance.domain.errors import Invalid
from vigilance.post.forms import FIELDS, read_fields
from vigilance.post.importing import FormList, Loaded, Take, form_columns, form_taker, load_rows
from vigilance.post.letter_importing import COLUMNS, letter_taker, read_letter
from vigilance.post.sheets import Sheet, SheetRow, mapped, read_sheet
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

Understand = Callable[[Mapping[str, str]], Mapping[str, object]]
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
MAP = click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="THEIRS=OURS",
    help="Which column of FILE is which of our fields; may be given several times.",
)
MAP_FILE = click.option(
    "--map-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A TOML file with a table [columns]: "Their column" = "our field".',
)
SHEET = click.option("--sheet", help="The sheet of a workbook; the first one otherwise.")
PREVIEW = click.option(
    "--preview", type=click.IntRange(min=1), help="Show so many rows as understood, enter nothing."
)
RESUME = click.option(
    "--resume", is_flag=True, help="Go on after the row at which an earlier run stopped."
)


@click.command("forms")
@FILE
@MAP
@MAP_FILE
@SHEET
@click.option("--id", "id_column", metavar="COLUMN", help="Know rows by this column, with --form.")
@click.option("--form", "form", default="", metavar="NAME", help="Whose ids they are.")
@PREVIEW
@RESUME
def import_forms(  # noqa: PLR0913 -- the options of a command
    *,
    file: Path,
    maps: tuple[str, ...],
    map_file: Path | None,
    sheet: str | None,
    id_column: str | None,
    form: str,
    preview: int | None,
    resume: bool,
) -> None:
    """Register the filled-in forms in FILE (CSV or XLSX), one a row (docs/importing.md).

    It can be stopped and run again: nothing is entered twice. Rows that cannot be taken are kept, with the reasons, in
    FILE.refused.csv; mend them there and load that file.

    Example: vigilance channels import forms answers.xlsx --map "What happened?=text" --map "Phone=mobile" --preview 3
    """
    found = read_sheet(file, sheet)
    columns = form_columns(found, _said(maps, map_file))
    if "text" not in columns.values():
        raise Invalid(
            {"--map": [f"say which column is text, such as --map '{found.header[0]}=text'"]}
        )
    if id_column is not None and (id_column not in found.header or not form):
        raise Invalid({"--id": ["a column of the file, together with --form NAME"]})
    database, office = _office()
    if preview:
        _show(found.rows[:preview], columns, lambda fields: _in_words(fields, office))
    else:
        how = FormList(columns=columns, id_column=id_column, form=form)
        take = form_taker(database, office, how, lambda: datetime.now(UTC))
        _run(file, found, take, resume=resume)
    database.dispose()


@click.command("letters")
@FILE
@click.option("--by", "email", required=True, metavar="EMAIL", help="The officer who enters them.")
@MAP
@MAP_FILE
@SHEET
@PREVIEW
@RESUME
def import_letters(
    *,
    file: Path,
    email: str,
    maps: tuple[str, ...],
    map_file: Path | None,
    sheet: str | None,
    preview: int | None,
    resume: bool,
) -> None:
    """Enter an older register of public representatives' letters from FILE (CSV or XLSX) (docs/importing.md).

    Columns: member, office (mp, mla, mlc, local-body, constitutional-body), constituency, letter_number, letter_date,
    received_on, subject, forwards_other, confirmed_on, replied_on, reply_number.

    Example: vigilance channels import letters letters.csv --by clerk@example.com
    """
    found = read_sheet(file, sheet)
    columns = form_columns(found, _said(maps, map_file), COLUMNS)
    database, office = _office()
    if preview:
        _show(found.rows[:preview], columns, _letter_in_words)
    else:
        by = named_officer(database, email)
        _run(
            file,
            found,
            letter_taker(database, office, columns, by, lambda: datetime.now(UTC)),
            resume=resume,
        )
    database.dispose()


def _office() -> tuple[Database, Office]:
    settings = load_settings()
    office = make_office(settings, Keyring.load(settings.keys_dir))
    return Database(settings.database_url, timeout_ms=settings.database_timeout_ms), office


def _said(maps: Sequence[str], map_file: Path | None) -> dict[str, str]:
    """The columns that were named, by option and by file."""
    said: dict[str, str] = {}
    if map_file is not None:
        try:
            said |= tomllib.loads(map_file.read_text(encoding="utf-8"))["columns"]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
            raise Invalid({"--map-file": ["a TOML file with a table [columns]"]}) from None
    for each in maps:
        theirs, equals, ours = each.rpartition("=")
        if not equals or not theirs or not ours:
            raise Invalid({"--map": [f"THEIRS=OURS, OURS one of {', '.join(FIELDS)}"]})
        said[theirs] = ours
    return said


def _run(file: Path, sheet: Sheet, take: Take, *, resume: bool) -> None:
    with Progress(transient=True) as progress:
        task = progress.add_task("Entering", total=len(sheet.rows) + 1)
        done: Loaded = load_rows(
            file,
            sheet,
            take,
            resume=resume,
            on_row=lambda row: progress.update(task, completed=row),
        )
    click.echo(f"{done.entered} entered, {done.known} were known, {done.refused} refused")
    if done.refused:
        click.echo(f"the refused rows and the reasons are in {file}.refused.csv")


def _show(rows: Sequence[SheetRow], columns: Mapping[str, str], words: Understand) -> None:
    """The rows as they are understood, or why they are not."""
    for row in rows:
        click.echo(f"row {row.number}")
        try:
            for name, value in words(mapped(row, columns)).items():
                click.echo(f"  {name}: {value}")
        except Invalid as error:
            for name, why in error.fields.items():
                click.echo(f"  {name}: REFUSED: {', '.join(why)}")


def _in_words(fields: Mapping[str, str], office: Office) -> dict[str, object]:
    filing: Filing = read_fields(fields, office, datetime.now(UTC))
    shown = {
        "text": filing.text,
        "language": filing.language,
        "lane": filing.lane.value,
        "district": filing.district_code,
        "place": filing.place,
        "scheme": filing.scheme_code,
        "post_complained_against": filing.post_complained_against,
        "incident_date": filing.incident_date,
        "amount_demanded": filing.amount_demanded,
        "live_demand": filing.live_demand or None,
        "submitted_at": filing.received_at,
        **filing.identity.fields,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _letter_in_words(fields: Mapping[str, str]) -> dict[str, object]:
    letter = read_letter(fields, datetime.now(UTC))
    return {name: getattr(letter, name) for name in COLUMNS if getattr(letter, name) is not None}
