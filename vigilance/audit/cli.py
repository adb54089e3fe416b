"""`vigilance ledger`: verify, export, and the key to check with."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from vigilance.audit.bundle import Finding, Trust
from vigilance.audit.bundle_file import read_bundle, write_bundle
from vigilance.audit.checkpoint import VerifierKey
from vigilance.audit.sealer import newest_checkpoint, seal, verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

MOST_SHOWN = 100


@click.group("ledger")
def ledger_group() -> None:
    """Check that nothing was changed, removed or put in, and hand the ledger to an auditor.

    Example: vigilance ledger verify
    """


@ledger_group.command("key")
def key() -> None:
    """Print the key with which anybody can check this office's checkpoints.

    Example: vigilance ledger key > keys.txt
    """
    settings = load_settings()
    click.echo(verifier_key(Keyring.load(settings.keys_dir), settings.office_code).text)


@ledger_group.command("seal")
def seal_command() -> None:
    """Seal the events that wait, as the background job does every few seconds.

    Example: vigilance ledger seal
    """
    settings = load_settings()
    database = Database(settings.database_url)
    count = seal(database, Keyring.load(settings.keys_dir), settings.office_code, datetime.now(UTC))
    click.echo(f"{count} events sealed")


@ledger_group.command("checkpoint")
def checkpoint() -> None:
    """Print the newest signed checkpoint; keep it and compare later.

    Example: vigilance ledger checkpoint > my.checkpoint
    """
    with Database(load_settings().database_url).reading() as session:
        newest = newest_checkpoint(session)
    click.echo(newest.signed_note if newest else "", nl=False)


@ledger_group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write the whole ledger to FILE, to be verified offline.

    Example: vigilance ledger export ledger.jsonl
    """
    database = Database(load_settings().database_url)
    with database.reading() as session, file.open("w", encoding="utf-8") as out:
        act_as(session, SYSTEM)
        lines = write_bundle(out, stored_bundle(session, datetime.now(UTC)))
    click.echo(f"{lines} lines written to {file}")


@ledger_group.command("verify")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--trust",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of verifier keys; without it this office's own key.",
)
@click.option(
    "--last",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept from before; may be given more than once.",
)
@click.option(
    "--lag", default=60, show_default=True, help="Seconds an event may wait for its seal."
)
def verify_command(file: Path | None, trust: Path | None, last: tuple[Path, ...], lag: int) -> None:
    """Check the ledger in the database, or in an exported FILE without any database.

    Exit 0: nothing was found. Exit 1: the findings are listed, the first break first. Exit 2: it could not be read.

    Example: vigilance ledger verify ledger.jsonl --trust keys.txt --last my.checkpoint
    """
    kept = tuple(path.read_text(encoding="utf-8") for path in last)
    terms = Trust(keys=_keys(trust), kept=kept, lag=timedelta(seconds=lag))
    if file is not None:
        with file.open(encoding="utf-8") as lines:
            _tell(verify(read_bundle(lines), terms))
        return
    with Database(load_settings().database_url).reading() as session:
        act_as(session, SYSTEM)
        _tell(verify(stored_bundle(session, datetime.now(UTC)), terms))


def _keys(trust: Path | None) -> tuple[VerifierKey, ...]:
    if trust is None:
        settings = load_settings()
        return (verifier_key(Keyring.load(settings.keys_dir), settings.office_code),)
    lines = trust.read_text(encoding="utf-8").splitlines()
    return tuple(VerifierKey.from_text(line) for line in lines if line.strip())


def _tell(findings: Iterator[Finding]) -> None:
    count = 0
    for finding in findings:
        count += 1
        if count <= MOST_SHOWN:
            place = (
                f"record {finding.record_id} event {finding.seq}" if finding.record_id else "tree"
            )
            click.echo(f"{finding.kind}: {place}: {finding.words}")
    if count:
        click.echo(f"{count} findings")
        sys.exit(1)
    click.echo("the ledger is whole")
