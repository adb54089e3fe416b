"""The review rules out of `config/reviews.toml`, and what a review can end in."""

import tomllib
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from vigilance.domain.errors import Invalid
from vigilance.domain.review_rules import Rule, in_force, parse_rules
from vigilance.reference import load_reference

FILE = "reviews.toml"


class Outcome(StrEnum):
    """What a review ended in. Closing and transfer are wishes: the step itself is a named officer's own act."""

    CONTINUE = "continue"
    DIRECT = "direct"
    TRANSFER = "transfer"
    CLOSE = "close"
    NO_TIME = "no-time"


NEED_REASONS = frozenset({Outcome.DIRECT, Outcome.TRANSFER, Outcome.CLOSE})
"""Outcomes that say nothing without their reasons."""


@lru_cache(maxsize=8)
def every_version(config_dir: Path) -> tuple[Rule, ...]:
    """Every version of every rule, in the order of the file; Invalid names what is wrong in it."""
    try:
        tables = tomllib.loads((config_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid({FILE: [f"the file cannot be read: {error}"]}) from error
    reference = load_reference(config_dir)
    codes = {"schemes": reference.schemes, "districts": reference.districts}
    try:
        return parse_rules(tables, codes)
    except Invalid as error:
        raise Invalid({f"{FILE}, {where}": why for where, why in error.fields.items()}) from None


def review_rules(config_dir: Path, on: date) -> tuple[Rule, ...]:
    """The rules that govern on this day, in the order of the file."""
    return in_force(every_version(config_dir), on)
