"""The desks an officer may go to: one table, shown on every page of the office."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.routing import Map

from vigilance.domain.numbering import COMPLAINT_MARK
from vigilance.domain.permissions import Permission, allowed, permissions_of
from vigilance.web.guard import current_roles
from vigilance.web.language import LANGUAGES, carried_in_address, language

FEW = 8
"""So many desks stand beside each other; of more, those gone to seldom are put away."""
PLACE_OF_VALUE = "value-of-this-row"
"""Stands for the value that differs while the router is asked for the rest."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk: its address, its name, and who may go there."""

    path: str
    label: LazyString
    permission: Permission
    seldom: bool = False
    """Whether who has many desks goes there seldom, so that it may stand behind `More`."""


@dataclass(frozen=True, slots=True)
class Way:
    """A desk as a link of this page."""

    label: str
    url: str
    current: bool
    seldom: bool = False


DESKS = (
    Desk("/office", _l("Today"), Permission.SIGN_IN_HOME),
    Desk("/office/intake", _l("Intake"), Permission.INTAKE_SEE),
    Desk("/office/intake/calls", _l("Telephone"), Permission.INTAKE_REGISTER),
    Desk("/office/letters", _l("Letters"), Permission.INTAKE_SEE),
    Desk("/office/held", _l("Held"), Permission.HELD_DECIDE),
    Desk("/office/channels", _l("Channels"), Permission.CHANNELS_SEE, seldom=True),
    Desk("/office/outbox", _l("Messages going out"), Permission.CHANNELS_SEE, seldom=True),
    Desk("/office/cvo", _l("For decision"), Permission.CVO_DESK),
    Desk("/office/radar", _l("Radar"), Permission.RADAR_SEE),
    Desk("/office/diary", _l("Court diary"), Permission.PROCEEDING_READ),
    Desk("/office/inquiries", _l("My inquiries"), Permission.INQUIRY_HOLD),
    Desk("/office/handover", _l("Handover"), Permission.HANDOVER, seldom=True),
    Desk("/office/delegation", _l("Leave"), Permission.DELEGATE, seldom=True),
    Desk("/office/requests", _l("Reports asked for"), Permission.FACTUAL_REPORT_ANSWER),
    Desk("/office/reviews", _l("Reviews"), Permission.REVIEW_SEE),
    Desk("/office/others", _l("With others"), Permission.OTHERS_SEE),
    Desk("/office/agency", _l("Matters with your agency"), Permission.PROGRESS_POST),
    Desk("/office/sittings", _l("Sittings"), Permission.SITTING_SEE),
    Desk("/office/directions", _l("Directions"), Permission.DIRECTION_ANSWER),
    Desk("/minister", _l("Minister's page"), Permission.MINISTER_SHEET),
    Desk("/office/ledger", _l("Ledger"), Permission.LEDGER_READ),
    Desk("/office/reads", _l("Who read what"), Permission.READS_AUDIT, seldom=True),
    Desk("/office/outcomes", _l("Outcomes"), Permission.OUTCOMES_SEE, seldom=True),
    Desk("/office/reports", _l("Reports"), Permission.REPORT_RUN, seldom=True),
    Desk("/office/officers", _l("Officers"), Permission.OFFICERS_MANAGE),
    Desk("/office/calendar", _l("Holidays"), Permission.CALENDAR_MANAGE),
    Desk("/office/limits", _l("Time limits"), Permission.CALENDAR_MANAGE),
    Desk("/office/jobs", _l("Background jobs"), Permission.OFFICERS_MANAGE),
    Desk("/office/clocks", _l("Due dates"), Permission.CLOCK_COMPUTE, seldom=True),
)


INTAKE_DOORS = (
    Desk("/office/intake/phone", _l("A call begins"), Permission.INTAKE_REGISTER),
    Desk("/office/intake/post", _l("Post"), Permission.INTAKE_REGISTER),
    Desk("/office/intake/paste", _l("Paste in a public post"), Permission.INTAKE_REGISTER),
    Desk("/office/intake/camp", _l("Camp or field visit"), Permission.INTAKE_REGISTER),
    Desk("/office/intake/lists", _l("Lists from files"), Permission.INTAKE_REGISTER),
    Desk("/office/letters", _l("Letters of public representatives"), Permission.INTAKE_SEE),
    Desk("/office/held", _l("Held"), Permission.HELD_DECIDE),
)
"""How a complaint is entered by hand, as the row of links above the inbox."""


def intake_doors() -> list[Way]:
    """The doors this officer may open."""
    held = permissions_of(current_roles())
    return [
        Way(str(door.label), door.path, current=False)
        for door in INTAKE_DOORS
        if door.permission in held
    ]


def office_nav() -> list[Way]:
    """The desks of the officer of this request; a desk whose feature is not installed is left out."""
    held = permissions_of(current_roles())
    if not held:
        return []
    desks = _desks_of(held, current_app.url_map)
    asked = request.path
    here = max((desk.path for desk in desks if _leads_to(asked, desk.path)), key=len, default="")
    many, carried, said = len(desks) > FEW, carried_in_address(), _labels_in(language())
    return [
        Way(
            said[desk.path],
            desk.path + carried,
            desk.path == here,
            seldom=many and desk.seldom and desk.path != here,
        )
        for desk in desks
    ]


@lru_cache(maxsize=64)
def _desks_of(held: frozenset[Permission], addresses: Map) -> tuple[Desk, ...]:
    """The desks these permissions open."""
    pages = _pages(addresses)
    return tuple(desk for desk in DESKS if desk.permission in held and desk.path in pages)


@lru_cache(maxsize=len(LANGUAGES))
def _labels_in(_spoken: str) -> dict[str, str]:
    """What each desk is called in the language that is spoken now."""
    return {desk.path: str(desk.label) for desk in DESKS}


@lru_cache(maxsize=4)
def _pages(addresses: Map) -> frozenset[str]:
    """The addresses at which there is a page; those of an application stand from its first request on."""
    return frozenset(rule.rule for rule in addresses.iter_rules() if "GET" in (rule.methods or ()))


def _leads_to(asked: str, path: str) -> bool:
    if path == "/office":
        return asked == path
    return asked == path or asked.startswith(f"{path}/")


def file_url(number: str) -> str:
    """The file of this number, at the address where this officer may read it."""
    is_complaint = f"-{COMPLAINT_MARK}-" in number
    if is_complaint and allowed(current_roles(), Permission.COMPLAINT_READ):
        return url_for("complaints.complaint", number=number)
    return url_for("cases.case", number=number)


def url_of_each(endpoint: str, name: str, **same: str) -> Callable[[str], str]:
    """Makes the addresses of many rows of one page, which differ in one value; the router is asked once."""
    values: dict[str, Any] = {**same, name: PLACE_OF_VALUE}
    before, mark, after = url_for(endpoint, **values).partition(PLACE_OF_VALUE)
    if not mark:
        raise RuntimeError(f"{endpoint} has no {name}")
    return lambda value: f"{before}{quote(value, safe='')}{after}"
