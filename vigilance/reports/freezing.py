"""Freezing the minister's sheet, and reading what was frozen: figure for figure, from what was kept."""

import hashlib
import uuid
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.database.paging import Page, keyset_page
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import NotFound, NotPermitted
from vigilance.domain.numbering import sheet_number
from vigilance.records.commands import next_in_series, system_record
from vigilance.reports.figures import Figures, canonical_json
from vigilance.reports.models import FrozenSheet

FROZEN = "sheet-frozen"


def freeze(
    session: Session, figures: Figures, *, by: Actor, at: datetime, office_code: str
) -> FrozenSheet:
    """Keep these figures under the next number; their hash goes on the ledger. The session acts as the system."""
    if by.officer_id is None:
        raise NotPermitted(FROZEN)
    record = system_record(session, "sheets", at=at)
    lock_record(session, record)
    text = canonical_json(figures)
    digest = hashlib.sha256(text.encode()).digest()
    year = ist_day(at).year
    sheet = FrozenSheet(
        id=uuid.uuid4(),
        record_id=record.id,
        number="",
        on=figures.day,
        frozen_by=by.officer_id,
        frozen_at=at,
        figures=text,
        sha256=digest,
    )
    serial = next_in_series(session, f"{office_code}-M-{year}")
    sheet.number = sheet_number(office_code, year, serial)
    session.add(sheet)
    body = {"number": sheet.number, "on": sheet.on.isoformat(), "sha256": digest.hex()}
    append_event(session, record, FROZEN, body, by=by, at=at, rows=[sheet])
    return sheet


def frozen_sheets(session: Session, after: tuple[object, ...] | None = None) -> Page[FrozenSheet]:
    """The frozen sheets, the newest first."""
    keys = [FrozenSheet.frozen_at, FrozenSheet.number]
    return keyset_page(session, select(FrozenSheet), keys, after)


def frozen_sheet(session: Session, number: str) -> FrozenSheet:
    """The sheet of this number; NotFound where none was frozen under it."""
    found = session.scalars(select(FrozenSheet).where(FrozenSheet.number == number)).one_or_none()
    if found is None:
        raise NotFound("sheet")
    return found


def sheet_before(session: Session, sheet: FrozenSheet | None = None) -> FrozenSheet | None:
    """The sheet frozen last before this one, or the last of all; None where there is none."""
    statement = select(FrozenSheet).order_by(
        FrozenSheet.frozen_at.desc(), FrozenSheet.number.desc()
    )
    if sheet is not None:
        place = tuple_(FrozenSheet.frozen_at, FrozenSheet.number)
        statement = statement.where(place < tuple_(sheet.frozen_at, sheet.number))
    return session.scalars(statement.limit(1)).one_or_none()


def is_whole(sheet: FrozenSheet) -> bool:
    """Whether the figures are still those whose hash was put on the ledger."""
    return hashlib.sha256(sheet.figures.encode()).digest() == sheet.sha256
