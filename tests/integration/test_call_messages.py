"""Messages left with the telephone system: written up by a clerk, with the recording that is fetched later."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.builders.arrivals import brought, understood
from tests.builders.calls import AGREED, WORDS, number_on, only_call, the_complaint, write
from tests.builders.complaints import an_upload
from tests.builders.webhooks import Provider, accounts, says
from vigilance.arrivals.media import fetch_due
from vigilance.arrivals.media_handing import RECORDING_CAME_LATE
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, InboundMessage, MessageKind
from vigilance.domain.roles import Role
from vigilance.evidence.commands import store_papers
from vigilance.evidence.models import Paper
from vigilance.helpline.call_seals import number_of, stored_of, typed_of
from vigilance.helpline.calls import add_recording, recording_recipient, take_ivr_call
from vigilance.helpline.models import CallRecording, CallSource, CallStage
from vigilance.helpline.queries import recordings_of

CALLED = datetime(2026, 3, 2, 5, tzinfo=UTC)  # 10:30 in India
SOUND = b"RIFF....WAVE what was said"


def a_message(**given):
    return InboundMessage(
        **{
            "channel": Channel.PHONE,
            "external_id": "call-1",
            "kind": MessageKind.COMPLAINT_OR_REPLY,
            "sender": Contact(ContactKind.MOBILE, "+919000000504"),
            "language": "en",
            "sent_at": CALLED,
        }
        | given
    )


def test_a_message_left_with_the_ivr_is_to_be_written_up_once(session, office):
    made = take_ivr_call(session, a_message(text="They ask for money."), office=office, at=CALLED)
    again = take_ivr_call(session, a_message(), office=office, at=CALLED)

    assert made.id == again.id
    assert (made.stage, made.source, made.language) == (
        CallStage.TO_WRITE_UP,
        CallSource.IVR,
        "en",
    )
    assert number_of(office, made) == "+919000000504"
    assert typed_of(office, made) == {"text": "They ask for money."}


def test_its_recording_comes_later_and_lies_sealed_under_the_calls_key(session, office):
    call = take_ivr_call(session, a_message(sender=None), office=office, at=CALLED)
    upload = an_upload("message.wav", b"RIFF....WAVE", "audio/wav")
    recipient = recording_recipient(session, call.id)
    (stored,) = store_papers([upload], recipient, office.settings.blobs_dir)

    add_recording(session, call.id, stored, at=CALLED, office=office)

    (kept,) = recordings_of(session, call.id)
    assert stored_of(office, kept) == stored
    assert call.caller_sealed is None


def test_a_clerk_writes_a_recorded_message_up(session, office, sign_in, at):
    at("2026-03-02")
    call = take_ivr_call(act_as(session, SYSTEM), a_message(), office=office, at=CALLED)
    session.commit()
    clerk = sign_in(Role.CLERK)

    led = clerk.post(f"/office/intake/calls/{call.id}/tries", data={"result": "written-up"})

    assert clerk.get(led.headers["Location"]).status_code == 200


@pytest.fixture
def told(connected, office, app):
    """The telephone system tells of a call with a recording, which is understood at once."""
    app.config["NOW"] = CALLED

    def tell(**more):
        body = {
            "call_id": "ivr-7",
            "caller": "09000000504",
            "started_at": "2026-03-02T10:30:00+05:30",
            "seconds": 42,
            "recording_url": "https://media.example.com/ivr-7.wav",
            "recording_type": "audio/wav",
        }
        raw = json.dumps(body | more).encode()
        brought(connected, office, raw, channel=Channel.PHONE, account="ivr", at=CALLED)
        understood(connected, office, at=CALLED)

    return tell


@pytest.fixture
def fetch(connected, office):
    """The recording comes from the telephone system, and is handed to its call."""

    def run():
        provider = Provider([says(200, SOUND)])
        return fetch_due(connected, office, CALLED, accounts=accounts(), http=provider)

    return run


def written_up(clerk, call, lane="ordinary", **typed):
    address = f"/office/intake/calls/{call.id}/tries"
    place = clerk.post(address, data={"result": "written-up"}).headers["Location"]
    return write(clerk, place, text=WORDS, lane=lane, **AGREED, **typed)


def papers(session, number):
    complaint = the_complaint(session, number)
    return session.scalars(select(Paper).where(Paper.record_id == complaint.record_id)).all()


def test_a_recorded_message_comes_with_its_recording_to_the_desk(told, fetch, session, sign_in):
    told()
    call = only_call(session)

    handed = fetch()

    (row,) = session.scalars(select(CallRecording)).all()
    answer = written_up(sign_in(Role.CLERK), call)
    assert (handed, row.call_id) == (1, call.id)
    assert (call.stage, call.seconds) == (CallStage.TO_WRITE_UP, 42)
    assert len(papers(session, number_on(answer))) == 1
    assert fetch() == 0


def test_a_recording_that_comes_after_the_complaint_is_added_to_it(told, fetch, session, sign_in):
    told()
    number = number_on(written_up(sign_in(Role.CLERK), only_call(session), use_caller="yes"))

    fetch()

    assert len(papers(session, number)) == 1


def test_a_late_recording_of_a_protected_caller_waits_for_a_person(told, fetch, session, sign_in):
    told()
    written_up(sign_in(Role.CLERK), only_call(session), lane="protected")

    fetch()

    (arrived,) = session.scalars(
        select(ArrivedMessage).execution_options(populate_existing=True)
    ).all()
    assert (arrived.outcome, arrived.reason) == (Outcome.HELD, RECORDING_CAME_LATE)


def test_a_call_that_left_nothing_but_its_number_is_called_back(told, session):
    told(recording_url="")

    assert only_call(session).stage is CallStage.CALL_BACK


def test_a_call_told_twice_is_one_call(told, session):
    told()
    told(seconds=43)

    assert only_call(session).seconds == 42
