"""What officers type about the accused of a case: one schema a form, each into the record its command takes."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load

from vigilance.cases.accused_models import EntityKind, PointFinding
from vigilance.cases.commands.accused import Charge, Particulars
from vigilance.cases.commands.postings import Held
from vigilance.complaints.filing_fields import Line, PastDay, Rupees
from vigilance.complaints.office_fields import EMPTY, Words, choice
from vigilance.domain.personnel import Group
from vigilance.domain.stays import StayGround
from vigilance.proceedings.commands.corrections import Correction
from vigilance.proceedings.fields import (
    AnyDay,
    Count,
    authority_code,
    code,
    district_code,
    post_code,
    presence,
    provision_code,
    uuid_code,
)
from vigilance.web.record_schema import RecordSchema


@dataclass(frozen=True, slots=True)
class Named:
    """An officer as he is named: his particulars and his post at the time."""

    who: Particulars
    post_then: str


class Name(Schema):
    """Its form."""

    name = Line(required=True, error_messages=EMPTY)
    hrms_id = Line(load_default=None)
    service = Line(load_default=None)
    cadre = Line(load_default=None)
    group = choice(Group)
    designation = code(post_code, required=True)
    post_then = code(post_code, required=False)
    district_code = code(district_code, required=False)
    appointing_authority = code(authority_code, required=True)
    disciplinary_authority = code(authority_code, required=True)
    born_on = AnyDay(load_default=None)
    superannuates_on = AnyDay(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Named:
        post_then = values.pop("post_then") or values["designation"]
        values["name"] = values["name"] or ""
        return Named(Particulars(**values), post_then)


@dataclass(frozen=True, slots=True)
class Alleged:
    """One allegation, and the numbers of those it is made against."""

    charge: Charge
    against: frozenset[int]


class Allege(Schema):
    """Its form."""

    text = Words()
    against = fields.List(Count(), load_default=list)
    done_from = PastDay(load_default=None)
    done_until = PastDay(load_default=None)
    amount = Rupees(load_default=None)
    provision = code(provision_code, required=False)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Alleged:
        against = frozenset(each for each in values.pop("against") if each)
        return Alleged(Charge(**values), against)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one point, and why."""

    point: uuid.UUID
    point_finding: PointFinding
    reasons: str


class Find(RecordSchema):
    """Its form."""

    makes = Found
    point = code(uuid_code, required=True)
    point_finding = choice(PointFinding)
    reasons = Words()


@dataclass(frozen=True, slots=True)
class Entity:
    """A vendor, account, vehicle or tender."""

    kind: EntityKind
    text: str


class AddEntity(Schema):
    """Its form."""

    kind = choice(EntityKind)
    text = Line(required=True, error_messages=EMPTY)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Entity:
        return Entity(values["kind"], values["text"] or "")


class AddPosting(Schema):
    """A post that was held."""

    designation = code(post_code, required=True)
    office = Line(required=True, error_messages=EMPTY)
    district_code = code(district_code, required=False)
    reports_to = code(authority_code, required=False)
    since = PastDay(**presence(required=True))
    until = AnyDay(load_default=None)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Held:
        values["office"] = values["office"] or ""
        return Held(**values)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The HRMS number of an accused who was entered without it."""

    hrms_id: str


class EnterNumber(RecordSchema):
    """Its form."""

    makes = Numbered
    hrms_id = Line(required=True, error_messages=EMPTY)


class Correct(Schema):
    """The true day of one act, and how it is known."""

    entry = Count(required=True, error_messages=EMPTY)
    true_day = PastDay(**presence(required=True))
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Correction:
        return Correction(values["entry"], values["true_day"], values["reasons"])


@dataclass(frozen=True, slots=True)
class TrackStay:
    """On what ground the clocks of one track stand still, and since when."""

    ground: StayGround
    since: date
    reasons: str


class Stay(RecordSchema):
    """Its form."""

    makes = TrackStay
    ground = choice(StayGround)
    since = PastDay(**presence(required=True))
    reasons = Words()


class Lift(Schema):
    """The ground that no longer stands."""

    ground = choice(StayGround)
