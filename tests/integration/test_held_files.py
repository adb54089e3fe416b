"""A message held for a file that could not be had: the clerk asks for it once more, and it leaves the list."""

import pytest

from tests.builders.arrivals import text_of
from tests.builders.chats import STORY, Chat
from tests.servers.cloud_api import CloudApi
from vigilance.arrivals.media import fetch_due
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.domain.roles import Role
from vigilance.evidence.models import Paper

VOICE = b"OggS" + bytes(200)


@pytest.fixture
def api():
    with CloudApi() as running:
        yield running


@pytest.fixture
def chat(app, connected, office) -> Chat:
    return Chat(connected, office)


def fetch(chat, api):
    fetch_due(chat.database, chat.office, chat.now, accounts=api.accounts(), http=api.egress())


@pytest.fixture
def missing(chat, api):
    """A registered complaint whose voice note the provider does not know (yet)."""
    chat.send(chat.text(STORY), chat.voice("1000"))
    chat.waits(4)
    chat.waits(31)
    fetch(chat, api)
    (held,) = [each for each in chat.rows(ArrivedMessage) if each.outcome is Outcome.HELD]
    return held


def test_the_clerk_asks_for_the_file_once_more(chat, api, missing, sign_in, at):
    at(chat.now)
    clerk = sign_in(Role.CLERK)
    assert "Ask for the files once more" in text_of(clerk.get(f"/office/held/{missing.id}"))
    api.keep(VOICE, "audio/ogg")

    assert clerk.post(f"/office/held/{missing.id}/fetch").status_code == 303

    fetch(chat, api)
    assert [paper.size for paper in chat.rows(Paper)] == [len(VOICE)]
    assert Outcome.HELD not in {each.outcome for each in chat.rows(ArrivedMessage)}


def test_the_file_of_the_complaint_says_that_something_is_missing(chat, missing, sign_in, at):
    at(chat.now)
    (complaint,) = chat.complaints()

    page = text_of(sign_in(Role.CVO).get(f"/office/complaints/{complaint.number}"))

    assert "A file that was sent could not be fetched" in page


@pytest.mark.parametrize("role", [Role.VO, Role.ADMIN, Role.MINISTER])
def test_nobody_else_may(missing, sign_in, role):
    assert sign_in(role).post(f"/office/held/{missing.id}/fetch").status_code == 403
