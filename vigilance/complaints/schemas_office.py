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

LONGEST_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the inbox is asked for."""

    state: State | None
    after: str | None


class IntakeFilter(Schema):
    """The filter and the cursor in the inbox's address."""

    state = fields.Enum(State, by_value=True, load_default=None)
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Filter:
        return Filter(**values)


@dataclass(frozen=True, slots=True)
class PlainStep:
    """A step that asks nothing but to be taken."""

    version: int


class Plain(Schema):
    """Its form: a button."""

    version = Version()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> PlainStep:
        return PlainStep(**values)


@dataclass(frozen=True, slots=True)
class ReasonedStep:
    """A step with its reasons."""

    version: int
    reasons: str


class Reasoned(Schema):
    """Its form."""

    version = Version()
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> ReasonedStep:
        return ReasonedStep(**values)


@dataclass(frozen=True, slots=True)
class NotedStep:
    """A step with a note of what came."""

    version: int
    note: str


class Noted(Schema):
    """Its form."""

    version = Version()
    note = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> NotedStep:
        return NotedStep(**values)


@dataclass(frozen=True, slots=True)
class AssignStep:
    """To whom a complaint is given."""

    version: int
    officer: uuid.UUID


class Assign(Schema):
    """Its form."""

    version = Version()
    officer = officer_field()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> AssignStep:
        return AssignStep(**values)


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """A question to the complainant."""

    version: int
    question: str


class Question(Schema):
    """Its form."""

    version = Version()
    question = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> QuestionStep:
        return QuestionStep(**values)


@dataclass(frozen=True, slots=True)
class CallStep:
    """A question to a district office."""

    version: int
    district: str
    question: str


class Call(Schema):
    """Its form."""

    version = Version()
    district = district_field()
    question = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> CallStep:
        return CallStep(**values)


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """What a district office answered."""

    version: int
    answer: str


class Answer(Schema):
    """Its form."""

    version = Version()
    answer = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> AnswerStep:
        return AnswerStep(**values)


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


class End(Schema):
    """Its form."""

    version = Version()
    disposal = choice(Disposal)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> EndStep:
        return EndStep(**values)


@dataclass(frozen=True, slots=True)
class Opening:
    """For what an identity is opened."""

    purpose: Purpose
    reason: str


class OpenIdentity(Schema):
    """Its form."""

    purpose = choice(Purpose)
    reason = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Opening:
        return Opening(**values)


class Text(Schema):
    """A note or a message: text alone."""

    text = Words()
