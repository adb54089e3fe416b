"""The review rules out of `config/reviews.toml`, how the office's rules are read, and what a review can end in."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from vigilance.domain.errors import Invalid
from vigilance.domain.review_rules import (
    DirectionRule,
    Rule,
    in_force,
    parse_direction_rule,
    parse_rules,
)
from vigilance.reference import load_reference

FILE = "reviews.toml"
Tables = Mapping[str, object]
Codes = Mapping[str, Iterable[str]]
Read = TypeVar("Read")


class Outcome(StrEnum):
    """What a review ended in. Closing and transfer are wishes: the step itself is a named officer's own act."""

    CONTINUE = "continue"
    DIRECT = "direct"
    TRANSFER = "transfer"
    CLOSE = "close"
    NO_TIME = "no-time"


NEED_REASONS = frozenset({Outcome.DIRECT, Outcome.TRANSFER, Outcome.CLOSE})
"""Outcomes that say nothing without their reasons."""


def read_rules(config_dir: Path, file: str, parse: Callable[[Tables, Codes], Read]) -> Read:
    """What stands in this file of rules; `parse` gets its tables, and the codes of schemes and districts there are.

    Invalid names the file, the rule and what is wrong.
    """
    try:
        tables = tomllib.loads((config_dir / file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid({file: [f"the file cannot be read: {error}"]}) from error
    reference = load_reference(config_dir)
    codes = {"schemes": reference.schemes, "districts": reference.districts}
    try:
        return parse(tables, codes)
    except Invalid as error:
        raise Invalid({f"{file}, {where}": why for where, why in error.fields.items()}) from None


@lru_cache(maxsize=8)
def every_version(config_dir: Path) -> tuple[Rule, ...]:
    """Every version of every rule, in the order of the file; Invalid names what is wrong in it."""
    return read_rules(config_dir, FILE, parse_rules)


@lru_cache(maxsize=8)
def direction_rule(config_dir: Path) -> DirectionRule:
    """Who hears of a direction past its day; Invalid names what is wrong in it."""
    return read_rules(config_dir, FILE, parse_direction_rule)


def review_rules(config_dir: Path, on: date) -> tuple[Rule, ...]:
    """The rules that govern on this day, in the order of the file."""
    return in_force(every_version(config_dir), on)
