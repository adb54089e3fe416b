"""The rules that bring pending matters up for review: who reviews, how often, and what each queue takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import partial

from vigilance.domain.agencies import Agency
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.outside import REVIEWED, UNFINISHED
from vigilance.domain.personnel import Group
from vigilance.domain.review_turns import Cadence
from vigilance.domain.roles import Role
from vigilance.domain.table_values import (
    TableReader,
    counts,
    day,
    phrase,
    roles,
    some,
    texts,
    tick,
    words,
)
from vigilance.domain.time_limits import Authority
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry

REVIEWERS = frozenset({Role.CVO, Role.PRINCIPAL_SECRETARY, Role.MINISTER})
"""The parts in which somebody reviews."""
STAGES = frozenset({state.value for state in (*complaint.State, *inquiry.State)} | set(UNFINISHED))
KINDS = frozenset({"complaint", "case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What a queue takes: each thing said must hold, or any one of them where `any_of` is set; nothing said takes all.

    `kinds` narrows to complaints or to cases and always holds. Days are calendar days, the amount is in rupees.
    """

    kinds: frozenset[str] = frozenset()
    any_of: bool = False
    overdue: bool = False
    age_days: int = 0
    stages: frozenset[str] = frozenset()
    stage_days: int = 0
    groups: frozenset[str] = frozenset()
    amount: int = 0
    schemes: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    with_others: bool = False
    public_interest: bool = False
    direction_unfulfilled: bool = False
    retirement_days: int = 0
    hearing_days: int = 0
    live_demand: bool = False
    trap: bool = False
    tracks: frozenset[str] = frozenset()

    @property
    def said(self) -> dict[str, object]:
        """The conditions that are stated, in the order in which they are written above."""
        stated = {each.name: getattr(self, each.name) for each in fields(self)[2:]}
        return {name: value for name, value in stated.items() if value}

    @property
    def everything(self) -> bool:
        """Whether nothing pending is left out."""
        return not self.said and not self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of one queue.

    Due by the so-many-th open day of each span (`due_open_day`), or by its last one; who hears of it when a review was
    not held, and after how many days (`escalations`); after how many days a matter comes up again (`period_days`); how
    many members must be present (`quorum`).
    """

    name: str
    label: Words
    reviewer: Role
    cadence: Cadence
    due_open_day: int | None
    escalations: tuple[tuple[int, Role], ...]
    period_days: int
    quorum: int
    authority: Authority
    source: Words
    effective_from: date
    until: date | None
    takes: Takes


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionRule:
    """Who hears of a direction that is past its day, and after how many days; the class and source of that."""

    escalations: tuple[tuple[int, Role], ...]
    authority: Authority
    source: Words


def parse_direction_rule(
    tables: Mapping[str, object], _codes: Mapping[str, Iterable[str]]
) -> DirectionRule:
    """The rule in the table `[directions]`; Invalid names what is wrong in it."""
    row = tables.get("directions")
    if not isinstance(row, Mapping):
        raise Invalid({"directions": ["a table [directions] is expected"]})
    reader = _Reader(row)
    reader.refuse_unknown(frozenset({"escalate_days_after", "escalate_to", "authority", "source"}))
    values = {
        "escalations": reader.escalations(),
        "authority": reader.choice("authority", Authority),
        "source": reader.value("source", words),
    }
    if any(role not in REVIEWERS for _days, role in reader.escalations()):
        reader.wrong.append(f"escalate_to: one of {', '.join(sorted(REVIEWERS))} is expected")
    if reader.wrong:
        raise Invalid({"directions": reader.wrong})
    return DirectionRule(**values)  # type: ignore[arg-type]  # each value was read by its kind above


def parse_rules(
    tables: Mapping[str, object], codes: Mapping[str, Iterable[str]]
) -> tuple[Rule, ...]:
    """Every version of every rule in `[[rule]]` tables; whatever is wrong in them is told all at once.

    `codes` names the schemes and the districts that there are. One rule at least must take everything, without an end:
    else something pending could stand in no queue.
    """
    rows = tables.get("rule")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Invalid({"rule": ["[[rule]] tables are expected"]})
    rules: list[Rule] = []
    wrong: dict[str, list[str]] = {}
    for place, row in enumerate(rows, start=1):
        reader = _Reader(row)
        rule = reader.rule(codes)
        where = f"rule {place} ({row.get('name', 'without a name')})"
        if rule is None:
            wrong[where] = reader.wrong
        elif any(
            (rule.name, rule.effective_from) == (old.name, old.effective_from) for old in rules
        ):
            wrong[where] = ["the same version stands here twice"]
        else:
            rules.append(rule)
    if not wrong and not any(rule.takes.everything and rule.until is None for rule in rules):
        wrong["rule"] = [
            "no rule takes everything without an end: what the others leave out would be reviewed by nobody"
        ]
    if wrong:
        raise Invalid(wrong)
    return tuple(rules)


def in_force(rules: Iterable[Rule], on: date) -> tuple[Rule, ...]:
    """The version of each rule that governs on this day, in the order of the file."""
    newest: dict[str, Rule] = {}
    for rule in rules:
        known = newest.get(rule.name)
        begun = rule.effective_from <= on
        if begun and (known is None or known.effective_from < rule.effective_from):
            newest[rule.name] = rule
    return tuple(rule for rule in newest.values() if rule.until is None or on <= rule.until)


def rule_named(rules: Iterable[Rule], name: str | None) -> Rule:
    """The rule of this name, the first one where none is asked for; NotFound otherwise."""
    found = next((rule for rule in rules if name in {None, rule.name}), None)
    if found is None:
        raise NotFound("review rule")
    return found


class _Reader(TableReader):
    """Reads one rule."""

    def rule(self, codes: Mapping[str, Iterable[str]]) -> Rule | None:
        """The rule, or None when something was wrong."""
        keys = {*Rule.__dataclass_fields__, "escalate_days_after", "escalate_to"} - {"escalations"}
        self.refuse_unknown(frozenset(keys))
        takes, wrong = takes_of(self.row.get("takes", {}), codes)
        self.wrong += [f"takes.{reason}" for reason in wrong]
        values = {
            "name": self.value("name", phrase),
            "label": self.value("label", words),
            "reviewer": self.value("reviewer", _reviewer),
            "cadence": self.choice("cadence", Cadence),
            "due_open_day": self.optional("due_open_day", some),
            "period_days": self.value("period_days", some),
            "quorum": self.value("quorum", some),
            "authority": self.choice("authority", Authority),
            "source": self.value("source", words),
            "effective_from": self.value("effective_from", day),
            "until": self.optional("until", day),
            "escalations": self.escalations(),
            "takes": takes,
        }
        return None if self.wrong else Rule(**values)  # type: ignore[arg-type]  # each value was read by its kind above

    def escalations(self) -> tuple[tuple[int, Role], ...]:
        """After how many days who hears of it, in the order written."""
        after = self.value("escalate_days_after", counts) or ()
        to = self.value("escalate_to", roles) or ()
        if len(after) != len(to):
            self.wrong.append("escalate_to: one role for each of escalate_days_after is expected")
            return ()
        return tuple(zip(after, to, strict=True))


def takes_of(row: object, codes: Mapping[str, Iterable[str]]) -> tuple[Takes | None, list[str]]:
    """What a table of conditions says, or None with everything that is wrong in it; `codes` as for `parse_rules`."""
    if not isinstance(row, Mapping):
        return None, ["a table is expected"]
    reader = TableReader(row)
    reader.refuse_unknown(Takes.__dataclass_fields__)
    known = {
        "kinds": KINDS,
        "stages": STAGES,
        "groups": frozenset(Group),
        "agencies": frozenset(Agency),
        "tracks": frozenset(REVIEWED),
        **{name: frozenset(each) for name, each in codes.items()},
    }
    values: dict[str, object] = {}
    for name, kind in Takes.__annotations__.items():
        if name not in row:
            continue
        read = partial(_among, known[name]) if name in known else tick if kind is bool else some
        values[name] = reader.optional(name, read)
    if "stage_days" in row and "stages" not in row:
        reader.wrong.append("stage_days: stages say in which stages they are counted")
    if reader.wrong:
        return None, reader.wrong
    return Takes(**values), []  # type: ignore[arg-type]  # read by their kinds above


def _reviewer(value: object) -> Role:
    role = Role(phrase(value))
    if role not in REVIEWERS:
        raise ValueError(f"a reviewer is one of {', '.join(sorted(REVIEWERS))}")
    return role


def _among(known: frozenset[str], value: object) -> frozenset[str]:
    given = frozenset(texts(value))
    if given - known:
        raise ValueError(f"there is no {', '.join(sorted(given - known))}")
    return given
