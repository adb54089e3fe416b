"""The sheet in the meeting room: one message a page, in large type, with a table beside what is drawn."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.reports.figures import collect, figures_of
from vigilance.reports.freezing import frozen_sheet
from vigilance.reports.sheet_views import in_sight, shown_of
from vigilance.reports.shown import Shown
from vigilance.web.clock import today
from vigilance.web.filters import number as counted
from vigilance.web.guard import requires
from vigilance.web.session import current_session

slides = Blueprint("slides", __name__, url_prefix="/minister")


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of the meeting room: its message, and which part of the sheet it draws."""

    part: str
    message: str


def slides_of(shown: Shown) -> list[Slide]:
    """The pages in the order in which the sheet is read; each says in words what its picture shows."""
    figures = shown.figures
    month = figures.months[-1]
    came, went = counted(month.received), counted(month.disposed)
    still, late = (counted(figures.directions[name]) for name in ("open", "late"))
    total, old = counted(figures.total), counted(figures.ages[-1])
    return [
        Slide("tally", _("%(count)s complaints and cases are pending", count=total)),
        Slide("ages", _("%(count)s of them are older than a year", count=old)),
        Slide("stages", _("In which stage they stand")),
        Slide("holders", _with_whom(shown)),
        Slide("places", _where(shown)),
        Slide("months", _("This month: %(came)s came in, %(went)s went out", came=came, went=went)),
        Slide("oldest", _("The ten oldest pending cases")),
        *_ahead(shown),
        Slide("directions", _directions(still, late)),
    ]


def _ahead(shown: Shown) -> list[Slide]:
    """What is grave and what comes; no page on sheets frozen before it was counted."""
    if shown.figures.ahead is None:
        return []
    soon = shown.within[0]
    return [
        Slide("gravest", _("The ten gravest pending cases")),
        Slide("ending", f"{soon.label}: {counted(soon.count)}"),
    ]


def _with_whom(shown: Shown) -> str:
    most = max(shown.holders, key=lambda row: row.count, default=None)
    if most is None:
        return str(_("No proceedings are pending."))
    words = _("Most proceedings lie with: %(name)s (%(count)s)")
    return str(words % {"name": most.label, "count": counted(most.count)})


def _where(shown: Shown) -> str:
    most = max(
        (each for each in shown.areas if each.count), key=lambda area: area.count, default=None
    )
    if most is None:
        return str(_("Nothing is pending here."))
    words = _("Most are pending in the division %(name)s: %(count)s")
    return str(words % {"name": most.label, "count": counted(most.count)})


def _directions(still: str, late: str) -> str:
    words = _("%(still)s directions are not yet carried out, %(late)s of them past their day")
    return str(words % {"still": still, "late": late})


@slides.get("/slides/<int:place>")
@requires(Permission.MINISTER_SHEET)
def standing(place: int) -> ResponseReturnValue:
    """One page of the sheet as it stands."""
    shown = shown_of(collect(current_session(), today()))
    return _page(shown, place, None)


@slides.get("/sheets/<number>/slides/<int:place>")
@requires(Permission.MINISTER_SHEET)
def frozen(number: str, place: int) -> ResponseReturnValue:
    """One page of a frozen sheet."""
    sheet = frozen_sheet(current_session(), number)
    return _page(shown_of(figures_of(sheet.figures)), place, number)


def _page(shown: Shown, place: int, number: str | None) -> str:
    pages = slides_of(shown)
    if not 1 <= place <= len(pages):
        raise NotFound("slide")
    return render_template(
        "reports/slide.html",
        shown=shown,
        slide=pages[place - 1],
        place=place,
        last=len(pages),
        # what stands as it is was read in this reader's sight, just now
        in_sight=in_sight(shown.figures) if number else shown.figures.named,
        earlier=_address(number, place - 1) if place > 1 else None,
        later=_address(number, place + 1) if place < len(pages) else None,
        leave=url_for("sheets.one", number=number) if number else url_for("minister.sheet"),
        number=number,
    )


def _address(number: str | None, place: int) -> str:
    if number is None:
        return url_for(".standing", place=place)
    return url_for(".frozen", number=number, place=place)
