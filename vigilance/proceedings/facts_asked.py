"""What the form of an act asks, read off the workflow's needs: which facts, and what reads each of them."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, post_load

from vigilance.complaints.filing_fields import Line, PastDay, Rupees, Tick
from vigilance.complaints.office_fields import Version, Words, choice, officer_field
from vigilance.domain.papers import InHand
from vigilance.domain.personnel import OrderOutcome, Penalty
from vigilance.domain.proceeding_facts import FACTS, Fact, FactKind, Service
from vigilance.domain.references import Exemption, Referrer
from vigilance.domain.workflow import Step
from vigilance.proceedings.commands.steps import HEARD, Act
from vigilance.proceedings.fields import (
    AnyDay,
    Count,
    Note,
    agency_code,
    authority_code,
    code,
    presence,
)
from vigilance.web.clock import today

ORDERS = frozenset({"pass-order", "decide-appeal"})
"""The acts whose order says whether a penalty is imposed."""
ZERO = "zero_"

ALSO: Mapping[str, tuple[Fact, ...]] = {
    "appoint-inquiry-authority": (Fact("inquirer", FactKind.OFFICER, optional=True),),
    "change-inquiry-authority": (Fact("inquirer", FactKind.OFFICER, optional=True),),
    "refer-to-agency": (Fact("with_whom", FactKind.AGENCY),),
    "request-sanction": (Fact("with_whom", FactKind.POST, optional=True),),
    "ask-governor": (Fact("with_whom", FactKind.POST, optional=True),),
    "file-charge-sheet-in-court": (Fact("sanction_not_needed", FactKind.TICK, optional=True),),
    "receive-rti": (Fact("request", FactKind.NUMBER),),
    "transfer-rti": (Fact("department", FactKind.NUMBER), Fact("letter", FactKind.NUMBER)),
    "reply-to-rti": (Fact("exemptions", FactKind.EXEMPTIONS, optional=True),),
    "receive-reference": (
        Fact("referred_by", FactKind.REFERRER),
        Fact("letter", FactKind.NUMBER),
    ),
    "decide-transfer": (Fact("department", FactKind.NUMBER),),
    "send-transfer": (Fact("letter", FactKind.NUMBER),),
    "record-acceptance": (Fact("letter", FactKind.NUMBER, optional=True),),
    "record-return": (Fact("letter", FactKind.NUMBER, optional=True),),
}
"""What is written of an act besides the papers it needs."""
DAY_ZERO: Mapping[str, tuple[str, ...]] = {
    "watch-retirement": ("retirement", "four-year-bar"),
    "allow-rti-appeal": ("rti-ordered-reply",),
    "receive-reference": ("reference-answer",),
}
"""The limits of an act that are counted from another day than its own."""
_HEARING = (
    Fact("next_on", FactKind.DAY, optional=True),
    Fact("purpose", FactKind.NUMBER, optional=True),
)
PAPER = Fact("paper", FactKind.PAPER, optional=True)
"""What any act may name: the paper of the file that shows it."""
_ALWAYS = frozenset({("pass-order", "outcome"), ("order-recovery", "amount")})
"""What a paper may leave open in general, and this act may not."""
_NEVER = frozenset({("allow-rti-appeal", "amount"), ("dismiss-rti-appeal", "amount")})
"""What a paper may say in general, and has no place in this act."""


@dataclass(frozen=True, slots=True)
class TypedAct:
    """An act as it was typed, with the version of the track that the form was drawn from."""

    version: int
    act: Act


def facts_asked(step: Step) -> list[Fact]:
    """The facts that this step's form asks, each once, in the order of the papers."""
    found = {
        fact.name: fact for paper, asked in FACTS.items() if paper in step.needs for fact in asked
    }
    if step.action not in ORDERS:
        found.pop("outcome", None)
        found.pop("penalties", None)
    more = (*ALSO.get(step.action, ()), *(_HEARING if step.action in HEARD else ()), PAPER)
    found |= {fact.name: fact for fact in more}
    return [
        Fact(fact.name, fact.kind) if (step.action.value, fact.name) in _ALWAYS else fact
        for fact in found.values()
        if (step.action.value, fact.name) not in _NEVER
    ]


def days_zero(step: Step) -> tuple[str, ...]:
    """The limits whose day zero this step's form asks."""
    return DAY_ZERO.get(step.action, ())


def zero_name(limit: str) -> str:
    """The name of the field that asks for the day zero of a limit."""
    return ZERO + limit.replace("-", "_")


class ActForm(Schema):
    """The part of every act's form: the day of the act, today where none is written, and the note."""

    step: ClassVar[Step]
    version = Version()
    on = PastDay(load_default=None)
    note = Note()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> TypedAct:
        on: date = values.get("on") or today()
        if (values.get("next_on") or on) < on:
            raise ValidationError(_("The next hearing lies before this one."), "next_on")
        zero = {limit: values[zero_name(limit)] for limit in days_zero(self.step)}
        facts = {
            fact.name: _plain(values.get(fact.name))
            for fact in facts_asked(self.step)
            if values.get(fact.name) not in (None, "", [], False)
        }
        return TypedAct(
            values["version"],
            Act(self.step.action.value, on, facts, values.get("note") or "", zero),
        )


def _plain(value: object) -> object:
    """A fact as the log keeps it: codes, numbers, ISO dates."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def act_form(step: Step) -> type[Schema]:
    """The schema of one step's form."""
    asked: dict[str, Any] = {fact.name: _field(fact) for fact in facts_asked(step)}
    asked |= {zero_name(limit): AnyDay(**presence(required=True)) for limit in days_zero(step)}
    if InHand.REASONS in step.needs:
        asked["note"] = Words()
    return type(f"{type(step.action).__name__}Form", (ActForm,), asked | {"step": step})


def _field(fact: Fact) -> fields.Field[Any]:
    return _FIELDS[fact.kind](not fact.optional)


_FIELDS: Mapping[FactKind, Callable[[bool], fields.Field[Any]]] = {
    FactKind.NUMBER: lambda required: Line(**presence(required=required)),
    FactKind.DAY: lambda required: AnyDay(**presence(required=required)),
    FactKind.AMOUNT: lambda required: Rupees(**presence(required=required)),
    FactKind.POST: lambda required: code(authority_code, required=required),
    FactKind.SERVICE: lambda _required: choice(Service),
    FactKind.OUTCOME: lambda required: code(_outcome, required=required),
    FactKind.PENALTIES: lambda _required: fields.List(choice(Penalty), load_default=list),
    FactKind.COUNT: lambda required: Count(**presence(required=required)),
    FactKind.AGENCY: lambda required: code(agency_code, required=required),
    FactKind.TICK: lambda _required: Tick(load_default=False),
    FactKind.OFFICER: lambda required: officer_field(required=required),
    FactKind.REFERRER: lambda _required: choice(Referrer),
    FactKind.EXEMPTIONS: lambda _required: fields.List(choice(Exemption), load_default=list),
    FactKind.PAPER: lambda required: Count(**presence(required=required)),
}


def _outcome(text: str) -> str | None:
    return text if text in set(OrderOutcome) else None


def names_of(step: Step) -> Collection[str]:
    """The names of the fields of this step's form, hidden ones left out."""
    zero = (zero_name(limit) for limit in days_zero(step))
    return ["on", *(fact.name for fact in facts_asked(step)), *zero, "note"]
