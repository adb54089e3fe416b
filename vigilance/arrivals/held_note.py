"""That a held thing was opened stands on the ledger of the office's channels, whatever page opened it."""

from vigilance.accounts.signing_in import current_actor
from vigilance.arrivals.commands.deciding import CHANNELS
from vigilance.arrivals.queries import Held
from vigilance.audit.commands import note_reading
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.records.commands import system_record
from vigilance.web.clock import now
from vigilance.web.session import database


def put_held_on_ledger(found: Held) -> None:
    """Note the reading, in a transaction of its own: reading a page commits nothing."""
    with database().writing() as session, session.begin():
        record = system_record(act_as(session, SYSTEM), CHANNELS, at=now())
        note_reading(session, record, f"held {found.id.hex}", by=current_actor(), at=now())
