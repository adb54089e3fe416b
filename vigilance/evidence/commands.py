"""Keeping papers: sealed to the disk before the transaction, entered in the register within it (security.md 5.2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.evidence.kinds import kind_and_flags
from vigilance.evidence.models import Paper
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import seal_text
from vigilance.records.models import Record
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.evidence import store_blob
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.spool import EncryptedSpool


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in: the name its sender gave it, its bytes, and what he says it is."""

    name: str = field(repr=False)
    spool: EncryptedSpool = field(repr=False)
    claimed_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A file that is on the disk for certain, and what the register must remember of it."""

    name: str = field(repr=False)
    media_type: str
    flags: tuple[str, ...]
    size: int
    blob_name: str
    sha256_sealed_file: bytes
    sha256_plain: bytes


def store_papers(
    uploads: Sequence[Upload], recipient: str, blobs_dir: Path
) -> tuple[StoredPaper, ...]:
    """Seal the files to the record's key and keep them; the disk has them when this returns."""
    stored = []
    for upload in uploads:
        media_type, flags = kind_and_flags(upload.name, upload.spool)
        blob = store_blob(upload.spool, recipient, blobs_dir)
        stored.append(
            StoredPaper(
                name=upload.name,
                media_type=media_type,
                flags=flags,
                size=blob.plain_size,
                blob_name=blob.name,
                sha256_sealed_file=blob.sha256_cipher,
                sha256_plain=blob.sha256_plain,
            )
        )
    return tuple(stored)


def add_papers(
    session: Session,
    record: Record,
    stored: Sequence[StoredPaper],
    *,
    key: CaseKey | None = None,
    by: Actor,
    at: datetime,
    last: int | None = None,
) -> list[Paper]:
    """Enter stored files in the register, numbered on. Their names are sealed too, for names betray people.

    Without the record's key the names are sealed to its public half. The caller's event takes the papers in `rows`.
    `last` is the number of the record's last paper, for who knows it.
    """
    if not stored:
        return []
    recipient = key.recipient if key else record_recipient(session, record.id)
    if last is None:
        numbers = select(func.max(Paper.number)).where(Paper.record_id == record.id)
        last = session.scalar(numbers) or 0
    papers = [
        _paper(record, each, number, key=key, recipient=recipient)
        for number, each in enumerate(stored, start=last + 1)
    ]
    for paper in papers:
        paper.added_by, paper.officer_id, paper.added_at = by.role_label, by.officer_id, at
    session.add_all(papers)
    return papers


def hand_in_papers(
    session: Session,
    record: Record,
    uploads: Sequence[Upload],
    blobs_dir: Path,
    *,
    by: Actor,
    at: datetime,
) -> list[Paper]:
    """Keep files that an officer adds to a record, with the event that tells of them."""
    stored = store_papers(uploads, record_recipient(session, record.id), blobs_dir)
    papers = add_papers(session, record, stored, by=by, at=at)
    body = {"numbers": [paper.number for paper in papers]}
    append_event(session, record, "papers-added", body, by=by, at=at, rows=papers)
    return papers


def _paper(
    record: Record, stored: StoredPaper, number: int, *, key: CaseKey | None, recipient: str
) -> Paper:
    row_id = uuid.uuid4()
    name = FieldPlace("paper", "name_sealed", row_id, record.id)
    digest = FieldPlace("paper", "sha256_plain_sealed", row_id, record.id)
    return Paper(
        id=row_id,
        record_id=record.id,
        number=number,
        name_sealed=seal_text(name, stored.name, key, recipient),
        media_type=stored.media_type,
        flags=list(stored.flags),
        size=stored.size,
        blob_name=stored.blob_name,
        sha256_sealed_file=stored.sha256_sealed_file,
        sha256_plain_sealed=seal_text(digest, stored.sha256_plain.hex(), key, recipient),
    )
