"""Sending over a stand-in of the Cloud API: whatever the provider answers, nothing is lost and nothing is sent twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.builders.complaints import a_complaint
from tests.servers.cloud_api import CloudApi
from vigilance.channels.whatsapp import WhatsApp
from vigilance.correspondence.carriers import Carriers, Pace
from vigilance.correspondence.health_models import ChannelHealth
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind
from vigilance.domain.numbering import grouped
from vigilance.identities.contacts import Identity


@pytest.fixture
def api():
    with CloudApi() as found:
        yield found


@pytest.fixture
def moment():
    """The adapter compares the provider's window with the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def made(session, office, moment):
    found = a_complaint(
        session, office, at=moment, channel=Channel.WHATSAPP, language="en",
        identity=Identity(handle=Contact(ContactKind.WHATSAPP, "+919000000007")),
    )  # fmt: skip
    session.commit()
    return found


@pytest.fixture
def sweep(api, office, connected):
    carriers = Carriers(
        settings=office.settings,
        accounts=api.accounts(),
        adapters={"whatsapp": WhatsApp()},
        http=api.egress(0.3),
        thread_key=office.server_key,
        pace=Pace(sleep=lambda _seconds: None),
    )
    return lambda at: send_due(connected, office.keyring, office.settings, at, carriers)


def entry(session):
    session.expire_all()
    return session.scalars(select(OutboxEntry)).one()


@pytest.mark.parametrize("failure", [429, 500, 503, "hang", 401])
def test_after_any_trouble_the_message_still_arrives_once(
    session, api, made, sweep, moment, failure
):
    api.answers += [failure] * 3
    at, sent = moment, []
    while len(sent) < 10 and sum(sent) == 0:
        sent.append(sweep(at))
        at = max(entry(session).next_try_at, at)

    assert (sum(sent), len(sent), sweep(at + timedelta(days=1))) == (1, 4, 0)
    texts = [str(each) for each in api.sent]
    assert len(texts) == 1
    assert grouped(made.secret) in texts[0]
    assert (entry(session).state, bool(entry(session).provider_id)) == (OutboxState.SENT, True)


def test_a_provider_that_stays_away_leaves_the_message_to_a_person(
    session, api, made, sweep, moment
):
    api.answers += [500] * 30
    at = moment
    for _ in range(12):
        sweep(at)
        at = max(entry(session).next_try_at, at)

    assert (entry(session).state, entry(session).attempts) == (OutboxState.PARKED, 8)
    assert api.sent == []


def test_a_dead_token_turns_the_channel_red_and_no_try_is_counted(
    session, api, made, sweep, moment
):
    api.answers += [401] * 30
    for hours in range(20):
        sweep(moment + timedelta(hours=hours))

    red = session.scalars(select(ChannelHealth.red_since)).one()
    assert (red, entry(session).state, entry(session).attempts) == (
        moment,
        OutboxState.WAITING,
        0,
    )
