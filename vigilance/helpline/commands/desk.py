"""What a clerk does with a call: begin it, keep what is typed, end it without a complaint."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, Invalid
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind
from vigilance.helpline.call_seals import keep_typed, new_key, seal_number, typed_of
from vigilance.helpline.models import CallSource, CallStage, PhoneCall
from vigilance.helpline.queries import open_call_of
from vigilance.identities.contacts import mark_of
from vigilance.records.commands import system_record

WHO = ("name", "mobile", "email", "address")
"""The part of the form that says who the caller is."""

ENDS = frozenset({CallStage.CALL_BACK, CallStage.DROPPED, CallStage.NOT_A_COMPLAINT})
"""How a call may end at the desk, besides in a complaint."""


def new_call(  # noqa: PLR0913 -- the row's first values, each from another side
    session: Session,
    *,
    stage: CallStage,
    source: CallSource,
    channel: Channel,
    language: str,
    at: datetime,
    office: Office,
    number: str | None = None,
    external_id: str | None = None,
) -> PhoneCall:
    """A new row with its number sealed and the key of its recordings made."""
    call_id = uuid.uuid4()
    key = new_key(office, call_id)
    call = PhoneCall(
        id=call_id,
        stage=stage,
        source=source,
        channel=channel,
        external_id=external_id,
        language=language,
        key_public=key.public,
        key_sealed=key.sealed,
        caller_sealed=seal_number(office, call_id, number) if number else None,
        caller_digest=digest_of(office, number) if number else None,
        started_at=at,
    )
    session.add(call)
    return call


def digest_of(office: Office, number: str) -> bytes:
    """The blind index of a telephone number."""
    return mark_of(Contact(ContactKind.MOBILE, number), office.index_key).digest


def open_call(
    session: Session,
    *,
    number: str | None,
    language: str,
    by: Actor,
    at: datetime,
    office: Office,
) -> PhoneCall:
    """The call a clerk takes now: a new one, or the one of this number that he, or nobody yet, has to write down."""
    found = open_call_of(session, digest_of(office, number)) if number else None
    if found is not None and found.officer_id in (None, by.officer_id):
        return take_over(session, found, by=by, at=at)
    call = new_call(
        session,
        stage=CallStage.DRAFT,
        source=CallSource.DESK,
        channel=Channel.PHONE,
        language=language,
        at=at,
        office=office,
        number=number,
    )
    call.officer_id = by.officer_id
    session.flush()
    return call


def take_over(session: Session, call: PhoneCall, *, by: Actor, at: datetime) -> PhoneCall:
    """Make this call a draft of this clerk; ActionNotAllowed where it is over, or another writes it."""
    if call.stage is CallStage.DRAFT and call.officer_id == by.officer_id:
        return call
    if call.stage not in (CallStage.CALL_BACK, CallStage.TO_WRITE_UP):
        raise ActionNotAllowed("take-over", call.stage.value)
    before = call.stage
    call.stage, call.officer_id = CallStage.DRAFT, by.officer_id
    tell(session, "call-taken", call, {"from": before.value}, by=by, at=at)
    return call


def save_call(
    call: PhoneCall, typed: Mapping[str, str], *, language: str | None, at: datetime, office: Office
) -> None:
    """Keep the form as far as it is typed; ActionNotAllowed once the call is over."""
    if call.stage is not CallStage.DRAFT:
        raise ActionNotAllowed("save", call.stage.value)
    keep_typed(office, call, typed)
    call.saved_at = at
    if language is not None:
        call.language = language


def end_call(
    session: Session, call: PhoneCall, stage: CallStage, *, by: Actor, at: datetime, office: Office
) -> None:
    """End a draft without a complaint. What was said stays, sealed; who said it is wiped, unless he is called back."""
    if call.stage is not CallStage.DRAFT or stage not in ENDS:
        raise ActionNotAllowed(stage.value, call.stage.value)
    if stage is CallStage.CALL_BACK:
        if call.caller_sealed is None:
            raise Invalid({"outcome": ["There is no number to call back."]})
        call.stage, call.officer_id = stage, None
    else:
        close(call, stage, at=at, office=office)
    tell(session, "call-ended", call, {"to": stage.value}, by=by, at=at)


def close(call: PhoneCall, stage: CallStage, *, at: datetime, office: Office) -> None:
    """Close a call and wipe the number; the words stay sealed, so that no clerk can make a complaint vanish."""
    call.stage, call.closed_at = stage, at
    call.caller_sealed = None
    typed = typed_of(office, call)
    if any(typed.get(part) for part in WHO):
        keep_typed(office, call, {name: text for name, text in typed.items() if name not in WHO})


def tell(
    session: Session,
    kind: str,
    call: PhoneCall,
    body: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Put an act on the ledger of the channels; the session acts as the system, the act is the officer's."""
    record = system_record(session, "channels", at=at)
    append_event(session, record, kind, {"call": str(call.id), **body}, by=by, at=at)
