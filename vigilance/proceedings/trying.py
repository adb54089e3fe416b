"""Doing what a form about an accused asks, with the refusals of the rules in the reader's language."""

from collections.abc import Callable
from typing import Any

from vigilance.accounts.signing_in import current_actor
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.proceedings.words import in_readers_words, missing_in_words
from vigilance.web.clock import now


def who() -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": current_actor(), "at": now()}


def said(do: Callable[[], object]) -> None:
    """Do it; what the rules refuse is said in the reader's language, with what is missing by name."""
    try:
        do()
    except Incomplete as error:
        raise missing_in_words(error) from None
    except Invalid as error:
        raise in_readers_words(error) from None
