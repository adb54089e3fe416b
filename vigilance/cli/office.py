"""`vigilance init` and `vigilance migrate`: the state directory, the keys and the schema."""

import secrets

import click

from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.sealing.keyring import create_keyring
from vigilance.settings import Settings, load_settings

CUSTODIANS = ("custodian-a", "custodian-b")


def prepare_home(settings: Settings) -> dict[str, str]:
    """The state directory, its keys and the schema, each made only where it is missing.

    Answers the custodians' passphrases if the keys were made now: they are told once and kept nowhere.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (settings.blobs_dir, settings.spool_dir, settings.outbox_dir):
        folder.mkdir(mode=0o700, exist_ok=True)
    passphrases: dict[str, str] = {}
    if not settings.keys_dir.exists():
        passphrases = {name: _passphrase() for name in CUSTODIANS}
        create_keyring(settings.keys_dir, passphrases)
    database = Database(settings.database_url)
    migrate(database)
    database.dispose()
    return passphrases


def _passphrase() -> str:
    """Five groups of four letters and digits: 100 bits, easy to write down."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def tell_passphrases(passphrases: dict[str, str]) -> None:
    """Print the custodians' passphrases, once."""
    if not passphrases:
        return
    click.echo(
        "Passphrases of the two custodians of protected identities. They are shown once and kept nowhere;"
    )
    click.echo(
        "each belongs to another office, and without both no protected identity can be opened:"
    )
    for name, words in passphrases.items():
        click.echo(f"  {name}: {words}")


@click.command("init")
def init() -> None:
    """Make the state directory, the keys and the database; what is there already is kept.

    Example: VIGILANCE_HOME=/srv/vigilance vigilance init
    """
    settings = load_settings()
    tell_passphrases(prepare_home(settings))
    click.echo(f"ready: {settings.home}")


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's schema.

    Example: vigilance migrate
    """
    settings = load_settings()
    migrate(Database(settings.database_url))
    click.echo("the schema is at its newest")
