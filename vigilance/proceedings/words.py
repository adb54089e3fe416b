"""Posts, authorities, agencies and facts of an act in the reader's words, and the lists they are chosen from."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.complaints.people import people
from vigilance.complaints.schemas import current_office
from vigilance.complaints.takers import takers
from vigilance.domain.agencies import Agency
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.domain.handover import Part
from vigilance.domain.personnel import OrderOutcome, Penalty
from vigilance.domain.proceeding_facts import FACTS, FactKind, Service
from vigilance.domain.references import Exemption, Referrer
from vigilance.proceedings.authorities import GOVERNOR, STATE_GOVERNMENT
from vigilance.web.filters import day, money
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.reasons import reason_in_words, value_in_words
from vigilance.web.session import current_session

ABOVE: Mapping[str, LazyString] = {
    STATE_GOVERNMENT: _l("State Government"),
    GOVERNOR: _l("The Governor"),
}
"""Authorities that are no post of the department."""

RULES = (
    _l("UP 1999 Rules, rule 4"),
    _l("UP 1999 Rules, rule 6"),
    _l("PC Act, section 17A"),
    _l("PC Act, section 19"),
    _l("BNSS, section 218"),
    _l("CSR, article 351-A"),
)
"""The rules that an error names, so that the catalogue knows them."""

REASONS = (
    _l("{rule}: the authority for this officer is {authority}."),
    _l("{rule}: the time was over on {on}."),
    _l("{rule}: the time was lengthened as often as it may be ({times})."),
    _l("The day of the act lies before the act it follows ({on})."),
    _l("The act that followed was done on {on}."),
    _l("A stay on this ground ends by {on}."),
    _l("The day of the act lies in the future."),
    _l("There is no such entry."),
    _l("This track is open already."),
    _l("This track does not belong here."),
    _l("Choose an active officer who inquires."),
    _l("A wall keeps this officer from the file: he is not free in the matter."),
    _l("An officer of this name is accused here: nobody inquires into his own matter."),
    _l("The file has no paper of this number."),
    _l("This officer was struck off the case."),
    _l("This officer is accused in this case already."),
    _l("Say whether the officer is exonerated, or which penalty of rule 3 is imposed."),
    _l("A penalty is named where one is imposed, and only there."),
    _l("Rule 10: minor proceedings end in a minor penalty."),
    _l("Rule 3: a fine may be imposed on Group D alone."),
    _l("Write the name and the post."),
    _l("Nobody retires before he is born."),
    _l("Write the allegation, in at most 20,000 characters."),
    _l("The period ends before it begins."),
    _l("The period lies in the future."),
    _l("An amount is not less than nothing."),
    _l("This stands in the case already."),
    _l("Write the name or the number, in at most 200 characters."),
    _l("The posting lies in the future."),
    _l("The posting ends before it begins."),
    _l("This clock stops by itself when the complainant is asked."),
    _l("The stay cannot begin after today."),
    _l("Write the note."),
    _l("The note is too long."),
)
"""The sentences of the domain and the commands below, so that the catalogue knows them."""

FACT_LABELS: Mapping[str, LazyString] = {
    "letter": _l("Number of the letter"),
    "articles": _l("How many articles of charge"),
    "authority": _l("By which authority"),
    "served": _l("How it was served"),
    "order": _l("Number of the order"),
    "inquiry_officer": _l("Inquiry officer (post)"),
    "presenting_officer": _l("Presenting officer (post)"),
    "inquirer": _l("Inquiry officer who signs in here"),
    "sheet": _l("Number of the order sheet"),
    "next_on": _l("Next hearing"),
    "purpose": _l("Purpose of the hearing"),
    "report": _l("Number of the report"),
    "outcome": _l("What the order says"),
    "penalties": _l("Penalties"),
    "amount": _l("Amount in rupees"),
    "appeal": _l("Number of the appeal"),
    "fir": _l("Number of the first information report"),
    "judgment": _l("Number of the judgment"),
    "challan": _l("Number of the treasury receipt"),
    "with_whom": _l("With whom it lies"),
    "request": _l("Number of the request"),
    "department": _l("Which department"),
    "referred_by": _l("Which authority"),
    "exemptions": _l("What is withheld, and why"),
    "paper": _l("Number of the paper in this file"),
    "sanction_not_needed": _l("No sanction is needed; the note says why"),
    "zero:retirement": _l("Day of superannuation"),
    "zero:four-year-bar": _l("Day of the event complained of"),
    "zero:rti-ordered-reply": _l("Day by which the order wants it given"),
    "zero:reference-answer": _l("Day by which the authority wants an answer"),
}

_KINDS: Mapping[str, FactKind] = {
    fact.name: fact.kind for asked in FACTS.values() for fact in asked
} | {
    "with_whom": FactKind.AGENCY,
    "sanction_not_needed": FactKind.TICK,
    "referred_by": FactKind.REFERRER,
    "exemptions": FactKind.EXEMPTIONS,
    "inquirer": FactKind.OFFICER,
}


def post_in_words(code: str | None) -> str:
    """A post by its name; a code that the list no longer has stands as it is."""
    if not code:
        return "–"
    found = current_office().reference.designations.get(code)
    return found.name.said_in(language()) if found else code


def whom_in_words(code: str | None) -> str:
    """A post, an authority above the department or outside it, or an agency."""
    if code is not None and code in ABOVE:
        return str(ABOVE[code])
    for kind in (Agency, Referrer):
        if code in set(kind):
            return label_of(kind(code)).said_in(language())
    return post_in_words(code)


def posts() -> list[tuple[str, str]]:
    """Every post of the reference, to choose from."""
    spoken = language()
    known = current_office().reference.designations.values()
    return [(post.code, post.name.said_in(spoken)) for post in known]


def inquiry_officers() -> list[tuple[str, str]]:
    """Who may be given a departmental inquiry, each with what he carries."""
    return takers(people(current_session(), ()), Part.INQUIRING_OFFICER)


def officer_name(officer_id: uuid.UUID) -> str:
    """An officer who signs in here, by his name."""
    return people(current_session(), {officer_id}, choosing=False).name(officer_id)


def authorities() -> list[tuple[str, str]]:
    """The posts, and the authorities above the department."""
    return [*((code, str(words)) for code, words in ABOVE.items()), *posts()]


def provisions() -> list[tuple[str, str]]:
    """The sections and rules an allegation may name."""
    spoken = language()
    known = current_office().reference.provisions.values()
    return [(each.code, each.said_in(spoken)) for each in known]


def provision_in_words(code: str | None) -> str:
    """The section or rule; a code that the list no longer has stands as it is."""
    if not code:
        return "–"
    found = current_office().reference.provisions.get(code)
    return found.said_in(language()) if found else code


def facts_in_words(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of an act, as label and value."""
    return [
        (str(FACT_LABELS.get(name, name)), _value(name, value)) for name, value in facts.items()
    ]


def _value(name: str, value: Any) -> str:  # noqa: ANN401 -- a fact is a code, a number, a date or a list
    kind = FactKind.DAY if name.startswith("zero:") else _KINDS.get(name)
    said = _SAID.get(kind) if kind else None
    return said(value) if said else str(value)


def _coded(kind: type[StrEnum]) -> Callable[[Any], str]:
    def said(value: Any) -> str:  # noqa: ANN401 -- as above
        known = value in set(kind)
        return label_of(kind(value)).said_in(language()) if known else str(value)

    return said


_SAID: Mapping[FactKind, Callable[[Any], str]] = {
    FactKind.DAY: lambda value: day(date.fromisoformat(str(value))),
    FactKind.AMOUNT: lambda value: money(int(value)),
    FactKind.POST: whom_in_words,
    FactKind.AGENCY: whom_in_words,
    FactKind.SERVICE: _coded(Service),
    FactKind.OUTCOME: _coded(OrderOutcome),
    FactKind.PENALTIES: lambda value: ", ".join(map(_coded(Penalty), value)),
    FactKind.OFFICER: lambda value: officer_name(uuid.UUID(str(value))),
    FactKind.REFERRER: _coded(Referrer),
    FactKind.EXEMPTIONS: lambda value: "; ".join(map(_coded(Exemption), value)),
    FactKind.TICK: lambda _value: str(_("yes")),
}


def in_readers_words(error: Invalid) -> Invalid:
    """The same reasons in the reader's language, each value in it too."""
    return Invalid(
        {
            name: [reason_in_words(why, _part) for why in found]
            for name, found in error.fields.items()
        }
    )


def missing_in_words(error: Incomplete) -> Invalid:
    """Which papers the step still needs, as a reason on the form."""
    papers = ", ".join(label_of(paper).said_in(language()) for paper in sorted(error.missing))
    return Invalid({"version": [_("Not yet: %(papers)s.", papers=papers)]})


def _part(value: object) -> str:
    plain = isinstance(value, str) and not isinstance(value, StrEnum)
    return str(_(whom_in_words(str(value)))) if plain else value_in_words(value)
