"""The table: what was measured, against what, and whether the target is met; printed, and put into the document."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.findings import Finding

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEADS = ("operation", "complaints", "what", "floor", "floor took", "product", "ratio", "target", "")


def as_table(found: Iterable[Finding]) -> str:
    """A table in Markdown, one line a finding."""
    lines = [_line(HEADS), _line(["---"] * len(HEADS))]
    return "\n".join(lines + [_line(_cells(finding)) for finding in found])


def put_into(document: Path, content: str) -> None:
    """Replace what stands between the two marks."""
    before, _begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", encoding="utf-8")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(finding: Finding) -> list[str]:
    unit = finding.unit
    floor = "" if finding.floor is None else f"{_figure(finding.floor)} {unit}"
    return [
        finding.operation,
        f"{finding.size:,}" if finding.size else "none before",
        finding.what,
        finding.floor_name,
        floor,
        f"{_figure(finding.product)} {unit}".rstrip(),
        "" if finding.ratio is None else f"{finding.ratio:.2f}",
        _target(finding),
        {True: "met", False: "**not met**", None: ""}[finding.met],
    ]


def _target(finding: Finding) -> str:
    unit = "x" if finding.ratio is not None else f" {finding.unit}".rstrip()
    if finding.most is not None:
        return f"≤ {_figure(finding.most)}{unit}"
    return f"≥ {_figure(finding.least)}{unit}" if finding.least is not None else ""


def _figure(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 1000 else f"{value:,.0f}"
