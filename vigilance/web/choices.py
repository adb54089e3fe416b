"""Coded values as the lines of a list to choose from."""

from collections.abc import Iterable
from enum import StrEnum

from vigilance.web.labels import label_of
from vigilance.web.language import language


def choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Each value with its words in the reader's language, as the form components take them."""
    return [(value.value, label_of(value).said_in(language())) for value in values]
