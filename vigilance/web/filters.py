"""How dates, numbers, money and coded values are written in the reader's language."""

import json
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, current_app, g

from vigilance.domain.money import grouped, rupees
from vigilance.web.labels import label_of
from vigilance.web.language import language

INDIA = ZoneInfo("Asia/Kolkata")


def day(value: date | datetime | None) -> str:
    """22 नवंबर 2026 or 22 November 2026; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = value.astimezone(INDIA).date()
    return _day_in(value, language())


@lru_cache(maxsize=4096)
def _day_in(value: date, spoken: str) -> str:
    return format_date(value, "d MMMM y", locale=spoken)


def instant(value: datetime | None) -> str:
    """Day and time in India, on the 24-hour clock."""
    if value is None:
        return "–"
    here = value.astimezone(INDIA)
    return f"{_day_in(here.date(), language())}, {here:%H:%M}"


def money(value: int | None) -> str:
    """Rupees with lakh and crore grouping."""
    return "–" if value is None else rupees(value)


def number(value: float) -> str:
    """A count with Indian grouping."""
    return grouped(int(value))


def label(value: StrEnum | None) -> str:
    """A coded value in the reader's words."""
    return "–" if value is None else _label_in(type(value), value, language())


@lru_cache(maxsize=4096)
def _label_in(_kind: type[StrEnum], value: StrEnum, spoken: str) -> str:
    """Kept under the kind too: two kinds may have a value of the same spelling."""
    return label_of(value).said_in(spoken)


@cache
def _manifest_path(folder: str) -> Path:
    return Path(folder) / "built" / "manifest.json"


@cache
def _manifest(path: Path, _changed: float) -> dict[str, str]:
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    built = f"{current_app.static_url_path}/built"
    return {name: f"{built}/{file}" for name, file in found.items()}


def asset(name: str) -> str:
    """The address of a built front-end file, its name carrying its hash."""
    addresses: dict[str, str] | None = g.get("assets")
    if addresses is None:
        path = _manifest_path(current_app.static_folder or "")
        addresses = g.assets = _manifest(path, path.stat().st_mtime)
    return addresses[name]


def init_app(app: Flask) -> None:
    """Make these known to every template."""
    app.jinja_env.filters.update(day=day, instant=instant, rupees=money, number=number, label=label)
    app.jinja_env.globals.update(asset=asset)
