"""The registers of what was done about each accused: one builder, one entry a register."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select

from vigilance.cases.accused_models import Accused
from vigilance.cases.models import Case
from vigilance.domain.personnel import Group, OrderOutcome, Penalty
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.words import Words
from vigilance.domain.workflow import Workflow
from vigilance.domain.workflows.aftermath import RecoveryAction
from vigilance.domain.workflows.departmental_major import MajorAction
from vigilance.personnel.models import Official
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.returns.registers import (
    ACCUSED,
    CASE,
    DISTRICT,
    SINCE,
    STAGE,
    UNVERIFIED,
    VIGILANCE,
)
from vigilance.returns.shapes import Column, Filter, Kind, Listing

DEPARTMENTAL = (Track.DEPARTMENTAL_MAJOR, Track.DEPARTMENTAL_MINOR)
SANCTIONS = (Track.SANCTION_17A, Track.SANCTION_19, Track.SANCTION_218)
STATES = {
    state.value: state for workflow in WORKFLOWS.values() for state in Workflow.states(workflow)
}
"""Every state of every track, by its code."""
RECOVERY_ACTS = {one.value: one for one in RecoveryAction}
GROUP = Words(hi="समूह", en="Group")
POST = Words(hi="पद", en="Post")
TRACK = Words(hi="कार्यवाही", en="Proceedings")
BEGUN = Words(hi="आरम्भ", en="Begun")
DAY = Words(hi="दिनांक", en="Day")
ORDER = Words(hi="आदेश संख्या", en="Order")
AMOUNT = Words(hi="धनराशि", en="Amount")

_WHO = (
    Column("case", CASE, value=Case.number),
    Column("accused", ACCUSED, Kind.COUNT, Accused.number),
    Column("post", POST, Kind.POST, Accused.post_then),
    Column("group", GROUP, Kind.CODED, Official.group, Group),
    Column("district", DISTRICT, Kind.DISTRICT, Case.district_code),
)
_WHERE = (
    Filter("group", GROUP, Official.group, tuple(Group), Group),
    Filter("district", DISTRICT, Case.district_code),
)
_STANDING = (
    Column("track", TRACK, Kind.CODED, Proceeding.track, Track),
    Column("begun_on", BEGUN, Kind.DAY, Proceeding.begun_on),
    Column("stage", STAGE, Kind.CODED, Proceeding.state, STATES.__getitem__),
    Column("since", SINCE, Kind.DAY, Proceeding.state_since),
)
_NEXT = (
    Column(
        "next_hearing",
        Words(hi="अगली सुनवाई", en="Next hearing"),
        Kind.DAY,
        Proceeding.next_hearing_on,
    ),
)


def _tracks(*tracks: Track) -> Callable[[Select[Any]], Select[Any]]:
    def source(statement: Select[Any]) -> Select[Any]:
        return (
            statement.select_from(Proceeding)
            .join(Accused, Accused.id == Proceeding.accused_id)
            .join(Official, Official.id == Accused.official_id)
            .join(Case, Case.record_id == Proceeding.record_id)
            .where(Proceeding.track.in_(tracks))
        )

    return source


def _acts(tracks: tuple[Track, ...], *actions: str) -> Callable[[Select[Any]], Select[Any]]:
    def source(statement: Select[Any]) -> Select[Any]:
        joined = statement.select_from(ProceedingEntry).join(
            Proceeding, Proceeding.id == ProceedingEntry.proceeding_id
        )
        return (
            joined.join(Accused, Accused.id == Proceeding.accused_id)
            .join(Official, Official.id == Accused.official_id)
            .join(Case, Case.record_id == ProceedingEntry.record_id)
            .where(Proceeding.track.in_(tracks), ProceedingEntry.action.in_(actions))
        )

    return source


def _register(
    name: str, title: Words, *tracks: Track, more: tuple[Column, ...] = (), chosen: bool = False
) -> Listing:
    """A register of tracks, by the day on which each was begun."""
    return Listing(
        name=name,
        title=title,
        about=UNVERIFIED,
        by=VIGILANCE,
        columns=(*_WHO, *_STANDING, *more),
        filters=(
            *_WHERE,
            *((Filter("track", TRACK, Proceeding.track, tracks, Track),) if chosen else ()),
        ),
        source=_tracks(*tracks),
        key=(Proceeding.begun_on, Proceeding.id),
    )


def _fact(name: str) -> Any:
    return ProceedingEntry.facts[name]


TRACK_REGISTERS = (
    _register(
        "disciplinary-register",
        Words(hi="विभागीय कार्यवाही पंजी", en="Disciplinary register"),
        *DEPARTMENTAL,
        chosen=True,
    ),
    _register(
        "suspension-register", Words(hi="निलंबन पंजी", en="Suspension register"), Track.SUSPENSION
    ),
    _register(
        "sanction-register",
        Words(hi="स्वीकृति पंजी (17क, 19, 218)", en="Sanction register (17A, 19, 218)"),
        *SANCTIONS,
        chosen=True,
    ),
    _register(
        "court-register",
        Words(hi="न्यायालय और अभिकरण पंजी", en="Court and agency register"),
        Track.CRIMINAL,
        more=_NEXT,
    ),
    Listing(
        name="penalties",
        title=Words(hi="आरोपित शास्तियां", en="Penalties imposed"),
        about=Words(
            hi="विभागीय कार्यवाही में पारित आदेश, आदेश की तिथि से।",
            en="Orders passed in departmental proceedings, by the day of the order.",
        ),
        by=VIGILANCE,
        columns=(
            *_WHO,
            Column("track", TRACK, Kind.CODED, Proceeding.track, Track),
            Column("on", DAY, Kind.DAY, ProceedingEntry.on),
            Column("order", ORDER, value=_fact("order")),
            Column(
                "outcome",
                Words(hi="परिणाम", en="Outcome"),
                Kind.CODED,
                _fact("outcome"),
                OrderOutcome,
            ),
            Column(
                "penalties",
                Words(hi="शास्तियां", en="Penalties"),
                Kind.CODED_LIST,
                _fact("penalties"),
                Penalty,
            ),
        ),
        filters=_WHERE,
        source=_acts(DEPARTMENTAL, MajorAction.PASS_ORDER.value),
        key=(ProceedingEntry.on, ProceedingEntry.id),
    ),
    Listing(
        name="recoveries",
        title=Words(hi="वसूलियां", en="Recoveries"),
        about=Words(
            hi="वसूली के आदेश और जमा की गई धनराशि, तिथिवार।",
            en="Recoveries ordered and money realised, by the day of the act.",
        ),
        by=VIGILANCE,
        columns=(
            *_WHO,
            Column("on", DAY, Kind.DAY, ProceedingEntry.on),
            Column(
                "act",
                Words(hi="क्या हुआ", en="What happened"),
                Kind.CODED,
                ProceedingEntry.action,
                RECOVERY_ACTS.__getitem__,
            ),
            Column("amount", AMOUNT, Kind.AMOUNT, _fact("amount")),
        ),
        filters=_WHERE,
        source=_acts((Track.RECOVERY,), *RECOVERY_ACTS),
        key=(ProceedingEntry.on, ProceedingEntry.id),
    ),
)
