"""The outbox as the office sees it: what waits, what could not be delivered and why, and trying it again."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.correspondence.commands import retry_parked
from vigilance.correspondence.outbox_queries import (
    MOST,
    ParkedEntry,
    channel_counts,
    parked_count,
    parked_entries,
)
from vigilance.correspondence.words import channel_words, notice_words, trouble_words
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.records.models import Record
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database, let_go
from vigilance.web.transaction import own_transactions

outbox = Blueprint("outbox", __name__, url_prefix="/office/outbox")


@dataclass(frozen=True, slots=True)
class Line:
    """One parked message; its file is named only to those who see it."""

    entry: ParkedEntry
    number: str | None
    url: str | None
    channel: str
    notice: str
    why: str


@outbox.get("")
@requires(Permission.CHANNELS_SEE)
def page() -> ResponseReturnValue:
    """What waits and what is parked, by channel."""
    with database().reading() as session:
        act_as(session, SYSTEM)
        counts, parked = channel_counts(session), parked_entries(session)
        total = parked_count(session)
    seen = _numbers(current_session(), [one.record_id for one in parked if one.record_id])
    return render_template(
        "correspondence/outbox.html",
        counts=[(channel_words(one.channel), one) for one in counts],
        lines=[_line(one, seen) for one in parked],
        more=max(total - MOST, 0),
        may_retry=_may_retry(),
    )


def _numbers(session: Session, record_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The numbers of those records that this officer may see."""
    statement = select(Record.id, Record.number).where(Record.id.in_(record_ids))
    return {found.id: found.number for found in session.execute(statement)}


def _line(entry: ParkedEntry, seen: Mapping[uuid.UUID, str]) -> Line:
    number = seen.get(entry.record_id) if entry.record_id else None
    return Line(
        entry=entry,
        number=number,
        url=file_url(number) if number else None,
        channel=channel_words(entry.channel),
        notice=notice_words(entry.notice),
        why=trouble_words(entry.why),
    )


def _may_retry() -> bool:
    roles = current_actor().roles
    return allowed(roles, Permission.CHANNELS_MANAGE) or allowed(roles, Permission.HELD_DECIDE)


@outbox.post("/<uuid:entry_id>/retry")
@requires(Permission.CHANNELS_SEE)
@own_transactions
def retry(entry_id: uuid.UUID) -> ResponseReturnValue:
    """Have one parked message tried again. It may be of a file out of sight, so the system's session changes it."""
    if not _may_retry():
        raise NotPermitted(Permission.CHANNELS_MANAGE.value)
    by = current_actor()
    let_go()
    with database().writing() as session, session.begin():
        retry_parked(act_as(session, SYSTEM), entry_id, by=by, at=now())
    flash(_("It will be tried again within a minute."))
    return redirect(url_for(".page"), 303)
