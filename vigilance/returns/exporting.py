"""Making an export: rows streamed from the database into a sealed spool, then the entry on the ledger."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

from sqlalchemy.orm import Session

from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.patience import be_patient
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import Invalid, Wording
from vigilance.domain.words import Words
from vigilance.reference import Reference
from vigilance.returns.commands import ExportTold, next_export_number, tell_export
from vigilance.returns.files import FORMS, Form
from vigilance.returns.marks import Mark, Taken
from vigilance.returns.queries import every_row, rows_up_to
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked, Counted
from vigilance.returns.speaking import Speaker
from vigilance.sealing.spool import EncryptedSpool

TOO_MANY = "An export of yours holds at most {cap} rows, and this one has more. Ask for a shorter time or narrow it."
TOO_LONG = (
    "A PDF holds at most {cap} rows, and this one has more. "
    "Take it as XLSX or CSV, ask for a shorter time, or narrow it."
)
Rows = Iterable[tuple[Any, ...]]
Watch = Callable[[Rows], Rows]
"""What looks at the rows on their way into the file, to say how far it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made for whom: the reader's own sight decides which rows are in it."""

    report: AnyReport
    asked: Asked
    form: str
    language: str
    reader: Actor
    who: Words
    cap: int
    waited_for: bool = True
    """Whether somebody waits at a page for it; a file that was ordered may take its time."""

    @property
    def kind(self) -> Form:
        """The kind of file."""
        return FORMS[self.form]

    @property
    def most(self) -> int:
        """So many rows it may have: as many as the reader may take out, and as the kind of file holds."""
        return min(self.cap, self.kind.most or self.cap)

    def sight(self, session: Session) -> Session:
        """The session, seeing what this order may see: figures of the whole office, or the reader's own rows."""
        whole = isinstance(self.report, Counted) and self.report.whole
        act_as(session, SYSTEM if whole else self.reader)
        return session if self.waited_for else be_patient(session)

    def told(self, number: str) -> ExportTold:
        """What the ledger says of it."""
        return ExportTold(number, self.report.name, self.asked, self.form)

    def check(self, rows: int) -> None:
        """Raise Invalid where these are too many: a part of a register would be a wrong one."""
        if rows > self.cap:
            raise Invalid({"until": [Wording(TOO_MANY, cap=self.cap)]})
        if rows > self.most:
            raise Invalid({"form": [Wording(TOO_LONG, cap=self.most)]})


def file_name(report: str, number: str, form: str) -> str:
    """What a file is called: by the report's own name, never by a case's title (security.md row 111)."""
    return f"{report}-{number.rpartition('/')[2]}.{form}"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, sealed until it is sent."""

    name: str
    media_type: str
    spool: EncryptedSpool


def rows_of(database: Database, order: Order) -> int:
    """How many rows it will have. Raises Invalid where more than the reader may take out, or than the file holds."""
    with database.reading() as reading:
        rows = rows_up_to(order.sight(reading), order.report, order.asked, order.most)
    order.check(rows)
    return rows


def make_export(
    database: Database, session: Session, order: Order, reference: Reference, at: datetime
) -> Made:
    """Make the file and put it on the ledger; `session` writes and acts as the system.

    Raises Invalid as `rows_of` does.
    """
    rows_of(database, order)
    number = next_export_number(session, at)
    spool, rows = write_file(database, order, reference, number, at)
    tell_export(session, order.told(number), rows, spool.sha256, by=order.reader, at=at)
    name = file_name(order.report.name, number, order.form)
    return Made(name, order.kind.media_type, spool)


def write_file(
    database: Database,
    order: Order,
    reference: Reference,
    number: str,
    at: datetime,
    *,
    watch: Watch = iter,
) -> tuple[EncryptedSpool, int]:
    """The file under this number, and how many rows it has; nothing of it is on the ledger yet.

    Raises Invalid where there are more rows by now than when they were counted, and than the file may have.
    """
    speaker = Speaker(order.language, reference)
    mark = Mark(number, order.who.said_in(order.language), at)
    taken = Taken(order.report, order.asked, speaker, mark)
    spool = EncryptedSpool()
    with database.reading() as reading:
        rows = every_row(order.sight(reading), order.report, order.asked)
        count = order.kind.write(cast("BinaryIO", spool), taken, watch(_no_more(rows, order)))
    return spool, count


def _no_more(rows: Rows, order: Order) -> Iterator[tuple[Any, ...]]:
    for count, row in enumerate(rows, start=1):
        order.check(count)
        yield row
