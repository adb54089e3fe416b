"""What is typed where a sitting is called, held, ended and signed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from vigilance.clocks.schemas import Day
from vigilance.domain.dates import INDIA
from vigilance.reviews.commands.agenda import Place
from vigilance.reviews.commands.directions import Charge
from vigilance.reviews.rules import Outcome
from vigilance.reviews.schemas import (
    LONGEST_REASONS,
    Hour,
    hour_needed,
    needs_words,
    not_chosen,
    read_number,
    said,
)

LONGEST_PLACE = 120
MOST_POSTS = 20
MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Called:
    """What was typed to call a sitting."""

    called_for: datetime
    place: str
    chair_id: uuid.UUID
    officers: tuple[uuid.UUID, ...]
    posts: tuple[str, ...]


class ConveneForm(Schema):
    """The form that calls a sitting."""

    on = Day(required=True, error_messages={"required": [_l("Write the date.")]})
    hour = Hour(required=True, error_messages=hour_needed())
    place = fields.String(required=True, validate=said(LONGEST_PLACE), error_messages=needs_words())
    chair = fields.UUID(required=True, error_messages=not_chosen())
    officers = fields.List(fields.UUID(error_messages=not_chosen()), load_default=list)
    posts = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASONS))

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Called:
        posts = tuple(line.strip() for line in values["posts"].splitlines() if line.strip())
        if len(posts) > MOST_POSTS or any(len(post) > LONGEST_PLACE for post in posts):
            raise ValidationError(
                _("Write one post on a line, at most twenty, each a short one."), "posts"
            )
        called_for = datetime.combine(values["on"], values["hour"], INDIA)
        return Called(
            called_for, values["place"], values["chair"], tuple(values["officers"]), posts
        )


class AttendanceForm(Schema):
    """Who is here."""

    present = fields.List(fields.UUID(error_messages=not_chosen()), load_default=list)

    @post_load
    def _ids(self, values: dict[str, Any], **_options: Any) -> frozenset[uuid.UUID]:
        return frozenset(values["present"])


@dataclass(frozen=True, slots=True)
class Decided:
    """What was typed on one matter."""

    outcome: Outcome
    reasons: str | None
    next_on: date | None
    charge: Charge | None
    version: int


class DecideForm(Schema):
    """The form of one matter before the sitting."""

    outcome = fields.Enum(
        Outcome,
        by_value=True,
        required=True,
        error_messages={
            "required": [_l("Choose what was decided.")],
            "unknown": [_l("Choose what was decided.")],
        },
    )
    reasons = fields.String(load_default=None, validate=said(LONGEST_REASONS))
    next_on = Day(load_default=None)
    owner = fields.UUID(load_default=None, error_messages=not_chosen())
    due_on = Day(load_default=None)
    version = fields.Integer(required=True)

    @validates_schema
    def _direction(self, values: dict[str, Any], **_options: Any) -> None:
        if values.get("outcome") is Outcome.DIRECT and not values.get("due_on"):
            raise ValidationError(_("Say by when it is to be carried out."), "due_on")

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Decided:
        owner, due_on = values.pop("owner"), values.pop("due_on")
        direct = values["outcome"] is Outcome.DIRECT
        return Decided(charge=Charge(owner, due_on) if direct else None, **values)


class ArrangeForm(Schema):
    """The order of the agenda and who presents what: four lists, a line of them for each matter."""

    items = fields.List(
        fields.UUID(error_messages=not_chosen()),
        required=True,
        validate=validate.Length(max=MOST_ITEMS),
    )
    positions = fields.List(
        fields.Integer(error_messages={"invalid": [_l("Write a whole number.")]}), required=True
    )
    presenters = fields.List(fields.String(validate=validate.Length(max=40)), required=True)
    versions = fields.List(fields.Integer(), required=True)

    @post_load
    def _places(self, values: dict[str, Any], **_options: Any) -> list[Place]:
        try:
            return [
                Place(item, position, uuid.UUID(presenter) if presenter else None, version)
                for item, position, presenter, version in zip(
                    values["items"],
                    values["positions"],
                    values["presenters"],
                    values["versions"],
                    strict=True,
                )
            ]
        except ValueError:
            raise ValidationError(_("Please choose from the list."), "presenters") from None


class AddForm(Schema):
    """One more matter for the agenda."""

    number = fields.String(
        required=True,
        validate=validate.Length(max=40),
        error_messages={"required": [_l("Write the number of the matter.")]},
    )

    @post_load
    def _number(self, values: dict[str, Any], **_options: Any) -> str:
        return read_number(values["number"])


class SignForm(Schema):
    """The signature: here, or the day of it on paper."""

    on_paper = Day(load_default=None)

    @post_load
    def _day(self, values: dict[str, Any], **_options: Any) -> date | None:
        day: date | None = values["on_paper"]
        return day


class CorrectForm(Schema):
    """A correction of signed minutes."""

    text = fields.String(
        required=True, validate=said(LONGEST_REASONS), error_messages=needs_words()
    )

    @post_load
    def _words(self, values: dict[str, Any], **_options: Any) -> str:
        text: str = values["text"]
        return text
