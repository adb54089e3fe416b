"""`vigilance serve`, `vigilance jobs` and `vigilance run`."""

import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import click

from vigilance.arrivals.mailbox_watch import watch_mailboxes
from vigilance.cli.job_table import POLL, job_table
from vigilance.cli.jobs import run_apart, run_forever, run_once
from vigilance.cli.office import prepare_home, tell_passphrases
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.database.migrating import check_schema
from vigilance.demo.office import SIGN_INS, demo_password, is_empty, open_demo
from vigilance.sealing.keyring import Keyring
from vigilance.settings import PROJECT, Settings, load_settings


def server_command(settings: Settings) -> list[str]:
    """The web server's own command for these settings."""
    granian = str(Path(sys.executable).parent / "granian")
    return [
        granian,
        # The front takes each request whole (web/front.py): waiting for a slow client costs no thread.
        "--interface", "asgi",
        "--loop", "asyncio",
        "--host", settings.listen_host,
        "--port", str(settings.listen_port),
        "--workers", str(settings.workers),
        "--backpressure", "1024",
        "--no-access-log",
        "--respawn-failed-workers",
        "--workers-kill-timeout", "10",
        "app:served",
    ]  # fmt: skip


@click.command("serve")
@click.option("--jobs/--no-jobs", default=False, help="Run the background jobs beside the server.")
def serve(*, jobs: bool) -> None:
    """Serve the web pages.

    Example: vigilance serve --jobs
    """
    settings = load_settings()
    check_schema(Database(settings.database_url))
    _serve(settings, jobs=jobs)


def _serve(settings: Settings, *, jobs: bool) -> None:
    programs = [subprocess.Popen(server_command(settings), cwd=PROJECT)]  # noqa: S603 -- our own server, no outside words
    if jobs:
        own = [str(Path(sys.executable).parent / "vigilance"), "jobs"]
        programs.append(subprocess.Popen(own))  # noqa: S603 -- ourselves
    signal.signal(signal.SIGTERM, lambda *_: _stop(programs))
    try:
        code = programs[0].wait()
    except KeyboardInterrupt:
        code = 0
    _stop(programs)
    for program in programs:
        program.wait(timeout=20)
    sys.exit(max(0, code))


def _stop(programs: list["subprocess.Popen[bytes]"]) -> None:
    for program in programs:
        if program.poll() is None:
            program.terminate()


@click.command("jobs")
@click.option("--once", is_flag=True, help="Run each job once and stop.")
def jobs_command(*, once: bool) -> None:
    """Run the background jobs: seal the ledger, send what waits, raise reminders, roll ages.

    Example: vigilance jobs --once
    """
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    check_schema(database)
    office = make_office(settings, Keyring.load(settings.keys_dir))
    jobs = job_table(settings)
    if once:
        for job in jobs:
            click.echo(f"{job.name}: {run_once(job, database, office, datetime.now(UTC))}")
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    watches = watch_mailboxes(database, office, stop)
    apart = run_apart(tuple(job for job in jobs if job.apart), database, office, stop)
    here = tuple(job for job in jobs if job.name != POLL and not job.apart)
    try:
        run_forever(here, database, office, stop)
    finally:
        stop.set()
    for each in (*watches, apart):
        each.join(timeout=5)


@click.command("run")
@click.option(
    "--password", help="Password of every demonstration officer, if the demo is made now."
)
def run(password: str | None) -> None:
    """Make what is missing (keys, database, demonstration office), then serve with the background jobs.

    Example: vigilance run
    """
    settings = load_settings()
    tell_passphrases(prepare_home(settings))
    database = Database(settings.database_url)
    if is_empty(database):
        open_demo(database, make_office(settings, Keyring.load(settings.keys_dir)), password)
    database.dispose()
    _tell_sign_ins(settings)
    _serve(settings, jobs=True)


def _tell_sign_ins(settings: Settings) -> None:
    click.echo("")
    click.echo(f"Complaints:  {settings.base_url}/")
    click.echo(f"The office:  {settings.base_url}/office")
    known = demo_password(settings)
    if known is not None:
        click.echo(f"Demonstration sign-ins, all with the password  {known}")
        for email, words in SIGN_INS:
            click.echo(f"  {email:26} {words}")
    click.echo("")
