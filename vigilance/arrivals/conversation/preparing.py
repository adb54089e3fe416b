"""What a turn needs before its transaction: the complaint's keys, codes and papers."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from vigilance.arrivals.conversation.drafting import filing_of
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.state import Heard
from vigilance.arrivals.conversation.turns import EffectKind, Turn
from vigilance.arrivals.media_files import upload_of
from vigilance.arrivals.media_models import MediaState
from vigilance.arrivals.media_queue import fetches_of, wanted_of
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared, prepare
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM


@dataclass(frozen=True, slots=True)
class Ready:
    """The prepared complaint, where one is to be registered; `used` are the files that went into it."""

    prepared: Prepared | None = field(default=None, repr=False)
    used: tuple[uuid.UUID, ...] = ()
    to_come: int = 0


def make_ready(
    database: Database, office: Office, row: Conversation, turn: Turn, at: datetime
) -> Ready:
    """Prepare what the turn will register; nothing where it registers nothing."""
    if not any(effect.kind is EffectKind.REGISTER for effect in turn.effects):
        return Ready()
    state, ids = turn.state, files_of(turn.state.pieces)
    with database.reading() as session:
        act_as(session, SYSTEM)
        here = wanted_of(fetches_of(session, ids, MediaState.KEPT), office)
        to_come = len(fetches_of(session, ids, MediaState.WAITING, MediaState.NOT_FETCHED))
    by_id = {each.fetch_id: each for each in here}
    papers = [upload_of(office, by_id[each]) for each in ids if each in by_id]
    filing = filing_of(row, state, papers, to_come=to_come, office=office)
    return Ready(prepare(filing, office, at), tuple(by_id), to_come)


def files_of(said: tuple[Heard, ...]) -> list[uuid.UUID]:
    """The rows of the files of these messages, in the order in which they were sent."""
    return [uuid.UUID(file.fetch) for each in said for file in each.files]
