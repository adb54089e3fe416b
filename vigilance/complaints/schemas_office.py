"""What officers type on a complaint's file: one schema a form, each into the record its command takes."""

import uuid
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from vigilance.complaints.commands.scrutiny import ScrutinyRecord
from vigilance.complaints.filing_fields import Tick
from vigilance.complaints.office_fields import (
    Version,
    Words,
    choice,
    district_field,
    officer_field,
)
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Recommendation
from vigilance.domain.vigilance_angle import PlainPoint, WeighedPoint
from vigilance.domain.workflows.complaint import State
from vigilance.identities.commands import Purpose
from vigilance.web.cursors import LONGEST_CURSOR
from vigilance.web.record_schema import RecordSchema


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the inbox is asked for."""

    state: State | None
    after: str | None


class IntakeFilter(RecordSchema):
    """The filter and the cursor in the inbox's address."""

    makes = Filter
    state = fields.Enum(State, by_value=True, load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


@dataclass(frozen=True, slots=True)
class PlainStep:
    """A step that asks nothing but to be taken."""

    version: int


class Plain(RecordSchema):
    """Its form: a button."""

    makes = PlainStep
    version = Version()


@dataclass(frozen=True, slots=True)
class ReasonedStep:
    """A step with its reasons."""

    version: int
    reasons: str


class Reasoned(RecordSchema):
    """Its form."""

    makes = ReasonedStep
    version = Version()
    reasons = Words()


@dataclass(frozen=True, slots=True)
class NotedStep:
    """A step with a note of what came."""

    version: int
    note: str


class Noted(RecordSchema):
    """Its form."""

    makes = NotedStep
    version = Version()
    note = Words()


@dataclass(frozen=True, slots=True)
class AssignStep:
    """To whom a complaint is given."""

    version: int
    officer: uuid.UUID


class Assign(RecordSchema):
    """Its form."""

    makes = AssignStep
    version = Version()
    officer = officer_field()


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """A question to the complainant."""

    version: int
    question: str


class Question(RecordSchema):
    """Its form."""

    makes = QuestionStep
    version = Version()
    question = Words()


@dataclass(frozen=True, slots=True)
class CallStep:
    """A question to a district office."""

    version: int
    district: str
    question: str


class Call(RecordSchema):
    """Its form."""

    makes = CallStep
    version = Version()
    district = district_field()
    question = Words()


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """What a district office answered."""

    version: int
    answer: str


class Answer(RecordSchema):
    """Its form."""

    makes = AnswerStep
    version = Version()
    answer = Words()


@dataclass(frozen=True, slots=True)
class ScrutinyStep:
    """The test of scrutiny as it was ticked and written."""

    version: int
    found: ScrutinyRecord


class Scrutinise(Schema):
    """Its form: points plain on the face, points to be weighed, the finding on integrity, the recommendation."""

    version = Version()
    points = fields.List(choice(PlainPoint), load_default=list)
    weighed = fields.List(choice(WeighedPoint), load_default=list)
    integrity_doubtful = Tick(load_default=False)
    recommendation = choice(Recommendation)
    note = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> ScrutinyStep:
        found = ScrutinyRecord(
            points=frozenset(values["points"]) | frozenset(values["weighed"]),
            integrity_doubtful=values["integrity_doubtful"],
            recommendation=values["recommendation"],
            note=values["note"],
        )
        return ScrutinyStep(values["version"], found)


@dataclass(frozen=True, slots=True)
class EndStep:
    """How a complaint ends, and why."""

    version: int
    disposal: Disposal
    reasons: str


class End(RecordSchema):
    """Its form."""

    makes = EndStep
    version = Version()
    disposal = choice(Disposal)
    reasons = Words()


@dataclass(frozen=True, slots=True)
class Opening:
    """For what an identity is opened."""

    purpose: Purpose
    reason: str


class OpenIdentity(RecordSchema):
    """Its form."""

    makes = Opening
    purpose = choice(Purpose)
    reason = Words()


class Text(Schema):
    """A note or a message: text alone."""

    text = Words()
