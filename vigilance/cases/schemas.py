"""What officers type on a case's file: one schema a form."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load

from vigilance.complaints.filing_fields import Line, Narrative, PastDay
from vigilance.complaints.office_fields import EMPTY, Version, Words, choice, officer_field
from vigilance.domain import words
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.stays import StayGround
from vigilance.domain.walls import DECLARED, Relation
from vigilance.notes.models import Endorsement
from vigilance.web.record_schema import RecordSchema


@dataclass(frozen=True, slots=True)
class OrderStep:
    """The inquiry that is ordered: who holds it, who follows it, what it is called, and why."""

    version: int
    officer: uuid.UUID
    vo: uuid.UUID | None
    title: str
    reasons: str


class Order(RecordSchema):
    """Its form."""

    makes = OrderStep
    version = Version()
    officer = officer_field()
    vo = officer_field(required=False)
    title = Words()
    reasons = Words()


@dataclass(frozen=True, slots=True)
class ReportStep:
    """The inquiry report: finding and text."""

    version: int
    finding: Finding
    report: str


class Report(RecordSchema):
    """Its form; the papers are read apart, since they are sealed before the transaction."""

    makes = ReportStep
    version = Version()
    finding = choice(Finding)
    report = Words()


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """To whom an inquiry is given now, and why."""

    version: int
    officer: uuid.UUID
    reasons: str


class Change(RecordSchema):
    """Its form."""

    makes = ChangeStep
    version = Version()
    officer = officer_field()
    reasons = Words()


@dataclass(frozen=True, slots=True)
class ProposeStep:
    """How a case is to end, and why."""

    version: int
    disposal: Disposal
    reasons: str


class Propose(RecordSchema):
    """Its form."""

    makes = ProposeStep
    version = Version()
    disposal = choice(Disposal)
    reasons = Words()


class Summary(Schema):
    """What the minister is shown of a case, in both languages."""

    text_en = Words()
    text_hi = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> words.Words:
        return words.Words(hi=values["text_hi"], en=values["text_en"])


class WrittenNote(Schema):
    """A note, with an endorsement or as nothing but one."""

    text = Narrative(load_default="")
    endorsement = choice(Endorsement, required=False)


class Text(Schema):
    """A message."""

    text = Words()


@dataclass(frozen=True, slots=True)
class WallDeclared:
    """Who must not see a file, and why."""

    officer: uuid.UUID
    relation: Relation


class DeclareWall(RecordSchema):
    """Its form."""

    makes = WallDeclared
    officer = officer_field()
    relation = choice(DECLARED)


@dataclass(frozen=True, slots=True)
class StayAsked:
    """On what ground the clocks stand still, and since when."""

    ground: StayGround
    since: date
    reasons: str


class Stay(RecordSchema):
    """Its form."""

    makes = StayAsked
    ground = choice(StayGround)
    since = PastDay(required=True, error_messages=EMPTY)
    reasons = Words()


class Lift(Schema):
    """The ground that no longer stands."""

    ground = choice(StayGround)


@dataclass(frozen=True, slots=True)
class Handing:
    """Several complaints given to one officer at once, in the order in which their rows are locked."""

    officer: uuid.UUID
    numbers: tuple[str, ...]


class AssignMany(Schema):
    """Its form."""

    officer = officer_field()
    numbers = fields.List(Line(), load_default=list)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Handing:
        return Handing(values["officer"], tuple(sorted(set(values["numbers"]))))


class Answer(Schema):
    """What a district office answers."""

    answer = Words()


class ReadsAddress(Schema):
    """Where the list of readings goes on."""

    after = fields.String(load_default=None)


class Nothing(Schema):
    """A form that has files and no other field."""
