"""The command `vigilance`."""

import sys

import click

from vigilance.accounts.cli import officers_group
from vigilance.arrivals.cli import channels_group
from vigilance.audit.cli import ledger_group
from vigilance.cli.office import init, migrate_command
from vigilance.cli.running import jobs_command, run, serve
from vigilance.clocks.cli import clocks_group
from vigilance.complaints.cli import import_group
from vigilance.database.migrating import SchemaMismatch
from vigilance.demo.cli import demo
from vigilance.domain.errors import Invalid, OfficeError
from vigilance.reports.cli import totals_group
from vigilance.returns.cli import reports_group, returns_group
from vigilance.reviews.cli import reviews_group
from vigilance.settings import BadSetting


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def vigilance() -> None:
    """Anti-corruption complaints and vigilance cases.

    State lies in VIGILANCE_HOME (default ./var). Every setting stands, explained, in config/default.toml.

    Example: vigilance init && vigilance officers add ... && vigilance serve
    """


for command in (
    init,
    migrate_command,
    run,
    serve,
    jobs_command,
    demo,
    officers_group,
    clocks_group,
    ledger_group,
    totals_group,
    reports_group,
    returns_group,
    import_group,
    channels_group,
    reviews_group,
):
    vigilance.add_command(command)


def main() -> None:
    """Run the command; what goes wrong is told in one clear line, exit 2."""
    try:
        vigilance()
    except Invalid as error:
        words = "; ".join(f"{name}: {', '.join(why)}" for name, why in error.fields.items())
        _fail(words)
    except (OfficeError, BadSetting, SchemaMismatch) as error:
        _fail(str(error))


def _fail(words: str) -> None:
    click.echo(f"vigilance: {words}", err=True)
    sys.exit(2)
