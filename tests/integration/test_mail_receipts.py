"""What mail servers and mail programs tell of a mail of ours stands beside the message it speaks of."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.arrivals import text_of
from tests.builders.heard import NOW, complaints, outbox
from tests.builders.mails import a_bounce, a_mail, a_read_receipt, a_status
from vigilance.arrivals.models import Outcome
from vigilance.audit.models import Event
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.correspondence.models import OutboxState
from vigilance.domain.roles import Role
from vigilance.identities.contacts import Identity

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def sent(walk, session, at):
    """A message of the office to a complainant that went out as a mail; its complaint and the mail's name."""
    at(NOW)
    complaint = walk.assigned(identity=Identity(email="sita@example.com"))
    write_to_complainant(session, complaint, "क्या रसीद मिली?", by=walk.team.vo, at=NOW)
    session.flush()
    entry = next(each for each in outbox(session) if each.notice.startswith("message"))
    entry.state, entry.channel, entry.sent_at = OutboxState.SENT, "email", NOW
    entry.mail_name = "ours-1@demo.invalid"
    session.commit()
    return complaint, entry.mail_name


def entry_of(session, name):
    return next(each for each in outbox(session) if each.mail_name == name)


def moments(session, name):
    entry = entry_of(session, name)
    return entry.state, entry.delivered_at, entry.read_at, entry.failed_at


REPORTS = [
    (
        lambda name: a_status(name, "delivered"),
        (OutboxState.SENT, LATER, None, None),
        "mail-delivered",
    ),
    (
        lambda name: a_status(name, "relayed"),
        (OutboxState.SENT, LATER, None, None),
        "mail-delivered",
    ),
    (lambda name: a_status(name, "delayed"), (OutboxState.SENT, None, None, None), "mail-sent"),
    (a_read_receipt, (OutboxState.SENT, LATER, LATER, None), "mail-read"),
    (
        lambda name: a_read_receipt(name, "deleted"),
        (OutboxState.SENT, LATER, None, None),
        "mail-delivered",
    ),
    (a_bounce, (OutboxState.PARKED, None, None, LATER), "mail-returned"),
]


@pytest.mark.parametrize(("report", "marked", "reason"), REPORTS)
def test_a_report_is_marked_on_the_mail_it_speaks_of(
    session, hear_mail, sent, report, marked, reason
):
    complaint, name = sent
    before = len(complaints(session))

    heard = hear_mail(report(name), LATER)

    assert moments(session, name) == marked
    assert (heard.outcome, heard.reason, heard.record_id) == (
        Outcome.NOTED, reason, complaint.record_id,
    )  # fmt: skip
    assert len(complaints(session)) == before


def test_reports_come_late_twice_and_in_any_order(session, hear_mail, sent):
    complaint, name = sent
    hear_mail(a_bounce(name), LATER)
    hear_mail(a_read_receipt(name), LATER + timedelta(minutes=1))
    hear_mail(a_status(name, "delivered"), LATER + timedelta(minutes=2))
    hear_mail(a_status(name, "delayed"), LATER + timedelta(minutes=3))

    read = LATER + timedelta(minutes=1)
    assert moments(session, name) == (OutboxState.SENT, read, read, None)
    assert entry_of(session, name).last_error is None
    kinds = session.scalars(select(Event.type).where(Event.record_id == complaint.record_id)).all()
    assert kinds.count("mail-returned") == 1


@pytest.mark.parametrize("report", [a_read_receipt, lambda name: a_status(name, "delivered")])
def test_a_report_on_a_mail_we_never_sent_changes_nothing(session, hear_mail, sent, report):
    _complaint, name = sent

    heard = hear_mail(report("another@demo.invalid"), LATER)

    assert (heard.outcome, heard.reason, heard.record_id) == (
        Outcome.NOTED,
        "unknown-original",
        None,
    )
    assert moments(session, name) == (OutboxState.SENT, None, None, None)


def test_a_complaint_that_quotes_a_report_is_a_complaint(session, hear_mail, sent):
    _complaint, name = sent

    heard = hear_mail(a_mail(f"Original-Message-ID: <{name}>\nDisposition: displayed"), LATER)

    assert heard.outcome is Outcome.REGISTERED
    assert moments(session, name) == (OutboxState.SENT, None, None, None)


WORDS = [
    (lambda name: a_status(name, "delayed"), "E-mail: sent 5 January 2026, 12:30; the other mail server has not taken it yet",
     "ई-मेल: 5 जनवरी 2026, 12:30 को भेजा गया; सामने वाले मेल सर्वर ने अभी नहीं लिया है"),
    (lambda name: a_status(name, "delivered"), "E-mail: delivered 5 January 2026, 13:30", "ई-मेल: "),
    (a_read_receipt, "E-mail: read 5 January 2026, 13:30", "ई-मेल: "),
    (a_bounce, "Could not be delivered: the mail came back", "नहीं पहुँच सका: "),
]  # fmt: skip


@pytest.mark.parametrize(("report", "english", "hindi"), WORDS)
def test_the_officer_reads_it_beside_his_message_in_both_languages(
    walk, session, hear_mail, sent, sign_in, report, english, hindi
):
    complaint, name = sent
    hear_mail(report(name), LATER)
    browser = sign_in(Role.CVO)

    pages = [
        text_of(browser.get(f"/office/complaints/{complaint.number}?lang={language}"))
        for language in ("en", "hi")
    ]

    assert english in pages[0]
    assert hindi in pages[1]
    assert english not in pages[1]
