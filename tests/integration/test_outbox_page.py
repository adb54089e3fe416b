"""What became of a message: receipts and returned mail beside it in the file, and what is parked before the office."""

import itertools

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.sending import carriers_with, recorders
from vigilance.audit.models import Event
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.correspondence.delivery import blind_name, entry_of_mail, mark_delivery, mark_mail
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.correspondence.outbox_queries import channel_counts
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, DeliveryState
from vigilance.domain.roles import Role
from vigilance.identities.contacts import Identity

CHAT = Identity(handle=Contact(ContactKind.WHATSAPP, "+919000000007"))
S = DeliveryState


@pytest.fixture
def adapters():
    return recorders()


@pytest.fixture
def sweep(walk, connected, adapters):
    carriers = carriers_with(walk.office, adapters)

    def run(number=1):
        settings = walk.office.settings
        return send_due(connected, walk.office.keyring, settings, day(number), carriers)

    return run


@pytest.fixture
def written(walk, session, at):
    at(day(1))
    complaint = walk.assigned(identity=CHAT, channel=Channel.WHATSAPP, language="en")
    write_to_complainant(session, complaint, "One question.", by=walk.team.vo, at=day(1))
    session.commit()
    return complaint


def providers_name(session):
    """What the provider calls the last message; we keep it blind."""
    kept = last(session).provider_id
    return next(name for number in range(1, 50) if blind_name(name := f"whatsapp-{number}") == kept)


def last(session):
    session.flush()
    session.expire_all()
    return session.scalars(select(OutboxEntry).order_by(OutboxEntry.made_at.desc())).first()


def file_of(walk, session, sign_in, complaint, language="en"):
    browser = seated(session, sign_in, walk.team.vo)
    return said(browser.get(f"/office/complaints/{complaint.number}?lang={language}"))


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_file_says_how_far_each_message_came(walk, session, sign_in, written, sweep, language):
    words = {
        "en": ["Waits to be sent: WhatsApp", "WhatsApp: sent", "WhatsApp: delivered", ": read"],
        "hi": ["भेजा जाना है", "भेजा गया", "पहुँचा", "पढ़ा गया"],
    }[language]
    seen = [file_of(walk, session, sign_in, written, language)]
    sweep()
    seen.append(file_of(walk, session, sign_in, written, language))
    for state in (S.DELIVERED, S.READ):
        mark_delivery(session, "whatsapp", providers_name(session), state, day(2))
        session.commit()
        seen.append(file_of(walk, session, sign_in, written, language))

    assert [word in page for word, page in zip(words, seen, strict=True)] == [True] * 4


@pytest.mark.parametrize("order", list(itertools.permutations([S.SENT, S.DELIVERED, S.READ])))
def test_receipts_may_come_twice_and_in_any_order(session, written, sweep, order):
    sweep()
    name = providers_name(session)
    for state in (*order, *order):
        assert mark_delivery(session, Channel.WHATSAPP, name, state, day(2)) is True

    found = last(session)
    assert (found.state, found.delivered_at, found.read_at, found.failed_at) == (
        OutboxState.SENT,
        day(2),
        day(2),
        None,
    )


def test_what_was_delivered_does_not_fail_afterwards_and_what_failed_may_yet_arrive(
    session, written, sweep
):
    sweep()
    name = providers_name(session)
    mark_delivery(session, "whatsapp", name, S.FAILED, day(2))
    failed = last(session).state
    mark_delivery(session, "whatsapp", name, S.DELIVERED, day(3))
    mark_delivery(session, "whatsapp", name, S.FAILED, day(4))

    assert (failed, last(session).state) == (OutboxState.PARKED, OutboxState.SENT)


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_a_receipt_of_a_message_we_did_not_send_changes_nothing(session, written, sweep, channel):
    sweep()
    name = providers_name(session) if channel == "telegram" else "wamid.unknown"

    assert mark_delivery(session, channel, name, S.READ, day(2)) is False
    assert last(session).read_at is None


def test_a_mail_that_came_back_is_shown_and_parked(walk, session, sign_in, at, sweep, tmp_path):
    at(day(1))
    complaint = walk.assigned(identity=Identity(email="sita@example.com"))
    write_to_complainant(session, complaint, "One question.", by=walk.team.vo, at=day(1))
    session.commit()
    sweep()
    name = last(session).mail_name

    found = mark_mail(session, ["other@example.com", name], S.FAILED, day(2))
    session.commit()

    assert (found.id, entry_of_mail(session, [name]).id) == (last(session).id,) * 2
    assert entry_of_mail(session, ["other@example.com"]) is None
    assert "Could not be delivered: the mail came back" in file_of(
        walk, session, sign_in, complaint
    )


@pytest.fixture
def parked(session, written, sweep, adapters):
    adapters["whatsapp"].refusals = [NotDelivered("person-unavailable", retry=False)] * 2
    sweep()
    return written


def test_what_is_parked_stands_before_the_office_with_its_reason(walk, session, sign_in, parked):
    page = said(seated(session, sign_in, walk.team.cvo).get("/office/outbox?lang=en"))

    assert "the person cannot be reached there now" in page
    assert parked.number in page
    assert "One question." not in page
    assert [(one.channel, one.parked) for one in channel_counts(session)] == [("whatsapp", 2)]


def test_the_administrator_sees_no_file_and_may_still_have_it_tried_again(
    session, sign_in, parked, sweep, adapters
):
    admin = sign_in(Role.ADMIN)
    page = admin.get("/office/outbox?lang=en")

    answer = admin.post(f"/office/outbox/{last(session).id}/retry")

    assert parked.number not in page.text
    assert "the person cannot be reached there now" in said(page)
    assert answer.status_code == 303
    assert sweep(2) == 1
    assert len(adapters["whatsapp"].sent) == 1
    assert session.scalars(select(Event).where(Event.type == "sending-retried")).one()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VO, 403), (Role.MINISTER, 403), (Role.AUDITOR, 403)]
)
def test_the_outbox_is_for_those_who_keep_the_channels(session, sign_in, parked, role, status):
    browser = sign_in(role)

    answers = [
        browser.get("/office/outbox"),
        browser.post(f"/office/outbox/{last(session).id}/retry"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 2


def test_what_is_not_parked_cannot_be_tried_again(session, sign_in, written):
    answer = sign_in(Role.ADMIN).post(f"/office/outbox/{last(session).id}/retry")

    assert answer.status_code == 404
