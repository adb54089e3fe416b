"""The vendors, bank accounts, vehicles and tenders of a case, and the mark by which the same one is found elsewhere."""

import re
import unicodedata
import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_models import CaseEntity, EntityKind
from vigilance.domain.actors import Actor
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.records.models import Record, Tier
from vigilance.reference import folded
from vigilance.sealing.derive import blind_index

LONGEST = 200


def add_entity(
    session: Session,
    record: Record,
    kind: EntityKind,
    text: str,
    *,
    index_key: bytes,
    by: Actor,
    at: datetime,
) -> CaseEntity:
    """Put one on the case; its text is kept by the record's tier, its mark tells nobody what it is."""
    mark = mark_of(kind, text, index_key)
    lock_record(session, record)
    known = select(CaseEntity.id).where(
        CaseEntity.record_id == record.id, CaseEntity.mark == mark, CaseEntity.kind == kind
    )
    if session.scalars(known).first() is not None:
        raise Invalid({"text": ["This stands in the case already."]})
    entity = CaseEntity(
        id=uuid.uuid4(),
        record_id=record.id,
        kind=kind,
        text=None,
        text_sealed=None,
        mark=mark,
        added_at=at,
    )
    sealed = record.tier is Tier.PROTECTED
    recipient = record_recipient(session, record.id) if sealed else None
    keep_text(entity, record, text.strip(), key=None, recipient=recipient)
    session.add(entity)
    body = {"entity": kind.value}
    append_event(session, record, "entity-added", body, by=by, at=at, rows=[entity])
    return entity


def mark_of(kind: EntityKind, text: str, index_key: bytes) -> bytes:
    """The blind index of the normal form; Invalid where nothing is left of the text."""
    form = normal_form(kind, text)
    if not form or len(text) > LONGEST:
        raise Invalid({"text": ["Write the name or the number, in at most 200 characters."]})
    return blind_index(index_key, f"entity {kind.value}", form)


def normal_form(kind: EntityKind, text: str) -> str:
    """The one form of all spellings: a number without spaces and signs, a name without what writers differ in."""
    plain = ascii_digits(unicodedata.normalize("NFKC", text))
    if kind is EntityKind.VENDOR:
        return folded(plain)
    return re.sub(r"[\W_]+", "", plain).upper()
