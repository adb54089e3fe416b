"""The steps of a track as its page offers them: which are open to this reader, in which form, why others are not."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from vigilance.complaints.step_forms import FieldShown, Kind, StepShown, why_not
from vigilance.domain.agencies import Agency
from vigilance.domain.offers import OfferedStep, Reason
from vigilance.domain.papers import InHand
from vigilance.domain.personnel import OrderOutcome, Penalty
from vigilance.domain.proceeding_facts import FACTS, Fact, FactKind, Service
from vigilance.domain.references import Exemption, Referrer
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Step, Workflow
from vigilance.proceedings.facts_asked import days_zero, facts_asked, names_of, zero_name
from vigilance.proceedings.words import FACT_LABELS, authorities, inquiry_officers
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.clock import today
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language

BROUGHT = frozenset(FACTS) | {InHand.REASONS, InHand.SANCTIONS}
"""What the form of a step brings; that no sanction is needed is said in the form too."""

FIELD_LABELS: Mapping[str, Any] = {
    "on": _l("Day of the act"),
    "note": _l("Note"),
    **{name: words for name, words in FACT_LABELS.items() if ":" not in name},
    zero_name("retirement"): FACT_LABELS["zero:retirement"],
    zero_name("four-year-bar"): FACT_LABELS["zero:four-year-bar"],
    zero_name("rti-ordered-reply"): FACT_LABELS["zero:rti-ordered-reply"],
    zero_name("reference-answer"): FACT_LABELS["zero:reference-answer"],
}
"""The fields of every act's form, by name."""

_HINTS: Mapping[str, Any] = {
    "on": _l("Today, unless it was done before: 22/11/2026."),
    "authority": _l("The very authority that the rule names for this officer; nobody for it."),
    "penalties": _l("The exact list of rule 3 of the UP 1999 Rules."),
    "sanction_not_needed": _l("Only where section 19 asks for none."),
    "with_whom": _l("The track is shown as lying there."),
    "inquirer": _l(
        "He then holds this inquiry on pages of his own, and sees nothing else of the file."
    ),
    "paper": _l("Where the paper that shows it is on the file: its number there."),
    "request": _l("Its number in the register, never the applicant's name."),
    "exemptions": _l("Each with its reason in the reply; everything else is given."),
}

InHandFor = Callable[[str], frozenset[InHand]]
"""What the file itself shows to be in hand for one act."""


@dataclass(frozen=True, slots=True)
class Prefill:
    """What stands in the form of a step at first, and the number of the letter it was filled from."""

    values: Mapping[str, str]
    letter: str | None = None


NOT_FILLED = Prefill({})


@dataclass(frozen=True, slots=True)
class Place:
    """One track, begun or to begin: how its forms are told apart, where they are sent, what stands in them at first."""

    prefix: str
    address: Callable[[str], str]
    first: Callable[[str], Prefill] = lambda _action: NOT_FILLED
    drafts: Callable[[str], Sequence[tuple[str, str]]] = lambda _action: ()
    barred: Callable[[], Collection[uuid.UUID]] = tuple
    """Whom a wall keeps from the file, so that no form offers him."""


def rows_from(workflow: Workflow, state: str | None) -> list[Step]:
    """The first row of each act that can be tried from here; without a state, of those that begin the track."""
    found: dict[str, Step] = {}
    for row in workflow.steps:
        if row.starts_from(state) and (state is None or row.sources):
            found.setdefault(row.action, row)
    return list(found.values())


def offers(rows: Iterable[Step], roles: Iterable[Role], in_hand: InHandFor) -> list[OfferedStep]:
    """These steps for somebody in these roles: open, for others, or not yet."""
    held = frozenset(roles)
    return [_offer(row, held, in_hand) for row in rows]


def _offer(row: Step, roles: frozenset[Role], in_hand: InHandFor) -> OfferedStep:
    needs = frozenset(InHand(paper) for paper in row.needs)
    shut = needs - BROUGHT
    missing = shut - in_hand(row.action) if shut else shut
    reason = Reason.PAPERS_MISSING if missing else Reason.OPEN
    if row.by.isdisjoint(roles):
        reason = Reason.FOR_OTHERS
    by = frozenset(Role(role) for role in row.by)
    return OfferedStep(row.action, reason, needs & BROUGHT, missing, by)


def shown(
    rows: Sequence[Step], made: Sequence[OfferedStep], place: Place, refused: Refused | None
) -> list[StepShown]:
    """These steps with their forms, the ones open to this reader first."""
    steps = [_shown(row, offer, place, refused) for row, offer in zip(rows, made, strict=True)]
    return sorted(steps, key=lambda step: not step.allowed)


def form_name(prefix: str, action: str) -> str:
    """How a page that holds many tracks tells the form of one act apart."""
    return f"{prefix}-{action}"


def _shown(row: Step, offer: OfferedStep, place: Place, refused: Refused | None) -> StepShown:
    action = row.action.value
    name = form_name(place.prefix, action)
    first = place.first(action) if offer.allowed else NOT_FILLED
    typed = refused is not None and refused.name == name
    return StepShown(
        name=name,
        label=label_of(row.action).said_in(language()),
        needs=[label_of(paper).said_in(language()) for paper in sorted(offer.needs)],
        allowed=offer.allowed,
        reason=None if offer.allowed else why_not(offer),
        url=place.address(action),
        fields=_fields(row, place) if offer.allowed else [],
        form=refused.form if refused is not None and typed else _form(name, first),
        filled_from=None if typed else first.letter,
        drafts=place.drafts(action) if offer.allowed else (),
    )


def _form(name: str, first: Prefill) -> Form:
    return Form({"on": typed_day(today()), **first.values}, prefix=f"{name}-")


def typed_day(day: date | None) -> str:
    """A day as people type it into a form."""
    return day.strftime("%d/%m/%Y") if day else ""


def _fields(row: Step, place: Place) -> list[FieldShown]:
    asked = [_field(fact, place) for fact in facts_asked(row)]
    asked += [_shown_field(zero_name(limit), Kind.DAY, optional=False) for limit in days_zero(row)]
    reasons = InHand.REASONS in row.needs
    hint = _("It is written on the note-sheet with your name.")
    note = FieldShown(
        "note",
        Kind.TEXT.value,
        str(_("Reasons") if reasons else FIELD_LABELS["note"]),
        hint,
        (),
        not reasons,
    )
    return [_shown_field("on", Kind.DAY, optional=False), *asked, note]


_DRAWN: Mapping[FactKind, tuple[Kind, Callable[[], Sequence[Any]]]] = {
    FactKind.NUMBER: (Kind.LINE, tuple),
    FactKind.DAY: (Kind.DAY, tuple),
    FactKind.AMOUNT: (Kind.LINE, tuple),
    FactKind.COUNT: (Kind.LINE, tuple),
    FactKind.POST: (Kind.CHOICE, authorities),
    FactKind.SERVICE: (Kind.RADIOS, lambda: choices(Service)),
    FactKind.OUTCOME: (Kind.RADIOS, lambda: choices(OrderOutcome)),
    FactKind.PENALTIES: (Kind.BOXES, lambda: choices(Penalty)),
    FactKind.AGENCY: (Kind.CHOICE, lambda: choices(Agency)),
    FactKind.TICK: (Kind.TICK, tuple),
    FactKind.OFFICER: (Kind.CHOICE, inquiry_officers),
    FactKind.REFERRER: (Kind.CHOICE, lambda: choices(Referrer)),
    FactKind.EXEMPTIONS: (Kind.BOXES, lambda: choices(Exemption)),
    FactKind.PAPER: (Kind.LINE, tuple),
}


def _field(fact: Fact, place: Place) -> FieldShown:
    kind, options = _DRAWN[fact.kind]
    chosen_from = options()
    if fact.kind is FactKind.OFFICER:
        barred = {str(officer) for officer in place.barred()}
        chosen_from = [(value, words) for value, words in chosen_from if value not in barred]
    return _shown_field(fact.name, kind, chosen_from, optional=fact.optional)


def _shown_field(
    name: str, kind: Kind, options: Sequence[Any] = (), *, optional: bool
) -> FieldShown:
    hint = _HINTS.get(name)
    return FieldShown(
        name=name,
        kind=kind.value,
        label=str(FIELD_LABELS[name]),
        hint=str(hint) if hint else None,
        options=options,
        optional=optional,
    )


def kept_of(
    refused: Refused | None, steps: Iterable[StepShown], row: Step | None
) -> list[tuple[str, str]]:
    """What was typed for a step that is no longer open, so that it can be copied and nothing is lost."""
    if refused is None or row is None:
        return []
    if any(step.allowed and step.name == refused.name for step in steps):
        return []
    values = refused.form.values
    return [
        (str(FIELD_LABELS[name]), str(values[name])) for name in names_of(row) if values.get(name)
    ]
