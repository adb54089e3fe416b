"""The pages of letters: the list of a file's letters with the form of a new one, and the page of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import accused_of
from vigilance.complaints.file_shown import reader_of
from vigilance.complaints.people import people
from vigilance.complaints.step_forms import Asked, Kind, StepShown, reasons, shown_steps
from vigilance.domain.letters import LetterKind
from vigilance.domain.offers import offered_steps
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.tracks import ON_A_FILE, Track
from vigilance.domain.words import Language
from vigilance.domain.workflows.letter import LETTER, LetterAction, LetterState
from vigilance.proceedings.letter_facts import ActOfLetter, act_from_letter
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_pdf import Part, parts_of
from vigilance.proceedings.letter_queries import letters_of
from vigilance.proceedings.letters import LETTERS, UNFILLED
from vigilance.proceedings.words import facts_in_words
from vigilance.records.models import Record, RecordKind
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url

OF_COMPLAINTS = (Track.COMPLAINT, Track.TRANSFER, Track.COMPLAINANT_APPEAL, Track.RTI)
"""The tracks whose letters are written on a complaint's file; a case's file takes them all."""

LABELS: Mapping[str, Any] = {
    "kind": _l("Which letter"),
    "language": _l("In which language"),
    "accused": _l("About which accused"),
    "addressee": _l("To whom"),
    "text": _l("Text of the letter"),
    "reasons": _l("Reasons"),
    "served": _l("How it was served"),
    "on": _l("Day of service"),
    "version": _l("The letter"),
}
LANGUAGES = {Language.HINDI: "हिन्दी", Language.ENGLISH: "English"}
"""A language in its own words."""

REASONS = (
    _l("This letter is about one accused: choose him."),
    _l("Write the letter, in at most 1,00,000 characters."),
    _l("Write to whom it goes, in at most 300 characters."),
    _l("Something is still to be written in where the dots stand."),
)
"""The sentences of the commands, so that the catalogue knows them."""

FORMS: Mapping[StrEnum, Sequence[Asked]] = {
    LetterAction.PUT_UP: (),
    LetterAction.APPROVE: (),
    LetterAction.RETURN: (reasons(),),
    LetterAction.ISSUE: (),
    LetterAction.RECORD_SERVICE: (
        Asked("served", Kind.RADIOS, LABELS["served"], choose="services"),
        Asked("on", Kind.DAY, LABELS["on"]),
    ),
    LetterAction.WITHDRAW: (reasons(),),
}
"""The forms of a letter's steps; the text itself has its own."""

WARNINGS: Mapping[LetterKind, LazyString] = {
    LetterKind.RTI_REPLY: _l(
        "This letter goes to somebody who may be the officer complained against. Before it is put up: no name, mobile "
        "number, address, handwriting or word of the complainant or of a witness stands in it or in what is enclosed, "
        "nor whether anybody complained, nor the day on which a complaint came. That is withheld under section 8(1)(g) "
        "of the RTI Act, and while the matter is open under section 8(1)(h); the rest is given under section 10."
    ),
}
"""What whoever writes this kind of letter is told first."""

DECIDED = frozenset({LetterAction.APPROVE, LetterAction.RETURN})
"""What is done by who approves letters."""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter as a line of the list."""

    letter: Letter
    url: str
    about: str | None = field(repr=False)


def list_page(
    session: Session,
    record: Record,
    refused: Refused | None = None,
    asked: Mapping[str, str] | None = None,
) -> str:
    """The letters of this file, and the form of a new one; `asked` is what a step that needs one has chosen already."""
    named = {each.accused.id: each for each in accused_of(session, record.id)}
    letters = letters_of(session, record.id)
    lines = [
        LetterLine(
            letter,
            url_for("case_letters.one", number=record.number, letter_id=letter.id),
            named[letter.accused_id].official.name if letter.accused_id in named else None,
        )
        for letter in reversed(letters)
    ]
    return render_template(
        "proceedings/letters.html",
        number=record.number,
        back=file_url(record.number),
        lines=lines,
        form=refused.form if refused else Form({"language": language(), **(asked or {})}),
        drafting=bool(asked),
        labels=LABELS,
        kinds=_kinds(record.kind),
        languages=[(spoken.value, said) for spoken, said in LANGUAGES.items()],
        accused=[
            (each.accused.number, f"{each.accused.number}. {each.official.name}")
            for each in named.values()
            if each.accused.struck_off_at is None
        ],
        prints=record.kind is RecordKind.CASE,
    )


def _kinds(kind: RecordKind) -> list[tuple[str, str]]:
    on_file = [
        each
        for each in LetterKind
        if kind is RecordKind.CASE or LETTERS[each].track in OF_COMPLAINTS
    ]
    return choices(on_file)


def letter_page(
    session: Session, record: Record, letter: Letter, refused: Refused | None = None
) -> str:
    """One letter: its text to be written or read, and what may be done with it now."""
    text = reader_of(session, record)(letter)
    steps = _steps(record, letter, refused)
    writes = letter.state is LetterState.DRAFT and allowed(
        current_actor().roles, Permission.LETTER_WRITE
    )
    who = people(
        session, {each for each in (letter.drafted_by, letter.approved_by) if each}, choosing=False
    )
    opened = refused.form if refused else Form()
    editing = refused is not None and refused.name == LetterAction.EDIT
    return render_template(
        "proceedings/letter.html",
        number=record.number,
        back=url_for("case_letters.everything", number=record.number),
        file_url=file_url(record.number),
        letter=letter,
        of_order=LETTERS[letter.kind].is_order,
        facts=_facts(letter, who.name(letter.drafted_by), who.name(letter.approved_by)),
        parts=_parts(text),
        warning=WARNINGS.get(letter.kind),
        unfilled=text is not None and (UNFILLED in text or UNFILLED in letter.addressee),
        dots=UNFILLED,
        writes=writes,
        edit=opened
        if editing
        else Form({"addressee": letter.addressee, "text": text or ""}, prefix="edit-letter-"),
        kept=_kept(refused) if editing and not writes else [],
        steps=steps,
        opened=refused.name if refused else None,
        opened_form=opened,
        stale=refused is not None and refused.stale,
        labels=LABELS,
        act=act_from_letter(letter),
        track_url=_track_url(session, record, letter),
        act_facts=_act_facts(act_from_letter(letter)),
        spoken=letter.language.value,
    )


def _parts(text: str | None) -> list[Part] | None:
    return None if text is None else parts_of(text)


def _kept(refused: Refused | None) -> list[tuple[str, str]]:
    """What was typed into a letter that is no draft any more, so that it can be copied and nothing is lost."""
    values = refused.form.values if refused else {}
    return [
        (str(LABELS[name]), str(values[name])) for name in ("addressee", "text") if name in values
    ]


def _steps(record: Record, letter: Letter, refused: Refused | None) -> list[StepShown]:
    by = current_actor()
    second = letter.drafted_by is not None and letter.drafted_by not in by.hands
    in_hand = frozenset({InHand.SECOND_PERSON} if second else ())

    def address(action: str) -> str:
        endpoint = "decision" if action in DECIDED else "step"
        return url_for(
            f"case_letters.{endpoint}", number=record.number, letter_id=letter.id, action=action
        )

    offers = offered_steps(LETTER, letter.state, by.roles, in_hand, suits=lambda _action: True)
    options = {"services": lambda: choices(Service)}
    return shown_steps(offers, FORMS, options, address, refused)


def _facts(letter: Letter, drafter: str, approver: str) -> list[tuple[str, str]]:
    served = label_of(letter.served_how).said_in(language()) if letter.served_how else None
    facts = [
        (_("Number"), letter.number),
        (_("Date of issue"), day(letter.issued_on) if letter.issued_on else None),
        (_("Language"), LANGUAGES[letter.language]),
        (_("Text by"), drafter),
        (_("Approved by"), approver if letter.approved_by else None),
        (_("Served"), f"{served}, {day(letter.served_on)}" if served else None),
        (_("Signed by"), label_of(LETTERS[letter.kind].signer).said_in(language())),
        (_("SHA-256 of the paper"), letter.sha256.hex() if letter.sha256 else None),
    ]
    return [(words, value) for words, value in facts if value]


def _track_url(session: Session, record: Record, letter: Letter) -> str:
    """Where the act is recorded: on the page of the accused, on that of the tracks of the matter, else on the file."""
    about = [one for one in accused_of(session, record.id) if one.accused.id == letter.accused_id]
    if LETTERS[letter.kind].track in ON_A_FILE:
        return url_for("matter_tracks.page", number=record.number)
    if not about:
        return file_url(record.number)
    return url_for("proceedings.one", number=record.number, k=about[0].accused.number)


def _act_facts(act: ActOfLetter | None) -> list[tuple[str, str]]:
    return facts_in_words(act.facts) if act else []
