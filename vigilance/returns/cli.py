"""`vigilance reports` and `vigilance returns`: at the command line, for the operator of the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfileobj

import click

from vigilance.accounts.cli import named_officer
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import check_schema
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import day_from, ist_day
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.return_periods import Period, period_called
from vigilance.domain.words import Words
from vigilance.reference import Reference, load_reference
from vigilance.returns.commands import next_export_number, tell_export, tell_ordered
from vigilance.returns.exporting import Order, rows_of, write_file
from vigilance.returns.files import FORMS
from vigilance.returns.freezing import figures_of, freeze, frozen_numbers
from vigilance.returns.known_words import know_words
from vigilance.returns.report_table import OPERATOR_CAP, REPORTS, AnyReport
from vigilance.returns.return_tables import lines, return_report
from vigilance.returns.schemas import asked_of
from vigilance.returns.shapes import Asked
from vigilance.settings import load_settings

LONGEST_MS = 600_000
"""A report of the whole register may take longer than a page may."""
MOST_LISTED = 200
OPERATOR = Words(hi="मशीन का संचालक", en="operator of the machine")
FORM = click.option("--format", "form", type=click.Choice(sorted(FORMS)), default="csv")
LANGUAGE = click.option("--language", type=click.Choice(["hi", "en"]), default="hi")
OUT = click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))


class _PeriodName(click.ParamType):
    name = "period"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        try:
            return period_called(str(value))
        except Invalid as error:
            self.fail(error.fields["period"][0], param, ctx)


PERIOD = click.argument("period", type=_PeriodName())


@dataclass(frozen=True, slots=True)
class _Desk:
    """The register, the names of places and schemes, and the instant of the command."""

    database: Database
    reference: Reference
    at: datetime

    def write(self, report: AnyReport, asked: Asked, how: tuple[str, str], out: Path) -> str:
        """Write the report to a file, on the ledger like any other; nobody waits for the register meanwhile."""
        order = Order(report, asked, *how, SYSTEM, OPERATOR, OPERATOR_CAP)
        rows_of(self.database, order)
        with out.open("wb") as file:
            with self.database.writing() as session, session.begin():
                number = next_export_number(act_as(session, SYSTEM), self.at)
                tell_ordered(session, order.told(number), by=SYSTEM, at=self.at)
            spool, rows = write_file(self.database, order, self.reference, number, self.at)
            with self.database.writing() as session, session.begin():
                act_as(session, SYSTEM)
                told = order.told(number)
                tell_export(session, told, rows, spool.sha256, by=SYSTEM, at=self.at)
            copyfileobj(spool, file)
        return f"{number}: {rows} rows in {out}"


@contextmanager
def _desk() -> Iterator[_Desk]:
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=LONGEST_MS)
    try:
        check_schema(database)
        know_words()
        yield _Desk(database, load_reference(settings.config_dir), datetime.now(UTC))
    finally:
        database.dispose()


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
@FORM
@LANGUAGE
@OUT
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
    with _desk() as desk:
        report = REPORTS[name]
        typed = {"since": _day(since), "until": _day(until), **_chosen(chosen)}
        asked = asked_of(report, typed, desk.reference, ist_day(desk.at))
        click.echo(desk.write(report, asked, (form, language), out))


def _day(text: str | None) -> date | None:
    return day_from(text) if text else None


def _chosen(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if any(not mark for _, mark, _ in pairs):
        raise Invalid({"filter": ["write NAME=VALUE"]})
    return {name: value for name, _, value in pairs}


@click.group("returns")
def returns_group() -> None:
    """Monthly, quarterly and annual returns. A PERIOD is written 2026-01, 2026-Q1 or 2026.

    Example: vigilance returns print 2026-01 --format pdf --out january.pdf
    """


@returns_group.command("list")
def list_returns() -> None:
    """The returns that were frozen, the newest first.

    Example: vigilance returns list
    """
    with _desk() as desk, desk.database.reading() as session:
        frozen = frozen_numbers(act_as(session, SYSTEM), most=MOST_LISTED)
        for number, period in frozen:
            click.echo(f"{number:16} {period.cadence:10} {period.name.en}")
        if not frozen:
            click.echo("no return has been frozen yet")


@returns_group.command("print")
@PERIOD
@FORM
@LANGUAGE
@OUT
def print_return(period: Period, form: str, language: str, out: Path) -> None:
    """Write the return of PERIOD to a file: as it was frozen, or, where it was not, as it is counted now.

    Example: vigilance returns print 2026-Q1 --format xlsx --language en --out quarter.xlsx
    """
    with _desk() as desk:
        period.check_begun(ist_day(desk.at))
        with desk.database.reading() as session:
            figures, frozen = figures_of(act_as(session, SYSTEM), period)
        report = return_report(period, list(lines(figures, desk.reference)))
        told = desk.write(report, Asked(period.since, period.until), (form, language), out)
        click.echo(told)
        click.echo(f"as frozen under {frozen.number}" if frozen else "not frozen: counted just now")


@returns_group.command("freeze")
@PERIOD
@click.option("--by", "email", required=True, metavar="EMAIL", help="The officer who orders it.")
def freeze_return(period: Period, email: str) -> None:
    """Freeze the return of PERIOD, once it is over: numbered, its hash on the ledger, in the name of the officer.

    Example: vigilance returns freeze 2026-01 --by cvo@dept.example
    """
    with _desk() as desk:
        by = named_officer(desk.database, email)
        if not allowed(by.roles, Permission.RETURN_FREEZE):
            raise NotPermitted("freeze")
        with desk.database.writing() as session, session.begin():
            row = freeze(act_as(session, SYSTEM), period, by=by, at=desk.at)
            told = f"{row.number}: {period.name.en}, SHA-256 {row.sha256.hex()}"
        click.echo(told)
