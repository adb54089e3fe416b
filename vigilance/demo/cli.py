"""`vigilance demo`: the demonstration office."""

import click
from rich.progress import Progress

from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.database.migrating import check_schema
from vigilance.demo.office import SIGN_INS, demo_password, is_empty, open_demo
from vigilance.domain.errors import Invalid
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

COMPLAINTS = 60


@click.command("demo")
@click.option("--password", help="Password of every demonstration officer; made up when left out.")
def demo(password: str | None) -> None:
    """Fill an empty office with officers of every role and sixty invented complaints in different stages.

    Example: vigilance demo --password "a long demo password"
    """
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    check_schema(database)
    if not is_empty(database):
        raise Invalid(
            {"demo": ["this office has officers already; a demonstration needs an empty one"]}
        )
    office = make_office(settings, Keyring.load(settings.keys_dir))
    with Progress(transient=True) as progress:
        task = progress.add_task("Opening the demonstration office", total=COMPLAINTS)
        open_demo(database, office, password, on_complaint=lambda: progress.advance(task))
    click.echo(f"All sign in with the password  {demo_password(settings)}")
    for email, words in SIGN_INS:
        click.echo(f"  {email:26} {words}")
