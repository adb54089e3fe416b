"""How a blank of a letter is read from the matter: from the acts on a track, the clocks, the earlier letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from vigilance.complaints.models import Complaint
from vigilance.domain.clock_card import span_in_words
from vigilance.domain.dates import day_in_words
from vigilance.domain.disposal import Disposal
from vigilance.domain.letters import Source
from vigilance.domain.money import rupees
from vigilance.domain.personnel import Penalty
from vigilance.domain.time_limits import compute
from vigilance.domain.tracks import Track
from vigilance.domain.words import Words
from vigilance.proceedings.labels_people import LABELS
from vigilance.proceedings.letter_forms import LetterForm
from vigilance.proceedings.letter_matter import Matter
from vigilance.proceedings.letter_words import post_words, whom_words
from vigilance.proceedings.letters import LETTERS
from vigilance.web.labels import label_of

Fill = Callable[[Matter, LetterForm], str | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """One blank: where it comes from, and how it is read there."""

    source: Source
    read: Fill


def day_of(action: str, track: Track | None = None) -> Filled:
    """The day of an act on the letter's own track, or on the one named."""

    def read(matter: Matter, form: LetterForm) -> str | None:
        found = [each for each in matter.log.get(track or form.track, ()) if each.action == action]
        return in_words(matter, found[-1].on) if found else None

    return Filled(Source.TRACK, read)


def fact_of(action: str, name: str, track: Track | None = None) -> Filled:
    """A fact of such an act."""

    def read(matter: Matter, form: LetterForm) -> str | None:
        said = _facts(matter, form, action, track).get(name)
        return str(said) if said else None

    return Filled(Source.TRACK, read)


def _facts(
    matter: Matter, form: LetterForm, action: str, track: Track | None = None
) -> Mapping[str, object]:
    found = [each for each in matter.log.get(track or form.track, ()) if each.action == action]
    return found[-1].facts if found else {}


def post_of(action: str, name: str) -> Filled:
    """A post among the facts of such an act."""

    def read(matter: Matter, form: LetterForm) -> str | None:
        code = _facts(matter, form, action).get(name)
        return post_words(matter, str(code)) if code else None

    return Filled(Source.TRACK, read)


def in_words(matter: Matter, day: date | None) -> str | None:
    """The day as it stands in the letter."""
    return day_in_words(day, matter.language) if day else None


def penalty(matter: Matter, form: LetterForm) -> str | None:
    """What the order imposed, in the words of rule 3."""
    given = _facts(matter, form, "pass-order").get("penalties")
    if not isinstance(given, list) or not given:
        return None
    return ", ".join(LABELS[Penalty][Penalty(one)].said_in(matter.language) for one in given)


def amount(matter: Matter, form: LetterForm) -> str | None:
    """What is to be recovered: by the order of recovery, or by the order that ended the proceedings."""
    for track, action in (
        (form.track, "order-recovery"),
        (Track.DEPARTMENTAL_MAJOR, "pass-order"),
        (Track.DEPARTMENTAL_MINOR, "pass-order"),
    ):
        rupees_due = _facts(matter, form, action, track).get("amount")
        if rupees_due:
            return rupees(int(str(rupees_due)))
    return None


def order_of(name: str) -> Filled:
    """The order at the end of departmental proceedings, of the letter's own track or of another."""

    def read(matter: Matter, form: LetterForm) -> str | None:
        for track in (form.track, Track.DEPARTMENTAL_MAJOR, Track.DEPARTMENTAL_MINOR):
            for entry in reversed(matter.log.get(track, ())):
                if entry.action == "pass-order":
                    number = str(entry.facts.get("order", "")) or None
                    return number if name == "number" else in_words(matter, entry.on)
        return None

    return Filled(Source.TRACK, read)


def agency(matter: Matter, _form: LetterForm) -> str | None:
    """With whom the criminal matter lies."""
    criminal = matter.tracks.get(Track.CRIMINAL)
    return whom_words(matter, criminal.with_whom) if criminal and criminal.with_whom else None


def earlier(name: str) -> Filled:
    """The last letter issued before on the same track to the same addressee."""

    def read(matter: Matter, form: LetterForm) -> str | None:
        sent = [
            each
            for each in matter.letters
            if each.issued_on is not None
            and LETTERS[each.kind].track is form.track
            and LETTERS[each.kind].addressee is form.addressee
            and (matter.who is None or each.accused_id == matter.who.accused.id)
        ]
        if not sent:
            return None
        return sent[-1].number if name == "number" else in_words(matter, sent[-1].issued_on)

    return Filled(Source.LETTERS, read)


def waiting_letter(matter: Matter, _form: LetterForm) -> str | None:
    """The last letter of ours to which an answer may be awaited."""
    sent = [
        each
        for each in matter.letters
        if each.issued_on is not None
        and (matter.who is None or each.accused_id == matter.who.accused.id)
    ]
    if not sent:
        return None
    said = Words(
        hi="इस कार्यालय का पत्र संख्या {number}, दिनांक {day}",
        en="This office's letter number {number} of {day}",
    )
    return said.said_in(matter.language).format(
        number=sent[-1].number, day=in_words(matter, sent[-1].issued_on)
    )


def what_waits(matter: Matter, _form: LetterForm) -> str | None:
    """The limit that is over longest."""
    if matter.late is None:
        return None
    limit = matter.rules.governing(matter.record.kind, matter.late)
    return limit.label.said_in(matter.language)


def waiting_rule(matter: Matter, _form: LetterForm) -> str | None:
    """The rule of that limit in our words."""
    if matter.late is None:
        return None
    return matter.rules.governing(matter.record.kind, matter.late).rule.said_in(matter.language)


def time_allowed(matter: Matter, form: LetterForm) -> str | None:
    """The length of the limit in force today: it governs what the letter begins."""
    if form.limit is None:
        return None
    limit = matter.rules.limit_on(form.track, form.limit, matter.today)
    return span_in_words(limit.allowed, matter.language)


def last_event(matter: Matter) -> date | None:
    """The last day of what is alleged."""
    days = [put.allegation.done_until or put.allegation.done_from for put in matter.points]
    return max((day for day in days if day), default=None)


def bar(matter: Matter, form: LetterForm) -> str | None:
    """Until when proceedings may be instituted for it after retirement."""
    event = last_event(matter)
    if event is None:
        return None
    limit = matter.rules.limit_on(form.track, "four-year-bar", max(event, matter.today))
    due = compute(limit, event, calendar=matter.rules.calendar(limit), on=event).due_unstayed
    return in_words(matter, due)


def outcome(matter: Matter, _form: LetterForm) -> str | None:
    """The class of outcome, in words."""
    of = matter.case or matter.complaint
    code = of.disposal if of else None
    return label_of(Disposal(code)).said_in(matter.language) if code else None


def provisions(matter: Matter, _form: LetterForm) -> str | None:
    """The sections and rules said to be broken, each once."""
    known = matter.reference.provisions
    codes = dict.fromkeys(put.allegation.provision for put in matter.points)
    said = [
        known[code].said_in(matter.language) if code in known else code for code in codes if code
    ]
    return "; ".join(said) or None


def of_official(read: Callable[[Matter], str | None]) -> Filled:
    """Read from the officer's particulars."""
    return Filled(Source.OFFICIAL, lambda matter, _form: read(matter) if matter.who else None)


def of_complaint(read: Callable[[Complaint, Matter], str | None]) -> Filled:
    """Read from the complaint, where the file has one."""
    return Filled(
        Source.COMPLAINT,
        lambda matter, _form: read(matter.complaint, matter) if matter.complaint else None,
    )


def reply_day(matter: Matter, form: LetterForm) -> str | None:
    """When the charged officer answered: to a charge-sheet, or to the imputations in substance."""
    answered = day_of("receive-reply").read(matter, form)
    return answered or day_of("receive-explanation").read(matter, form)
