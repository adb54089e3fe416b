"""The lists of a letter: articles of charge, imputations, findings, documents and witnesses, drawn from the file."""

from collections.abc import Iterable
from datetime import date

from vigilance.cases.accused_models import PointFinding
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.money import rupees
from vigilance.domain.words import Language, Words
from vigilance.proceedings.labels_people import LABELS
from vigilance.proceedings.letter_forms import LetterForm
from vigilance.proceedings.letter_matter import Matter, Put
from vigilance.proceedings.letter_words import post_words
from vigilance.proceedings.witness_models import Witness

PERIOD = Words(hi="{since} से {until} की अवधि में", en="From {since} to {until}")
ONE_DAY = Words(hi="{since} को", en="On {since}")
ARTICLE = Words(
    hi="आरोप {number}: यह कि {when}{post} के पद पर रहते हुए आपने वह कृत्य किया "
    "जिसका विवरण अनुलग्नक 2 के बिन्दु {number} में है{amount}{provision}।",
    en="Article {number}: That {when}while holding the post of {post} you committed the acts "
    "described in point {number} of Annexure 2{amount}{provision}.",
)
OF_AMOUNT = Words(hi="; सन्निहित धनराशि {amount}", en="; amount involved {amount}")
BROKEN = Words(hi="; उल्लंघित प्रावधान: {provision}", en="; provision broken: {provision}")
FOUND = Words(hi="आरोप {number}: {finding}", en="Article {number}: {finding}")
DOCUMENT = Words(
    hi="({number}) पत्रावली का अभिलेख संख्या {paper}, दिनांक {day}",
    en="({number}) Paper number {paper} of the file, of {day}",
)
INQUIRER = Words(
    hi="{name}, जांच अधिकारी (जांच आख्या सिद्ध करने के लिए)",
    en="{name}, inquiry officer (to prove the inquiry report)",
)
PROTECTED = Words(hi="संरक्षित साक्षी संख्या {number}", en="Protected witness number {number}")


def articles(matter: Matter, _form: LetterForm) -> str | None:
    """Each charge as a definite article: when, in which post, for how much, against which rule."""
    return _lines(
        ARTICLE.said_in(matter.language).format(
            number=number,
            when=_when(put, matter.language, lower=True),
            post=post_words(matter, matter.post_then or ""),
            amount=_amount(put, matter.language),
            provision=_provision(put, matter),
        )
        for number, put in enumerate(matter.points, start=1)
    )


def imputations(matter: Matter, _form: LetterForm) -> str | None:
    """Each allegation in the words in which it was put, with its period and amount."""
    return _lines(
        f"({number}) {' '.join(put.text.split())}{_details(put, matter.language)}"
        for number, put in enumerate(matter.points, start=1)
    )


def findings(matter: Matter, _form: LetterForm) -> str | None:
    """What was found on each charge; nothing where one still has no finding."""
    known = [LABELS[PointFinding][put.finding] for put in matter.points if put.finding is not None]
    if len(known) < len(matter.points):
        return None
    return _lines(
        FOUND.said_in(matter.language).format(number=number, finding=said.said_in(matter.language))
        for number, said in enumerate(known, start=1)
    )


def documents(matter: Matter, _form: LetterForm) -> str | None:
    """The papers of the case's own file by their numbers: names are sealed, and a complainant's own can betray him."""
    if matter.case is None:
        return None
    said = DOCUMENT.said_in(matter.language)
    return _lines(
        said.format(
            number=number,
            paper=paper.number,
            day=day_in_words(ist_day(paper.added_at), matter.language),
        )
        for number, paper in enumerate(matter.papers, start=1)
    )


def witnesses(matter: Matter, _form: LetterForm) -> str | None:
    """The officer who inquired, then those listed for the department; a protected one by his number alone."""
    said = []
    if matter.inquirer is not None:
        name = matter.inquirer.said_in(matter.language)
        said.append(INQUIRER.said_in(matter.language).format(name=name))
    said += [_witness(matter, each, name) for each, name in matter.witnesses]
    return _lines(f"({number}) {words}" for number, words in enumerate(said, start=1))


def _witness(matter: Matter, witness: Witness, name: str | None) -> str:
    if name is None:
        return PROTECTED.said_in(matter.language).format(number=witness.number)
    return f"{name}, {post_words(matter, witness.post)}" if witness.post else name


def _lines(found: Iterable[str]) -> str | None:
    return "\n".join(found) or None


def _when(put: Put, language: Language, *, lower: bool = False) -> str:
    since, until = put.allegation.done_from, put.allegation.done_until
    if since is None and until is None:
        return ""
    said = _period(since or until, until or since, language)
    if lower and language is Language.ENGLISH:
        said = said[0].lower() + said[1:]
    return f"{said} " if language is Language.HINDI else f"{said}, "


def _period(since: date | None, until: date | None, language: Language) -> str:
    first, last = (day_in_words(day, language) if day else "" for day in (since, until))
    words = ONE_DAY if since == until else PERIOD
    return words.said_in(language).format(since=first, until=last)


def _amount(put: Put, language: Language) -> str:
    amount = put.allegation.amount
    return OF_AMOUNT.said_in(language).format(amount=rupees(amount)) if amount else ""


def _provision(put: Put, matter: Matter) -> str:
    code = put.allegation.provision
    if not code:
        return ""
    found = matter.reference.provisions.get(code)
    said = found.said_in(matter.language) if found else code
    return BROKEN.said_in(matter.language).format(provision=said)


def _details(put: Put, language: Language) -> str:
    parts = [_when(put, language).strip(" ,"), _amount(put, language).lstrip("; ")]
    known = "; ".join(part for part in parts if part)
    return f" ({known})" if known else ""
