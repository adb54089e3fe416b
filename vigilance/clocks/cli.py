"""The due-date calculator on the command line: the same code as the product's clocks."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from vigilance.clocks.preview import effects
from vigilance.clocks.recomputing import check_clocks
from vigilance.clocks.reference import limits_from, office_calendar, time_limits
from vigilance.clocks.rules import ClockRules, rules_in_force
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import explain, span_in_words
from vigilance.domain.dates import day_from, ist_day
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.stays import Stay, StayGround
from vigilance.domain.time_limits import Reading, TimeLimit, compute, version_in_force
from vigilance.domain.words import Language, Words
from vigilance.settings import load_settings

YEARS = range(1950, 2200)
LANGUAGES = click.Choice([language.value for language in Language])

FACTS: dict[str, Words] = {
    "limit": Words("समय-सीमा", "Limit"),
    "started": Words("आरम्भ", "Started"),
    "due": Words("देय तिथि", "Due"),
    "due_next_open_day": Words("अगला कार्य दिवस", "Due, next open day"),
    "gross_days": Words("कुल दिन", "Days, gross"),
    "net_days": Words("शुद्ध दिन", "Days, net"),
    "standing": Words("स्थिति", "Standing"),
    "days_left": Words("शेष दिन", "Days left"),
}


class BadInput(click.ClickException):
    """Something on the command line cannot be taken: said in one line."""

    exit_code = 2


class BrokenPolicy(click.ClickException):
    """The office's own files are broken: said in one line, with what is wrong."""

    exit_code = 1


class Parsed(click.ParamType):
    """A value read by a function that raises ValueError or Invalid with the reason."""

    def __init__(self, name: str, read: Callable[[str], object]) -> None:
        self.name = name
        self.read = read

    def convert(
        self, value: object, param: click.Parameter | None, _ctx: click.Context | None
    ) -> object:
        """The value, or one line that says what is wrong with it."""
        try:
            return self.read(value) if isinstance(value, str) else value
        except ValueError as error:
            raise BadInput(f"{param.opts[0] if param else self.name}: {error}") from error


def _day(text: str) -> date:
    try:
        day = day_from(text)
    except Invalid as error:
        raise ValueError(f"{text!r} is not a day such as 2026-01-05") from error
    if day.year not in YEARS:
        raise ValueError(f"{text!r}: the year must be from {YEARS.start} to {YEARS.stop - 1}")
    return day


def _stay(text: str) -> Stay:
    ground, _, days = text.partition(":")
    since, _, until = days.partition(":")
    if ground not in set(StayGround):
        raise ValueError(f"{ground!r} is not one of the grounds {', '.join(StayGround)}")
    return Stay(StayGround(ground), _day(since), _day(until) if until else None)


@click.group("clocks")
def clocks_group() -> None:
    """Time limits: when is something due, and why."""


@clocks_group.command("compute")
@click.option("--limit", "name", required=True, metavar="NAME", help="See `vigilance clocks list`.")
@click.option("--from", "started", required=True, type=Parsed("day", _day), help="Day zero.")
@click.option(
    "--calendar",
    "kind",
    type=click.Choice([kind.value for kind in CalendarKind]),
    help="Whose calendar; if not said, that of the office that owes the step.",
)
@click.option("--extended", is_flag=True, help="The extension was granted.")
@click.option(
    "--stay",
    "stays",
    multiple=True,
    type=Parsed("stay", _stay),
    metavar="GROUND:SINCE:UNTIL",
    help="A time the clock stood still; leave UNTIL empty while it lasts. May be repeated.",
)
@click.option("--done", type=Parsed("day", _day), help="The day the step was done.")
@click.option("--on", "day", type=Parsed("day", _day), help="The day of the reading; today.")
@click.option("--language", type=LANGUAGES, default=Language.ENGLISH.value)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compute_command(  # noqa: PLR0913, PLR0917 -- one parameter for each option of the command
    name: str,
    started: date,
    kind: str | None,
    extended: bool,  # noqa: FBT001 -- Click hands over a flag as a bool
    stays: tuple[Stay, ...],
    done: date | None,
    day: date | None,
    language: str,
    as_json: bool,  # noqa: FBT001 -- as above
) -> None:
    r"""Compute the due date of a limit, and explain it.

    \b
    Example:
      vigilance clocks compute --limit scrutiny --from 2026-01-05 \
        --stay awaiting-complainant:2026-01-10:2026-01-20 --json
    """
    config_dir = load_settings().config_dir
    limit = _limit_in_force(config_dir, name, started)
    calendar = office_calendar(config_dir, CalendarKind(kind) if kind else limit.calendar)
    on = day or ist_day(datetime.now(UTC))
    try:
        reading = compute(
            limit, started, stays, calendar=calendar, on=on, done=done, extended=int(extended)
        )
    except Invalid as error:
        raise BadInput(_reasons(error)) from error
    click.echo(_json(reading, language) if as_json else _card(reading, language))


@clocks_group.command("list")
@click.option("--language", type=LANGUAGES, default=Language.ENGLISH.value)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(language: str, as_json: bool) -> None:  # noqa: FBT001 -- Click hands over a bool
    r"""List the limits: name, track, time allowed, class, source.

    \b
    Example:
      vigilance clocks list --language hi
    """
    rows = [_row(limit, language) for limit in _limits(load_settings().config_dir)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(
            f"{row['limit']:<26} {row['track']:<22} {row['allowed']:<16} "
            f"{row['authority']}/{row['confidence']}  {row['source']}"
        )


@clocks_group.command("preview")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def preview_command(file: Path) -> None:
    r"""Say which running clocks a schedule in FILE would move; nothing is changed.

    \b
    Example:
      vigilance clocks preview time_limits.next.toml
    """
    settings = load_settings()
    try:
        limits = limits_from(file.read_text(encoding="utf-8"))
    except (Invalid, UnicodeDecodeError) as error:
        reasons = _reasons(error) if isinstance(error, Invalid) else "the file is not UTF-8"
        raise BrokenPolicy(f"{file.name}, {reasons}") from error
    with Database(settings.database_url).reading() as session:
        act_as(session, SYSTEM)
        now = rules_in_force(session, settings.config_dir)
        found = effects(session, ClockRules(limits, now.calendars))
    moved = sum(effect.moved for effect in found.values())
    click.echo(f"This schedule would move {moved} running clocks.")
    for name, effect in found.items():
        if effect.moved:
            click.echo(f"{name}: {effect.moved} of {effect.running}")
        for one in effect.examples:
            click.echo(f"  {one.number}  {one.before} -> {one.after or 'no such limit'}")


@clocks_group.command("recompute")
def recompute_command() -> None:
    """Compute every running clock again, as the nightly check does, and set right what the rules now make another.

    Example: vigilance clocks recompute
    """
    settings, began = load_settings(), time.monotonic()
    database = Database(settings.database_url, timeout_ms=60_000)
    with database.reading() as session:
        rules = rules_in_force(act_as(session, SYSTEM), settings.config_dir)

    def tell(looked_at: int, moved: int) -> None:
        rate = looked_at / (time.monotonic() - began)
        click.echo(f"{looked_at:,} running clocks looked at, {moved:,} moved; {rate:,.0f} a second")

    for one in check_clocks(database, rules, datetime.now(UTC), tell=tell):
        click.echo(
            f"{one.record_number}  {one.limit}  {one.before['due_on']} -> {one.after['due_on']}"
        )


def _limits(config_dir: Path) -> tuple[TimeLimit, ...]:
    try:
        return time_limits(config_dir)
    except Invalid as error:
        raise BrokenPolicy(f"time_limits.toml, {_reasons(error)}") from error


def _reasons(error: Invalid) -> str:
    return "; ".join(f"{field}: {why}" for field, whys in error.fields.items() for why in whys)


def _limit_in_force(config_dir: Path, name: str, started: date) -> TimeLimit:
    limits = _limits(config_dir)
    known = list(dict.fromkeys(limit.name for limit in limits))
    if name not in known:
        raise BadInput(f"--limit: {name!r} is not one of {', '.join(known)}")
    try:
        return version_in_force(limits, name, started)
    except NotFound as error:
        first = min(limit.effective_from for limit in limits if limit.name == name)
        raise BadInput(f"--from: the limit {name} is in force from {first}") from error


def _facts(reading: Reading) -> dict[str, str | int | None]:
    return {
        "limit": reading.limit.name,
        "started": reading.started.isoformat(),
        "due": reading.due.isoformat(),
        "due_next_open_day": reading.due_next_open_day.isoformat(),
        "gross_days": reading.gross_days,
        "net_days": reading.net_days,
        "standing": reading.standing.value,
        "days_left": reading.days_left,
    }


def _json(reading: Reading, language: str) -> str:
    return json.dumps(
        {**_facts(reading), "explanation": explain(reading, language)}, ensure_ascii=False, indent=2
    )


def _card(reading: Reading, language: str) -> str:
    facts = [
        f"{FACTS[key].said_in(language)}: {'-' if value is None else value}"
        for key, value in _facts(reading).items()
    ]
    return "\n".join([*facts, "", *(f"- {line}" for line in explain(reading, language))])


def _row(limit: TimeLimit, language: str) -> dict[str, object]:
    longer = limit.extension
    return {
        "limit": limit.name,
        "track": limit.track,
        "label": limit.label.said_in(language),
        "allowed": span_in_words(limit.allowed, language),
        "calendar": limit.calendar,
        "authority": limit.authority,
        "confidence": limit.confidence,
        "source": limit.source,
        "effective_from": limit.effective_from.isoformat(),
        "rule": limit.rule.said_in(language),
        "starts_on": sorted(limit.starts_on),
        "stops_on": sorted(limit.stops_on),
        "owed_by": limit.owed_by,
        "warn_days_before": list(limit.warn_days_before),
        "escalations": [{"days_after": days, "to": role} for days, role in limit.escalations],
        "extension": {
            "span": span_in_words(longer.span, language),
            "by": longer.by,
            "times": longer.times,
            "authority": longer.authority,
        }
        if longer
        else None,
    }
