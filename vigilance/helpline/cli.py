"""`vigilance channels import calls`: the call detail records of the telephone system."""

from pathlib import Path

import click
from rich.progress import Progress

from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.domain.errors import Invalid
from vigilance.helpline.call_records import COLUMNS
from vigilance.helpline.importing import import_calls_file
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


@click.command("calls")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Which column of FILE holds call_id, caller, started_at, seconds or disposition.",
)
def import_calls(file: Path, columns: tuple[str, ...]) -> None:
    """Load the call detail records in FILE (CSV), so that missed callers are called back.

    The header is call_id, caller, started_at, seconds, disposition (answered, missed, abandoned or voicemail), or what
    --column says. It can be stopped and run again: a call_id is entered once. Rows that cannot be read are kept, with
    the reasons, in FILE.refused.

    Example: vigilance channels import calls calls.csv --column caller=src --column started_at=calldate
    """
    mapping = column_mapping(columns)
    settings = load_settings()
    office = make_office(settings, Keyring.load(settings.keys_dir))
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    with Progress(transient=True) as progress:
        task = progress.add_task("Reading calls", total=_lines_in(file))
        done = import_calls_file(
            database,
            office,
            file,
            columns=mapping,
            on_line=lambda number: progress.update(task, completed=number),
        )
    database.dispose()
    click.echo(
        f"{done.call_backs} to call back, {done.unwritten} answered with nothing written, "
        f"{done.settled} settled, {done.known} were known, {done.refused} refused"
    )
    if done.refused:
        click.echo(f"the refused lines and the reasons are in {file}.refused")


def column_mapping(columns: tuple[str, ...]) -> dict[str, str]:
    """The default mapping with what the command line says otherwise."""
    mapping = dict(COLUMNS)
    for each in columns:
        ours, equals, theirs = each.partition("=")
        if ours not in mapping or not equals or not theirs:
            raise Invalid({"--column": [f"OURS=THEIRS, OURS one of {', '.join(COLUMNS)}"]})
        mapping[ours] = theirs
    return mapping


def _lines_in(file: Path) -> int:
    with file.open("rb") as opened:
        return sum(1 for _ in opened)
