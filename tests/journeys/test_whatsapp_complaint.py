"""From the first hello on WhatsApp to the status on the next day: a real server, real signatures, a stand-in provider."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from tests.drills.server import OfficeProcess
from tests.servers.cloud_api import (
    PHONE_ID,
    SECRETS,
    CloudApi,
    pressed,
    signed,
    text_message,
    voice_note,
    webhook,
)
from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.media import fetch_due
from vigilance.arrivals.models import Arrival
from vigilance.arrivals.understanding import understand_due
from vigilance.channels.registry import DOORS
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import make_office
from vigilance.complaints.receipts import check_code
from vigilance.correspondence.carriers import Carriers
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry, OutboxState, Reply
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.evidence.models import Paper
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.settings import load_settings

MOBILE = "9000000581"
VOICE = b"OggS" + bytes(300)


@pytest.fixture
def api():
    with CloudApi() as running:
        yield running


@pytest.fixture
def whatsapp_office(tmp_path, api):
    """A served office whose WhatsApp is open; its jobs are run by the test, which moves the clock."""
    server = OfficeProcess(tmp_path)
    server.environ |= {f"VIGILANCE_{name}": value for name, value in SECRETS.items()}
    server.environ |= {
        "VIGILANCE_WHATSAPP_OPEN": "true",
        "VIGILANCE_WHATSAPP_API": api.url,
        "VIGILANCE_WHATSAPP_ACCOUNT": PHONE_ID,
    }
    server.run("init")
    server.start()
    yield server
    server.stop()


class Person:
    """Somebody with a telephone, and the office's jobs, whose clock the test moves."""

    def __init__(self, server: OfficeProcess, api: CloudApi) -> None:
        self.server, self.api, self.number = server, api, 0
        settings = load_settings(server.environ)
        self.database = Database(settings.database_url)
        self.office = make_office(settings, Keyring.load(settings.keys_dir))
        self.now = datetime.now(UTC)
        self.carriers = Carriers(
            settings=settings, accounts=api.accounts(), adapters=DOORS, http=api.egress(),
            thread_key=self.office.keyring.private(KeyName.SERVER),
        )  # fmt: skip

    def posts(self, message: dict, *, secret: str = SECRETS["WHATSAPP_APP_SECRET"]) -> int:
        raw, headers = signed(webhook(message), secret)
        url = f"{self.server.url}/webhooks/whatsapp"
        return httpx.post(url, content=raw, headers=headers, timeout=20).status_code

    def named(self) -> dict:
        self.number += 1
        self.now = max(self.now, datetime.now(UTC)) + timedelta(seconds=1)
        return {"wamid": f"wamid.J{self.number}", "at": int(self.now.timestamp())}

    def writes(self, text: str) -> str:
        assert self.posts(text_message(MOBILE, text, **self.named())) == 200
        return self.answer()

    def presses(self, key: str, label: str) -> str:
        assert self.posts(pressed(MOBILE, key, label, **self.named())) == 200
        return self.answer()

    def speaks(self) -> str:
        media = self.api.keep(VOICE, "audio/ogg")
        assert self.posts(voice_note(MOBILE, media, **self.named())) == 200
        return self.answer()

    def answer(self) -> str:
        """What the provider was given to deliver, once the jobs have run."""
        before = len(self.api.sent)
        self.jobs()
        (message,) = self.api.sent[before:]
        assert message["to"] == f"91{MOBILE}"
        return said_in(message)

    def jobs(self, later: timedelta = timedelta(seconds=4)) -> None:
        self.now += timedelta(seconds=1)
        understand_due(self.database, self.office, self.now)
        self.now += later
        attend_due(self.database, self.office, self.now)
        fetch_due(
            self.database,
            self.office,
            self.now,
            accounts=self.api.accounts(),
            http=self.api.egress(),
        )
        send_due(self.database, self.office.keyring, self.office.settings, self.now, self.carriers)

    def rows(self, kind):
        with self.database.reading() as session:
            return act_as(session, SYSTEM).scalars(select(kind)).all()


def said_in(message: dict) -> str:
    if message["type"] == "text":
        return message["text"]["body"]
    return message["interactive"]["body"]["text"]


@pytest.fixture
def person(whatsapp_office, api):
    found = Person(whatsapp_office, api)
    yield found
    found.database.dispose()


def told_codes(text: str) -> tuple[str, str]:
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)
    secret = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]\b", text)
    return reference.group(), secret.group()


def test_a_voice_note_becomes_a_complaint_whose_status_is_told_the_next_day(person):
    welcome = person.writes("नमस्ते")
    assert "सतर्कता" in welcome
    assert "WhatsApp (Meta)" in welcome
    assert "क्या हुआ" in person.presses("menu-1", "शिकायत करें")
    assert "जिले" in person.speaks()
    assert "योजना" in person.writes("फिरोजाबाद")
    assert "पैसे" in person.writes("आगे बढ़ें")
    assert "पूरा" in person.presses("no", "नहीं")
    reference, secret = told_codes(person.writes("पूरा"))

    (complaint,), (paper,) = person.rows(Complaint), person.rows(Paper)
    assert (complaint.channel, complaint.district_code, complaint.language) == (
        "whatsapp",
        "143",
        "hi",
    )
    assert (paper.record_id, paper.size) == (complaint.record_id, len(VOICE))
    opened = check_code(person.database, person.office, reference, secret, person.now)
    assert opened.record_id == complaint.record_id

    person.now += timedelta(days=1)
    status = person.writes("मेरी शिकायत का हाल")
    assert reference in status
    assert secret not in status


def test_a_forged_body_is_refused_and_says_nothing(person):
    assert person.posts(text_message(MOBILE, "x", **person.named()), secret="another") in (401, 403)
    person.jobs()
    assert person.api.sent == []


@pytest.mark.parametrize("trouble", [[429], [500, 500], ["hang"], [401]])
def test_a_provider_in_trouble_loses_no_answer(person, trouble):
    person.api.answers.extend(trouble)
    assert person.posts(text_message(MOBILE, "hello", **person.named())) == 200
    for _ in range(8):
        person.jobs(timedelta(minutes=16))
    (reply,) = person.rows(Reply)
    assert (reply.state, len(person.api.sent)) == (OutboxState.SENT, 1)


def test_with_a_dead_token_complaints_are_still_registered_and_their_answers_wait(person):
    person.api.answers.extend([401] * 40)
    story = "block office ke babu ne pension ke liye do hazar rupaye maange aur form rok diya"
    assert person.posts(text_message(MOBILE, story, **person.named())) == 200
    for _ in range(3):
        person.jobs(timedelta(minutes=1))
    assert [each.text for each in person.rows(Complaint)] == [story]
    assert person.api.sent == []
    assert {each.state for each in (*person.rows(OutboxEntry), *person.rows(Reply))} == {
        OutboxState.WAITING
    }
    assert {each.state for each in person.rows(Arrival)} == {"understood"}
