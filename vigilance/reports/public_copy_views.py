"""The copy of a frozen sheet for publishing: a page to read, a paper to hand out, in both languages, nothing named."""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, current_app, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.parties import Party
from vigilance.domain.permissions import Permission
from vigilance.domain.suppression import Hidden
from vigilance.proceedings.letter_pdf import OFFICE, compiled
from vigilance.reference import Reference, load_reference
from vigilance.reports import freezing
from vigilance.reports.figures import Figures, figures_of
from vigilance.reports.models import FrozenSheet
from vigilance.reports.public_copy import ALL, BANDS, TRACKS, PublicCopy, cell, public_copy
from vigilance.reports.queries import NOT_KNOWN
from vigilance.reports.sheet import NO_DISTRICT, NO_SCHEME
from vigilance.reports.sheet_pdf import TEMPLATE
from vigilance.reports.shown import IN_ALL, month_name
from vigilance.reports.stages import Stage
from vigilance.web.filters import day, label, number
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.session import current_session

public_copies = Blueprint("public_copies", __name__, url_prefix="/minister/sheets")
NOT_TOLD = "–"
WIDER = 1.6
"""So much wider is the half of the paper with the tables by age, whose cells are words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the copy, every cell in words."""

    title: str
    heads: list[str]
    rows: list[list[str]]

    @property
    def columns(self) -> list[str | tuple[str, str]]:
        """The heads as a page's table takes them: names to the left, figures to the right."""
        return [self.heads[0], *((head, "num") for head in self.heads[1:])]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Puts the copy of one sheet in words of the reader's language."""

    figures: Figures
    reference: Reference
    copy: PublicCopy
    smallest: int

    def told(self, name: str) -> str:
        """A figure, or what is said in its place."""
        found = self.copy.told(name)
        if isinstance(found, Hidden):
            return str(self.small) if found is Hidden.SMALL else NOT_TOLD
        return number(found)

    @property
    def small(self) -> str:
        """What is said in the place of a small count."""
        return str(_("under %(count)s", count=number(self.smallest)))

    @property
    def tally(self) -> list[list[str]]:
        """The sums."""
        return [
            [self.told(ALL), _("Complaints and cases pending")],
            [self.told(cell(ALL, BANDS[-1])), _("Over a year")],
            [self.told(TRACKS), _("Proceedings pending")],
        ]

    @property
    def parts(self) -> list[Part]:
        """The tables, each with the same lines on every sheet."""
        stages = {f"stage:{each.value}": label(each) for each in Stage}
        parties = {f"party:{each.value}": label(each) for each in Party}
        return [
            self._by_age(_("Complaints and cases by stage"), _("Stage"), stages, ALL),
            self._by_age(
                _("Proceedings by with whom they lie"), _("With whom it lies"), parties, TRACKS
            ),
            self._by_age(_("By division and age"), _("Division"), self._divisions(), ALL),
            self._months(),
            self._schemes(),
        ]

    def _by_age(self, title: str, head: str, rows: dict[str, str], whole: str) -> Part:
        heads = [head, *(label(band) for band in AgeBand), _("Pending")]
        lines = [*rows.items(), (whole, IN_ALL.said_in(language()))]
        return Part(
            title,
            heads,
            [
                [words, *(self.told(cell(name, band)) for band in BANDS), self.told(name)]
                for name, words in lines
            ],
        )

    def _divisions(self) -> dict[str, str]:
        spoken = language()
        named = {
            f"division:{each.key}": each.name.said_in(spoken) for each in self.reference.divisions
        }
        return named | {f"division:{NOT_KNOWN}": NO_DISTRICT.said_in(spoken)}

    def _schemes(self) -> Part:
        spoken = language()
        named = {code: each.name.said_in(spoken) for code, each in self.reference.schemes.items()}
        named[NOT_KNOWN] = NO_SCHEME.said_in(spoken)
        rows = [[words, self.told(f"scheme:{code}")] for code, words in named.items()]
        return Part(_("In which scheme"), [_("Scheme"), _("Pending")], rows)

    def _months(self) -> Part:
        rows = [
            [
                month_name(each.month, language()),
                self.told(f"received:{each.month}"),
                self.told(f"disposed:{each.month}"),
            ]
            for each in self.figures.months
        ]
        return Part(_("Thirteen months"), [_("Month"), _("Received"), _("Disposed")], rows)

    @property
    def legend(self) -> str:
        """What the signs mean."""
        return str(
            _(
                "%(small)s: the figure is small and not told. –: not told, so that a small one cannot be reckoned.",
                small=self.small,
            )
        )


@public_copies.get("/<number>/public")
@requires(Permission.MINISTER_SHEET)
def page(number: str) -> ResponseReturnValue:
    """The copy, as it would be published."""
    sheet, drawn = _drawn(number)
    return render_template("reports/public-copy.html", sheet=sheet, drawn=drawn)


@public_copies.get("/<number>/public.pdf")
@requires(Permission.MINISTER_SHEET)
def paper(number: str) -> ResponseReturnValue:
    """The copy on one side of A4, in the reader's language."""
    sheet, drawn = _drawn(number)
    parts = [
        {"title": each.title, "heads": each.heads, "rows": each.rows, "words": 1}
        for each in drawn.parts
    ]
    words = {
        "language": language(),
        "title": _("Pending complaints and cases"),
        "office": OFFICE.said_in(language()),
        "day": _("As on %(day)s", day=day(sheet.on)),
        "tally": drawn.tally,
        "share": WIDER,
        "left": parts[:3],
        "right": parts[3:],
        "below": [],
        "nothing": _("None"),
        "foot": f"{drawn.legend} {sheet.number}",
    }
    return send_file(
        BytesIO(compiled(TEMPLATE, words, sheet.frozen_at)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{number}-public-{language()}.pdf",
    )


def _drawn(number: str) -> tuple[FrozenSheet, Drawn]:
    settings = current_app.config["SETTINGS"]
    sheet = freezing.frozen_sheet(current_session(), number)
    figures, reference = figures_of(sheet.figures), load_reference(settings.config_dir)
    copy = public_copy(figures, reference, settings.public_smallest)
    return sheet, Drawn(figures, reference, copy, settings.public_smallest)
