"""Why something was refused, in the reader's language: the sentence, and each value in it too."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _

from vigilance.domain.errors import Wording
from vigilance.web.filters import day
from vigilance.web.labels import label_of
from vigilance.web.language import language


def reason_in_words(why: str, value: Callable[[object], str] | None = None) -> str:
    """The reason as this reader reads it; `value` says the values that only the asking feature has words for."""
    if not isinstance(why, Wording):
        return str(_(why))
    said = value or value_in_words
    return str(_(why.template)).format(**{name: said(one) for name, one in why.values.items()})


def value_in_words(value: object) -> str:
    """A day, a coded value or a number inside a sentence."""
    if isinstance(value, date):
        return day(value)
    return label_of(value).said_in(language()) if isinstance(value, StrEnum) else str(value)
