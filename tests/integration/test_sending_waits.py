"""What cannot be sent now waits, is announced, or is put before a person; and none of it is lost."""

from datetime import timedelta

import pytest

from tests.builders.complaints import a_complaint
from tests.builders.sending import CHATS, NOW, WORDS, asked, entries, recorders, sweep, who
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.correspondence.commands import retry_parked
from vigilance.correspondence.delivery import note_heard
from vigilance.correspondence.health_models import ChannelHealth
from vigilance.correspondence.models import OutboxState
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind
from vigilance.identities.contacts import mark_of


@pytest.fixture
def adapters():
    return recorders()


def test_where_the_window_is_over_word_goes_out_and_the_text_follows_when_he_writes(
    session, connected, office, adapters
):
    made = a_complaint(session, office, identity=who("whatsapp"), channel=Channel.WHATSAPP)
    session.commit()
    sweep(connected, office, adapters, whatsapp=24)
    later = NOW + timedelta(days=3)
    write_to_complainant(session, made.complaint, WORDS, by=SYSTEM, at=later)
    session.commit()

    for days in range(3):
        sweep(connected, office, adapters, later + timedelta(days=days), whatsapp=24)
    adapters["whatsapp"].sent, word = [], adapters["whatsapp"].sent[1:]
    heard = later + timedelta(days=3)
    digest = mark_of(Contact(ContactKind.WHATSAPP, "9000000007"), office.index_key).digest
    note_heard(session, Channel.WHATSAPP, [digest], heard)
    session.commit()
    sweep(connected, office, adapters, heard, whatsapp=24)

    assert [(one.template, WORDS in one.text) for one in word] == [("news", False)]
    assert [(one.template, WORDS in one.text) for one in adapters["whatsapp"].sent] == [
        (None, True)
    ]
    assert {entry.state for entry in entries(session)} == {OutboxState.SENT}


def test_without_an_approved_text_the_message_waits_for_the_person(
    session, connected, office, adapters
):
    made = a_complaint(session, office, identity=who("facebook"), channel=Channel.FACEBOOK)
    session.commit()
    sweep(connected, office, adapters)
    later = NOW + timedelta(days=3)
    write_to_complainant(session, made.complaint, WORDS, by=SYSTEM, at=later)
    session.commit()

    for days in range(30):
        assert sweep(connected, office, adapters, later + timedelta(days=days), facebook=24) == 0

    waiting = entries(session)[1]
    assert (waiting.state, waiting.attempts, waiting.last_error) == (
        OutboxState.WAITING,
        0,
        "window-over",
    )


def test_a_window_that_the_provider_calls_over_is_believed(session, connected, office, adapters):
    asked(session, office, "whatsapp")
    adapters["whatsapp"].refusals = [NotDelivered("window-over", retry=False)]

    sweep(connected, office, adapters, whatsapp=24)

    assert [one.template for one in adapters["whatsapp"].sent] == ["news", None]


@pytest.mark.parametrize("error", ["token-refused", "token-missing"])
def test_with_a_dead_token_all_waits_the_channel_is_red_and_no_try_is_counted(
    session, connected, office, adapters, error
):
    asked(session, office, "telegram")
    asked(session, office, "x")
    for tries in range(20):
        adapters["telegram"].refusals = [NotDelivered(error, retry=True)]
        sweep(connected, office, adapters, NOW + timedelta(hours=tries))

    telegram = [entry for entry in entries(session) if entry.channel == "telegram"]
    health = session.get(ChannelHealth, ("telegram", "1"))
    assert [(one.state, one.attempts) for one in telegram] == [(OutboxState.WAITING, 0)] * 2
    assert (health.red_since, health.last_error) == (NOW, error)
    assert len(adapters["x"].sent) == 2

    adapters["telegram"].refusals = []
    assert sweep(connected, office, adapters, NOW + timedelta(days=2)) == 2
    session.expire_all()
    assert session.get(ChannelHealth, ("telegram", "1")).red_since is None


def test_with_all_channels_closed_nothing_is_lost(session, connected, office, adapters):
    for kind in CHATS:
        asked(session, office, kind)

    assert sweep(connected, office, adapters, closed=CHATS) == 0
    assert {entry.last_error for entry in entries(session)} == {"channel-closed"}
    assert sweep(connected, office, adapters, NOW + timedelta(hours=1)) == 10


def test_what_fails_for_good_is_parked_and_a_person_has_it_tried_again(
    session, connected, office, adapters, an_officer
):
    asked(session, office, "telegram")
    adapters["telegram"].refusals = [NotDelivered("person-unavailable", retry=False)]
    sweep(connected, office, adapters)
    parked = next(entry for entry in entries(session) if entry.state is OutboxState.PARKED)

    retry_parked(session, parked.id, by=SYSTEM, at=NOW)
    session.commit()

    assert sweep(connected, office, adapters) == 1
    assert {entry.state for entry in entries(session)} == {OutboxState.SENT}


def test_a_sender_that_dies_each_time_leaves_the_message_to_a_person(
    session, connected, office, adapters
):
    asked(session, office, "x")
    for entry in entries(session):
        entry.attempts = 8
    session.commit()

    assert sweep(connected, office, adapters) == 0
    assert {(one.state, one.last_error) for one in entries(session)} == {
        (OutboxState.PARKED, "sender-lost")
    }


def test_a_flood_on_one_channel_keeps_no_other_waiting(session, connected, office, adapters):
    for _ in range(15):
        asked(session, office, "whatsapp")
    asked(session, office, "x")

    sweep(connected, office, adapters)

    assert (len(adapters["whatsapp"].sent), len(adapters["x"].sent)) == (20, 2)
