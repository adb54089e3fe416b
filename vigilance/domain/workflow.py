"""Reads workflow tables: which step is open to whom, and what it still needs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from vigilance.domain.errors import ActionNotAllowed, Incomplete, NotPermitted


@dataclass(frozen=True, slots=True)
class Step:
    """One row: who may do what, from where, to where, with what in hand.

    No sources: the step that opens the record. No target: the record stays where it stands.
    """

    action: StrEnum
    sources: frozenset[StrEnum]
    target: StrEnum | None
    by: frozenset[StrEnum]
    needs: frozenset[StrEnum]

    def starts_from(self, state: str | None) -> bool:
        """Whether the step can be tried from this state, or, without one, opens the record."""
        return not self.sources if state is None else state in self.sources


def step(
    action: StrEnum,
    *sources: StrEnum,
    to: StrEnum | None = None,
    by: Iterable[StrEnum],
    needs: Iterable[StrEnum] = (),
) -> Step:
    """Write one row of a table."""
    return Step(action, frozenset(sources), to, frozenset(by), frozenset(needs))


class Workflow:
    """Answers the questions that pages, APIs and commands ask of a table."""

    def __init__(self, *steps: Step, initial: StrEnum, final: Iterable[StrEnum]) -> None:
        """Take the rows in the order in which the procedure reads."""
        self.steps = steps
        self.initial = initial
        self.final = frozenset(final)

    def states(self) -> list[StrEnum]:
        """Every state a record of this track can stand in, in the order of its names."""
        reached = {row.target for row in self.steps} | {
            state for row in self.steps for state in row.sources
        }
        return [state for state in type(self.initial) if state in reached]

    def actions(self) -> list[StrEnum]:
        """Every action of the table, in the order of the rows."""
        return list(dict.fromkeys(row.action for row in self.steps))

    def open_to(self, state: str | None, roles: Collection[str]) -> list[Step]:
        """The steps these roles may try from here: the page's buttons, the API's links."""
        return [
            row for row in self.steps if row.starts_from(state) and not row.by.isdisjoint(roles)
        ]

    def take(
        self, state: str | None, action: str, roles: Collection[str], in_hand: Collection[str]
    ) -> Step:
        """The step that applies, or the reason why none does."""
        rows = [row for row in self.steps if row.action == action and row.starts_from(state)]
        if not rows:
            raise ActionNotAllowed(action, state)
        mine = [row for row in rows if not row.by.isdisjoint(roles)]
        if not mine:
            raise NotPermitted(action)
        for row in mine:
            if row.needs <= frozenset(in_hand):
                return row
        raise Incomplete(mine[0].needs - frozenset(in_hand))
