"""A complaint that comes by mail, over a real mail server: acknowledged, added to, and answered in the same mailbox."""

import email
import email.policy
import re
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.builders.mails import PDF, PNG, TEXT, a_mail
from tests.drills.server import OfficeProcess
from tests.servers.dovecot import required_dovecot
from tests.servers.post_office import PostOffice
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.models import Message
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.evidence.models import Paper

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BOX = "sahayata@example.com"
CHANNELS = """
[[mailbox]]
name = "sahayata"
host = "127.0.0.1"
port = {port}
security = "plain"
user = "{box}"
address = "{box}"
"""


@pytest.fixture(scope="module")
def dovecot():
    server = required_dovecot()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def post(dovecot):
    opened = PostOffice(dovecot)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def office(tmp_path_factory, dovecot, post):
    home = tmp_path_factory.mktemp("mail-office")
    server = OfficeProcess(home, jobs=True)
    (home / "channels.toml").write_text(CHANNELS.format(port=dovecot.port, box=BOX))
    server.environ |= {
        "VIGILANCE_CHANNELS_FILE": str(home / "channels.toml"),
        "VIGILANCE_MAILBOX_SAHAYATA_PASSWORD": dovecot.password,
        "VIGILANCE_SMTP_HOST": "127.0.0.1",
        "VIGILANCE_SMTP_PORT": str(post.port),
        "VIGILANCE_MAIL_FROM": BOX,
        "VIGILANCE_OUTBOX_SECONDS": "1",
        "VIGILANCE_UNDERSTAND_SECONDS": "1",
        "VIGILANCE_POLL_SECONDS": "5",
    }
    server.run("init")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def register(office):
    """The office's register, read and written beside the running office."""

    @contextmanager
    def opened(*, writing=False):
        database = Database(f"sqlite:///{office.home}/vigilance.db")
        with database.writing() if writing else database.reading() as session, session.begin():
            yield act_as(session, SYSTEM)
        database.dispose()

    return opened


def awaited(ask, what, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (found := ask()) is not None:
            return found
        time.sleep(0.3)
    pytest.fail(f"{what} did not come")


@pytest.fixture
def inbox(dovecot):
    """The mails in somebody's mailbox, read."""
    return lambda who: [
        email.message_from_bytes(raw, policy=email.policy.default) for raw in dovecot.mails(who)
    ]


def test_a_complaint_by_mail_is_answered_where_it_came_from(register, post, inbox):
    sita = "sita@example.com"
    post.send(a_mail(files=(("साक्ष्य.pdf", "application/pdf", PDF),)), BOX)

    acknowledgement = awaited(lambda: next(iter(inbox(sita)), None), "the acknowledgement")
    with register() as session:
        (made,) = session.scalars(select(Complaint)).all()
        assert made.text == f"पेंशन में रिश्वत\n\n{TEXT}"
        reference = f"{made.reference[:4]}-{made.reference[4:]}"
    said = acknowledgement.get_content()
    assert acknowledgement["Subject"] == "आपकी शिकायत दर्ज हो गई है"
    assert reference in said
    assert "उत्तर" in said
    assert "पेंशन" not in said + acknowledgement["Subject"]
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert acknowledgement["In-Reply-To"] == "<one@mail.example.com>"
    assert re.fullmatch(
        r"sahayata\+c\.[0-9a-z]{8}\.[0-9a-z]{16}@example\.com", acknowledgement["Reply-To"]
    )

    photo = a_mail(
        f"यह फोटो भी देखें।\n\nOn 5 Jan 2026 at 12:00, the office <{BOX}> wrote:\n> {said.splitlines()[0]}\n",
        subject=f"Re: {acknowledgement['Subject']}",
        to=acknowledgement["Reply-To"],
        name="two@mail.example.com",
        files=(("फोटो.png", "image/png", PNG),),
        In_Reply_To=acknowledgement["Message-ID"],
    )
    post.send(photo, acknowledgement["Reply-To"])

    def added():
        with register() as session:
            statement = select(Message.text).where(Message.direction == "to-office")
            return session.scalars(statement).one_or_none()

    assert awaited(added, "the photo's message") == "यह फोटो भी देखें।"
    with register() as session:
        assert len(session.scalars(select(Complaint)).all()) == 1
        kinds = session.scalars(select(Paper.media_type).order_by(Paper.number)).all()
        assert kinds == ["application/pdf", "image/png"]

    with register(writing=True) as session:
        complaint = complaint_of(session, made.record_id)
        write_to_complainant(
            session, complaint, "कृपया बताएं कि यह किस दिन हुआ।", by=SYSTEM, at=datetime.now(UTC)
        )

    def answered():
        mails = inbox(sita)
        return mails[1] if len(mails) > 1 else None

    answer = awaited(answered, "the officer's answer")
    assert "कृपया बताएं कि यह किस दिन हुआ।" in answer.get_content()
    assert answer["In-Reply-To"] == "<two@mail.example.com>"
    assert answer["Reply-To"] == acknowledgement["Reply-To"]


@pytest.mark.parametrize(
    "headers", [{"Auto-Submitted": "auto-replied"}, {}], ids=["polite", "careless"]
)
def test_two_machines_that_answer_each_other_stop_after_one_mail(register, post, inbox, headers):
    who = f"away-{len(headers)}@example.com"
    post.away[who] = headers
    post.send(a_mail(sender=who, name=f"{who[:6]}@mail.example.com"), BOX)

    awaited(lambda: next(iter(inbox(who)), None), "the acknowledgement")

    def heard():
        with register() as session:
            statement = select(ArrivedMessage.outcome).order_by(ArrivedMessage.at.desc())
            latest = session.scalars(statement.limit(1)).first()
            return latest if latest is not Outcome.REGISTERED else None

    outcome = awaited(heard, "the machine's answer")
    time.sleep(4)

    assert outcome is (Outcome.NOTED if headers else Outcome.ATTACHED)
    assert len(inbox(who)) == 1
    assert post.answered.count(who) == 1
