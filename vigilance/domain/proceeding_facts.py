"""What must be written down for each paper a step needs, and what is checked about an act before it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigilance.domain.errors import Invalid, Wording
from vigilance.domain.papers import InHand


class FactKind(StrEnum):
    """What a fact is written as."""

    NUMBER = "number"
    """The number of a letter, an order or a case: short text, never a narrative."""
    DAY = "day"
    AMOUNT = "amount"
    POST = "post"
    """A designation: a post, never a person."""
    SERVICE = "service"
    OUTCOME = "outcome"
    PENALTIES = "penalties"
    COUNT = "count"
    AGENCY = "agency"
    TICK = "tick"
    OFFICER = "officer"
    """An officer who signs in here."""
    REFERRER = "referrer"
    EXEMPTIONS = "exemptions"
    PAPER = "paper"
    """The number of a paper of the same file."""


class Service(StrEnum):
    """How a paper reached its addressee."""

    IN_PERSON = "in-person"
    REGISTERED_POST = "registered-post"
    SUBSTITUTED = "substituted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to be written down."""

    name: str
    kind: FactKind
    optional: bool = False


FACTS: Mapping[InHand, tuple[Fact, ...]] = {
    InHand.CHARGE_SHEET: (Fact("letter", FactKind.NUMBER), Fact("articles", FactKind.COUNT)),
    InHand.IMPUTATIONS: (Fact("letter", FactKind.NUMBER),),
    InHand.APPROVAL_OF_AUTHORITY: (Fact("authority", FactKind.POST),),
    InHand.PROOF_OF_SERVICE: (Fact("served", FactKind.SERVICE),),
    InHand.REPLY: (Fact("letter", FactKind.NUMBER),),
    InHand.APPOINTMENT_ORDER: (
        Fact("order", FactKind.NUMBER),
        Fact("inquiry_officer", FactKind.POST),
        Fact("presenting_officer", FactKind.POST),
    ),
    InHand.ORDER_SHEET: (
        Fact("sheet", FactKind.NUMBER),
        Fact("next_on", FactKind.DAY, optional=True),
        Fact("purpose", FactKind.NUMBER, optional=True),
    ),
    InHand.REPORT: (Fact("report", FactKind.NUMBER),),
    InHand.DISAGREEMENT_NOTE: (Fact("letter", FactKind.NUMBER),),
    InHand.FINAL_ORDER: (
        Fact("order", FactKind.NUMBER),
        Fact("outcome", FactKind.OUTCOME, optional=True),
        Fact("penalties", FactKind.PENALTIES, optional=True),
        Fact("amount", FactKind.AMOUNT, optional=True),
    ),
    InHand.APPEAL: (Fact("appeal", FactKind.NUMBER),),
    InHand.SUSPENSION_ORDER: (Fact("order", FactKind.NUMBER),),
    InHand.FIR: (Fact("fir", FactKind.NUMBER),),
    InHand.SANCTION_REQUEST: (Fact("letter", FactKind.NUMBER),),
    InHand.SANCTION_ORDER: (Fact("order", FactKind.NUMBER),),
    InHand.JUDGMENT: (Fact("judgment", FactKind.NUMBER),),
    InHand.CHALLAN: (Fact("challan", FactKind.NUMBER), Fact("amount", FactKind.AMOUNT)),
}
"""The papers that are proved by what is written of them; the others the file itself shows."""

IN_THE_FUTURE = "The day of the act lies in the future."
BEFORE_ITS_CAUSE = "The day of the act lies before the act it follows ({on})."


def papers_shown(facts: Mapping[str, object], *, note: bool) -> frozenset[InHand]:
    """The papers that these facts prove to be in hand; a note gives the reasons."""
    given = {name for name, value in facts.items() if value not in (None, "", [])}
    shown = {
        paper
        for paper, asked in FACTS.items()
        if all(fact.name in given for fact in asked if not fact.optional)
    }
    return frozenset(shown | ({InHand.REASONS} if note else set()))


def check_day(on: date, today: date, after: date | None) -> None:
    """Raise Invalid for a day that cannot be: in the future, or before the act that this one follows."""
    if on > today:
        raise Invalid({"on": [IN_THE_FUTURE]})
    if after is not None and on < after:
        raise Invalid({"on": [Wording(BEFORE_ITS_CAUSE, on=after)]})
