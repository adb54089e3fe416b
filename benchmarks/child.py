"""A worker of its own: how long until its first page, and how much memory it takes; written to its output as JSON.

python -m benchmarks.child product|floor DATABASE-URL HOME COOKIE FIRST-PATH [PATH ...]
"""

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

BEGAN = time.perf_counter()
TIMES = 20


def main() -> None:
    """Open the first page, then each of the others twenty times; the memory after each."""
    kind, url, home, cookie, first, *others = sys.argv[1:]
    app = _product(url, home) if kind == "product" else _floor(url)
    client = app.test_client(use_cookies=False)

    def visit(path: str) -> None:
        answer = client.get(path, headers={"Cookie": cookie})
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status}")

    visit(first)
    told: dict[str, Any] = {"first": (time.perf_counter() - BEGAN) * 1000, "idle": _memory()}
    told["after"] = {}
    for path in others:
        for _ in range(TIMES):
            visit(path)
        told["after"][path] = _memory()
    sys.stdout.write(json.dumps(told))


# Each kind imports only what it is made of: the imports are a good part of a start.
# ruff: noqa: PLC0415
def _product(url: str, home: str) -> "Flask":
    gc.disable()  # as app.py does
    from vigilance.factory import create_app
    from vigilance.settings import load_settings

    app = create_app(load_settings({}, env="testing", home=home, database_url=url))
    gc.collect()
    gc.freeze()
    gc.enable()
    return app


def _floor(url: str) -> "Flask":
    from sqlalchemy import create_engine

    from benchmarks.floor_app import floor_app

    return floor_app(create_engine(url))


def _memory() -> float:
    """This process's share of memory (PSS), in megabytes."""
    told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in told if line.startswith("Pss:")).split()[1]) / 1024


if __name__ == "__main__":
    main()
