"""The radar of the vigilance team: what comes towards its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.clocks.badges import Badge
from vigilance.domain.calendar import Months, Span
from vigilance.domain.permissions import Permission
from vigilance.domain.radar import Band, Watch
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track
from vigilance.proceedings.radar import MOST, Blip, radar
from vigilance.web.clock import today
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

radar_desk = Blueprint("radar", __name__, url_prefix="/office/radar")


@dataclass(frozen=True, slots=True)
class RadarLine:
    """One thing on the radar as a line."""

    url: str
    number: str
    accused: int | None
    watch: Watch
    detail: str
    on: date
    days: int
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class RadarPart:
    """The lines of one band."""

    band: Band
    label: str
    rows: Sequence[RadarLine]

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.rows)

    @property
    def overdue(self) -> bool:
        """Whether it is too late for what stands here."""
        return self.band is Band.BREACHED

    @property
    def url(self) -> str | None:
        """Where it stands on the page; an empty band is not drawn."""
        return f"#{self.band.value}" if self.rows else None


@radar_desk.get("", endpoint="desk")
@requires(Permission.RADAR_SEE)
def desk() -> ResponseReturnValue:
    """What comes, the nearest first, in bands."""
    session, day = current_session(), today()
    blips = radar(session, day)
    parts = [
        RadarPart(
            band,
            label_of(band).said_in(language()),
            [_line(blip, day) for blip in blips if blip.band is band],
        )
        for band in Band
    ]
    return render_template(
        "proceedings/radar.html",
        parts=parts,
        most=MOST,
        full=any(_full(blips, watch) for watch in Watch),
    )


def _full(blips: Sequence[Blip], watch: Watch) -> bool:
    return sum(blip.watch is watch for blip in blips) >= MOST


def _line(blip: Blip, day: date) -> RadarLine:
    return RadarLine(
        url=file_url(blip.number),
        number=blip.number,
        accused=blip.accused,
        watch=blip.watch,
        detail=_detail(blip, day),
        on=blip.on,
        days=(blip.on - day).days,
        badge=blip.badge,
    )


def _detail(blip: Blip, day: date) -> str:
    if blip.watch is Watch.WAKE_UP:
        return label_of(StayGround(str(blip.detail))).said_in(language())
    if blip.watch is Watch.HEARING:
        track = label_of(Track(str(blip.track))).said_in(language())
        return f"{track} · {blip.detail}" if blip.detail else track
    if blip.watch is Watch.DEEMED_SANCTION:
        return _sanction_day(blip, day)
    return _mark(blip.mark) if blip.mark else ""


def _sanction_day(blip: Blip, day: date) -> str:
    """Day so-and-so of the 120; beyond them the law itself gives the sanction, and an officer records it."""
    left = (blip.on - day).days
    if left < 0:
        return str(
            _("The 120 days ended on %(day)s; deemed by law, to be recorded", day=_spoken(blip.on))
        )
    return str(_("Day %(day)s of 120", day=120 - left))


def _spoken(day: date) -> str:
    words: str = current_app.jinja_env.filters["day"](day)
    return words


def _mark(mark: Span) -> str:
    if isinstance(mark, Months):
        if mark.count == 1:
            return str(_("within a month"))
        return str(_("within %(count)s months", count=mark.count))
    return str(_("within %(count)s days", count=mark.count))
