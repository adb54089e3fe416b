"""What letters bring to the forms of tracks: the facts of one that went out, or the way to draft it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import AccusedOfficer
from vigilance.domain.letters import Addressee, LetterKind, Signer
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.letter import LetterState
from vigilance.personnel.models import Official
from vigilance.proceedings.authorities import GOVERNOR, STATE_GOVERNMENT
from vigilance.proceedings.letter_facts import ActOfLetter, acts_of_letter
from vigilance.proceedings.letter_forms import LetterForm
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letters import LETTERS
from vigilance.proceedings.models import ProceedingEntry
from vigilance.proceedings.step_shown import NOT_FILLED, Prefill, typed_day
from vigilance.web.labels import label_of
from vigilance.web.language import language

SERVED_WITH: Mapping[tuple[Track, str], tuple[Track, str]] = {
    (Track.SUSPENSION, "serve-charge-sheet"): (Track.DEPARTMENTAL_MAJOR, "serve-charge-sheet"),
    (Track.AFTER_RETIREMENT, "institute-in-service"): (
        Track.DEPARTMENTAL_MAJOR,
        "serve-charge-sheet",
    ),
}
"""The acts that another track's letter shows: one charge-sheet served ends the wait of the suspension too."""
_OPEN = frozenset({LetterState.DRAFT, LetterState.PUT_UP, LetterState.APPROVED, LetterState.ISSUED})


@dataclass(frozen=True, slots=True)
class LettersOfFile:
    """The letters of one file as the forms of its tracks ask for them."""

    number: str
    letters: Sequence[Letter]
    who: AccusedOfficer | None
    entered: frozenset[tuple[str, int]]
    """The acts that are on a log with a paper: each letter fills the form of an act once."""

    def prefill(self, track: Track, proceeding_id: uuid.UUID | None, action: str) -> Prefill:
        """What the latest letter that shows this act says of it; nothing where no letter went out."""
        on, shown = SERVED_WITH.get((track, action), (track, action))
        owner = proceeding_id if on is track else None
        for letter in reversed(self.letters):
            if not self._belongs(letter, on, owner):
                continue
            for act in acts_of_letter(letter):
                if act.action == shown and (action, letter.paper_number) not in self.entered:
                    return Prefill(self._values(letter, act), letter.number)
        return NOT_FILLED

    def drafts(
        self, track: Track, proceeding_id: uuid.UUID | None, action: str
    ) -> list[tuple[str, str]]:
        """The letters that are the paper of this act: each where it stands, else where it is drafted."""
        if not allowed(current_actor().roles, Permission.LETTER_WRITE):
            return []
        return [
            self._way(kind, proceeding_id)
            for kind, form in LETTERS.items()
            if form.track is track and action in (form.step, form.serving)
        ]

    def _way(self, kind: LetterKind, proceeding_id: uuid.UUID | None) -> tuple[str, str]:
        words, form = label_of(kind).said_in(language()), LETTERS[kind]
        for letter in reversed(self.letters):
            begun = letter.kind is kind and letter.state in _OPEN
            if begun and self._belongs(letter, form.track, proceeding_id):
                url = url_for("case_letters.one", number=self.number, letter_id=letter.id)
                state = label_of(letter.state).said_in(language())
                return f"{words} ({state})", url
        accused = self.who.accused.number if self.who else None
        url = url_for(
            "case_letters.everything",
            number=self.number,
            kind=kind.value,
            accused=accused,
            proceeding=proceeding_id,
        )
        return str(_("Draft: %(letter)s", letter=words)), url

    def _belongs(self, letter: Letter, track: Track, proceeding_id: uuid.UUID | None) -> bool:
        """Whether the letter is about this accused, or about nobody, and of this run of the track."""
        about = self.who.accused.id if self.who else None
        of_run = letter.proceeding_id in {None, proceeding_id} or proceeding_id is None
        return letter.accused_id == about and LETTERS[letter.kind].track is track and of_run

    def _values(self, letter: Letter, act: ActOfLetter) -> dict[str, str]:
        form = LETTERS[letter.kind]
        values = {name: str(value) for name, value in act.facts.items()}
        if self.who is not None:
            values |= _authorities(form, self.who.official)
        return values | {"on": typed_day(act.on), "paper": str(letter.paper_number or "")}


def _authorities(form: LetterForm, official: Official) -> dict[str, str]:
    """By which authority the letter was signed, and with which the matter then lies."""
    signers = {
        Signer.DISCIPLINARY_AUTHORITY: official.disciplinary_authority,
        Signer.APPOINTING_AUTHORITY: official.appointing_authority,
    }
    readers = {
        Addressee.STATE_GOVERNMENT: STATE_GOVERNMENT,
        Addressee.GOVERNOR: GOVERNOR,
        Addressee.SANCTIONING_AUTHORITY: official.appointing_authority,
    }
    found = {"authority": signers.get(form.signer), "with_whom": readers.get(form.addressee)}
    return {name: code for name, code in found.items() if code}


def entered_with_papers(
    logs: Mapping[uuid.UUID, Sequence[ProceedingEntry]],
) -> frozenset[tuple[str, int]]:
    """The acts of these logs that name a paper, with its number."""
    return frozenset(
        (entry.action, int(entry.facts["paper"]))
        for log in logs.values()
        for entry in log
        if entry.facts.get("paper") is not None
    )
