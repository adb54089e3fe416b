"""Where a complaint came from, there it is answered, with its text or with word only."""

import dataclasses
import email
import email.policy

import pytest
from sqlalchemy import select

from tests.builders.complaints import a_complaint
from tests.builders.sending import BOX, CHATS, NOW, WORDS, asked, entries, recorders, sweep, who
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.correspondence.models import Reply
from vigilance.correspondence.replies import queue_reply
from vigilance.domain.actors import SYSTEM
from vigilance.domain.case_address import reference_in
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import Contact, ContactKind, Option
from vigilance.domain.numbering import grouped
from vigilance.sealing.relay import seal_address


@pytest.fixture
def office(app, tmp_path):
    found = app.extensions["vigilance.office"]
    return dataclasses.replace(found, settings=dataclasses.replace(found.settings, home=tmp_path))


@pytest.fixture
def adapters():
    return recorders()


def files(office):
    folder = office.settings.outbox_dir
    return sorted(folder.iterdir()) if folder.exists() else []


def mails(office):
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in files(office)
        if path.suffix == ".eml"
    ]


@pytest.mark.parametrize("kind", CHATS)
@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PUBLIC_REPRESENTATIVE])
def test_a_chat_is_answered_in_the_chat_with_the_text(
    session, connected, office, adapters, kind, lane
):
    asked(session, office, kind, lane=lane)

    sweep(connected, office, adapters)

    said = [message.text for message in adapters[kind].sent]
    assert [WORDS in text for text in said] == [False, True]
    assert adapters[kind].sent[1].to == Contact(ContactKind(kind), "9000000007")
    assert [len(one.sent) for name, one in adapters.items() if name != kind] == [0] * 5


def test_by_a_chat_number_and_code_are_handed_over_once(session, connected, office, adapters):
    made = asked(session, office, "telegram")

    sweep(connected, office, adapters)

    first, second = adapters["telegram"].sent
    assert grouped(made.reference) in first.text
    assert grouped(made.secret) in first.text
    assert grouped(made.secret) not in second.text


def test_a_mail_is_answered_by_mail_with_the_text_and_an_address_that_finds_the_case(
    session, connected, office, adapters
):
    made = asked(session, office, "email", channel=Channel.EMAIL)

    sweep(connected, office, adapters)

    (mail,) = mails(office)
    assert WORDS in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"].startswith(BOX.partition("@")[0] + "+")
    assert reference_in(mail["Reply-To"], office.server_key) == made.reference
    assert made.secret not in mail.as_string()


@pytest.mark.parametrize("kind", ["email", "mobile"])
@pytest.mark.parametrize("channel", [Channel.WEB, Channel.PHONE, Channel.LETTER])
def test_elsewhere_only_word_goes_out_that_there_is_news(
    session, connected, office, adapters, kind, channel
):
    asked(session, office, kind, channel=channel)

    sweep(connected, office, adapters, closed=["sms"])

    laid = [path.read_text() for path in files(office)]
    assert laid
    assert [text for text in laid if "muster" in text] == []


@pytest.mark.parametrize("kind", [*CHATS, "email", "mobile"])
def test_nothing_of_a_protected_complaint_leaves_the_mailbox(session, office, kind):
    asked(session, office, kind, lane=Lane.PROTECTED)

    assert entries(session) == []


def test_a_short_message_goes_by_the_provider_where_one_is_named(
    session, connected, office, adapters
):
    asked(session, office, "mobile")

    sweep(connected, office, adapters)

    assert [message.to.address for message in adapters["sms"].sent] == ["+919000000007"] * 2
    assert files(office) == []


def test_a_long_text_goes_in_parts_and_none_is_lost(session, connected, office, adapters):
    made = a_complaint(session, office, identity=who("instagram"), channel=Channel.INSTAGRAM)
    text = " ".join(f"word{number}" for number in range(900))
    write_to_complainant(session, made.complaint, text, by=SYSTEM, at=NOW)
    session.commit()
    adapters["instagram"].longest_text = 1000

    sweep(connected, office, adapters)

    parts = [message.text for message in adapters["instagram"].sent[1:]]
    assert max(map(len, parts)) <= 1000
    assert " ".join(" ".join(parts).split()).startswith(text)
    names = [message.effect_key for message in adapters["instagram"].sent]
    assert len(set(names)) == len(names)


def test_a_reply_of_a_conversation_goes_out_once_with_its_choices(
    session, connected, office, adapters
):
    address = seal_address(office.keyring.relay.public, "telegram", "9000000008")
    for _ in range(2):
        queue_reply(
            session, channel="telegram", account="bot", address=address, text="1 or 2?",
            options=[Option(key="1", label="File")], language="en", effect_key="turn:1", at=NOW,
            keyring=office.keyring, last_heard_at=NOW,
        )  # fmt: skip
    session.commit()

    assert [sweep(connected, office, adapters) for _ in range(2)] == [1, 0]
    (sent,) = adapters["telegram"].sent
    assert (sent.text, sent.options, sent.account, sent.to.address) == (
        "1 or 2?",
        (Option(key="1", label="File"),),
        "bot",
        "9000000008",
    )
    (row,) = session.scalars(select(Reply)).all()
    assert b"1 or 2" not in row.content_sealed
