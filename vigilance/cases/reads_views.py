"""Who read what: for the auditor over the whole office, for the CVO over the records in his sight."""

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_officer
from vigilance.cases import reads_queries, schemas
from vigilance.complaints.people import people
from vigilance.database.acting import act_as
from vigilance.domain.actors import overseer
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.web.arguments import read_arguments
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.guard import requires
from vigilance.web.session import current_session, database

UUID_LENGTH = 36
reads = Blueprint("reads", __name__, url_prefix="/office/reads")


@reads.get("")
@requires(Permission.READS_AUDIT)
def readings() -> ResponseReturnValue:
    """Readings of files and openings of identities, the newest first: names of officers and numbers, no content."""
    asked: dict[str, Any] = read_arguments(schemas.ReadsAddress)
    if Role.AUDITOR not in current_officer().roles:
        return _page(current_session(), asked["after"])
    # The auditor sees no record; of the readings he sees all, and nothing but number, part and officer: save those of
    # a matter in which he is not free.
    with database().reading() as session:
        return _page(act_as(session, overseer(current_officer().officer_id)), asked["after"])


def _page(session: Session, token: str | None) -> str:
    officer_id = current_officer().officer_id
    after = _place(read_cursor("reads", officer_id, token)) if token else None
    rows, following = reads_queries.reads(session, after)
    older = None
    if following:
        key = {"at": following[0].isoformat(), "id": following[1].hex}
        older = url_for(".readings", after=seal_cursor("reads", officer_id, key))
    who = people(session, {uuid.UUID(row.actor) for row in rows if len(row.actor) == UUID_LENGTH})
    return render_template(
        "office/reads.html",
        rows=[(row, who.actor(row.actor)) for row in rows],
        newest=url_for(".readings") if token else None,
        older=older,
    )


def _place(key: dict[str, Any]) -> tuple[datetime, uuid.UUID]:
    try:
        return datetime.fromisoformat(key["at"]), uuid.UUID(key["id"])
    except (KeyError, ValueError):
        raise NotFound("cursor") from None
