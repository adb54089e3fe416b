"""Files that come by chat: fetched while the provider keeps them, papers of their complaint, never in its way."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.chats import STORY, Chat
from tests.servers.cloud_api import CloudApi, message
from vigilance.arrivals.commands.deciding import Desk, register_held
from vigilance.arrivals.media import fetch_due
from vigilance.arrivals.media_files import FOLDER, keep_file
from vigilance.arrivals.media_models import MediaFetch, MediaState
from vigilance.arrivals.media_queue import fetch_again
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.queries import held_of
from vigilance.audit.models import Event
from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.http import HttpAnswer
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role
from vigilance.evidence.models import Paper
from vigilance.helpline.models import CallRecording, PhoneCall
from vigilance.identities.models import RelayAddress

VOICE = b"OggS" + b"\x00" * 200


@pytest.fixture
def api():
    with CloudApi() as running:
        yield running


@pytest.fixture
def chat(connected, own_office) -> Chat:
    return Chat(connected, own_office)


def fetch(chat: Chat, api: CloudApi) -> int:
    return fetch_due(
        chat.database, chat.office, chat.now, accounts=api.accounts(), http=api.egress()
    )


def state_of_the_file(chat: Chat) -> MediaState:
    (row,) = chat.rows(MediaFetch)
    return row.state


def events(chat: Chat) -> list[str]:
    return [each.type for each in sorted(chat.rows(Event), key=lambda each: each.record_seq)]


def waiting_files(chat: Chat) -> list:
    folder = chat.office.settings.home / FOLDER
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_voice_note_is_a_complaint_with_its_recording(chat, api):
    chat.send(chat.voice(api.keep(VOICE, "audio/ogg")))
    chat.waits(4)
    fetch(chat, api)
    assert state_of_the_file(chat) is MediaState.KEPT
    (kept,) = waiting_files(chat)
    assert VOICE not in kept.read_bytes()
    chat.waits(31)
    (complaint,) = chat.complaints()
    (paper,) = chat.rows(Paper)
    assert (paper.record_id, paper.size) == (complaint.record_id, len(VOICE))
    assert (state_of_the_file(chat), waiting_files(chat)) == (MediaState.ADDED, [])


def test_a_complaint_does_not_wait_for_its_file(chat, api):
    media = api.keep(VOICE, "audio/ogg")
    chat.send(chat.text(STORY), chat.voice(media))
    chat.waits(4)
    chat.waits(31)
    assert len(chat.complaints()) == 1
    assert chat.rows(Paper) == []
    assert "attachment-waiting" in events(chat)
    fetch(chat, api)
    (paper,) = chat.rows(Paper)
    assert (paper.size, paper.added_by) == (len(VOICE), "complainant")


def test_a_file_that_comes_later_is_added_once(chat, api):
    chat.says(STORY)
    chat.waits(31)
    chat.send(chat.voice(api.keep(VOICE, "audio/ogg")))
    chat.waits(4)
    for _ in range(3):
        fetch(chat, api)
        chat.now += timedelta(hours=1)
    assert [paper.size for paper in chat.rows(Paper)] == [len(VOICE)]


@pytest.mark.parametrize("status", [500, 429])
def test_a_provider_in_trouble_is_asked_eight_times_and_then_a_person_is_told(chat, api, status):
    chat.send(chat.text(STORY), chat.voice(api.keep(VOICE, "audio/ogg")))
    chat.waits(4)
    chat.waits(31)
    api.media_status = status
    tried = 0
    for _ in range(24 * 4):
        tried += fetch(chat, api)
        chat.now += timedelta(minutes=15)
    assert (tried, state_of_the_file(chat)) == (8, MediaState.NOT_FETCHED)
    held = [each for each in chat.rows(ArrivedMessage) if each.outcome is Outcome.HELD]
    assert [(each.reason, each.record_id) for each in held] == [
        ("media-not-fetched", chat.complaints()[0].record_id)
    ]
    assert events(chat).count("attachment-not-fetched") == 1


def test_a_refused_token_costs_the_file_nothing(chat, api):
    chat.send(chat.text(STORY), chat.voice(api.keep(VOICE, "audio/ogg")))
    chat.waits(4)
    chat.waits(31)
    api.media_status = 401
    for _ in range(3 * 24):
        fetch(chat, api)
        chat.now += timedelta(hours=1)
    assert state_of_the_file(chat) is MediaState.WAITING
    api.media_status = 200
    fetch(chat, api)
    assert len(chat.rows(Paper)) == 1


def test_what_was_held_can_be_asked_for_again(chat, api):
    chat.send(chat.text(STORY), chat.voice("1000"))
    chat.waits(4)
    chat.waits(31)
    fetch(chat, api)
    assert state_of_the_file(chat) is MediaState.NOT_FETCHED
    api.keep(VOICE, "audio/ogg")
    (row,) = chat.rows(MediaFetch)
    with chat.database.writing() as session, session.begin():
        assert fetch_again(session, row.arrived_id, at=chat.now) == 1
    fetch(chat, api)
    assert len(chat.rows(Paper)) == 1
    assert Outcome.HELD not in {each.outcome for each in chat.rows(ArrivedMessage)}


def test_a_photo_of_a_cancelled_draft_is_forgotten(chat, api):
    chat.says("hello")
    chat.says("1")
    photo = {"id": api.keep(b"\xff\xd8\xff" + VOICE, "image/jpeg"), "mime_type": "image/jpeg"}
    chat.send(message(chat.mobile, "image", photo, wamid="wamid.P1", at=int(chat.now.timestamp())))
    chat.waits(4)
    fetch(chat, api)
    chat.says("cancel")
    chat.says("yes")
    assert (state_of_the_file(chat), waiting_files(chat)) == (MediaState.DROPPED, [])


def test_a_photo_from_a_group_is_fetched_when_a_person_registers_it(chat, api, an_officer):
    photo = {
        "id": api.keep(b"\xff\xd8\xff" + VOICE, "image/jpeg"),
        "mime_type": "image/jpeg",
        "caption": STORY,
    }
    said = message(chat.mobile, "image", photo, wamid="wamid.G1", at=int(chat.now.timestamp()))
    chat.send({**said, "group_id": "120000000000000000"})
    (held,) = chat.rows(ArrivedMessage)
    assert (held.outcome, held.reason, chat.rows(MediaFetch)) == (
        Outcome.HELD,
        "said-in-public",
        [],
    )
    with chat.database.reading() as session:
        found = held_of(act_as(session, SYSTEM), held.id)
    clerk = Actor(roles=frozenset({Role.CLERK}), officer_id=an_officer(Role.CLERK).id)
    desk = Desk(
        database=chat.database, office=chat.office, accounts=api.accounts(), by=clerk, at=chat.now
    )
    register_held(desk, found)
    fetch(chat, api)
    assert len(chat.rows(Paper)) == 1
    assert chat.rows(RelayAddress) == []


class OneFile:
    """A telephone system that gives one file to whoever asks."""

    def get(self, _url, *, headers, hosts, limit):  # noqa: ARG002 -- the form of every way out
        assert hosts == ("pbx.example.com",)
        return HttpAnswer(200, {}, VOICE)


def test_the_recording_of_a_call_is_added_to_the_call(chat):
    accounts = ChannelAccounts(
        providers={"ivr": Account(name="ivr", open=True, media_hosts=("pbx.example.com",))}
    )
    body = {
        "call_id": "CALL-1",
        "caller": "9000000573",
        "recording_url": "https://pbx.example.com/1.ogg",
        "seconds": 40,
    }
    chat.deliver(json.dumps(body).encode(), Channel.PHONE, "ivr")
    fetched = fetch_due(chat.database, chat.office, chat.now, accounts=accounts, http=OneFile())
    (call,), (recording,) = chat.rows(PhoneCall), chat.rows(CallRecording)
    assert (fetched, recording.call_id, state_of_the_file(chat)) == (1, call.id, MediaState.ADDED)


def test_a_copy_that_a_dead_worker_left_is_forgotten_after_a_day(chat, api):
    chat.send(chat.voice(api.keep(VOICE, "audio/ogg")))
    chat.waits(4)
    keep_file(chat.office, uuid.uuid4(), VOICE)
    chat.now = datetime.now(UTC)
    fetch(chat, api)
    assert len(waiting_files(chat)) == 2
    chat.now += timedelta(days=2)
    fetch(chat, api)
    (row,) = chat.rows(MediaFetch)
    assert [path.stem for path in waiting_files(chat)] == [row.id.hex]
