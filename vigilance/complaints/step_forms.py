"""The forms of steps as tables: which fields a step asks, and how each field is drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.domain.offers import OfferedStep, Reason
from vigilance.domain.roles import OFFICER_ROLES
from vigilance.domain.workflow import Step
from vigilance.web.attempts import Refused
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language


class Kind(StrEnum):
    """How a field is drawn."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    CHOICE = "choice"
    RADIOS = "radios"
    DISTRICT = "district"
    BOXES = "boxes"
    TICK = "tick"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a step's form; `choose` names the list it is chosen from."""

    name: str
    kind: Kind
    label: LazyString
    hint: LazyString | None = None
    choose: str | None = None
    optional: bool = False


Options = Mapping[str, Callable[[], Sequence[Any]]]
"""The lists that fields are chosen from, each made when a form asks for it."""
OFFICERS = frozenset({"vos", "ios"})
"""Those of officers."""


@dataclass(frozen=True, slots=True)
class FieldShown:
    """The same, with its lines to choose from."""

    name: str
    kind: str
    label: str
    hint: str | None
    options: Sequence[Any]
    optional: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step as the page offers it."""

    name: str
    label: str
    needs: list[str]
    allowed: bool
    reason: str | None
    url: str
    fields: list[FieldShown]
    form: Form
    filled_from: str | None = None
    """What was filled in and from where, in words: the number of a letter that went out."""
    drafts: Sequence[tuple[str, str]] = ()
    """The letters that are the paper of this step, as name and address where each is drafted."""

    @property
    def takes_files(self) -> bool:
        """Whether its form sends files."""
        return any(field.kind == Kind.FILES for field in self.fields)


LABELS: dict[str, LazyString] = {
    "text": _l("Text"),
    "endorsement": _l("Endorsement"),
    "reasons": _l("Reasons"),
    "note": _l("Note"),
    "officer": _l("Officer"),
    "relation": _l("Why"),
    "purpose": _l("What for"),
    "reason": _l("Reason"),
    "evidence": _l("Files"),
    "ground": _l("Ground"),
    "since": _l("Since"),
    "vo": _l("Vigilance Officer who follows the case"),
    "report": _l("The report"),
    "question": _l("Question"),
    "answer": _l("Answer"),
    "district": _l("District"),
    "points": _l("Vigilance angle on the face of it"),
    "weighed": _l("To be weighed"),
    "integrity_doubtful": _l(
        "Having weighed these, I find reasonable ground to doubt the integrity of the conduct"
    ),
    "recommendation": _l("Recommendation"),
    "title": _l("Title of the case"),
    "disposal": _l("Class of outcome"),
    "finding": _l("Finding"),
    "text_en": _l("Summary in English"),
    "text_hi": _l("Summary in Hindi"),
    "limit": _l("Time limit"),
    "version": _l("The file"),
    "how": _l("How the answer came"),
}


def reasons(hint: LazyString | None = None) -> Asked:
    """The reasons that go on the note-sheet with a step."""
    said = hint or _l("They are written on the note-sheet with your name.")
    return Asked("reasons", Kind.TEXT, LABELS["reasons"], said)


def note(*, optional: bool = True) -> Asked:
    """A note that goes with a step."""
    return Asked("note", Kind.TEXT, LABELS["note"], optional=optional)


def chooses_officers(open_steps: Iterable[Step], forms: Mapping[Any, Sequence[Asked]]) -> bool:
    """Whether one of these steps asks for an officer, so that the page needs to read who there is."""
    return any(
        asked.choose in OFFICERS for step in open_steps for asked in forms.get(step.action, ())
    )


def every_form(_name: str) -> bool:
    """Every form is drawn: for pages that have few."""
    return True


def shown_steps(
    offers: Iterable[OfferedStep],
    forms: Mapping[StrEnum, Sequence[Asked]],
    options: Options,
    address: Callable[[str], str],
    refused: Refused | None,
    *,
    draws: Callable[[str], bool] = every_form,
) -> list[StepShown]:
    """The steps of a page: those with a form in the table, the ones open to this reader first.

    `draws` says of which steps the form is drawn; the others have no address and no fields.
    """

    def drawn(offer: OfferedStep) -> bool:
        return offer.allowed and draws(offer.action.value)

    # Of a step that is not open to this reader, or is not asked for, no form is drawn.
    shown = [
        StepShown(
            name=offer.action.value,
            label=label_of(offer.action).said_in(language()),
            needs=[label_of(paper).said_in(language()) for paper in sorted(offer.needs)],
            allowed=offer.allowed,
            reason=None if offer.allowed else why_not(offer),
            url=address(offer.action.value) if drawn(offer) else "",
            fields=_fields(forms[offer.action], options) if drawn(offer) else [],
            form=_form(offer.action.value, refused),
        )
        for offer in offers
        if offer.action in forms
    ]
    return sorted(shown, key=lambda step: not step.allowed)


def why_not(offer: OfferedStep) -> str:
    """Why a step is not open to this reader, and who may take it."""
    if offer.reason is Reason.PAPERS_MISSING:
        papers = ", ".join(label_of(paper).said_in(language()) for paper in sorted(offer.missing))
        return str(_("Not yet: %(papers)s.", papers=papers))
    who = [label_of(role).said_in(language()) for role in sorted(offer.by & OFFICER_ROLES)]
    return str(_("This is for: %(who)s.", who=", ".join(who)))


def _form(name: str, refused: Refused | None) -> Form:
    if refused is not None and refused.name == name:
        return refused.form
    return Form(prefix=f"{name}-")


def _fields(form: Sequence[Asked], options: Options) -> list[FieldShown]:
    return [_field(asked, options) for asked in form]


def _field(asked: Asked, options: Options) -> FieldShown:
    return FieldShown(
        name=asked.name,
        kind=asked.kind.value,
        label=str(asked.label),
        hint=str(asked.hint) if asked.hint else None,
        options=options[asked.choose]() if asked.choose else (),
        optional=asked.optional,
    )


def kept_of(refused: Refused | None, steps: Iterable[StepShown]) -> list[tuple[str, str]]:
    """What was typed for a step that is no longer open, so that it can be copied and nothing is lost."""
    if refused is None or any(step.allowed and step.name == refused.name for step in steps):
        return []
    return [
        (str(LABELS[name]), str(typed))
        for name, typed in refused.form.values.items()
        if name in LABELS and name != "version" and typed
    ]
