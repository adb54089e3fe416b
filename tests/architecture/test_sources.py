"""Is it still the same house? The source itself answers."""

import ast
import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vigilance.records.scope import HELD_IN

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted((ROOT / "vigilance").rglob("*.py"))
EVERY = [*OURS, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]
LONGEST_MODULE = 300
FORBIDDEN_NAMES = re.compile(r"^(utils?|helpers?|common|core|misc|managers?|services?|base_.*)$")


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_three_hundred_lines():
    long = {
        name_of(path): lines
        for path in EVERY
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }

    assert long == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in OURS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno > 40 + len(node.decorator_list)
    ]

    assert long == []


def test_no_module_has_a_name_that_says_nothing():
    assert [name_of(path) for path in OURS if FORBIDDEN_NAMES.match(path.stem)] == []


def test_packages_hold_no_code_of_their_own():
    assert [name_of(path) for path in OURS if path.name == "__init__.py" and path.read_text()] == []


def test_one_module_commits():
    """Jobs and records of refusals use `session.begin()`; nobody else ends a transaction."""
    pattern = re.compile(r"\.(commit|rollback)\(\)")

    assert [name_of(path) for path in OURS if pattern.search(path.read_text(encoding="utf-8"))] == [
        "vigilance/web/transaction.py"
    ]


def test_the_domain_imports_the_standard_library_alone():
    foreign = set()
    for path in (ROOT / "vigilance" / "domain").rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            foreign |= {name.partition(".")[0] for name in names} - sys.stdlib_module_names

    assert foreign == {"vigilance"}


def assigning(*attributes):
    """The modules that set one of these attributes of anything."""
    found = set()
    for path in OURS:
        for node in ast.walk(tree_of(path)):
            targets = (
                node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            )
            for target in targets:
                for part in ast.walk(target) if target is not None else ():
                    if (
                        isinstance(part, ast.Attribute)
                        and part.attr in attributes
                        and isinstance(part.ctx, ast.Store)
                    ):
                        found.add(name_of(path))
    return found


QUEUES = {
    "vigilance/arrivals/",
    "vigilance/correspondence/",
    "vigilance/evidence/inspection_queue.py",
    "vigilance/evidence/preview_queue.py",
    "vigilance/evidence/models.py",
    "vigilance/domain/errors.py",
    "vigilance/returns/models.py",
    "vigilance/returns/ordering.py",
}
"""What waits to be read, sent, looked through, drawn or made has a state too, and an error tells one: none is a record's."""


def test_only_the_step_commands_move_a_record():
    moving = {name for name in assigning("state") if not name.startswith(tuple(QUEUES))}

    assert moving == {
        "vigilance/complaints/commands/steps.py",
        "vigilance/cases/commands/steps.py",
        "vigilance/proceedings/commands/steps.py",
        "vigilance/proceedings/commands/letters.py",
        "vigilance/proceedings/commands/witnesses.py",
    }


def test_one_module_gives_a_record_to_an_officer():
    """What each officer carries moves with it (decision 33); a case is opened with its officers."""
    held = set(HELD_IN.values())
    setting = re.compile(r"\bsetattr\(")

    assert assigning(*held) == {"vigilance/cases/commands/opening.py"}
    assert {
        name_of(path)
        for path in OURS
        if setting.search(text := path.read_text(encoding="utf-8")) and "HELD_IN" in text
    } == {"vigilance/clocks/giving.py"}


def test_nobody_goes_round_the_scope():
    """Core tables, text and raw connections are not narrowed to their reader (security.md 6.4)."""
    allowed = {
        "vigilance/database/engine.py",  # the pragmas
        "vigilance/database/migrating.py",
        "vigilance/records/scope.py",
    }
    round_it = re.compile(r"\btext\(|\.__table__|\.connection\(|exec_driver_sql|raw_connection")
    index_conditions = re.compile(r"(_where=|^OPEN = )text\(")
    found = set()
    for path in OURS:
        if name_of(path) in allowed or path.name.endswith("models.py"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if (
                round_it.search(line)
                and not index_conditions.search(line)
                and not line.strip().startswith(("#", '"'))
            ):
                found.add(f"{name_of(path)}: {line.strip()}")

    assert {
        line for line in found if not re.search(r"\.text\(|_text\(|def |text\(self", line)
    } == set()


def test_one_command_reaches_beyond_the_sight_of_its_officer():
    """A wall must stand around what he does not see; nothing else may (decision 27)."""
    using = [
        name_of(path) for path in OURS if "import beyond_sight" in path.read_text(encoding="utf-8")
    ]

    assert using == ["vigilance/cases/commands/own_matters.py"]


def test_no_validator_answers_false():
    """marshmallow 4 takes a validator that returns False for one that agrees."""
    lambdas = [
        name_of(path)
        for path in OURS
        if re.search(r"validate=lambda", path.read_text(encoding="utf-8"))
    ]

    assert lambdas == []


def test_every_table_is_known_to_the_mapper():
    known = (ROOT / "vigilance" / "models.py").read_text(encoding="utf-8")
    missing = [
        name_of(path)
        for path in OURS
        if "__tablename__ = " in path.read_text(encoding="utf-8")
        and path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") not in known
    ]

    assert missing == []


def test_the_import_contracts_are_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:]


def test_every_setting_is_explained():
    from dataclasses import fields

    from vigilance.settings import Settings

    lines = (ROOT / "config" / "default.toml").read_text(encoding="utf-8").splitlines()
    explained = {
        line.partition("=")[0].strip()
        for line in lines
        if "=" in line and "#" in line.partition("=")[2]
    }

    assert {field.name for field in fields(Settings)} - {"env", "config_dir"} == explained


def test_every_permission_and_role_stands_in_the_documents():
    from vigilance.domain.permissions import Permission
    from vigilance.domain.roles import OFFICER_ROLES

    words = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")

    assert [
        entry.value for entry in [*Permission, *OFFICER_ROLES] if f"`{entry.value}`" not in words
    ] == []


def test_templates_hold_no_inline_script_or_style():
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if re.search(
            r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|\|\s*safe\b", text
        ):
            wrong.append(path.relative_to(ROOT).as_posix())

    assert wrong == []


@pytest.mark.parametrize("name", ["districts", "divisions"])
def test_reference_facts_have_both_languages(name):
    with (ROOT / "config" / "geo" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("name_en", "name_hi") if name == "districts" else ("division_en", "division_hi")

    assert [row for row in rows if not all(row[column] for column in columns)] == []
    assert len(rows) == {"districts": 75, "divisions": 18}[name]


def test_the_printed_tables_are_fresh():
    done = subprocess.run(
        [sys.executable, "tools/print_tables.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
