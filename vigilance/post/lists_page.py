"""What the page of a list shows: which column is which, what would be entered, and what is wrong with which row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from vigilance.complaints.office import Office
from vigilance.domain.errors import Invalid
from vigilance.post.forms import FIELDS, read_fields
from vigilance.post.importing import FormList, form_key
from vigilance.post.letter_importing import COLUMNS, letter_key, read_letter
from vigilance.post.queries import taken_before
from vigilance.post.sheets import Sheet, SheetRow, mapped
from vigilance.web.clock import now
from vigilance.web.input import in_words

FORMS, LETTERS = "forms", "letters"
SHOWN = 10
"""Rows that are shown as they would be entered; of those that cannot be, all are."""
SHORT = 300
LABELS: dict[str, LazyString] = {
    "text": _l("What happened"),
    "subject": _l("Subject"),
    "language": _l("Language"),
    "lane": _l("Ordinary, protected or anonymous"),
    "district": _l("District"),
    "place": _l("Place"),
    "scheme": _l("Scheme or work"),
    "post_complained_against": _l("Post complained against"),
    "incident_date": _l("When it happened"),
    "amount_demanded": _l("Money asked for"),
    "live_demand": _l("The money is still to be paid"),
    "name": _l("Name"),
    "mobile": _l("Mobile number"),
    "email": _l("E-mail address"),
    "address": _l("Postal address"),
    "submitted_at": _l("When it was filled in"),
    "member": _l("From whom"),
    "office": _l("Office held"),
    "constituency": _l("Constituency"),
    "letter_number": _l("Number of the letter"),
    "letter_date": _l("Date of the letter"),
    "received_on": _l("Received"),
    "forwards_other": _l("Passes on somebody else's complaint"),
    "confirmed_on": _l("Receipt confirmed"),
    "replied_on": _l("Reply sent"),
    "reply_number": _l("Number of the reply"),
}
OURS: Mapping[str, tuple[str, ...]] = {FORMS: FIELDS, LETTERS: COLUMNS}


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row as it would be entered, or with what is wrong with it."""

    number: int
    said: Sequence[tuple[str, str]] = field(default=(), repr=False)
    wrong: Sequence[tuple[str, str]] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Looked:
    """A list looked through: what would be entered, what is known already, what cannot be."""

    good: Sequence[RowShown]
    bad: Sequence[RowShown]
    new: int
    known: int

    @property
    def ready(self) -> bool:
        """Whether it can be entered: every row of it, and at least one."""
        return not self.bad and self.new > 0


def look_through(
    session: Session, office: Office, kind: str, sheet: Sheet, columns: Mapping[str, str]
) -> Looked:
    """Every row as the columns make it read; nothing is entered."""
    keys = {row.number: _key(office, kind, columns, row) for row in sheet.rows}
    before = taken_before(session, list(keys.values()))
    good, bad, new = list[RowShown](), list[RowShown](), 0
    read = _reader(office, kind)
    for row in sheet.rows:
        if keys[row.number] in before:
            continue
        fields = mapped(row, columns)
        try:
            read(fields)
        except Invalid as error:
            bad.append(RowShown(row.number, wrong=wrong_in_words(error.fields)))
            continue
        new += 1
        if len(good) < SHOWN:
            good.append(RowShown(row.number, said=_said(fields)))
    return Looked(good, bad, new, len(before))


def wrong_in_words(reasons: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Which field, and why, in the reader's language."""
    found = in_words(reasons)
    return [(label_of_field(name), ", ".join(words)) for name, words in found.items()]


def label_of_field(name: str) -> str:
    """Our field's name as a person reads it."""
    return str(LABELS.get(name, name))


def columns_chosen(sheet: Sheet, kind: str, chosen: Mapping[str, str] | None) -> dict[str, str]:
    """Their columns to our fields: as chosen on the page, or those that are called as ours are.

    Invalid where a choice is none of ours.
    """
    ours = OURS[kind]
    if chosen is None:
        labels = {str(LABELS[name]).casefold(): name for name in ours} | {
            name: name for name in ours
        }
        named = {name: labels.get(name.casefold(), "") for name in sheet.header}
    else:
        named = {name: chosen.get(f"column-{place}", "") for place, name in enumerate(sheet.header)}
    if set(named.values()) - {*ours, ""}:
        raise Invalid({"columns": [_("One of the columns was given a field that does not exist.")]})
    return {name: field for name, field in named.items() if name and field}


def _said(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (label_of_field(name), text if len(text) <= SHORT else f"{text[:SHORT]}…")
        for name, text in fields.items()
    ]


def _key(office: Office, kind: str, columns: Mapping[str, str], row: SheetRow) -> bytes:
    if kind == LETTERS:
        return letter_key(office, row)
    return form_key(office, FormList(columns=columns), row)


def _reader(office: Office, kind: str) -> Callable[[Mapping[str, str]], object]:
    at = now()
    if kind == LETTERS:
        return lambda fields: read_letter(fields, at)
    return lambda fields: read_fields(fields, office, at)
