"""Watching the mailboxes from the jobs' process: one thread each, so that one that hangs holds up nobody."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from vigilance.arrivals.mailbox import poll_mailbox, read_folder, reconcile
from vigilance.arrivals.mailbox_state import last_reconciled, note_away
from vigilance.channels.accounts import ChannelAccounts, Mailbox, load_accounts
from vigilance.channels.imap import MailStore
from vigilance.channels.imap_connection import MailboxAway
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)
RECONCILED_EVERY = timedelta(days=30)
Now = Callable[[], datetime]


def poll_all(
    database: Database, office: Office, accounts: ChannelAccounts, at: datetime
) -> dict[str, int | str]:
    """Look once into every mailbox: how many mails each brought, or why it could not be read."""
    found: dict[str, int | str] = {}
    for box in accounts.mailboxes:
        try:
            found[box.name] = poll_mailbox(database, office, box, at).taken
        except MailboxAway as away:
            found[box.name] = str(away)
            tell_away(database, box, str(away), at)
    return found


def poll_due(database: Database, office: Office, at: datetime) -> int:
    """The same as a job, for who runs the jobs once; how many mails came."""
    accounts = load_accounts(office.settings.channels_path)
    return sum(n for n in poll_all(database, office, accounts, at).values() if isinstance(n, int))


def watch_mailboxes(
    database: Database, office: Office, stop: threading.Event
) -> tuple[threading.Thread, ...]:
    """Begin to watch every mailbox of this office until told to stop."""
    accounts = load_accounts(office.settings.channels_path)
    watches = tuple(Watch(database, office, box, stop) for box in accounts.mailboxes)
    for each in watches:
        each.start()
    return watches


class Watch(threading.Thread):
    """One mailbox, read whenever its server tells of a mail, and at every poll's time in any case."""

    def __init__(
        self, database: Database, office: Office, box: Mailbox, stop: threading.Event
    ) -> None:
        """Stand ready; `start` begins."""
        super().__init__(name=f"mailbox-{box.name}", daemon=True)
        self.database, self.office, self.box, self.stop = database, office, box, stop
        self.tries = 0

    def run(self) -> None:
        """Attend until told to stop, and come back later and later where that fails."""
        while not self.stop.is_set():
            try:
                self._attend()
            except MailboxAway as away:
                self._step_back(str(away))
            except (SQLAlchemyError, OSError) as error:
                self._step_back(type(error).__name__)

    def _attend(self) -> None:
        """One connection: read, wait for word, read again. Servers that tell nothing are called on anew."""
        if self._reconciliation_due():
            reconcile(self.database, self.office, self.box, datetime.now(UTC))
        with MailStore(self.box) as store:
            while not self.stop.is_set():
                read = read_folder(self.database, self.office, store, datetime.now(UTC))
                self.tries = 0
                if read.more:
                    continue
                if not store.can_wait:
                    break
                store.wait(self.office.settings.poll_seconds, self.stop.is_set)
        self.stop.wait(self.office.settings.poll_seconds)

    def _reconciliation_due(self) -> bool:
        now = datetime.now(UTC)
        with self.database.reading() as session:
            last = last_reconciled(act_as(session, SYSTEM), self.box)
        return last is not None and now - last >= RECONCILED_EVERY

    def _step_back(self, error: str) -> None:
        wait = min(FIRST_WAIT * 2 ** min(self.tries, 10), LONGEST_WAIT)
        self.tries += 1
        try:
            tell_away(self.database, self.box, error, datetime.now(UTC))
        except SQLAlchemyError:
            log.warning("mailbox %s: %s, and the register is away", self.box.name, error)
        self.stop.wait(wait.total_seconds())


def tell_away(database: Database, box: Mailbox, error: str, at: datetime) -> None:
    """Note that a mailbox cannot be read, and call for a person after half an hour."""
    with database.writing() as session, session.begin():
        alarm = note_away(act_as(session, SYSTEM), box, error, at)
    if alarm:
        log.error("mailbox %s has not been read for half an hour: %s", box.name, error)
    else:
        log.warning("mailbox %s: %s", box.name, error)
