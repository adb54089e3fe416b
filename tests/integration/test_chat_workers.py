"""Several workers at once, some of which die: every message in its conversation once, every story one complaint."""

import json
import random
import threading
from datetime import timedelta

import pytest

from tests.builders.chats import STORY, Chat
from tests.servers.cloud_api import webhook
from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.conversation import attending
from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.understanding import understand_due
from vigilance.correspondence.models import OutboxEntry
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel

PEOPLE = 8
PARTS = 3


@pytest.fixture
def people(register, own_office):
    return [
        Chat(register, own_office, mobile=f"90000005{number:02}")
        for number in range(10, 10 + PEOPLE)
    ]


def bodies(people):
    """Each part of each story, three times, in any order."""
    found = []
    for person in people:
        for part in range(PARTS):
            said = person.text(f"{part} {STORY}", person.now + timedelta(seconds=part - PARTS))
            found += [json.dumps(webhook(said)).encode()] * 2
            found.append(json.dumps(webhook(said), indent=1).encode())
    random.Random(3).shuffle(found)
    return found


def at_once(work, count=4):
    failed = []

    def run():
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- what fails in a thread is told to the test
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_every_story_is_one_complaint_whoever_works_on_it(people):
    first = people[0]
    for raw in bodies(people):
        take(first, raw)
    now = first.now + timedelta(minutes=5)
    assert at_once(lambda: understand_due(first.database, first.office, now)) == []
    for step in (10, 60, 120, 180):
        later = now + timedelta(seconds=step)
        assert at_once(lambda later=later: attend_due(first.database, first.office, later)) == []
    complaints = first.complaints()
    assert (
        sorted(each.text for each in complaints)
        == ["\n".join(f"{part} {STORY}" for part in range(PARTS))] * PEOPLE
    )
    settled = first.rows(ArrivedMessage)
    assert [each.outcome for each in settled] == [Outcome.REGISTERED] * PEOPLE * PARTS
    assert len(first.rows(OutboxEntry)) == PEOPLE


def test_a_worker_that_dies_over_a_registration_loses_and_doubles_nothing(people, monkeypatch):
    (first, *_others) = people
    take(first, json.dumps(webhook(first.text(STORY))).encode())
    now = first.now
    understand_due(first.database, first.office, now)
    attend_due(first.database, first.office, now + timedelta(seconds=4))
    real = attending.keep_state

    def killed(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(attending, "keep_state", killed)
    with pytest.raises(KeyboardInterrupt):
        attend_due(first.database, first.office, now + timedelta(seconds=40))
    assert first.complaints() == []
    monkeypatch.setattr(attending, "keep_state", real)
    assert attend_due(first.database, first.office, now + timedelta(seconds=90)) == 0
    attend_due(first.database, first.office, now + timedelta(seconds=101))
    assert [each.text for each in first.complaints()] == [STORY]


def take(person: Chat, raw: bytes) -> None:
    """The body is stored; nobody has read it yet."""
    with person.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        take_arrival(
            session, channel=Channel.WHATSAPP, account="100200300400500", provider_key=key_of_content(raw),
            raw=raw, at=person.now, office=person.office,
        )  # fmt: skip
