"""`vigilance channels poll`, `receive` and `reconcile`: mail fetched, or handed in by the mail server itself."""

import logging
import sys
from datetime import UTC, datetime

import click

from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.mailbox import check_room
from vigilance.arrivals.mailbox import reconcile as compare
from vigilance.arrivals.mailbox_watch import poll_all
from vigilance.channels.imap_connection import LARGEST_MAIL, MailboxAway
from vigilance.complaints.office import Office, make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

log = logging.getLogger(__name__)
REFUSED = 65
"""EX_DATAERR: the mail server returns the mail to its sender, with our line."""
TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the mail and tries again."""


def _opened() -> tuple[Database, Office]:
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    return database, make_office(settings, Keyring.load(settings.keys_dir))


@click.command("poll")
def poll() -> None:
    """Look once into every mailbox; exit 1 where one could not be read.

    Example: vigilance channels poll
    """
    database, office = _opened()
    found = poll_all(database, office, accounts_of(office.settings), datetime.now(UTC))
    for name, result in found.items():
        click.echo(f"{name}: {result}")
    if any(isinstance(result, str) for result in found.values()):
        sys.exit(1)


@click.command("reconcile")
def reconcile() -> None:
    """Compare every mail at the servers with what is stored here, and store what is missing.

    Example: vigilance channels reconcile
    """
    database, office = _opened()
    failed = False
    for box in accounts_of(office.settings).mailboxes:
        try:
            found = compare(database, office, box, datetime.now(UTC))
        except MailboxAway as away:
            failed = True
            click.echo(f"{box.name}: {away}")
        else:
            click.echo(
                f"{box.name}: at the server {found.at_server}, missing here until now {found.missed}, "
                f"gone from the server {found.gone}"
            )
    if failed:
        sys.exit(1)


@click.command("receive")
@click.argument("channel", type=click.Choice([Channel.EMAIL.value]))
@click.option("--account", default="pipe", show_default=True, help="The name kept with what comes.")
def receive(channel: str, account: str) -> None:
    """Take one message from standard input, as a mail server's pipe hands it over.

    Exit 0 once it is stored for certain, 75 where it could not be stored and must be tried again, 65 where it is larger
    than 25 MB.

    Example: vigilance channels receive email < message
    """
    raw = sys.stdin.buffer.read(LARGEST_MAIL + 1)
    if len(raw) > LARGEST_MAIL:
        click.echo("The message is larger than 25 MB.", err=True)
        sys.exit(REFUSED)
    try:
        _take(Channel(channel), account, raw)
    except Exception as error:  # noqa: BLE001 -- see below
        # The outermost handler of this command: whatever failed, the mail server must keep the mail. What was
        # raised may quote it, so its kind alone is told.
        log.error("not taken kind=%s", type(error).__name__)  # noqa: TRY400 -- as above
        click.echo("Not stored now; try again.", err=True)
        sys.exit(TRY_AGAIN)


def _take(channel: Channel, account: str, raw: bytes) -> None:
    database, office = _opened()
    check_room(office, len(raw))
    with database.writing() as session, session.begin():
        take_arrival(
            act_as(session, SYSTEM), channel=channel, account=account,
            provider_key=key_of_content(raw), raw=raw, at=datetime.now(UTC), office=office,
        )  # fmt: skip
