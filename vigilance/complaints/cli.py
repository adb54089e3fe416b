"""`vigilance import complaints`: older complaints from a file."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import Progress

from vigilance.complaints.importing import import_complaints
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


@click.group("import")
def import_group() -> None:
    """Load records from files.

    Example: vigilance import complaints older.jsonl
    """


@import_group.command("complaints")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def complaints(file: Path) -> None:
    """Register every complaint in FILE, one JSON object a line (docs/importing.md).

    It can be stopped and run again: nothing is entered twice. Lines that cannot be taken are kept, with the reasons, in
    FILE.refused.

    Example: vigilance import complaints older.jsonl
    """
    settings = load_settings()
    office = make_office(settings, Keyring.load(settings.keys_dir))
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    with Progress(transient=True) as progress:
        task = progress.add_task("Registering", total=file.stat().st_size)
        done = import_complaints(
            database,
            office,
            file,
            at=lambda: datetime.now(UTC),
            on_line=lambda size: progress.advance(task, size),
        )
    click.echo(f"{done.entered} entered, {done.known} were known, {done.refused} refused")
    if done.refused:
        click.echo(f"the refused lines and the reasons are in {file}.refused")
