"""One worker process from its start: the time to its first page, its memory idle and after pages and reports."""

import json
import subprocess
import sys
from compileall import compile_dir
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.desks import Desk
from benchmarks.findings import Finding, by_itself
from benchmarks.pages import CASE, INBOX, MINISTER, pending_of
from vigilance.domain.roles import Role
from vigilance.settings import PROJECT

FLOOR_PAGE = "/inbox/orm"
OF_CVO = (
    "/office",
    "/office/cvo",
    "/office/radar",
    "/office/outcomes",
    "/office/reviews",
    "/office/diary",
    "/office/reports/complaint-register",
    "/office/reports/days-per-stage",
)
OF_MINISTER = (MINISTER,)
GROWN = 30
"""So many megabytes may a worker be larger after any page or report."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """Under which name a child tells it, in what unit, and what is asked: to the bare application, and by itself."""

    key: str
    unit: str
    ratio: float
    guard: float


def measure_workers(desk: Desk) -> list[Finding]:
    """The product and the bare application, each started afresh by turns."""
    compile_dir(PROJECT / "vigilance", quiet=1)  # as `make setup` does
    cvo, minister = desk.cookie(Role.CVO), desk.cookie(Role.MINISTER)
    numbers, _ = pending_of(desk)
    pages = (INBOX, CASE % numbers[0], *OF_CVO)
    floors, products = [], []
    for _ in range(desk.pairs):
        floors.append(_child(desk, "floor", "", FLOOR_PAGE, FLOOR_PAGE))
        products.append(_child(desk, "product", cvo, INBOX, *pages))
    reports = _child(desk, "product", minister, MINISTER, *OF_MINISTER)
    grown = max(max(one["after"].values()) - one["idle"] for one in (*products, reports))
    size, idle = desk.size, "memory, idle (PSS)"
    return [
        *_beside(size, "start to first page", (floors, products), Goal("first", "ms", 1.5, 1500)),
        *_beside(size, idle, (floors, products), Goal("idle", "MB", 1.6, 100)),
        by_itself("worker", size, "more after any page or report", grown, "MB", most=GROWN),
    ]


def _beside(size: int, what: str, told: tuple[list[Told], list[Told]], goal: Goal) -> list[Finding]:
    floors, products = ([one[goal.key] for one in side] for side in told)
    product = median(products)
    beside = Finding(
        operation="worker",
        size=size,
        what=what,
        product=product,
        floor_name="bare application",
        floor=median(floors),
        ratio=median(mine / bare for bare, mine in zip(floors, products, strict=True)),
        most=goal.ratio,
        unit=goal.unit,
    )
    return [beside, by_itself("worker", size, what, product, goal.unit, most=goal.guard)]


def _child(desk: Desk, kind: str, cookie: str, *paths: str) -> Told:
    home = desk.app.config["SETTINGS"].home
    words = [sys.executable, "-m", "benchmarks.child", kind, desk.database.url, str(home), cookie]
    done = subprocess.run([*words, *paths], cwd=PROJECT, stdout=subprocess.PIPE, check=True)
    told: Told = json.loads(done.stdout)
    return told
