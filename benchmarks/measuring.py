"""How an operation is measured: floor and product by turns, in processor time, in time waited, and in statements."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

Operation = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Run:
    """One operation done several times over, in milliseconds a time."""

    cpu: float
    walls: tuple[float, ...]

    @property
    def wall(self) -> float:
        """The median."""
        return statistics.median(self.walls)

    def of(self, what: str) -> float:
        """The processor time (`cpu`) or the time waited (`wall`)."""
        return self.cpu if what == "cpu" else self.wall


@dataclass(frozen=True, slots=True)
class Pairs:
    """A floor and the product measured in turns."""

    floor: tuple[Run, ...]
    product: tuple[Run, ...]

    def ratio(self, of: str) -> float:
        """The median over the pairs of product to floor; `of` is `cpu` or `wall`."""
        both = zip(self.floor, self.product, strict=True)
        return statistics.median(p.of(of) / f.of(of) for f, p in both)

    def median(self, side: str, of: str) -> float:
        """The median of one side over the pairs."""
        runs: tuple[Run, ...] = getattr(self, side)
        return statistics.median(run.of(of) for run in runs)

    def percentile(self, side: str, share: int) -> float:
        """A percentile of all times waited on one side."""
        return percentile([wall for run in getattr(self, side) for wall in run.walls], share)


def percentile(values: list[float], share: int) -> float:
    """The value that this share of a hundred stays under."""
    if len(values) < 2:  # a single value is all its percentiles
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def run(operation: Operation, times: int, before: Operation | None = None) -> Run:
    """Do it so many times; what `before` does is not measured."""
    walls, cpu = [], 0.0
    for _ in range(times):
        if before is not None:
            before()
        used, began = time.process_time(), time.perf_counter()
        operation()
        walls.append((time.perf_counter() - began) * 1000)
        cpu += time.process_time() - used
    return Run(cpu / times * 1000, tuple(walls))


def by_turns(
    floor: Operation,
    product: Operation,
    pairs: int,
    times: int,
    *,
    before: tuple[Operation | None, Operation | None] = (None, None),
) -> Pairs:
    """Floor, product, floor, product: machines drift by a factor of two between minutes, neighbours do not."""
    for operation, prepare in ((floor, before[0]), (product, before[1])):
        run(operation, min(times, 10), prepare)  # caches, prepared statements, compiled templates
    runs = [(run(floor, times, before[0]), run(product, times, before[1])) for _ in range(pairs)]
    floors, products = zip(*runs, strict=True)
    return Pairs(floors, products)


def statements_by_turns(
    floor: Callable[[], float], product: Operation, engine: Engine, pairs: int, times: int
) -> Pairs:
    """The time the database took as its callers saw it: `floor` answers its own, the product's is looked at."""

    def product_time() -> float:
        with watched(engine) as seen:
            product()
        return seen.milliseconds

    for _ in range(10):
        floor()
        product()
    runs = [
        [Run(0.0, tuple(one() for _ in range(times))) for one in (floor, product_time)]
        for _ in range(pairs)
    ]
    floors, products = zip(*runs, strict=True)
    return Pairs(floors, products)


@dataclass(slots=True)
class Statements:
    """What went to the database while somebody looked."""

    texts: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)
    milliseconds: float = 0.0
    commits: int = 0


@contextmanager
def watched(engine: Engine) -> Iterator[Statements]:
    """Every statement on this engine, the time it took as its caller saw it, and every commit."""
    seen = Statements()
    began = 0.0

    def _before(
        _connection: object, _cursor: object, text: str, parameters: object, *_: object
    ) -> None:
        nonlocal began
        seen.texts.append(text)
        seen.parameters.append(parameters)
        began = time.perf_counter()

    def _after(*_: object) -> None:
        seen.milliseconds += (time.perf_counter() - began) * 1000

    def _commit(_connection: object) -> None:
        seen.commits += 1

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": _before,
        "after_cursor_execute": _after,
        "commit": _commit,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield seen
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)
