"""The way of a letter: drafted from the file, put up, approved by a second person, issued, served, withdrawn.

An issued letter is never changed: it is withdrawn with reasons, and another is written.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_queries import AccusedOfficer
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import Service, check_day
from vigilance.domain.workflow import Step
from vigilance.domain.workflows.letter import LETTER, LetterAction, LetterState
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.proceedings.letter_addressees import addressee_words
from vigilance.proceedings.letter_blanks import values_for
from vigilance.proceedings.letter_matter import Wanted, matter_of
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letters import LETTERS, UNFILLED, letter_text
from vigilance.records.models import Record, Tier
from vigilance.sealing.case_keys import CaseKey

LONGEST_TEXT = 100_000
LONGEST_ADDRESSEE = 300
STRUCK_OFF = "This officer was struck off the case."


@dataclass(frozen=True, slots=True)
class Wording:
    """What an officer wrote: to whom the letter goes, and its text."""

    addressee: str
    text: str


def draft(
    session: Session,
    record: Record,
    wanted: Wanted,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Letter:
    """Draft a letter, its blanks filled from the file; what the file does not say is left to be written in."""
    form = LETTERS[wanted.kind]
    who = _about(wanted)
    lock_record(session, record)
    step = LETTER.take(None, LetterAction.DRAFT, by.roles, ())

    def opener() -> CaseKey:
        return open_record_key(session, record.id, office.holder, by, at)

    today, spoken = ist_day(at), wanted.language
    about = replace(wanted, who=who)
    matter = matter_of(session, record, about, office=office, opener=opener, today=today)
    track = matter.tracks.get(form.track)
    letter = Letter(
        id=uuid.uuid4(),
        record_id=record.id,
        kind=wanted.kind,
        language=spoken,
        accused_id=who.accused.id if who else None,
        proceeding_id=track.id if track else None,
        state=LetterState.DRAFT,
        addressee=addressee_words(matter, form),
        drafted_by=by.officer_id,
        drafted_at=at,
    )
    text = letter_text(wanted.kind, spoken, values_for(wanted.kind, matter))
    _write(session, record, letter, text)
    session.add(letter)
    tell(session, record, letter, step, before=None, by=by, at=at)
    return letter


def _about(wanted: Wanted) -> AccusedOfficer | None:
    """The accused it is about: one who must be chosen and not be struck off; none for a letter about nobody."""
    if not LETTERS[wanted.kind].of_accused:
        return None
    if wanted.who is None:
        raise Invalid({"accused": ["This letter is about one accused: choose him."]})
    if wanted.who.accused.struck_off_at is not None:
        raise Invalid({"accused": [STRUCK_OFF]})
    return wanted.who


def edit(session: Session, letter: Letter, wording: Wording, *, by: Actor, at: datetime) -> None:
    """Change the words of a draft; who writes them is then its drafter, and another approves it."""
    record = locked(session, letter)
    step = LETTER.take(letter.state, LetterAction.EDIT, by.roles, ())
    wrong: dict[str, list[str]] = {}
    if not wording.text.strip() or len(wording.text) > LONGEST_TEXT:
        wrong["text"] = ["Write the letter, in at most 1,00,000 characters."]
    if not wording.addressee.strip() or len(wording.addressee) > LONGEST_ADDRESSEE:
        wrong["addressee"] = ["Write to whom it goes, in at most 300 characters."]
    if wrong:
        raise Invalid(wrong)
    letter.addressee = wording.addressee.strip()
    letter.drafted_by, letter.drafted_at = by.officer_id, at
    _write(session, record, letter, wording.text.replace("\r\n", "\n").replace("\x00", "\u2400"))
    tell(session, record, letter, step, before=letter.state, by=by, at=at)


def put_up(session: Session, letter: Letter, text: str, *, by: Actor, at: datetime) -> None:
    """Lay a finished draft before who approves it; `text` is the letter's own, opened by the caller."""
    if UNFILLED in text or UNFILLED in letter.addressee:
        raise Invalid({"text": ["Something is still to be written in where the dots stand."]})
    _move(session, letter, LetterAction.PUT_UP, by=by, at=at)


def send_back(session: Session, letter: Letter, reasons: str, *, by: Actor, at: datetime) -> None:
    """Give a letter that was put up back to its drafter, with the reasons on the note-sheet."""
    _move(session, letter, LetterAction.RETURN, by=by, at=at, reasons=reasons)


def approve(session: Session, letter: Letter, *, by: Actor, at: datetime) -> None:
    """Approve the letter: a second person than who wrote its words."""
    second = letter.drafted_by is not None and letter.drafted_by not in by.hands
    step = LETTER.take(
        letter.state, LetterAction.APPROVE, by.roles, {InHand.SECOND_PERSON} if second else ()
    )
    record, before = locked(session, letter), letter.state
    letter.approved_by, letter.approved_at = by.officer_id, at
    move(letter, step)
    tell(session, record, letter, step, before=before, by=by, at=at)


def record_service(
    session: Session, letter: Letter, how: Service, on: date, *, by: Actor, at: datetime
) -> None:
    """How and on which day the letter reached its addressee: not before its issue, not in the future."""
    if letter.state is LetterState.ISSUED:
        check_day(on, ist_day(at), letter.issued_on)
        letter.served_how, letter.served_on = how, on
    _move(session, letter, LetterAction.RECORD_SERVICE, by=by, at=at)


def withdraw(session: Session, letter: Letter, reasons: str, *, by: Actor, at: datetime) -> None:
    """Withdraw a letter with reasons; what was issued stays on the file as it went out."""
    _move(session, letter, LetterAction.WITHDRAW, by=by, at=at, reasons=reasons)


def _move(
    session: Session,
    letter: Letter,
    action: LetterAction,
    *,
    by: Actor,
    at: datetime,
    reasons: str = "",
) -> None:
    record, before = locked(session, letter), letter.state
    in_hand = {InHand.REASONS} if reasons.strip() else set()
    step = LETTER.take(before, action, by.roles, in_hand)
    notes = _notes(session, record, action, reasons, by=by, at=at)
    move(letter, step)
    if letter.state is LetterState.WITHDRAWN:
        letter.withdrawn_note = notes[0].number
    tell(session, record, letter, step, before=before, by=by, at=at, rows=notes)


def _notes(
    session: Session, record: Record, action: LetterAction, reasons: str, *, by: Actor, at: datetime
) -> list[Note]:
    if not reasons.strip():
        return []
    kind = NoteKind.REASONS
    return [write_note(session, record, reasons, kind, by=by, at=at, action=action.value)]


def move(letter: Letter, step: Step) -> None:
    """Let the letter stand where the step leads: nothing else moves one."""
    letter.state = LetterState(step.target or letter.state)


def locked(session: Session, letter: Letter) -> Record:
    """The letter's record, held until the commit."""
    record = session.get_one(Record, letter.record_id)
    lock_record(session, record)
    return record


def _write(session: Session, record: Record, letter: Letter, text: str) -> None:
    sealed = record.tier is Tier.PROTECTED
    recipient = record_recipient(session, record.id) if sealed else None
    keep_text(letter, record, text, key=None, recipient=recipient)


def tell(  # noqa: PLR0913 -- one act on the ledger: of which letter, which step, from where, by whom, with which rows
    session: Session,
    record: Record,
    letter: Letter,
    step: Step,
    *,
    before: LetterState | None,
    by: Actor,
    at: datetime,
    rows: Sequence[object] = (),
) -> None:
    """Put this step of the letter on the ledger of its record."""
    body: dict[str, Any] = {
        "letter": letter.id.hex,
        "kind": letter.kind.value,
        "from": before.value if before else None,
        "to": letter.state.value,
        "number": letter.number,
    }
    append_event(session, record, step.action.value, body, by=by, at=at, rows=[letter, *rows])
