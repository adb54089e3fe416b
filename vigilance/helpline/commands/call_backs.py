"""Who wishes, or has missed, to be called: asking for it, trying, and giving up."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed
from vigilance.domain.lanes import Channel
from vigilance.helpline.call_seals import caller_of, keep_typed, typed_of
from vigilance.helpline.commands.desk import close, digest_of, new_call, take_over, tell
from vigilance.helpline.models import BestTime, CallSource, CallStage, PhoneCall, TryResult
from vigilance.helpline.queries import open_call_of, requested_since

MOST_TRIES = 5
"""After so many tries without an answer the call-back is given up."""

ONCE_IN = timedelta(hours=24)
"""One number asks to be called once a day, however often the form is sent."""

CLOSES: dict[TryResult, CallStage] = {
    TryResult.WRONG_NUMBER: CallStage.DROPPED,
    TryResult.WRITTEN_BEFORE: CallStage.DROPPED,
    TryResult.NOT_A_COMPLAINT: CallStage.NOT_A_COMPLAINT,
}


def request_call_back(  # noqa: PLR0913 -- whom, from which channel, in which words
    session: Session,
    *,
    number: str | None,
    contact_sealed: bytes | None = None,
    channel: Channel,
    language: str,
    at: datetime,
    office: Office,
    note: str = "",
    best_time: BestTime = BestTime.ANY,
) -> PhoneCall:
    """Note that somebody wishes to be called; the same number again within a day is the same wish.

    Give the number in the form +919000000502. `contact_sealed`, for somebody without one, is an address in clear words
    (`telegram 4711`), sealed to the vigilance cell.
    """
    known = _known(session, number, at, office) if number else None
    if known is not None:
        if note and known.stage is CallStage.CALL_BACK:
            _add_note(office, known, note)
        return known
    call = new_call(
        session,
        stage=CallStage.CALL_BACK,
        source=CallSource.REQUEST,
        channel=channel,
        language=language,
        at=at,
        office=office,
        number=number,
    )
    call.best_time = best_time
    if number is None:
        call.caller_sealed = contact_sealed
    if note:
        _add_note(office, call, note)
    session.flush()
    return call


def _known(session: Session, number: str, at: datetime, office: Office) -> PhoneCall | None:
    digest = digest_of(office, number)
    waiting = open_call_of(session, digest, (CallStage.CALL_BACK,))
    return waiting or requested_since(session, digest, at - ONCE_IN)


def _add_note(office: Office, call: PhoneCall, note: str) -> None:
    typed = typed_of(office, call)
    text = "\n".join(part for part in (typed.get("text"), note) if part)
    keep_typed(office, call, typed | {"text": text})


def show_number(
    session: Session, call: PhoneCall, *, by: Actor, at: datetime, office: Office
) -> str:
    """The number, for the officer who calls now; that it was shown is on the ledger."""
    if call.stage not in (CallStage.CALL_BACK, CallStage.TO_WRITE_UP):
        raise ActionNotAllowed("show-number", call.stage.value)
    number = caller_of(office, call, by=by, at=at)
    tell(session, "number-shown", call, {}, by=by, at=at)
    return number


def record_try(
    session: Session, call: PhoneCall, result: TryResult, *, by: Actor, at: datetime, office: Office
) -> PhoneCall:
    """What came of calling: it stays in the list, becomes this clerk's draft, or is closed and its number wiped."""
    if call.stage not in (CallStage.CALL_BACK, CallStage.TO_WRITE_UP):
        raise ActionNotAllowed(result.value, call.stage.value)
    call.tried, call.tried_at = result, at
    call.tries += 1
    stage = CLOSES.get(result)
    if result is TryResult.NO_ANSWER and call.tries >= MOST_TRIES:
        stage = CallStage.DROPPED
    if stage is not None:
        close(call, stage, at=at, office=office)
    tell(
        session, "call-tried", call, {"result": result.value, "to": call.stage.value}, by=by, at=at
    )
    if result is TryResult.WRITTEN_UP:
        take_over(session, call, by=by, at=at)
    return call
