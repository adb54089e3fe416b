"""A message that becomes a complaint, or is added to one, brings all it has, in one transaction or not at all."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders.arrivals import AT, brought, form_body, form_work
from tests.builders.registers import complaints, session_count
from vigilance.arrivals import forms
from vigilance.arrivals.attaching import attach_message
from vigilance.arrivals.contents import LONGEST_TEXT
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.registering import register_message
from vigilance.audit.models import EventPayload
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Direction, Message
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import AlreadyReceived, Invalid, NotFound
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import (
    Contact,
    ContactKind,
    InboundAttachment,
    InboundMessage,
    MessageKind,
)
from vigilance.evidence.models import Paper
from vigilance.identities.models import ContactMark, RelayAddress

SITA = Contact(ContactKind.WHATSAPP, "+919000000502")
PDF = InboundAttachment(
    name="साक्ष्य.pdf", media_type="application/pdf", content=b"%PDF-1.4\n%%EOF\n"
)
ZIP = InboundAttachment(
    name="a.zip",
    media_type="application/zip",
    content=b"PK\x05\x06" + b"\0" * 18,
    set_aside="dangerous-type",
)
MESSAGE = InboundMessage(
    channel=Channel.FORM,
    external_id="m-1",
    kind=MessageKind.COMPLAINT_OR_REPLY,
    sender=SITA,
    sender_name="सीता देवी",
    subject="पेंशन",
    text="बाबू पाँच सौ रुपये माँग रहे हैं।",
    attachments=(
        PDF,
        ZIP,
        replace(PDF, content=None, media="provider-id"),
        replace(PDF, content=b""),
    ),
    location=(26.85, 80.95),
    flags=("encoding-doubtful",),
)


@pytest.fixture
def work(register, own_office):
    return form_work(register, own_office, brought(register, own_office, form_body()))


def all_of(work, statement):
    with work.database.reading() as session:
        return act_as(session, SYSTEM).scalars(statement).all()


def one(work, statement):
    (found,) = all_of(work, statement)
    return found


def test_a_message_becomes_a_complaint_with_its_words_place_files_and_flags(work):
    made = register_message(work, MESSAGE, 0)

    complaint = one(work, select(Complaint))
    papers = all_of(work, select(Paper).order_by(Paper.number))
    bodies = all_of(work, select(EventPayload.body).where(EventPayload.record_id == made.record_id))
    assert complaint.text == ("पेंशन\n\nबाबू पाँच सौ रुपये माँग रहे हैं।\n\nभेजी गई जगह: 26.850000, 80.950000")
    assert (complaint.lane, complaint.language) == (Lane.ORDINARY, "hi")
    assert [(each.media_type, "dangerous-type" in each.flags) for each in papers] == [
        ("application/pdf", False),
        ("application/zip", True),
    ]
    told = next(body for body in bodies if "number" in body)
    assert (told["arrival"], told["flags"]) == (work.arrival_sha256, ["encoding-doubtful"])
    assert one(work, select(RelayAddress)).kind == "whatsapp"
    assert one(work, select(ContactMark)).kind == "whatsapp"


def test_a_message_without_words_says_so_and_brings_its_files(work):
    register_message(work, replace(MESSAGE, subject=None, text=" ", location=None), 0)

    assert one(work, select(Complaint)).text.startswith("इस संदेश में शब्द नहीं हैं।")


def test_a_text_longer_than_the_register_takes_is_cut_and_whole_among_the_papers(work):
    long = "क्ष" * LONGEST_TEXT
    made = register_message(work, replace(MESSAGE, subject=None, text=long, location=None), 0)

    papers = all_of(work, select(Paper).order_by(Paper.number))
    bodies = all_of(work, select(EventPayload.body).where(EventPayload.record_id == made.record_id))
    assert len(one(work, select(Complaint)).text) == LONGEST_TEXT
    assert (papers[0].size, papers[0].media_type) == (len(long.encode()), "text/plain")
    assert [("dangerous-type" in each.flags) for each in papers] == [False, False, True]
    assert "long-text" in next(body["flags"] for body in bodies if "flags" in body)


@pytest.mark.parametrize(
    ("text", "kept"), [("a\x00b", "a\u2400b"), ("half \ud83d sign", "half ? sign")]
)
def test_what_no_database_keeps_is_shown_by_a_sign(work, text, kept):
    register_message(work, replace(MESSAGE, subject=None, text=text, location=None), 0)

    assert one(work, select(Complaint)).text == kept


def test_a_message_from_nobody_is_anonymous(work):
    register_message(work, replace(MESSAGE, sender=None, sender_name=None), 0)

    assert one(work, select(Complaint)).lane is Lane.ANONYMOUS


def test_a_message_registered_twice_is_registered_once(work):
    register_message(work, MESSAGE, 0)

    with pytest.raises(AlreadyReceived):
        register_message(work, MESSAGE, 0)
    assert complaints(work.database) == 1


def test_what_fails_within_the_transaction_leaves_nothing(work):
    def fail(_session, _record_id):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        register_message(work, MESSAGE, 0, within=fail)
    assert complaints(work.database) == 0
    assert all_of(work, select(ArrivedMessage)) == []


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED])
def test_a_later_message_is_added_with_its_files_once(work, lane):
    record_id = register_message(work, MESSAGE, 0, lane=lane).record_id
    later = replace(MESSAGE, external_id="m-2", text="एक बात और।", location=None)
    attach_message(work, later, 1, record_id)

    with pytest.raises(AlreadyReceived):
        attach_message(work, later, 1, record_id)

    said = one(work, select(Message).where(Message.direction == Direction.TO_OFFICE))
    assert (said.text, said.text_sealed is None) == (
        ("एक बात और।", True) if lane is Lane.ORDINARY else (None, False)
    )
    with work.database.reading() as session:
        assert session_count(act_as(session, SYSTEM), Paper) == 4
    row = one(work, select(ArrivedMessage).where(ArrivedMessage.external_id == "m-2"))
    assert (row.outcome, row.record_id) == (Outcome.ATTACHED, record_id)


def test_nothing_is_added_to_a_record_that_is_not_there(work):
    with pytest.raises(NotFound):
        attach_message(work, MESSAGE, 0, work.arrival_id)


def test_a_form_with_values_we_do_not_know_is_registered_and_flagged(work):
    fields = {
        "name": "सीता देवी",
        "mobile": "९०००००० ५०२",
        "district": "nowhere",
        "scheme": "OAP",
        "incident_date": "31.02.2026",
        "place": "रामपुर",
    }
    forms.hear(work, replace(MESSAGE, fields=fields, attachments=()), 0)

    complaint = one(work, select(Complaint))
    told = next(
        body
        for body in all_of(work, select(EventPayload.body))
        if body.get("number") == complaint.number
    )
    assert (complaint.district_code, complaint.scheme_code, complaint.incident_date) == (
        None,
        "OAP",
        None,
    )
    assert complaint.place == "रामपुर"
    assert set(told["flags"]) == {
        "encoding-doubtful",
        "unknown-value:district",
        "unknown-value:incident_date",
    }
    assert complaint.received_on == AT.date()


@pytest.mark.parametrize(
    ("lane", "kept"), [("protected", Lane.PROTECTED), ("anonymous", Lane.ANONYMOUS)]
)
def test_a_form_goes_the_lane_that_it_names(work, lane, kept):
    fields = {"lane": lane, "name": "सीता देवी", "mobile": "9000000502"}
    forms.hear(work, replace(MESSAGE, fields=fields, attachments=()), 0)

    assert one(work, select(Complaint)).lane is kept
    assert all_of(work, select(RelayAddress)) == []
    assert all_of(work, select(ContactMark)) == []


@pytest.mark.parametrize("wrong", [{"text": " "}, {"fields": {"lane": "sideways"}}])
def test_a_form_without_text_or_with_an_unknown_lane_is_not_registered(work, wrong):
    with pytest.raises(Invalid):
        forms.hear(work, replace(MESSAGE, **wrong), 0)
    assert complaints(work.database) == 0
