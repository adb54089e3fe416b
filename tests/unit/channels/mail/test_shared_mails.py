"""Mails that other programs' authors collected: every one is understood or held, and the department's own as expected."""

import json

import pytest

from vigilance.channels.mail.child import understand_mail
from vigilance.channels.mail.reading import read_mail
from vigilance.domain.message import MessageKind


@pytest.fixture
def mails(shared_data):
    return shared_data / "mail"


def test_every_mail_is_read_in_the_child_as_it_is_read_here(mails):
    different = [
        path.name
        for path in sorted(mails.glob("*.eml"))
        if understand_mail(path.read_bytes()) != read_mail(path.read_bytes())
    ]

    assert different == []


def test_a_mail_with_anything_in_it_is_never_read_as_empty(mails):
    empty = {
        path.name for path in mails.glob("*.eml") if read_mail(path.read_bytes()).held == "empty"
    }

    # Fragments of a parser's tests, without a word or a file in them.
    assert len(empty) <= 5


def test_the_departments_mails_are_read_as_expected(mails):
    expected = json.loads((mails / "EXPECTED-swd.json").read_text(encoding="utf-8"))
    wrong = {
        each["file"]: why for each in expected if (why := difference(each, mails / each["file"]))
    }

    assert len(expected) == 11
    assert wrong == {}


def difference(expected, path):
    message = read_mail(path.read_bytes())
    files = [(file.name, "quarantine" if file.set_aside else True) for file in message.attachments]
    checks = {
        "subject": expected.get("subject") in (None, message.subject),
        "text": all(words in message.text for words in expected["text_must_contain"]),
        "files": files == [(file["name"], file["accept"]) for file in expected["attachments"]],
        "thread": expected.get("thread_of") in (None, *message.thread.numbers),
        "kind": (message.kind is MessageKind.AUTO_REPLY) is (expected["case"] is None),
        "held": message.held is None,
    }
    return [name for name, holds in checks.items() if not holds]


def test_the_departments_reply_is_apart_from_its_quotation(mails):
    message = read_mail((mails / "swd__reply_with_number.eml").read_bytes())

    assert message.kind is MessageKind.COMPLAINT_OR_REPLY
    assert ">" not in message.text
    assert "wrote:" in message.quoted
    assert message.thread.message_ids == ("ack-000123@mail.up.example.in",)


def test_the_departments_forwarded_complaint_is_its_writers(mails):
    message = read_mail((mails / "swd__forward_rfc822.eml").read_bytes())

    assert message.sender.address == "sender@example.org"
    assert message.fields["forwarded-by"] == "so.sw3@example.in"
