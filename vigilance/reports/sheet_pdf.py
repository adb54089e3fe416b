"""A frozen sheet on one side of A4 as a tagged PDF (PDF/UA-1), in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _

from vigilance.proceedings.letter_pdf import OFFICE, compiled
from vigilance.reports.models import FrozenSheet
from vigilance.reports.sheet import BandRow
from vigilance.reports.shown import (
    NOT_HELD,
    CaseShown,
    EndingShown,
    GraveShown,
    MonthShown,
    Shown,
)
from vigilance.web.filters import day, instant, label, number
from vigilance.web.language import language

TEMPLATE = Path(__file__).with_name("sheet.typ")
Rows = list[list[str]]
SHARE = 0.87
"""How wide the left half is beside the right."""
OLDEST = ("word", "free", "word", "few")
GRAVE = ("word", "free", "word", "few", "few")
ENDING = ("word", "free", "free", "word", "few")
"""How wide each column of these lists is (sheet.typ)."""


def sheet_pdf(sheet: FrozenSheet, shown: Shown, in_sight: frozenset[str], at: datetime) -> bytes:
    """The sheet as it was frozen; the same figures give the same paper."""
    return compiled(TEMPLATE, words_of(sheet, shown, in_sight), at)


def words_of(sheet: FrozenSheet, shown: Shown, in_sight: frozenset[str]) -> dict[str, object]:
    """Every word and figure of the paper."""
    figures, ages = shown.figures, [head for head, _kind in shown.age_headers]
    bands = [*ages, _("Pending")]
    directions = figures.directions
    return {
        "language": language(),
        "title": _("Minister's sheet %(number)s", number=sheet.number),
        "office": OFFICE.said_in(language()),
        "day": _("As on %(day)s", day=day(sheet.on)),
        "tally": [
            [number(figures.total), _("Complaints and cases pending")],
            [number(figures.ages[-1]), _("Over a year")],
            [number(figures.tracks), _("Proceedings pending")],
            [number(directions["open"]), _("Directions not yet carried out")],
            [number(directions["late"]), _("of them past their day")],
            *_counted_ahead(shown),
        ],
        "left": _left(shown, bands),
        "right": _right(shown, bands, in_sight),
        "below": _below(shown, in_sight),
        "share": SHARE,
        "nothing": _("None"),
        "foot": _(
            "Frozen on %(at)s. Fingerprint of the figures: %(hash)s",
            at=instant(sheet.frozen_at),
            hash=sheet.sha256.hex(),
        ),
    }


def _left(shown: Shown, bands: list[str]) -> list[dict[str, object]]:
    """What is pending, and how it came and went."""
    return [
        _table(
            _("Complaints and cases by stage"),
            [_("Stage"), *bands],
            _bands(shown.stages, shown.all_stages),
        ),
        _table(
            _("Proceedings by with whom they lie"),
            [_("With whom it lies"), *bands],
            _bands(shown.holders, shown.all_holders),
        ),
        _table(_("Thirteen months"), month_heads(), [month_cells(one) for one in shown.months]),
        _table(
            _("In which scheme"), [_("Scheme"), _("Pending")], _schemes(shown), ("free", "word")
        ),
    ]


def _counted_ahead(shown: Shown) -> list[list[str]]:
    """What ends soon and what was not reviewed; nothing on sheets frozen before it was counted."""
    if shown.figures.ahead is None:
        return []
    missed = sum(each.count for each in shown.missed)
    return [
        [number(shown.within[0].count), shown.within[0].label],
        [number(missed), NOT_HELD.said_in(language())],
    ]


def _right(shown: Shown, bands: list[str], in_sight: frozenset[str]) -> list[dict[str, object]]:
    """Where it is pending, the oldest cases, and what ends next."""
    oldest, ending = _cases(shown.listed(in_sight)), _ending(shown.ending(in_sight))
    named = [
        _table(_("By division and age"), [_("Division"), *bands], _areas(shown)),
        _table(_("The ten oldest pending cases"), case_heads(), oldest, OLDEST),
    ]
    if shown.figures.ahead is not None:
        named.append(_table(_("What breaches next"), ending_heads(), ending, ENDING))
    return named


def _below(shown: Shown, in_sight: frozenset[str]) -> list[dict[str, object]]:
    """The gravest over both halves of the paper: why they are grave is said in many words."""
    if shown.figures.ahead is None:
        return []
    rows = _grave(shown.gravest(in_sight))
    return [_table(_("The ten gravest pending cases"), grave_heads(), rows, GRAVE)]


def grave_heads() -> list[str]:
    """The heads of the list of the gravest."""
    return [_("Case"), _("Why it is grave"), _("Where"), _("Age in days"), _("Weight")]


def ending_heads() -> list[str]:
    """The heads of the list of what ends next."""
    return [_("Case"), _("What is due"), _("With whom it lies"), _("Due"), _("Days left")]


def _grave(rows: Sequence[GraveShown]) -> Rows:
    return [
        [
            each.case.number or "–",
            each.why,
            each.case.district,
            number(each.case.days),
            number(each.weight),
        ]
        for each in rows
    ]


def _ending(rows: Sequence[EndingShown]) -> Rows:
    return [
        [each.number or "–", each.limit, label(each.party), day(each.due_on), number(each.days)]
        for each in rows
    ]


def case_heads() -> list[str]:
    """The heads of the list of cases."""
    return [_("Case"), _("Where"), _("Stage"), _("Age in days")]


def month_heads() -> list[str]:
    """The heads of the months' table."""
    return [
        _("Month"),
        _("Received"),
        _("Opened again"),
        _("Between complaint and case"),
        _("Disposed"),
        _("Pending at its end"),
    ]


def month_cells(one: MonthShown) -> list[str]:
    """One line of the months' table."""
    row = one.row
    sign = "+" if row.between > 0 else "−" if row.between < 0 else ""
    between = f"{sign}{number(abs(row.between))}"
    counts = (number(row.received), number(row.reopened), between, number(row.disposed))
    return [one.label, *counts, number(row.pending)]


def _schemes(shown: Shown) -> Rows:
    return [[each.label, number(each.count)] for each in shown.schemes]


def _areas(shown: Shown) -> Rows:
    return [
        [area.label, *(number(band.count) for band in area.bands), number(area.count)]
        for area in shown.areas
    ]


def _bands(rows: Sequence[BandRow], in_all: BandRow) -> Rows:
    lines = [*rows, in_all] if rows else []
    return [
        [each.label, *(number(cell.count) for cell in each.cells), number(each.count)]
        for each in lines
    ]


def _cases(oldest: Sequence[CaseShown]) -> Rows:
    return [
        [each.number or "–", each.district, label(each.state), number(each.days)] for each in oldest
    ]


def _table(
    title: str, heads: list[str], rows: Rows, kinds: Sequence[str] | None = None
) -> dict[str, object]:
    """A table of counts by name, unless its columns are of other kinds (sheet.typ says how wide each is)."""
    return {"title": title, "heads": heads, "rows": rows, "kinds": kinds or kinds_of(heads)}


def kinds_of(heads: Sequence[str]) -> list[str]:
    """The columns of a table of counts: the first names what is counted."""
    return ["name", *["count"] * (len(heads) - 1)]
