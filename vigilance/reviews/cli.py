"""`vigilance reviews`: whether everything pending is in a queue, and what the queues are."""

import sys
from datetime import UTC, datetime

import click

from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.reviews.coverage import coverage
from vigilance.reviews.rules import every_version, review_rules
from vigilance.settings import load_settings


@click.group("reviews")
def reviews_group() -> None:
    """Check the review queues.

    Example: vigilance reviews check
    """


@reviews_group.command("check")
def check() -> None:
    """Prove that nothing pending falls outside every queue; exit 1 and name what does.

    Example: vigilance reviews check
    """
    settings = load_settings()
    today = ist_day(datetime.now(UTC))
    database = Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    with database.reading() as session:
        act_as(session, SYSTEM)
        found = coverage(session, review_rules(settings.config_dir, today), today)
    click.echo(f"{found.pending} pending matters looked at")
    for number in found.outside:
        click.echo(f"{number}: in no queue")
    for number in found.unseen:
        click.echo(f"{number}: walled off from everybody who reviews it")
    if not found.whole:
        sys.exit(1)
    click.echo("each stands in a queue, and somebody who reviews it may see it")


@reviews_group.command("list")
def list_rules() -> None:
    """List every version of every queue, in the order of config/reviews.toml.

    Example: vigilance reviews list
    """
    for rule in every_version(load_settings().config_dir):
        until = f" until {rule.until}" if rule.until else ""
        click.echo(
            f"{rule.name}: {rule.reviewer}, each {rule.cadence}, from {rule.effective_from}{until}; {rule.label.en}"
        )
