"""The demonstration shows every part of the work: no register is empty, and somebody acts for another."""

import re

import pytest

from vigilance.returns.report_table import REPORTS
from vigilance.returns.shapes import Listing

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


def test_no_register_of_the_demonstration_is_empty(office, tmp_path):
    registers = [name for name, report in REPORTS.items() if isinstance(report, Listing)]
    told = {
        name: office.run("reports", "run", name, "--out", str(tmp_path / name)).stdout
        for name in registers
    }

    rows = {name: int(re.search(r": (\d+) rows", said)[1]) for name, said in told.items()}
    assert len(rows) >= 9
    assert {name for name, count in rows.items() if not count} == set()


def test_a_conviction_a_penalty_and_a_recovery_are_among_them(office, tmp_path):
    for name, word in (
        ("court-register", "दोषसिद्ध"),
        ("penalties", "परिनिन्दा"),
        ("recoveries", "12000"),
    ):
        out = tmp_path / f"{name}.csv"
        office.run("reports", "run", name, "--out", str(out))
        assert word in out.read_text(encoding="utf-8-sig"), name


def test_the_desk_of_who_stands_in_shows_whom_he_stands_in_for(person):
    page = person("vo", language="en")

    page.goto("/office?lang=en")

    assert page.get_by_text("For F. Ansari: waiting on others").count()
