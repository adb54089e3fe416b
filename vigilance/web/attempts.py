"""Trying what a form asks, so that the same page can be drawn again with all that was typed where it cannot be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.domain.errors import ActionNotAllowed, EditConflict, Incomplete, Invalid
from vigilance.web.forms import Form, typed_form
from vigilance.web.input import Malformed, in_words, read_input


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that could not be taken: its name on the page, the answer's status, and the form as typed."""

    name: str
    status: int
    form: Form
    stale: bool = False


def attempt(
    session: Session,
    name: str,
    schema: type[Schema],
    take: Callable[[Any], object],
    *,
    version: int | None = None,
) -> Refused | None:
    """Read the form and do what it asks; None where it was done, else what to show again.

    A form without a name is the only one of its page. Where the record has a version, the form must come from a page
    drawn at that version. What the command had begun is undone by a savepoint, so that the page can be drawn in the
    same transaction, which is then given up.
    """
    prefix = f"{name}-" if name else ""
    try:
        typed = read_input(schema)
        if version is not None and typed.version != version:
            return Refused(name, 409, typed_form(prefix=prefix), stale=True)
        with session.begin_nested():
            take(typed)
    except Malformed:
        raise
    except Invalid as error:
        return Refused(name, 422, typed_form(in_words(error.fields), prefix))
    except Incomplete:
        missing = {"version": [_("A paper this step needs is not in hand.")]}
        return Refused(name, 422, typed_form(missing, prefix))
    except (ActionNotAllowed, EditConflict):
        return Refused(name, 409, typed_form(prefix=prefix), stale=True)
    return None
