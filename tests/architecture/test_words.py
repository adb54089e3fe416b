"""Hindi and English are equals: every word of the pages, of the coded values and of the notices exists in both."""

import ast
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
ENGLISH_STOP = re.compile(r"[\u0900-\u097f][)\"”’]*\.(?=\s|$)|\.$")
SHORT = re.compile(r"भा\.ना\.सु\.सं\.|उ\.प्र\.|क्र\.")
"""What is short for something keeps its stop."""
STOP_BEHIND_WORDS = re.compile(r"\b_\([^{}]*\)(?:\|\w+)?\s*\}\}\.")
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


def said_in_two():
    """Every pair of words that stands in the sources: Words(hi=..., en=...)."""
    for path in sorted((ROOT / "vigilance").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words":
                said = dict(zip(("hi", "en"), node.args, strict=False))
                said |= {each.arg: each.value for each in node.keywords}
                texts = [getattr(said.get(name), "value", None) for name in ("en", "hi")]
                if all(isinstance(text, str) for text in texts):
                    yield texts


def test_a_hindi_sentence_ends_with_a_danda(catalogue):
    pairs = [*catalogue.items(), *said_in_two()]

    wrong = [hindi for _english, hindi in pairs if ENGLISH_STOP.search(SHORT.sub("", hindi))]

    assert len(pairs) > 3000
    assert wrong == []


def test_no_template_puts_a_full_stop_behind_translated_words():
    wrong = {
        path.name: found[0]
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (found := STOP_BEHIND_WORDS.search(path.read_text(encoding="utf-8")))
    }

    assert wrong == {}


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
