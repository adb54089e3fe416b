"""Registering what may come twice: a pasted post, a row of a file. A keyed digest of where it comes from is the key."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Registration
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared
from vigilance.domain.actors import Actor
from vigilance.domain.errors import AlreadyReceived
from vigilance.post.models import TakenOnce
from vigilance.sealing.fields import LP


def source_key(office: Office, kind: str, *parts: str) -> bytes:
    """The key of one source: keyed, for who knows an address could else prove that it was reported."""
    said = LP(kind.encode(), *(part.encode() for part in parts))
    return hmac.new(office.index_key, b"taken-once" + said, hashlib.sha256).digest()


def register_once(
    session: Session, key: bytes, prepared: Prepared, *, by: Actor, office: Office
) -> Registration:
    """Enter what was prepared, unless this source was taken before: then AlreadyReceived, and nothing is entered."""
    claim(session, key, prepared.at)
    done = register_prepared(session, prepared, by=by, office=office)
    row = session.get_one(TakenOnce, key)
    row.record_id = done.record_id
    return done


def claim(session: Session, key: bytes, at: datetime) -> None:
    """Make this transaction the one that takes this source; PostgreSQL waits here for another that is at it."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    made = session.scalar(
        insert(TakenOnce)
        .values(key=key, record_id=None, at=at)
        .on_conflict_do_nothing()
        .returning(TakenOnce.at)
    )
    if made is None:
        raise AlreadyReceived("this source")
