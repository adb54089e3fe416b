"""Loading lists row by row: each its own transaction, nothing twice, nothing dropped.

A row that cannot be taken is kept in FILE.refused.csv with the reasons and its key, so that it can be mended there and
loaded again any number of times.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import prepare
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.domain.lanes import Lane
from vigilance.post.commands.taking import register_once, source_key
from vigilance.post.forms import FIELDS, read_fields
from vigilance.post.queries import taken_as
from vigilance.post.sheets import Sheet, SheetRow, mapped, write_refused

NOTED_EVERY = 20
FORM_ROW = "form-row"
FORM_ID = "form-id"
LIST_FLAG = "from-list"
WHO = frozenset({"name", "mobile", "email", "address"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a list's rows."""

    entered: int = 0
    known: int = 0
    refused: int = 0


Take = Callable[[SheetRow], None]
"""Enters one row; AlreadyReceived where it was entered before, Invalid with the reasons where it cannot be."""


def load_rows(
    path: Path,
    sheet: Sheet,
    take: Take,
    *,
    resume: bool = False,
    on_row: Callable[[int], None] = lambda _: None,
) -> Loaded:
    """Take every row. With `resume`, those an earlier run has been through are not looked at again."""
    done, refused = Loaded(), list[tuple[SheetRow, Mapping[str, list[str]]]]()
    note = path.with_name(f"{path.name}.progress")
    begun = _noted(note, sheet) if resume else 0
    last = begun
    try:
        for row in sheet.rows:
            if row.number > begun:
                done = _taken(done, row, take, refused)
                last = row.number
                if row.number % NOTED_EVERY == 0:
                    _note(note, sheet, _first_refused(refused, last))
            on_row(row.number)
    finally:
        _note(note, sheet, _first_refused(refused, last))
        _keep_refused(path, sheet, refused)
    note.unlink(missing_ok=True)
    return done


def _taken(
    done: Loaded, row: SheetRow, take: Take, refused: list[tuple[SheetRow, Mapping[str, list[str]]]]
) -> Loaded:
    try:
        take(row)
    except AlreadyReceived:
        return replace(done, known=done.known + 1)
    except Invalid as error:
        refused.append((row, error.fields))
        return replace(done, refused=done.refused + 1)
    return replace(done, entered=done.entered + 1)


def _first_refused(refused: list[tuple[SheetRow, Mapping[str, list[str]]]], last: int) -> int:
    """From where a resumed run goes on: at the first refused row, so that the file of refusals is whole again."""
    return refused[0][0].number - 1 if refused else last


def _noted(note: Path, sheet: Sheet) -> int:
    if not note.exists():
        return 0
    found = json.loads(note.read_text(encoding="utf-8"))
    return int(found["row"]) if found.get("sha256") == sheet.sha256 else 0


def _note(note: Path, sheet: Sheet, row: int) -> None:
    note.write_text(json.dumps({"sha256": sheet.sha256, "row": row}), encoding="utf-8")


def _keep_refused(
    path: Path, sheet: Sheet, refused: list[tuple[SheetRow, Mapping[str, list[str]]]]
) -> None:
    target = path.with_name(f"{path.name}.refused.csv")
    if refused:
        write_refused(target, sheet.header, refused)
    else:
        target.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormList:
    """How a list of filled-in forms is read: which column is which, and by what a row is known."""

    columns: Mapping[str, str]
    id_column: str | None = None
    form: str = ""


def form_columns(
    sheet: Sheet, said: Mapping[str, str], ours: tuple[str, ...] = FIELDS
) -> dict[str, str]:
    """Their columns to our names: those that are called as ours are, and what is said besides."""
    columns = {name: name.casefold() for name in sheet.header if name.casefold() in ours}
    missing = [name for name in said if name not in sheet.header]
    unknown = [name for name in said.values() if name not in ours]
    wrong = [f"no column {name}" for name in missing] + [
        f"we have no field {name}" for name in unknown
    ]
    if wrong:
        raise Invalid({"--map": wrong})
    return columns | dict(said)


def form_taker(
    database: Database, office: Office, how: FormList, at: Callable[[], datetime]
) -> Take:
    """What enters one row of a list of forms."""

    def take(row: SheetRow) -> None:
        key = form_key(office, how, row)
        with database.reading() as session:
            if taken_as(act_as(session, SYSTEM), key) is not None:
                raise AlreadyReceived("this row")
        moment = at()
        filing = read_fields(mapped(row, how.columns), office, moment)
        filing = replace(filing, original=_original(row, how, filing), flags=(LIST_FLAG,))
        prepared = prepare(filing, office, moment)
        with database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            register_once(session, key, prepared, by=SYSTEM, office=office)

    return take


def _original(row: SheetRow, how: FormList, filing: Filing) -> bytes:
    """The row as it came, which is kept sealed; of who is anonymous not even so a name."""
    nameless = filing.lane is Lane.ANONYMOUS
    left_out = {theirs for theirs, ours in how.columns.items() if nameless and ours in WHO}
    kept = {name: cell for name, cell in row.cells.items() if name not in left_out}
    return json.dumps(kept, ensure_ascii=False).encode()


def form_key(office: Office, how: FormList, row: SheetRow) -> bytes:
    """By what this row is known when it comes again; Invalid where it names nothing."""
    if how.id_column is None:
        return source_key(office, FORM_ROW, row.key)
    given = row.cells.get(how.id_column, "").strip()
    if not given:
        raise Invalid({how.id_column: ["is empty, and rows are known by it"]})
    return source_key(office, FORM_ID, how.form, given)
