"""`vigilance totals`: whether the figures on the minister's page are what the register holds."""

import json
import sys
from dataclasses import asdict

import click

from vigilance.database.engine import Database
from vigilance.database.migrating import check_schema
from vigilance.reports.totals_checks import Checked, check_totals
from vigilance.settings import load_settings

LONGEST_COUNT_MS = 600_000
"""A count of the whole register may take longer than a page may."""


@click.group("totals")
def totals_group() -> None:
    """The kept totals of what is pending.

    Example: vigilance totals check
    """


@totals_group.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def check(as_json: bool) -> None:  # noqa: FBT001 -- a flag of the command line
    """Count the whole register anew and compare it with every kept figure; exit 1 where any differs.

    Example: vigilance totals check
    """
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=LONGEST_COUNT_MS)
    check_schema(database)
    checked = check_totals(database)
    click.echo(_as_json(checked) if as_json else _in_words(checked))
    sys.exit(1 if checked.differences else 0)


def _as_json(checked: Checked) -> str:
    return json.dumps(
        {
            "compared": checked.compared,
            "differences": [asdict(each) for each in checked.differences],
        }
    )


def _in_words(checked: Checked) -> str:
    lines = [f"{checked.compared} figures compared, {len(checked.differences)} differ"]
    lines += [
        f"  {each.table} {' / '.join(each.key)}: kept {each.kept}, counted {each.counted}"
        for each in checked.differences
    ]
    return "\n".join(lines)
