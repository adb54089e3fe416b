"""From the telephone to the register: read back, registered, the code told once, and no trace of who called."""

import io
import re

import pytest
from sqlalchemy import select

from tests.builders.calls import (
    AGREED,
    NUMBER,
    WORDS,
    begin,
    number_on,
    only_call,
    registered,
    the_complaint,
    write,
)
from tests.builders.forms import codes, open_status, page_of, said
from vigilance.audit.models import Event
from vigilance.domain.actors import SYSTEM
from vigilance.domain.digits import devanagari_digits
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper
from vigilance.helpline.models import CallRecording, CallStage
from vigilance.identities.queries import relay_address
from vigilance.sealing.evidence import blob_path, open_blob


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


def test_a_complaint_by_telephone_is_registered_and_acknowledged_by_its_clerk(clerk, session):
    answer = registered(clerk, begin(clerk), district="135", amount_demanded="५००", name="Ram")

    complaint = the_complaint(session, number_on(answer))
    events = session.scalars(
        select(Event).where(Event.record_id == complaint.record_id).order_by(Event.record_seq)
    ).all()
    assert (complaint.channel, complaint.lane) == (Channel.PHONE, Lane.ORDINARY)
    assert (complaint.text, complaint.language) == (WORDS, "hi")
    assert (complaint.district_code, complaint.amount_demanded) == ("135", 500)
    assert complaint.state is State.REGISTERED
    assert [event.type for event in events][:2] == ["register", "acknowledge"]
    assert {event.actor for event in events} == {str(clerk.officer.id)}


def test_the_code_is_digits_and_opens_the_tracking_page_in_any_digits(clerk, client, session):
    answer = registered(clerk, begin(clerk), use_caller="yes")
    reference, secret = codes(answer)
    spoken = devanagari_digits(" ".join(re.findall("....", secret)))

    opened = [open_status(client, reference, code) for code in (secret, spoken)]

    assert re.fullmatch("[0-9]{24}", secret)
    assert [page.status_code for page in opened] == [200, 200]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_code_is_shown_once(clerk):
    address = begin(clerk)
    reference, secret = codes(registered(clerk, address, use_caller="yes"))

    again = [write(clerk, address, text=WORDS, lane="ordinary", **AGREED), clerk.get(address)]

    assert [page.status_code for page in again] == [409, 200]
    for page in again:
        plain = re.sub(r"\s", "", page.get_data(as_text=True))
        assert secret not in plain
        assert reference not in plain
        assert NUMBER not in plain


def test_who_called_is_on_no_page_once_it_is_registered(clerk):
    address = begin(clerk)
    code_page = registered(
        clerk, address, name="Ram Lal", address="Village Rampur", use_caller="yes"
    )
    number = number_on(code_page)

    pages = [code_page, clerk.get(address), clerk.get(f"/office/complaints/{number}")]
    pages.append(clerk.get("/office/intake/calls"))

    for page in pages:
        assert page.status_code == 200
        for word in ("Ram Lal", "Village Rampur", NUMBER):
            assert word not in page.get_data(as_text=True)


def test_the_number_of_the_call_is_where_word_is_sent(clerk, session):
    answer = registered(clerk, begin(clerk), use_caller="yes")

    complaint = the_complaint(session, number_on(answer))

    assert relay_address(session, complaint.record_id).kind == "mobile"
    call = only_call(session)
    assert (call.stage, call.record_id) == (CallStage.REGISTERED, complaint.record_id)
    assert (call.caller_sealed, call.typed_sealed, call.key_sealed) == (None, None, None)


def test_a_protected_caller_leaves_no_trace_in_the_call(clerk, session):
    address = begin(clerk)
    answer = write(
        clerk, address, text=WORDS, lane="protected", name="Ram", use_caller="yes", **AGREED
    )

    complaint = the_complaint(session, number_on(answer))
    call = only_call(session)
    assert complaint.lane is Lane.PROTECTED
    assert complaint.text is None
    assert relay_address(session, complaint.record_id) is None
    assert (call.record_id, call.caller_digest, call.caller_sealed) == (None, None, None)


def test_who_stays_without_a_name_leaves_no_number(clerk, session):
    address = begin(clerk)
    refused = write(clerk, address, text=WORDS, lane="anonymous", use_caller="yes", **AGREED)
    taken = write(clerk, address, text=WORDS, lane="anonymous", **AGREED)

    assert refused.status_code == 422
    assert the_complaint(session, number_on(taken)).lane is Lane.ANONYMOUS
    assert only_call(session).caller_digest is None


def test_a_recording_becomes_a_paper_of_the_complaint(clerk, session):
    address = begin(clerk)
    sound = (io.BytesIO(b"RIFF\x24\x00\x00\x00WAVEfmt "), "call.wav", "audio/wav")
    refused = write(clerk, address, lane="ordinary", evidence=sound)
    listed = said(clerk.get(address))

    answer = write(clerk, address, lane="ordinary", **AGREED)

    complaint = the_complaint(session, number_on(answer))
    papers = session.scalars(select(Paper).where(Paper.record_id == complaint.record_id)).all()
    assert refused.status_code == 422
    assert "call.wav" in listed
    assert len(papers) == 1
    assert session.scalars(select(CallRecording)).all() == []


def test_the_recording_opens_with_the_complaints_own_key(clerk, session, office):
    sound = (io.BytesIO(b"RIFF....WAVE what was said"), "call.wav", "audio/wav")
    answer = registered(clerk, begin(clerk), evidence=sound)
    complaint = the_complaint(session, number_on(answer))
    paper = session.scalars(select(Paper).where(Paper.record_id == complaint.record_id)).one()

    key = open_record_key(
        session, complaint.record_id, office.holder, SYSTEM, complaint.registered_at
    )

    path = blob_path(office.settings.blobs_dir, paper.blob_name)
    assert open_blob(path, key.private) == b"RIFF....WAVE what was said"


def test_the_recording_is_heard_by_who_writes_it_up_and_no_longer(clerk, sign_in, session):
    address = begin(clerk)
    sound = (io.BytesIO(b"RIFF....WAVE what was said"), "आवाज़.wav", "audio/wav")
    write(clerk, address, "save", text=WORDS, evidence=sound)
    other = sign_in(Role.CLERK)
    found = session.scalars(select(CallRecording)).one()
    place = f"{address}/recordings/{found.id}"

    heard = clerk.get(place)
    others = other.get(place)
    registered(clerk, address)

    assert heard.data == b"RIFF....WAVE what was said"
    assert heard.headers["Content-Disposition"].startswith("attachment")
    assert "recording-opened" in session.scalars(select(Event.type)).all()
    assert (others.status_code, clerk.get(place).status_code) == (404, 404)


def test_a_call_that_broke_off_is_registered_as_such_without_a_code(clerk, session):
    answer = write(clerk, begin(clerk), text=WORDS, lane="ordinary", broken_off="yes")

    complaint = the_complaint(session, number_on(answer))
    types = session.scalars(select(Event.type).where(Event.record_id == complaint.record_id))
    assert answer.status_code == 200
    assert [dd for dd in page_of(answer).iter("dd") if dd.get("translate") == "no"] == []
    assert "acknowledge" not in types.all()


def test_that_the_caller_repeated_the_code_is_in_the_record(clerk, session):
    address = begin(clerk)
    number = number_on(registered(clerk, address))

    done = clerk.post(f"{address}/told", data={"number": number, "repeated": "yes"})

    complaint = the_complaint(session, number)
    types = session.scalars(select(Event.type).where(Event.record_id == complaint.record_id))
    assert done.status_code == 303
    assert "code-repeated" in types.all()
