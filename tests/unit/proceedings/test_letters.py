"""The letters: every kind in both languages, its blanks, and its text read back from the paper."""

import re
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from vigilance.domain.letters import Addressee, Blank, LetterKind, Source
from vigilance.domain.tracks import WORKFLOWS
from vigilance.domain.words import Language
from vigilance.proceedings.letter_blanks import BLANKS
from vigilance.proceedings.letter_pdf import FONTS, Sheet, letter_pdf, parts_of
from vigilance.proceedings.letters import FOLDER, LETTERS, letter_text
from vigilance.settings import load_settings

EVERY = [(kind, language) for kind in LetterKind for language in Language]
DAY = date(2026, 1, 5)
SAMPLE = {
    Language.HINDI: "क्षत्रिय स्त्री कार्यालयाध्यक्ष ज्ञापित राष्ट्रीय श्रीमती ₹1,25,000",
    Language.ENGLISH: "District Social Welfare Officer ₹1,25,000",
}


def filled(kind, language):
    values = {
        blank: f"{SAMPLE[language]} ({number})"
        for number, blank in enumerate(sorted(LETTERS[kind].blanks))
    }
    return letter_text(kind, language, values)


def squeezed(words):
    return re.sub(r"\s+", "", words)


def read_back(pdf):
    """The words of every page in their order, each page without its foot."""
    text = ""
    for page in pypdfium2.PdfDocument(pdf):
        body = squeezed(page.get_textpage().get_text_range())
        text += re.sub(r"SWD-L-2026-00012·(पृष्ठ|Page)\d+/\d+$", "", body)
    return text


def set_words(text):
    """What of a letter's text stands on the paper: its lines without their marks."""
    return squeezed("".join(re.sub(r"^(##? |>)", "", line) for line in text.splitlines()))


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return load_settings({}, env="testing", home=str(tmp_path_factory.mktemp("home")))


def test_every_kind_has_a_text_in_both_languages_and_no_text_is_without_its_kind():
    for language in Language:
        names = {path.stem for path in (FOLDER / language).iterdir()}
        assert names == {kind.value for kind in LetterKind}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_blanks_of_a_text_are_those_of_the_table(kind, language):
    text = (FOLDER / language / f"{kind}.txt").read_text(encoding="utf-8")

    assert set(re.findall(r"\$(\w+)", text)) == {blank.value for blank in LETTERS[kind].blanks}
    assert "$" not in filled(kind, language)


def test_every_blank_is_used_and_has_its_source():
    used = frozenset().union(*(form.blanks for form in LETTERS.values()))

    assert used == frozenset(Blank) == BLANKS.keys()
    assert {filled.source for filled in BLANKS.values()} == frozenset(Source)


def test_every_addressee_is_written_to():
    assert {form.addressee for form in LETTERS.values()} == frozenset(Addressee)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_acts_of_a_letter_stand_on_its_track(kind):
    form = LETTERS[kind]

    assert {form.step, form.serving} - {None} <= set(WORKFLOWS[form.track].actions())


@pytest.mark.parametrize("kind", LetterKind)
def test_what_the_charged_officer_reads_names_no_complaint(kind):
    form = LETTERS[kind]

    if form.read_by_charged_officer:
        assert {blank for blank in form.blanks if BLANKS[blank].source is Source.COMPLAINT} == set()


@pytest.mark.parametrize("language", Language)
def test_letters_are_formal(language):
    opening = {Language.HINDI: ("महोदय", "भवदीय,"), Language.ENGLISH: ("Sir", "Yours faithfully,")}
    for kind in LetterKind:
        text = (FOLDER / language / f"{kind}.txt").read_text(encoding="utf-8")
        if not text.startswith("# "):
            assert [words for words in opening[language] if words not in text] == [], kind
        assert "> $signer" in text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_text_is_read_back_from_the_paper_exactly(kind, language, settings):
    text = filled(kind, language)
    addressee = None if LETTERS[kind].is_order else SAMPLE[language]
    sheet = Sheet(
        language=language, text=text, addressee=addressee, number="SWD-L-2026-00012", day=DAY
    )

    pdf = letter_pdf(sheet, settings, datetime(2026, 1, 5, tzinfo=UTC))

    head = {
        Language.HINDI: f"समाज कल्याण विभाग, उत्तर प्रदेश{settings.office_address_hi}"
        "पत्रांक: SWD-L-2026-00012दिनांक: 5 जनवरी 2026",
        Language.ENGLISH: f"Social Welfare Department, Uttar Pradesh{settings.office_address_en}"
        "No.: SWD-L-2026-00012Date: 5 January 2026",
    }[language]
    to = {Language.HINDI: "सेवा में,", Language.ENGLISH: "To"}[language] if addressee else ""
    assert read_back(pdf) == squeezed(head + to + (addressee or "")) + set_words(text)


def test_the_paper_is_tagged_and_words_are_never_source(settings):
    hostile = '#panic(1) $x$ *b* @ref <label> \\ // `raw` ${7*7} %{x} #include "x"'
    text = f"विषय: {hostile}\n{hostile}\n> {hostile}"
    sheet = Sheet(
        language=Language.HINDI, text=text, addressee=hostile, number="SWD-L-2026-00012", day=DAY
    )

    pdf = letter_pdf(sheet, settings, datetime(2026, 1, 5, tzinfo=UTC))

    assert pypdfium2.PdfDocument(pdf).is_tagged()
    assert read_back(pdf).count(squeezed(hostile)) == 4


def test_an_annexure_without_a_title_is_still_a_tagged_paper(settings):
    sheet = Sheet(
        language=Language.ENGLISH, text="## Annexure\nWords", addressee=None, number=None, day=None
    )

    assert parts_of("## Annexure\nWords")[0].level == 1
    assert letter_pdf(sheet, settings, datetime(2026, 1, 5, tzinfo=UTC)).startswith(b"%PDF")


def test_the_fonts_of_the_letters_are_there():
    assert len(list(FONTS.glob("*.ttf"))) == 4
