"""Prints docs/workflows.md and docs/permissions.md from the tables the program runs on.

python tools/print_tables.py          writes both
python tools/print_tables.py --check  says which is stale, and exits 1
"""

import sys
from pathlib import Path

from vigilance.domain.permissions import PERMISSIONS
from vigilance.domain.roles import OFFICER_ROLES
from vigilance.domain.tracks import WORKFLOWS
from vigilance.domain.workflow import Workflow
from vigilance.domain.workflows.letter import LETTER
from vigilance.domain.workflows.witness import WITNESS
from vigilance.proceedings import labels as proceedings_labels
from vigilance.proceedings import letter_labels
from vigilance.web.labels import label_of

DOCS = Path(__file__).resolve().parent.parent / "docs"


def workflows_page() -> str:
    """Every track: its picture, and its steps with who may take them and what they need."""
    proceedings_labels.register()
    letter_labels.register()
    parts = [
        "# The procedure, step by step",
        "",
        "Printed from `vigilance/domain/workflows/` by `tools/print_tables.py`; a test fails when it is stale.",
    ]
    for track, workflow in {**WORKFLOWS, "letter": LETTER, "witness": WITNESS}.items():
        parts += ["", f"## {track}", "", *_picture(workflow), "", *_steps(workflow)]
    return "\n".join(parts) + "\n"


def _picture(workflow: Workflow) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    for step in workflow.steps:
        lines += [
            f"    {source} --> {step.target}: {step.action}"
            for source in sorted(step.sources)
            if step.target and step.target != source
        ]
    lines += [f"    {state} --> [*]" for state in sorted(workflow.final)]
    return [*lines, "```"]


def _steps(workflow: Workflow) -> list[str]:
    lines = [
        "| step | in Hindi | from | to | by | needs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for step in workflow.steps:
        words = label_of(step.action)
        sources = ", ".join(sorted(step.sources)) or "–"
        cells = (
            f"{words.en} (`{step.action}`)",
            words.hi,
            sources,
            step.target or "the same",
            ", ".join(sorted(step.by)),
            ", ".join(sorted(step.needs)) or "–",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def permissions_page() -> str:
    """Who may do what."""
    roles = sorted(OFFICER_ROLES)
    head = " | ".join(f"`{role}`" for role in roles)
    lines = [
        "# Who may do what",
        "",
        "Printed from `vigilance/domain/permissions.py` by `tools/print_tables.py`; a test fails when it is stale.",
        "What depends on the one record (own assignment, walls) is decided in `vigilance/records/scope.py`.",
        "",
        f"| permission | {head} |",
        "| --- |" + " --- |" * len(roles),
    ]
    for permission, holders in PERMISSIONS.items():
        marks = " | ".join("yes" if role in holders else "" for role in roles)
        lines.append(f"| `{permission}` | {marks} |")
    return "\n".join(lines) + "\n"


PAGES = {"workflows.md": workflows_page, "permissions.md": permissions_page}


def stale_pages() -> list[str]:
    """The pages that are not what the tables say."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


def main() -> None:
    """Write the pages, or check them."""
    if "--check" in sys.argv:
        stale = stale_pages()
        sys.exit(f"stale: {', '.join(stale)}" if stale else 0)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
