"""Reading what came in, one way for forms and JSON: a marshmallow schema that refuses the unknown."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from flask import current_app, request
from flask_babel import gettext as _
from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from vigilance.domain.errors import Invalid
from vigilance.web.reasons import reason_in_words

NOT_ON_SCHEMAS = frozenset({"csrf_token", "lang"})
LONGEST_NUMBER = 18


class Malformed(Invalid):
    """The body is not of the agreed form: unknown or repeated fields, wrong types, broken JSON."""

    code = "malformed"


class TooLarge(Invalid):
    """One part of the body is larger than this office takes; the field says which."""

    code = "too-large"


def read_input(schema: type[Schema]) -> Any:
    """What the request says, loaded by the schema into its record.

    Raises Malformed (400) where the form of the body is wrong, Invalid (422) where a value is.
    """
    if request.is_json or request.path.startswith("/api/"):
        return load(schema, read_json())
    return load(schema, read_form(schema))


def read_json() -> dict[str, Any]:
    """The JSON object of the body; strict where Python is lenient (hostile inputs 25 to 33)."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    request.max_content_length = current_app.config["MAX_JSON_BYTES"]
    raw = request.get_data(cache=True)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        refuse("body", _("The body must be UTF-8."))
    if text.startswith("\ufeff"):
        refuse("body", _("The body must not begin with a byte order mark."))
    if _depth(text) > current_app.config["MAX_JSON_DEPTH"]:
        refuse("body", _("The body is nested too deeply."))
    try:
        value = json.loads(
            text,
            object_pairs_hook=_no_repeats,
            parse_constant=lambda name: refuse(
                "body", _("%(name)s is not a JSON value.", name=name)
            ),
            parse_int=_bounded_int,
            parse_float=_finite_float,
        )
    except (ValueError, RecursionError):
        refuse("body", _("The body is not valid JSON."))
    if not isinstance(value, dict):
        refuse("body", _("The body must be a JSON object."))
    return value


def _depth(text: str) -> int:
    depth = deepest = 0
    quoted = escaped = False
    for sign in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped = sign == "\\"
            quoted = sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        _no_surrogates(name, name)
        if name in found:
            refuse(name, _("This field stands twice."))
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                _no_surrogates(name, part)
        found[name] = value
    return found


def _no_surrogates(name: str, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        refuse(name.encode("utf-8", "replace").decode(), _("This text holds half a character."))


def _bounded_int(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_NUMBER:
        refuse("body", _("A number is too long."))
    return int(text)


def _finite_float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        refuse("body", _("A number is too large."))
    return number


def refuse(field: str, words: str) -> NoReturn:
    """Refuse the whole body for one field's sake."""
    raise Malformed({field: [words]})


def read_form(schema: type[Schema]) -> dict[str, Any]:
    """The fields of a form: lists where the schema has lists, blanks left out, repeats and query doubles refused."""
    if request.mimetype not in ("application/x-www-form-urlencoded", "multipart/form-data", ""):
        raise UnsupportedMediaType
    listed = {name for name, field in schema().fields.items() if isinstance(field, fields.List)}
    found: dict[str, Any] = {}
    for name, values in request.form.lists():
        if name in NOT_ON_SCHEMAS:
            continue
        if name in request.args:
            refuse(name, _("This field stands in the address and in the form."))
        if name in listed:
            found[name] = values
        elif len(values) > 1:
            refuse(name, _("This field stands twice."))
        elif values[0] != "":
            found[name] = values[0]
    return found


def load(schema: type[Schema], given: Mapping[str, Any]) -> Any:
    """The schema's record for these values, or every field's complaint at once."""
    try:
        return schema(unknown=RAISE).load(given)
    except ValidationError as error:
        messages = in_words(_flat(error.normalized_messages()))
        wrong = {name for name in messages if _wrong_form(schema, name, given)}
        if wrong:
            raise Malformed({name: messages[name] for name in sorted(wrong)}) from None
        raise Invalid(messages) from None


def _flat(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    flat: dict[str, list[str]] = {}
    for name, found in messages.items():
        if isinstance(found, Mapping):
            flat[str(name)] = [words for inner in _flat(found).values() for words in inner]
        else:
            # A lazy text stands alone where a field's own sentence is one.
            several = found if isinstance(found, list | tuple) else [found]
            flat[str(name)] = [str(words) for words in several]
    return flat


def in_words(errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The reasons in the reader's language: those of the domain and of the schemas are English sentences."""
    return {
        name: [reason_in_words(words) if words else "" for words in found]
        for name, found in errors.items()
    }


_JSON_FORM: tuple[tuple[type[fields.Field], tuple[type, ...]], ...] = (
    (fields.List, (list,)),
    (fields.Nested, (dict,)),
    (fields.Boolean, (bool, str)),
    (fields.Integer, (int, str)),
    (fields.Field, (str,)),
)


def _wrong_form(schema: type[Schema], name: str, given: Mapping[str, Any]) -> bool:
    known = schema().fields
    if name in given and name not in known:
        return True
    value = given.get(name)
    if value is None:
        return False
    form = next(kinds for kind, kinds in _JSON_FORM if isinstance(known[name], kind))
    return not isinstance(value, form) or (isinstance(value, bool) and bool not in form)


def too_large() -> NoReturn:
    """Refuse a body that is larger than this page takes."""
    raise RequestEntityTooLarge
