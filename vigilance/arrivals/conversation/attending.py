"""The job that answers: a burst that is over, a story that is complete, a draft that fell silent.

What takes long (keys, papers) is prepared with no transaction open; then the conversation's row is locked, and where
something was heard meanwhile nothing of it is used: the next run prepares anew.
"""

import time
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.arrivals.conversation.effects import carry_out
from vigilance.arrivals.conversation.engine import respond, silent
from vigilance.arrivals.conversation.keeping import gathering_time, keep_state, locked, opened
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.preparing import files_of, make_ready
from vigilance.arrivals.conversation.saying import say_turn, scene_of
from vigilance.arrivals.conversation.state import State, Step
from vigilance.arrivals.conversation.turns import EffectKind, Scene, Turn
from vigilance.arrivals.media_files import remove_file
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.message import Where

LEASE = timedelta(seconds=60)
LONGEST_RUN = 20.0
MOST_ATTEMPTS = 5
FAILED = "conversation-failed"


def attend_due(database: Database, office: Office, at: datetime) -> int:
    """Answer every conversation whose time has come; how many there were."""
    until, done = time.monotonic() + LONGEST_RUN, 0
    while time.monotonic() < until:
        with database.writing() as session, session.begin():
            due = _take_due(act_as(session, SYSTEM), office, at)
        if due is None:
            break
        _attend(database, office, due, at)
        done += 1
    return done


def _take_due(session: Session, office: Office, at: datetime) -> uuid.UUID | None:
    """The conversation that waits longest, leased; one that failed five times waits for a person instead."""
    statement = (
        select(Conversation)
        .where(Conversation.due_at <= at)
        .order_by(Conversation.due_at, Conversation.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (row := session.scalars(statement).first()) is not None:
        row.attempts += 1
        if row.attempts <= MOST_ATTEMPTS:
            row.due_at = at + LEASE
            return row.id
        row.due_at = None
        _hold_all(session, opened(row, office))
        session.flush()
    return None


def _hold_all(session: Session, state: State) -> None:
    ids = [uuid.UUID(each.arrived_id) for each in (*state.pieces, *state.waiting)]
    session.execute(
        update(ArrivedMessage)
        .where(ArrivedMessage.id.in_(ids))
        .values(outcome=Outcome.HELD, reason=FAILED)
        .execution_options(synchronize_session=False)
    )


def _attend(database: Database, office: Office, conversation_id: uuid.UUID, at: datetime) -> None:
    with database.reading() as session:
        row = act_as(session, SYSTEM).get_one(Conversation, conversation_id)
        seen = row.turn
    state = opened(row, office)
    scene = scene_of(row, office, at)
    turn = _turn(row, state, scene, office)
    ready = make_ready(database, office, row, turn, at)
    with database.writing() as session, session.begin():
        now = locked(act_as(session, SYSTEM), conversation_id)
        if now.turn != seen:
            return  # something was heard meanwhile, and set its own time
        turn = carry_out(session, now, turn, ready, office=office, at=at)
        keep_state(now, turn.state, office=office)
        say_turn(session, now, turn, scene, office=office, at=at)
    dropped = [
        each
        for effect in turn.effects
        if effect.kind is EffectKind.DROP
        for each in files_of(effect.heard)
    ]
    for fetch_id in (*ready.used, *dropped):
        remove_file(office, fetch_id)


def _turn(row: Conversation, state: State, scene: Scene, office: Office) -> Turn:
    """What follows from what waits to be answered, or from silence."""
    if not state.waiting:
        return silent(state, row.heard_at, scene.now, gathering_time(office))
    burst, state = state.waiting, replace(state, waiting=(), burst_at=None)
    if row.place is Where.PUBLIC and state.step is not Step.GATHERING:
        state = replace(state, step=Step.START)  # nobody asked him anything
    return respond(state, burst, scene)
