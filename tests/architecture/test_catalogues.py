"""Nothing stands in the Hindi catalogues that no page, message or paper says."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from vigilance.settings import PROJECT

OF_LIBRARIES = {
    "Missing data for required field.",
    "Unknown field.",
    "Field may not be null.",
    "Invalid input type.",
    "Invalid value.",
    "Not a valid string.",
    "Not a valid integer.",
    "Not a valid boolean.",
    "Not a valid list.",
    "Not a valid date.",
    "Not a valid UUID.",
}
"""What marshmallow says by itself of a field."""
FIXED = 8
"""So many letters of a text that is put together must be fixed, else it would stand for every other."""
WRITTEN = ("*.html", "*.txt", "*.js", "*.toml", "*.csv")
"""Files in which words stand besides the code."""


def _code() -> Iterator[ast.AST]:
    """Everything in the code but what brings its Hindi with it."""
    for folder in ("vigilance", "tools"):
        for path in (PROJECT / folder).rglob("*.py"):
            yield from _said(ast.parse(path.read_text(encoding="utf-8")))


def _said(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
        return
    yield node
    for below in ast.iter_child_nodes(node):
        yield from _said(below)


def _said_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text of the code, and those that are put together as patterns."""
    texts, patterns = set(), []
    for node in _code():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
                for part in node.values
            ]
            if sum(len(part) for part in parts if part != ".*") >= FIXED:
                patterns.append(re.compile("".join(parts)))
    return texts, patterns


def _files() -> Iterator[Path]:
    for folder in ("templates", "config", "vigilance/static/source"):
        for kind in WRITTEN:
            yield from (PROJECT / folder).rglob(kind)


def test_nothing_is_translated_that_nobody_says():
    texts, patterns = _said_in_code()
    written = "\n".join(path.read_text(encoding="utf-8") for path in _files()).replace('\\"', '"')
    unused = [
        f"{catalogue.name}: {said}"
        for catalogue in sorted((PROJECT / "vigilance/translations/hi").glob("*.po"))
        for message in read_po(io.BytesIO(catalogue.read_bytes()))
        for said in ([message.id] if isinstance(message.id, str) else message.id)
        if said
        and said not in texts | OF_LIBRARIES
        and not any(f"{mark}{said}{mark}" in written for mark in "\"'")
        and not re.search(rf"(?:[=,>]|^)\s*{re.escape(said)}\s*(?:[,<]|$)", written, re.MULTILINE)
        and not any(pattern.fullmatch(said) for pattern in patterns)
    ]
    assert unused == [], "\n".join(unused)
