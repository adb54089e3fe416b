"""`vigilance reports`: the reports at the command line, for the operator of the machine."""

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfileobj

import click

from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import check_schema
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import day_from, ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.words import Words
from vigilance.proceedings import labels as proceedings_labels
from vigilance.reference import load_reference
from vigilance.returns import labels
from vigilance.returns.exporting import Order, make_export
from vigilance.returns.files import FORMS
from vigilance.returns.report_table import OPERATOR_CAP, REPORTS
from vigilance.returns.schemas import asked_of
from vigilance.settings import load_settings

LONGEST_MS = 600_000
"""A report of the whole register may take longer than a page may."""
OPERATOR = Words(hi="मशीन का संचालक", en="operator of the machine")


@click.group("reports")
def reports_group() -> None:
    """Registers and reports of figures.

    Example: vigilance reports run complaint-register --from 2026-01-01 --format csv --out register.csv
    """


@reports_group.command("list")
def list_reports() -> None:
    """Every report with its name.

    Example: vigilance reports list
    """
    for report in REPORTS.values():
        click.echo(f"{report.name:26} {report.title.en}")


@reports_group.command("run")
@click.argument("name", type=click.Choice(sorted(REPORTS)))
@click.option("--from", "since", help="First day, 2026-01-01 or 01/01/2026; without it, a year.")
@click.option("--to", "until", help="Last day; without it, today.")
@click.option("--filter", "chosen", multiple=True, help="NAME=VALUE, as --filter district=162.")
@click.option("--format", "form", type=click.Choice(sorted(FORMS)), default="csv")
@click.option("--language", type=click.Choice(["hi", "en"]), default="hi")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def run(  # noqa: PLR0917 -- one parameter an option
    name: str,
    since: str | None,
    until: str | None,
    chosen: tuple[str, ...],
    form: str,
    language: str,
    out: Path,
) -> None:
    """Write the report NAME to a file; it is put on the ledger like any other.

    Example: vigilance reports run sanction-register --from 2026-04-01 --to 2026-06-30 --format xlsx --out s.xlsx
    """
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=LONGEST_MS)
    check_schema(database)
    for words in (proceedings_labels, labels):
        words.register()
    reference, at = load_reference(settings.config_dir), datetime.now(UTC)
    asked = asked_of(
        REPORTS[name],
        {"since": _day(since), "until": _day(until), **_chosen(chosen)},
        reference,
        ist_day(at),
    )
    order = Order(REPORTS[name], asked, form, language, SYSTEM, OPERATOR, OPERATOR_CAP)
    with database.writing() as session, session.begin():
        made = make_export(database, act_as(session, SYSTEM), order, reference, at)
        with out.open("wb") as file:
            copyfileobj(made.spool, file)
    click.echo(f"{made.number}: {made.rows} rows in {out}")


def _day(text: str | None) -> date | None:
    return day_from(text) if text else None


def _chosen(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if any(not mark for _, mark, _ in pairs):
        raise Invalid({"filter": ["write NAME=VALUE"]})
    return {name: value for name, _, value in pairs}
