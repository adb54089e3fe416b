"""The measurements are run seldom: that each of their modules still fits the product is seen here."""

from importlib import import_module
from pathlib import Path

import pytest

import benchmarks
from benchmarks.__main__ import LARGEST, PARTS

MODULES = sorted(path.stem for path in Path(benchmarks.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("__")])
def test_every_module_of_the_measurements_can_be_imported(name):
    assert import_module(f"benchmarks.{name}").__doc__


def test_a_part_that_is_left_out_at_some_size_is_a_part():
    assert set(LARGEST) <= set(PARTS)
