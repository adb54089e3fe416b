"""The rules that bring pending matters up for review, read from `config/reviews.toml`, and what a review can end in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.time_limits import Authority
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry

STAGES = frozenset(state.value for state in (*complaint.State, *inquiry.State))
NEEDED = ("name", "label_hi", "label_en", "period_days", "authority", "source_hi", "source_en")
KNOWN = frozenset({*NEEDED, "overdue", "age_days", "stages", "stage_days"})


class Outcome(StrEnum):
    """What a review ended in. Closing and transfer are wishes: the step itself is a named officer's own act."""

    CONTINUE = "continue"
    DIRECT = "direct"
    TRANSFER = "transfer"
    CLOSE = "close"
    NO_TIME = "no-time"


NEED_REASONS = frozenset({Outcome.DIRECT, Outcome.TRANSFER, Outcome.CLOSE})
"""Outcomes that say nothing without their reasons."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One queue of matters due for review: every condition it states must hold."""

    name: str
    label: Words
    period_days: int
    authority: Authority
    source: Words
    overdue: bool = False
    age_days: int = 0
    stages: frozenset[str] = frozenset()
    stage_days: int = 0


@lru_cache(maxsize=8)
def review_rules(config_dir: Path) -> tuple[Rule, ...]:
    """Every rule, in the order of the file; Invalid names what is wrong in it."""
    with (config_dir / "reviews.toml").open("rb") as file:
        rules = tuple(_rule(entry) for entry in tomllib.load(file).get("rule", ()))
    names = [rule.name for rule in rules]
    if not names or len(set(names)) != len(names):
        raise Invalid({"rule": ["at least one rule, and each name once"]})
    return rules


def rule_named(rules: tuple[Rule, ...], name: str | None) -> Rule:
    """The rule of this name, the first one where none is asked for; NotFound otherwise."""
    found = next((rule for rule in rules if name in {None, rule.name}), None)
    if found is None:
        raise NotFound("review rule")
    return found


def _rule(entry: Mapping[str, Any]) -> Rule:
    where = str(entry.get("name", "rule"))
    missing = [name for name in NEEDED if name not in entry]
    unknown = sorted(entry.keys() - KNOWN)
    if missing or unknown:
        raise Invalid({where: [f"missing: {missing}; unknown: {unknown}"]})
    stages = frozenset(entry.get("stages", ()))
    if stages - STAGES or entry["period_days"] < 1:
        raise Invalid(
            {where: [f"no such stage {sorted(stages - STAGES)}, or a period under one day"]}
        )
    return Rule(
        name=where,
        label=Words(hi=entry["label_hi"], en=entry["label_en"]),
        period_days=entry["period_days"],
        authority=Authority(entry["authority"]),
        source=Words(hi=entry["source_hi"], en=entry["source_en"]),
        overdue=entry.get("overdue", False),
        age_days=entry.get("age_days", 0),
        stages=stages,
        stage_days=entry.get("stage_days", 0),
    )
