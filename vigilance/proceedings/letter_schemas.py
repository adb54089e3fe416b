"""What officers type about letters: one schema a form, each into the record its command takes."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load

from vigilance.complaints.filing_fields import Line, PastDay
from vigilance.complaints.office_fields import EMPTY, Version, choice
from vigilance.domain.letters import LetterKind
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.words import Language
from vigilance.proceedings.commands import letters as commands
from vigilance.proceedings.fields import Count, code, uuid_code
from vigilance.web.record_schema import RecordSchema

LONGEST_ADDRESSEE = 300


@dataclass(frozen=True, slots=True)
class DraftAsked:
    """Which letter is wanted, in which language, about which accused."""

    kind: LetterKind
    language: Language
    accused: int | None
    proceeding: uuid.UUID | None


class Draft(RecordSchema):
    """Its form."""

    makes = DraftAsked
    kind = choice(LetterKind)
    language = choice(Language)
    accused = Count(load_default=None)
    proceeding = code(uuid_code, required=False)


class DraftAddress(Schema):
    """What a step that needs a letter has chosen already; it travels in the address."""

    kind = choice(LetterKind, required=False)
    accused = Count(load_default=None)
    proceeding = code(uuid_code, required=False)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> dict[str, str]:
        return {name: str(value) for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Edited:
    """The words of a draft as they are written now."""

    version: int
    wording: commands.Wording


class Edit(Schema):
    """Its form."""

    version = Version()
    addressee = Line(LONGEST_ADDRESSEE, required=True, error_messages=EMPTY)
    # longer than a complaint may be: a charge-sheet holds many; the command says how long
    text = fields.String(required=True, error_messages=EMPTY)

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Edited:
        wording = commands.Wording(values["addressee"] or "", values["text"])
        return Edited(values["version"], wording)


@dataclass(frozen=True, slots=True)
class Served:
    """How and when a letter reached its addressee."""

    version: int
    served: Service
    on: date


class Serve(RecordSchema):
    """Its form."""

    makes = Served
    version = Version()
    served = choice(Service)
    on = PastDay(required=True, error_messages=EMPTY)
