"""What a turn does to the register, in the transaction that keeps the conversation: all of it or nothing."""

import uuid
from dataclasses import replace
from datetime import datetime

from sqlalchemy import not_, update
from sqlalchemy.orm import Session

from vigilance.arrivals.contents import cut_text
from vigilance.arrivals.conversation.drafting import text_of
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.preparing import Ready, files_of
from vigilance.arrivals.conversation.saying import language_of
from vigilance.arrivals.conversation.state import Heard, State, cleared
from vigilance.arrivals.conversation.texts import load_talk
from vigilance.arrivals.conversation.turns import Effect, EffectKind, Turn
from vigilance.arrivals.media_models import MediaFetch, MediaState
from vigilance.arrivals.media_queue import OPEN_STATES, hand_to_record, mark_added
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.audit.commands import append_event
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.commands.tracking import add_message
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.helpline.commands.call_backs import request_call_back

ATTACHMENT_WAITING = "attachment-waiting"


def carry_out(
    session: Session, row: Conversation, turn: Turn, ready: Ready, *, office: Office, at: datetime
) -> Turn:
    """Do what the turn asks; the turn with the state as it is then."""
    for effect in turn.effects:
        match effect.kind:
            case EffectKind.ATTACH:
                _attach(session, turn.state, effect, office=office, at=at)
            case EffectKind.CALL_BACK:
                _call_back(session, row, turn.state, effect, office=office, at=at)
            case EffectKind.DROP:
                _drop(session, effect, at=at)
            case EffectKind.REGISTER:
                pass  # below, once and last: the register's number makes others wait
    if ready.prepared is None:
        return turn
    return replace(turn, state=_register(session, turn.state, ready, office=office, at=at))


def _register(
    session: Session, state: State, ready: Ready, *, office: Office, at: datetime
) -> State:
    """Enter the draft in the register. The number and the code are handed over by the acknowledgement."""
    if ready.prepared is None:
        raise ValueError("a complaint is prepared before its transaction")
    made = register_prepared(session, ready.prepared, by=SYSTEM, office=office)
    session.flush()
    for fetch_id in ready.used:
        mark_added(session, fetch_id, at=at)
    if ready.to_come:
        append_event(
            session, made.complaint.record, ATTACHMENT_WAITING, {"files": ready.to_come},
            by=SYSTEM, at=at,
        )  # fmt: skip
    _became(session, state.pieces, Outcome.REGISTERED, made.record_id, at=at)
    return replace(
        cleared(state),
        record_id=made.record_id,
        reference=made.reference,
        registered_at=at,
    )


def _attach(
    session: Session, state: State, effect: Effect, *, office: Office, at: datetime
) -> None:
    """More from the sender of a complaint that stands, as its complainant's message; its files follow."""
    if state.record_id is None:
        raise ValueError("what is attached has a record")
    language = language_of(state, office)
    talk = load_talk(office.settings.config_dir)
    said, _whole = cut_text(text_of(effect.heard, talk, language), language)
    add_message(session, state.record_id, said, by=complainant_of(state.record_id), at=at)
    if files := files_of(effect.heard):
        record = complaint_of(session, state.record_id).record
        append_event(session, record, ATTACHMENT_WAITING, {"files": len(files)}, by=SYSTEM, at=at)
    _became(session, effect.heard, Outcome.ATTACHED, state.record_id, at=at)


def _became(
    session: Session,
    said: tuple[Heard, ...],
    outcome: Outcome,
    record_id: uuid.UUID,
    *,
    at: datetime,
) -> None:
    """Each message is named with its record, and so are its files; what a person is to look at stays held."""
    session.flush()
    its = ArrivedMessage.id.in_([uuid.UUID(each.arrived_id) for each in said])
    held = ArrivedMessage.outcome == Outcome.HELD
    for which, values in (
        (held, {"record_id": record_id}),
        (not_(held), {"record_id": record_id, "outcome": outcome}),
    ):
        session.execute(
            update(ArrivedMessage)
            .where(its, which)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    hand_to_record(session, files_of(said), record_id, at=at)


def _call_back(
    session: Session,
    row: Conversation,
    state: State,
    effect: Effect,
    *,
    office: Office,
    at: datetime,
) -> None:
    request_call_back(
        session,
        number=effect.number,
        channel=row.channel,
        language=language_of(state, office).value,
        at=at,
        office=office,
    )


def _drop(session: Session, effect: Effect, *, at: datetime) -> None:
    """He took it back before it was registered: nothing follows, and what he said stays among the arrivals."""
    session.execute(
        update(MediaFetch)
        .where(MediaFetch.id.in_(files_of(effect.heard)), MediaFetch.state.in_(OPEN_STATES))
        .values(state=MediaState.DROPPED, done_at=at)
        .execution_options(synchronize_session=False)
    )
