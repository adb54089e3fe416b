"""Hindi and English are equals: every word of the pages, of the coded values and of the notices exists in both."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from vigilance.domain.workflows import complaint, inquiry
from vigilance.web.labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
HINDI = ROOT / "vigilance" / "translations" / "hi"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "_l": None}


@pytest.fixture(scope="module")
def catalogue():
    found = {}
    for path in sorted(HINDI.glob("*.po")):
        with path.open("rb") as file:
            found |= {message.id: message.string for message in read_po(file) if message.id}
    return found


@pytest.fixture(scope="module")
def messages():
    found = {}
    for folder, method in (("vigilance", "python"), ("templates", "jinja2")):
        rows = extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")],
            keywords=KEYWORDS,
            comment_tags=(),
        )
        for filename, line, message, *_rest in rows:
            found.setdefault(message, f"{folder}/{filename}:{line}")
        assert method
    return found


def test_every_message_has_its_hindi(messages, catalogue):
    missing = {message: place for message, place in messages.items() if not catalogue.get(message)}

    assert missing == {}


def test_placeholders_are_the_same_in_both_languages(catalogue):
    wrong = [
        message
        for message, hindi in catalogue.items()
        if sorted(PLACEHOLDER.findall(message)) != sorted(PLACEHOLDER.findall(hindi))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "kind", sorted(LABELS, key=lambda kind: f"{kind.__module__}.{kind.__name__}")
)
def test_every_coded_value_has_words_in_both_languages(kind):
    assert set(LABELS[kind]) == set(kind)
    assert [words for words in LABELS[kind].values() if not words.hi or not words.en] == []


@pytest.mark.parametrize("kind", [complaint.State, complaint.Action, inquiry.State, inquiry.Action])
def test_every_step_and_state_has_words(kind):
    assert kind in LABELS


def test_every_notice_exists_in_both_languages():
    names = {
        language: {path.name for path in (ROOT / "templates" / "notices" / language).iterdir()}
        for language in ("hi", "en")
    }

    assert names["hi"] == names["en"] != set()
