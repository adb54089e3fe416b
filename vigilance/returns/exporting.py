"""Making an export: rows streamed from the database into a sealed spool, then the entry on the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from sqlalchemy.orm import Session

from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import Invalid, Wording
from vigilance.domain.words import Words
from vigilance.reference import Reference
from vigilance.returns.commands import ExportTold, next_export_number, tell_export
from vigilance.returns.files import FORMS
from vigilance.returns.marks import Mark, Taken
from vigilance.returns.queries import every_row, rows_up_to
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked, Counted
from vigilance.returns.speaking import Speaker
from vigilance.sealing.spool import EncryptedSpool

TOO_MANY = "An export of yours holds at most {cap} rows, and this one has more. Ask for a shorter time or narrow it."


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

    def sight(self, session: Session) -> Session:
        """The session, seeing what this order may see: figures of the whole office, or the reader's own rows."""
        whole = isinstance(self.report, Counted) and self.report.whole
        return act_as(session, SYSTEM if whole else self.reader)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, sealed until it is sent."""

    number: str
    name: str
    media_type: str
    rows: int
    spool: EncryptedSpool


def make_export(
    database: Database, session: Session, order: Order, reference: Reference, at: datetime
) -> Made:
    """Make the file and put it on the ledger; `session` writes and acts as the system.

    Raises Invalid where there are more rows than the reader may take out: a part of a register would be a wrong one.
    """
    with database.reading() as reading:
        if rows_up_to(order.sight(reading), order.report, order.asked, order.cap) > order.cap:
            raise Invalid({"until": [Wording(TOO_MANY, cap=order.cap)]})
    number = next_export_number(session, at)
    speaker = Speaker(order.language, reference)
    mark = Mark(number, order.who.said_in(order.language), at)
    taken = Taken(order.report, order.asked, speaker, mark)
    spool, form = EncryptedSpool(), FORMS[order.form]
    with database.reading() as reading:
        rows = every_row(order.sight(reading), order.report, order.asked)
        count = form.write(cast("BinaryIO", spool), taken, rows)
    told = ExportTold(number, order.report.name, order.asked, order.form, count, spool.sha256)
    tell_export(session, told, by=order.reader, at=at)
    # The name is the report's own and never a case's title (security.md row 111).
    name = f"{order.report.name}-{number.rpartition('/')[2]}.{order.form}"
    return Made(number, name, form.media_type, count, spool)
