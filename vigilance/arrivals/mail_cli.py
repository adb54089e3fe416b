"""`vigilance channels poll`, `receive`, `lmtp` and `reconcile`: mail fetched, or handed in by the mail server."""

import logging
import signal
import sys
from datetime import UTC, datetime

import click

from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.lmtp import Door, Listening, Taking
from vigilance.arrivals.mailbox import check_room
from vigilance.arrivals.mailbox import reconcile as compare
from vigilance.arrivals.mailbox_watch import poll_all
from vigilance.arrivals.standing import CALLS, DOOR, LISTENER
from vigilance.channels.imap_connection import LARGEST_MAIL, MailboxAway
from vigilance.complaints.office import Office, make_office
from vigilance.correspondence.health import note_failure, note_ok
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
def receive(channel: str, account: str) -> None:  # noqa: ARG001 -- mail is the only one that is handed in so
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
        keep_mail(*_opened(), account, raw)
    except Exception as error:  # noqa: BLE001 -- see below
        # The outermost handler of this command: whatever failed, the mail server must keep the mail. What was
        # raised may quote it, so its kind alone is told.
        log.error("not taken kind=%s", type(error).__name__)  # noqa: TRY400 -- as above
        click.echo("Not stored now; try again.", err=True)
        sys.exit(TRY_AGAIN)


@click.command("lmtp")
@click.option(
    "--host", type=click.Choice(["127.0.0.1", "::1"]), default="127.0.0.1", show_default=True
)
@click.option("--port", type=click.IntRange(1, 65535), default=8024, show_default=True)
@click.option("--account", help="The name kept with what comes; as in config/channels.toml.")
def lmtp(host: str, port: int, account: str | None) -> None:
    """Take mail from this machine's mail server over LMTP, until stopped.

    Each message is answered with 250 once it is stored for certain, with 451 where it must be tried again. That this
    runs, and when the mail server called last, stands on the page of the channels.

    Example: vigilance channels lmtp --port 8024
    """
    database, office = _opened()
    name = account or accounts_of(office.settings).of(LISTENER).account or LISTENER
    taking = Taking(lambda raw: keep_mail(database, office, name, raw))
    door = Door(taking, hostname=host, port=port)
    listening = Listening(door, taking, lambda known, at: note_door(database, name, known, at))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: listening.stop())
    click.echo(f"LMTP on {host}:{port}")
    listening.run()


def note_door(database: Database, account: str, taking: Taking, at: datetime) -> None:
    """Note for the page of the channels that the door stands open, who called, and what became of the last mail."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        note_ok(session, DOOR, account, at=at)
        if taking.heard_at is not None:
            note_ok(session, CALLS, account, at=taking.heard_at)
        last = taking.outcome
        if last is not None and last.failed is not None:
            note_failure(session, LISTENER, account, last.failed, at=last.at)
        elif last is not None:
            note_ok(session, LISTENER, account, at=last.at)


def keep_mail(database: Database, office: Office, account: str, raw: bytes) -> None:
    """Store one mail that was handed in, durably; StorageFailed where the disk has too little room."""
    check_room(office, len(raw))
    with database.writing() as session, session.begin():
        take_arrival(
            act_as(session, SYSTEM), channel=Channel.EMAIL, account=account,
            provider_key=key_of_content(raw), raw=raw, at=datetime.now(UTC), office=office,
        )  # fmt: skip
