"""What was found: one line a measurement, judged against the targets of the design."""

from dataclasses import dataclass

from benchmarks.measuring import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measurement: against a floor (then the ratio is judged), or by itself (then the value is)."""

    operation: str
    size: int
    what: str
    product: float
    floor_name: str = ""
    floor: float | None = None
    ratio: float | None = None
    most: float | None = None
    least: float | None = None
    unit: str = "ms"

    @property
    def judged(self) -> float:
        """The figure that the target speaks of."""
        return self.product if self.ratio is None else self.ratio

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where none is set."""
        if self.most is not None:
            return self.judged <= self.most
        return self.judged >= self.least if self.least is not None else None


def against_floor(
    operation: str,
    size: int,
    what: str,
    pairs: Pairs,
    floor_name: str,
    *,
    of: str,
    most: float | None = None,
) -> Finding:
    """The median ratio over the pairs; `of` is `cpu` or `wall`."""
    return Finding(
        operation=operation,
        size=size,
        what=what,
        product=pairs.median("product", of),
        floor_name=floor_name,
        floor=pairs.median("floor", of),
        ratio=pairs.ratio(of),
        most=most,
        unit="ms CPU" if of == "cpu" else "ms",
    )


def by_itself(
    operation: str,
    size: int,
    what: str,
    value: float,
    unit: str = "ms",
    *,
    most: float | None = None,
    least: float | None = None,
) -> Finding:
    """A figure that has no floor: a guard, a count, a p95."""
    return Finding(
        operation=operation,
        size=size,
        what=what,
        product=value,
        unit=unit,
        most=most,
        least=least,
    )


P95 = "p95, one client"
GROWTH = {
    "intake": 1.1,
    "inbox": 1.5,
    "case page": 1.2,
    "minister's page": 1.5,
    "sweep": 1.5,
}
"""The most that the p95 may grow from the smallest size to the largest of one run, by the operation's first words."""


def growth(found: list[Finding]) -> list[Finding]:
    """How the p95 of each operation grew from the smallest size to the largest."""
    sizes = sorted({each.size for each in found if each.what == P95})
    if len(sizes) < 2:  # nothing to compare
        return []
    p95 = {(each.operation, each.size): each.product for each in found if each.what == P95}
    lines = []
    for operation in dict.fromkeys(name for name, _ in p95):
        small, large = p95.get((operation, sizes[0])), p95.get((operation, sizes[-1]))
        limit = next((most for name, most in GROWTH.items() if operation.startswith(name)), None)
        if small and large:
            lines.append(
                by_itself(
                    operation,
                    sizes[-1],
                    f"growth of p95 from {sizes[0]:,}",
                    large / small,
                    "times",
                    most=limit,
                )
            )
    return lines
