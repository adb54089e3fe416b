"""Fetching the files that messages only point to, while their providers still keep them (security.md 5.6).

A file is fetched as soon as it is heard of and lies here sealed until its complaint stands; then it is one of its
papers. Nothing waits for it: a complaint stands without the file, and its ledger says that one is missing.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.media_files import keep_file, left_over, remove_file
from vigilance.arrivals.media_handing import hand_over
from vigilance.arrivals.media_models import MediaState
from vigilance.arrivals.media_queue import (
    Wanted,
    mark_kept,
    not_fetched,
    still_wanted,
    take_due,
    try_later,
)
from vigilance.audit.commands import append_event
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.egress import open_egress
from vigilance.channels.http import Http
from vigilance.channels.media import Fetching, NotFetched
from vigilance.channels.registry import adapter_of
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.message import InboundAttachment

LOG = logging.getLogger(__name__)
ATTACHMENT_NOT_FETCHED = "attachment-not-fetched"
NO_WAY = "no-way-to-fetch"
LEFT_OVER_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """What fetching needs."""

    database: Database
    office: Office
    accounts: ChannelAccounts
    http: Http = field(repr=False)
    at: datetime


def fetch_due(
    database: Database,
    office: Office,
    at: datetime,
    *,
    accounts: ChannelAccounts | None = None,
    http: Http | None = None,
) -> int:
    """Fetch what is due and add to their complaints the files that are here; how many were dealt with."""
    _forget_left_over(database, office, at)
    with database.writing() as session, session.begin():
        due = take_due(act_as(session, SYSTEM), office, at)
    if not due:
        return 0
    accounts = accounts or accounts_of(office.settings)
    http = http or open_egress(accounts)
    fetcher = Fetcher(database=database, office=office, accounts=accounts, http=http, at=at)
    for wanted in due:
        _deal_with(fetcher, wanted)
    return len(due)


def _forget_left_over(database: Database, office: Office, at: datetime) -> None:
    """Copies whose worker died before it removed them, or before it wrote down that they are wanted."""
    old = left_over(office, at - LEFT_OVER_AFTER)
    if not old:
        return
    with database.reading() as session:
        wanted = still_wanted(act_as(session, SYSTEM), old)
    for fetch_id in set(old) - wanted:
        remove_file(office, fetch_id)


def _deal_with(fetcher: Fetcher, wanted: Wanted) -> None:
    """One file a step further; another that fails does not stop it."""
    if wanted.state is MediaState.WAITING:
        try:
            content = _fetched(fetcher, wanted)
        except NotFetched as error:
            _failed(fetcher, wanted, error)
            return
        size = keep_file(fetcher.office, wanted.fetch_id, content)
        with fetcher.database.writing() as session, session.begin():
            mark_kept(act_as(session, SYSTEM), wanted.fetch_id, size, at=fetcher.at)
    hand_over(fetcher.database, fetcher.office, wanted, at=fetcher.at)


def _fetched(fetcher: Fetcher, wanted: Wanted) -> bytes:
    adapter = adapter_of(wanted.channel)
    if not isinstance(adapter, Fetching) or wanted.media is None:
        raise NotFetched(NO_WAY, retry=False)
    attachment = InboundAttachment(
        name=wanted.name, media_type=wanted.media_type, media=wanted.media
    )
    limit = fetcher.office.settings.max_file_bytes
    return adapter.fetch(attachment, fetcher.accounts, fetcher.http, limit)


def _failed(fetcher: Fetcher, wanted: Wanted, error: NotFetched) -> None:
    """Later again; where that cannot help, its message is held for a person and its record told."""
    LOG.warning("not fetched media=%s why=%s", wanted.fetch_id, error.detail)
    with fetcher.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if try_later(session, wanted.fetch_id, error, at=fetcher.at):
            return
        record_id = not_fetched(session, wanted.fetch_id, at=fetcher.at)
        if record_id is not None:
            record = complaint_of(session, record_id).record
            append_event(
                session, record, ATTACHMENT_NOT_FETCHED, {"reason": error.detail or "no-answer"},
                by=SYSTEM, at=fetcher.at,
            )  # fmt: skip
