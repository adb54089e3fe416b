"""Loading call detail records: who was missed is called back, and who was answered must have been written down."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.helpline.call_records import (
    COLUMNS,
    CallRecord,
    Disposition,
    Line,
    header_of,
    read_records,
    text_of,
)
from vigilance.helpline.commands.desk import close, digest_of, new_call
from vigilance.helpline.models import CallSource, CallStage, PhoneCall
from vigilance.helpline.queries import CDR, IVR, call_by_external, open_call_of, written_between

BEFORE, AFTER = timedelta(minutes=5), timedelta(minutes=30)
"""A clerk begins to write a call from a little before its record begins to half an hour after it ended."""

LATER = timedelta(days=30)
"""A missed caller who spoke to the desk within this time needs no call."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's lines."""

    call_backs: int = 0
    unwritten: int = 0
    settled: int = 0
    known: int = 0
    refused: int = 0


def import_calls_file(
    database: Database,
    office: Office,
    path: Path,
    *,
    columns: Mapping[str, str] = COLUMNS,
    on_line: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Load every line, each in a transaction of its own; running it again enters only what is new.

    What cannot be read is kept in FILE.refused, as it was written and with the reasons, so that it can be mended.
    """
    text = text_of(path)
    lines = list(read_records(text, columns))
    answered = _last_answered(office, lines)
    done = Imported()
    refused: list[Line] = []
    for line in lines:
        on_line(line.number)
        if line.record is None:
            refused.append(line)
            continue
        done = _counted(done, _load(database, office, line.record, answered))
    _keep_refused(path, text, refused)
    return replace(done, refused=len(refused))


def _last_answered(office: Office, lines: list[Line]) -> dict[bytes, datetime]:
    """When each number was last answered, as far as this file tells."""
    found: dict[bytes, datetime] = {}
    for line in lines:
        record = line.record
        if record is None or record.caller is None:
            continue
        if record.disposition is Disposition.ANSWERED:
            digest = digest_of(office, record.caller)
            found[digest] = max(record.started_at, found.get(digest, record.started_at))
    return found


def _counted(done: Imported, name: str) -> Imported:
    return replace(done, **{name: getattr(done, name) + 1})


def _load(
    database: Database, office: Office, record: CallRecord, answered: Mapping[bytes, datetime]
) -> str:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if any(call_by_external(session, f"{told}{record.call_id}") for told in (CDR, IVR)):
            return "known"
        if record.disposition is Disposition.ANSWERED:
            return _answered(session, office, record)
        return _missed(session, office, record, answered)


def _answered(session: Session, office: Office, record: CallRecord) -> str:
    """An answered call closes what waited for it; where nobody wrote anything down, it is listed."""
    digest = digest_of(office, record.caller) if record.caller else None
    if digest is not None:
        waiting = open_call_of(session, digest, (CallStage.CALL_BACK,))
        if waiting is not None and waiting.started_at < record.started_at:
            close(waiting, CallStage.DROPPED, at=record.started_at, office=office)
    ended = record.started_at + timedelta(seconds=record.seconds or 0)
    if written_between(session, digest, record.started_at - BEFORE, ended + AFTER):
        _remember(session, office, record)
        return "settled"
    _row(session, office, record, CallStage.TO_WRITE_UP)
    return "unwritten"


def _missed(
    session: Session, office: Office, record: CallRecord, answered: Mapping[bytes, datetime]
) -> str:
    """A missed call is called back, unless the number got through later, is in the list already, or is not known."""
    digest = digest_of(office, record.caller) if record.caller else None
    if (
        digest is None
        or answered.get(digest, record.started_at) > record.started_at
        or open_call_of(session, digest) is not None
        or written_between(
            session, digest, record.started_at, record.started_at + LATER, exactly=True
        )
    ):
        _remember(session, office, record)
        return "settled"
    _row(session, office, record, CallStage.CALL_BACK)
    return "call_backs"


def _row(session: Session, office: Office, record: CallRecord, stage: CallStage) -> PhoneCall:
    call = new_call(
        session,
        stage=stage,
        source=CallSource.RECORDS,
        channel=Channel.PHONE,
        language="hi",
        at=record.started_at,
        office=office,
        number=record.caller,
        external_id=f"{CDR}{record.call_id}",
    )
    call.seconds = record.seconds
    return call


def _remember(session: Session, office: Office, record: CallRecord) -> None:
    """A row without a number: so that the same record is known when it comes again."""
    call = _row(session, office, replace(record, caller=None), CallStage.DROPPED)
    call.closed_at = record.started_at


def _keep_refused(path: Path, text: str, refused: list[Line]) -> None:
    """The refused lines under their header, with a column of reasons; no file where all went well."""
    target = path.with_name(f"{path.name}.refused")
    if not refused:
        target.unlink(missing_ok=True)
        return
    out = io.StringIO()
    writer = csv.writer(out)
    names = header_of(text)
    writer.writerow([*names, "reasons"])
    for line in refused:
        reasons = json.dumps({"line": line.number, **line.reasons}, ensure_ascii=False)
        blanks = [""] * (len(names) - len(line.fields))
        writer.writerow([*line.fields, *blanks, reasons])
    target.write_text(out.getvalue(), encoding="utf-8")
    target.chmod(0o600)
