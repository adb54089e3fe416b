"""The figures of a return as rows: one flat table for files, the same cut into tables for the page.

Words stand beside figures here and nowhere else; what is frozen is codes and numbers alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from vigilance.domain.disposal import Disposal
from vigilance.domain.personnel import Group, Penalty
from vigilance.domain.return_periods import Cadence, PendingAge, Period
from vigilance.domain.tracks import WORKFLOWS
from vigilance.domain.words import Words
from vigilance.reference import Reference
from vigilance.returns.counts import OF_THE_OFFICE
from vigilance.returns.figures import Figure
from vigilance.returns.movements import UNKNOWN
from vigilance.returns.shapes import Column, Counted, Kind
from vigilance.web.labels import label_of


class Split(StrEnum):
    """How the figures of a subject are split."""

    WHOLE = "whole"
    CLASS = "class"
    AGE = "age"
    GROUP = "group"
    DISTRICT = "district"
    DISCLOSURES = "disclosures"
    ORDERS = "orders"


SPLITS: Mapping[Split, Words] = {
    Split.WHOLE: Words(hi="कुल", en="The whole"),
    Split.CLASS: Words(hi="निस्तारण का प्रकार", en="Disposed of as"),
    Split.AGE: Words(hi="लम्बित की आयु", en="Age of what is pending"),
    Split.GROUP: Words(hi="समूह क, ख, ग, घ", en="By group A, B, C, D"),
    Split.DISCLOSURES: Words(
        hi="संरक्षित सूचना (मुखबिर)", en="Protected disclosures (whistle-blowers)"
    ),
    Split.DISTRICT: Words(hi="जनपदवार", en="By district"),
    Split.ORDERS: Words(hi="शास्तियां और वसूली", en="Penalties and recoveries"),
}
SUBJECT_WORDS: Mapping[str, Words] = {
    "complaints": Words(hi="शिकायतें", en="Complaints"),
    "investigations": Words(hi="जांचें", en="Investigations"),
    "major": Words(hi="विभागीय कार्यवाही: दीर्घ", en="Disciplinary: major"),
    "minor": Words(hi="विभागीय कार्यवाही: लघु", en="Disciplinary: minor"),
    "suspensions": Words(hi="निलंबन", en="Suspensions"),
    "sanction-17a": Words(hi="धारा 17क की पूर्व स्वीकृति", en="Prior approval, section 17A"),
    "sanction-19": Words(hi="धारा 19 की स्वीकृति", en="Sanction, section 19"),
    "sanction-218": Words(hi="भा.ना.सु.सं. 218 की स्वीकृति", en="Sanction, BNSS section 218"),
    "court": Words(hi="अभिकरण और न्यायालय", en="Agency and court"),
    "recoveries": Words(hi="वसूलियां", en="Recoveries"),
    "penalties": Words(hi="शास्तियां", en="Penalties"),
    "money": Words(hi="धनराशि (रुपये)", en="Money (rupees)"),
}
AGES: Mapping[PendingAge, Words] = {
    PendingAge.MONTH: Words(hi="1 माह तक", en="Up to 1 month"),
    PendingAge.QUARTER: Words(hi="1 से 3 माह", en="1 to 3 months"),
    PendingAge.HALF_YEAR: Words(hi="3 से 6 माह", en="3 to 6 months"),
    PendingAge.YEAR: Words(hi="6 से 12 माह", en="6 to 12 months"),
    PendingAge.THREE_YEARS: Words(hi="1 से 3 वर्ष", en="1 to 3 years"),
    PendingAge.MORE: Words(hi="3 वर्ष से अधिक", en="Over 3 years"),
}
CADENCES: Mapping[Cadence, Words] = {
    Cadence.MONTHLY: Words(hi="मासिक विवरणी", en="Monthly return"),
    Cadence.QUARTERLY: Words(hi="त्रैमासिक विवरणी", en="Quarterly return"),
    Cadence.ANNUAL: Words(hi="वार्षिक विवरणी", en="Annual return"),
}
MONEY = {
    "ordered": Words(hi="वसूली का आदेश", en="Recovery ordered"),
    "realised": Words(hi="वसूल हुआ", en="Realised"),
}
NOT_KNOWN = Words(hi="ज्ञात नहीं", en="Not known")
EMPTY = Words(hi="", en="")
ABOUT = Words(
    hi="गणना प्रविष्टि की तिथि से है। शिकायतों के अतिरिक्त आधिकारिक प्रपत्रों के स्तम्भ अभी सत्यापित नहीं हैं।",
    en="Counted by the day of entry. Except for complaints, the columns of the official forms are not verified yet.",
)
FIGURES: Mapping[str, Words] = {
    "brought-forward": Words(hi="पिछला शेष", en="Brought forward"),
    "received": Words(hi="प्राप्त", en="Received"),
    "reopened": Words(hi="पुनः खुले", en="Reopened"),
    "total": Words(hi="योग", en="Total"),
    "disposed": Words(hi="निस्तारित", en="Disposed of"),
    "carried-forward": Words(hi="शेष", en="Carried forward"),
}
COLUMNS = (
    Column("subject", Words(hi="विषय", en="Subject"), Kind.WORDS),
    Column("split", Words(hi="विभाजन", en="Split"), Kind.WORDS),
    Column("part", Words(hi="भाग", en="Part"), Kind.WORDS),
    *(Column(name, words, Kind.COUNT) for name, words in FIGURES.items()),
)


WHOLES = {Split.WHOLE: "whole", Split.DISCLOSURES: "disclosures"}
COUNTED = {Split.CLASS: Figure.DISPOSED, Split.AGE: Figure.CARRIED_FORWARD}
"""The splits that count one figure alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a return: of which subject, which part of it by its code and in words, and its figures."""

    subject: str
    split: Split
    code: str
    words: Words
    figures: Mapping[str, int]

    @property
    def cells(self) -> tuple[Any, ...]:
        """The row of a file."""
        figures = (self.figures.get(name) for name in FIGURES)
        return (SUBJECT_WORDS[self.subject], SPLITS[self.split], self.words, *figures)


def lines(figures: Mapping[str, Any], reference: Reference) -> Iterator[Line]:
    """Every row, split after split; a part without any figure is left out.

    In the order of our tables: that of a frozen return is that of its text, which is the alphabet's.
    """
    for split in SPLITS:
        if split is Split.ORDERS:
            yield from _orders(figures)
        else:
            for subject in (name for name in SUBJECT_WORDS if name in figures["parts"]):
                yield from _of(split, subject, figures["parts"][subject], reference)


def _of(
    split: Split, subject: str, part: Mapping[str, Any], reference: Reference
) -> Iterator[Line]:
    if split in {Split.WHOLE, Split.DISCLOSURES}:
        row = part[WHOLES[split]]
        if split is Split.WHOLE or any(row.values()):
            yield Line(subject, split, "", EMPTY, row)
        return
    counted = COUNTED.get(split)
    found_by = part[f"by-{split}"]
    for code in PendingAge if split is Split.AGE else sorted(found_by):
        found = found_by[code]
        row = {counted.value: found} if counted else found
        if any(row.values()):
            yield Line(subject, split, code, _part_words(split, code, reference), row)


def _orders(figures: Mapping[str, Any]) -> Iterator[Line]:
    for code, count in figures["penalties"].items():
        words = label_of(Penalty(code))
        yield Line("penalties", Split.ORDERS, code, words, {"total": count})
    for code, amount in figures["money"].items():
        yield Line("money", Split.ORDERS, code, MONEY[code], {"total": amount})


def _part_words(split: Split, code: str, reference: Reference) -> Words:
    if split is Split.CLASS:
        return _class_words(code)
    if split is Split.AGE:
        return AGES[PendingAge(code)]
    if split is Split.GROUP:
        return label_of(Group(code)) if code in set(Group) else NOT_KNOWN
    found = reference.districts.get(code)
    return found.name if found else NOT_KNOWN if code == UNKNOWN else Words(hi=code, en=code)


def _class_words(code: str) -> Words:
    if code in set(Disposal):
        return label_of(Disposal(code))
    for workflow in WORKFLOWS.values():
        for action in workflow.actions():
            if action.value == code:
                return label_of(action)
    return Words(hi=code, en=code)


def return_report(period: Period, rows: list[Line]) -> Counted:
    """The return as a report, to be taken as a file."""
    title, name = CADENCES[period.cadence], period.name
    return Counted(
        name=f"return-{period.cadence}",
        title=Words(hi=f"{title.hi}, {name.hi}", en=f"{title.en}, {name.en}"),
        about=ABOUT,
        by=OF_THE_OFFICE,
        columns=COLUMNS,
        count=partial(_cells, rows),
        whole=True,
    )


def _cells(rows: list[Line], *_asked: object) -> list[tuple[Any, ...]]:
    return [line.cells for line in rows]
