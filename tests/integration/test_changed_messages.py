"""A sender who changes or deletes what he said: the first words stay, and the record tells (hostile input 81)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders.arrivals import AT, brought, form_body, some_accounts
from vigilance.arrivals import changes
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.registering import register_message
from vigilance.arrivals.work import Work, kept_id
from vigilance.audit.models import Event
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Direction, Message
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import Contact, ContactKind, InboundMessage, MessageKind

SITA = Contact(ContactKind.TELEGRAM, "9000000502")
FIRST = InboundMessage(
    channel=Channel.TELEGRAM,
    external_id="100",
    kind=MessageKind.COMPLAINT_OR_REPLY,
    sender=SITA,
    text="बाबू पाँच सौ रुपये माँग रहे हैं।",
)
EDIT = replace(
    FIRST, external_id="101", kind=MessageKind.EDIT, refers_to="100", text="बाबू ने हज़ार माँगे।"
)
DELETION = replace(FIRST, external_id="102", kind=MessageKind.DELETION, refers_to="100", text="")


@pytest.fixture
def work(register, own_office):
    arrival_id = brought(register, own_office, form_body(), channel=Channel.TELEGRAM, account="bot")
    return Work(
        database=register,
        office=own_office,
        accounts=some_accounts(),
        arrival_id=arrival_id,
        arrival_sha256="00",
        channel=Channel.TELEGRAM,
        account="bot",
        at=AT,
        received_at=AT,
    )


def all_of(work, statement):
    with work.database.reading() as session:
        return act_as(session, SYSTEM).scalars(statement).all()


def became(work, external_id):
    name = kept_id(work.channel, external_id, work.office.index_key)
    (row,) = all_of(work, select(ArrivedMessage).where(ArrivedMessage.external_id == name))
    return row.outcome, row.reason


def from_complainant(work):
    return all_of(work, select(Message).where(Message.direction == Direction.TO_OFFICE))


def test_an_edit_stands_beside_the_first_words(work):
    register_message(work, FIRST, 0)

    changes.note(work, EDIT, 1)

    (complaint,) = all_of(work, select(Complaint))
    (message,) = from_complainant(work)
    assert complaint.text == FIRST.text
    assert message.text == f"भेजने वाले ने यह संदेश बदला:\n\n{EDIT.text}"
    assert became(work, "101") == (Outcome.ATTACHED, None)


def test_an_edit_of_a_protected_complaint_is_sealed_like_its_text(work):
    register_message(work, FIRST, 0, lane=Lane.PROTECTED)

    changes.note(work, EDIT, 1)

    (message,) = from_complainant(work)
    assert message.text is None
    assert (len(message.text_sealed) > 0, len(message.mailbox_sealed) > 0) == (True, True)


def test_a_deletion_is_told_on_the_ledger_and_takes_nothing_away(work):
    register_message(work, FIRST, 0)

    changes.note(work, DELETION, 1)

    (complaint,) = all_of(work, select(Complaint))
    kinds = all_of(work, select(Event.type).where(Event.record_id == complaint.record_id))
    assert complaint.text == FIRST.text
    assert kinds.count("sender-deleted") == 1
    assert became(work, "102") == (Outcome.ATTACHED, None)


@pytest.mark.parametrize("message", [EDIT, DELETION], ids=["edit", "deletion"])
def test_a_change_of_something_never_heard_is_put_down(work, message):
    changes.note(work, message, 0)

    assert became(work, message.external_id) == (Outcome.NOTED, "unknown-original")


@pytest.mark.parametrize("message", [EDIT, DELETION], ids=["edit", "deletion"])
def test_somebody_else_changes_nothing(work, message):
    register_message(work, FIRST, 0)

    other = replace(message, sender=Contact(ContactKind.TELEGRAM, "9000000777"))
    changes.note(work, other, 1)

    assert became(work, message.external_id) == (Outcome.HELD, "other-sender")
    assert from_complainant(work) == []
