"""`vigilance channels`: the ways by which people write to the office, from the command line."""

import json
import sys
import uuid
from datetime import UTC, datetime

import click

from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.commands.deciding import Desk, try_again
from vigilance.arrivals.mail_cli import lmtp, poll, receive, reconcile
from vigilance.arrivals.queries import held_of
from vigilance.arrivals.standing import LISTENER, Light, Standing, standings
from vigilance.channels.cli import read_command
from vigilance.complaints.office import Office, make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.helpline.cli import import_calls
from vigilance.post.cli import import_forms, import_letters
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


def _opened() -> tuple[Database, Office]:
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    return database, make_office(settings, Keyring.load(settings.keys_dir))


def _standings() -> list[Standing]:
    database, office = _opened()
    accounts = accounts_of(office.settings)
    with database.reading() as session:
        return standings(act_as(session, SYSTEM), accounts, datetime.now(UTC))


def _name(standing: Standing) -> str:
    return f"{standing.name}/{standing.part}" if standing.part else standing.name


@click.group("channels")
def channels_group() -> None:
    """The ways by which people write to the office: e-mail, telephone, messengers, forms, paper.

    Example: vigilance channels list
    """


@channels_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
def list_command(as_json: bool) -> None:  # noqa: FBT001 -- a flag of the command line
    """Print every channel: its state, when something last came, and what waits, is held, or is to be sent.

    Example: vigilance channels list
    """
    found = _standings()
    if as_json:
        click.echo(json.dumps([_object(each) for each in found], indent=2))
        return
    for each in found:
        last = _moment(each.last_at)
        click.echo(
            f"{_name(each):24} {each.light:7} last {last:26} waiting {each.waiting}, held {each.held}, "
            f"to send {each.sending}, parked {each.parked}"
        )


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else "never"


def _object(standing: Standing) -> dict[str, object]:
    return {
        "channel": _name(standing),
        "state": standing.light.value,
        "troubles": [each.value for each in standing.troubles],
        "last": standing.last_at.isoformat() if standing.last_at else None,
        "last_connection": standing.heard_at.isoformat() if standing.heard_at else None,
        "waiting": standing.waiting,
        "held": standing.held,
        "to_send": standing.sending,
        "parked": standing.parked,
    }


@channels_group.command("health")
def health() -> None:
    """Print what is wrong with any channel; exit 1 where one is red, so that a monitor notices.

    Example: vigilance channels health || echo "call the administrator"
    """
    found = _standings()
    for each in found:
        if each.light in (Light.AMBER, Light.RED):
            error = f" ({each.error})" if each.error else ""
            heard = (
                f" (last connection {_moment(each.heard_at)}, last mail {_moment(each.last_at)})"
            )
            about = heard if each.name == LISTENER else ""
            click.echo(f"{_name(each):24} {each.light:7} {', '.join(each.troubles)}{error}{about}")
    if any(each.light is Light.RED for each in found):
        sys.exit(1)
    click.echo("no channel is red")


@channels_group.command("replay")
@click.argument("held_id", type=click.UUID)
def replay(held_id: uuid.UUID) -> None:
    """Try once more to understand what is held under HELD_ID, which stands in the address of its page.

    Example: vigilance channels replay 3f0c0c9e-6f5e-4c55-9d59-0c8f3a4f6f10
    """
    database, office = _opened()
    desk = Desk(
        database=database,
        office=office,
        accounts=accounts_of(office.settings),
        by=SYSTEM,
        at=datetime.now(UTC),
    )
    with database.reading() as session:
        held = held_of(act_as(session, SYSTEM), held_id)
    try_again(desk, held)
    click.echo(
        "it was read again" if held.is_message else "it is read with the next run of the job"
    )


@channels_group.group("import")
def import_group() -> None:
    """Load what came by another way: calls of the telephone system, forms, letters.

    Example: vigilance channels import calls calls.csv
    """


import_group.add_command(import_calls)
import_group.add_command(import_forms)
import_group.add_command(import_letters)
for command in (poll, receive, lmtp, reconcile, read_command):
    channels_group.add_command(command)
