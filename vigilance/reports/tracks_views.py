"""The tracks behind a figure: to the minister and the CVO beside the sheet, to the vigilance desks as their matters."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields, post_load, validate

from vigilance.accounts.signing_in import current_officer
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.outside import OTHERS
from vigilance.domain.parties import Party
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.words import Words
from vigilance.proceedings.commands.counting import UNNAMED
from vigilance.proceedings.words import whom_in_words
from vigilance.reports.schemas import LONGEST_CURSOR
from vigilance.reports.sheet import BandRow, Figure, summed
from vigilance.reports.shown import IN_ALL
from vigilance.reports.track_queries import (
    Lying,
    TrackSlice,
    pending_tracks,
    tracks_by_name,
    tracks_counted,
)
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

pending_tracks_desk = Blueprint("pending_tracks", __name__)
NOT_NAMED = Words(hi="नाम अंकित नहीं", en="Not named")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tracks are asked for, and from where on."""

    party: Party | None
    track: Track | None
    band: AgeBand | None
    named: str | None
    after: str | None

    @property
    def part(self) -> TrackSlice:
        """The slice of the totals."""
        return TrackSlice((self.party,) if self.party else (), self.track, self.band, self.named)


class TracksAddress(Schema):
    """The address of a slice of the pending tracks."""

    party = fields.Enum(Party, by_value=True, load_default=None)
    track = fields.Enum(Track, by_value=True, load_default=None)
    band = fields.Enum(AgeBand, by_value=True, load_default=None)
    named = fields.String(load_default=None, validate=validate.Length(max=40))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _record(self, values: dict[str, object], **_options: object) -> Asked:
        return Asked(**values)  # type: ignore[arg-type]  # the fields above say what each is


@dataclass(frozen=True, slots=True)
class TrackLine:
    """One pending track as a line."""

    url: str
    row: Lying
    state: StrEnum
    party: Party
    days: int


@dataclass(frozen=True, slots=True)
class HolderPart:
    """One party outside the office, and with whom of it by name the proceedings lie."""

    party: Party
    url: str
    rows: list[BandRow]
    total: BandRow


@pending_tracks_desk.get("/minister/tracks")
@requires(Permission.MINISTER_SHEET)
def behind_the_sheet() -> ResponseReturnValue:
    """The tracks that a figure of the sheet counts, as far as their cases were released; never a protected matter."""
    asked: Asked = read_arguments(TracksAddress)
    return _page(asked, ordinary=True, counted=tracks_counted(current_session(), asked.part))


@pending_tracks_desk.get("/office/tracks")
@requires(Permission.REVIEW_SEE)
def on_the_desk() -> ResponseReturnValue:
    """The pending tracks of the matters in this officer's sight."""
    return _page(read_arguments(TracksAddress), ordinary=False, counted=None)


@pending_tracks_desk.get("/minister/holders")
@requires(Permission.MINISTER_SHEET)
def holders() -> ResponseReturnValue:
    """With which agency or authority by name the proceedings lie that lie outside, by age."""
    found = tracks_by_name(current_session(), OTHERS)
    return render_template(
        "reports/holders.html",
        bands=[(label_of(band).said_in(language()), "num") for band in AgeBand],
        parts=[_part(party, found[party]) for party in OTHERS if party in found],
    )


def _part(party: Party, names: Mapping[str, Mapping[str, int]]) -> HolderPart:
    rows = [
        BandRow(
            _name(name),
            tuple(
                Figure("", counts.get(band, 0), _of_holder(party=party, named=name, band=band))
                for band in AgeBand
            ),
            _of_holder(party=party, named=name),
        )
        for name, counts in names.items()
    ]
    rows.sort(key=lambda row: (-row.count, row.label))
    total = summed(IN_ALL.said_in(language()), rows, partial(_of_holder, party=party))
    return HolderPart(party, _of_holder(party=party), rows, total)


def _of_holder(**said: str) -> str:
    return url_for(".behind_the_sheet", **said)  # type: ignore[arg-type]  # codes


def _page(asked: Asked, *, ordinary: bool, counted: int | None) -> str:
    reader = current_officer().officer_id
    listing = f"tracks {ordinary} {asked.party} {asked.track} {asked.band} {asked.named}"
    after = _after(read_cursor(listing, reader, asked.after)) if asked.after else None
    page = pending_tracks(current_session(), asked.part, after, ordinary=ordinary)
    older = None
    if page.following:
        key = {"on": page.following[0].isoformat(), "id": page.following[1].hex}
        older = _address(asked, after=seal_cursor(listing, reader, key))
    return render_template(
        "reports/tracks.html",
        counted=counted,
        lines=[_line(row) for row in page.rows],
        chosen=_chosen(asked),
        above=url_for("minister.sheet") if ordinary else url_for("office.today"),
        ordinary=ordinary,
        older=older,
    )


def _line(row: Lying) -> TrackLine:
    officer = current_officer()
    inside = {Role.CVO, Role.VO} & officer.roles
    url = file_url(row.number) if inside else url_for("minister.case", number=row.number)
    state = type(WORKFLOWS[row.track].initial)(row.state)
    return TrackLine(url, row, state, Party(row.held_by), (today() - row.begun_on).days)


def _chosen(asked: Asked) -> list[tuple[str, str]]:
    """What the slice is, in words, each with the address of the slice without it."""
    said = (("party", asked.party), ("track", asked.track), ("band", asked.band))
    chosen = [
        (label_of(value).said_in(language()), _address(asked, **{name: None}))
        for name, value in said
        if value is not None
    ]
    if asked.named is not None:
        chosen.append((_name(asked.named), _address(asked, named=None)))
    return chosen


def _name(code: str) -> str:
    return NOT_NAMED.said_in(language()) if code == UNNAMED else whom_in_words(code)


def _address(asked: Asked, **more: str | None) -> str:
    said = {
        "party": asked.party,
        "track": asked.track,
        "band": asked.band,
        "named": asked.named,
    } | more
    return url_for(request.endpoint or "", **said)  # type: ignore[arg-type]  # None leaves a value out


def _after(key: dict[str, str]) -> tuple[date, uuid.UUID]:
    return date.fromisoformat(key["on"]), uuid.UUID(key["id"])
