"""Hostile mails (security.md 7, rows 61 to 75): read in the child within its limits, and this process goes on."""

import time

import pytest

from tests.builders.raw_mails import HEAD, HINDI, many_parts, nested, of_type, with_header
from vigilance.channels.base import Unreadable
from vigilance.channels.mail.child import understand_mail
from vigilance.channels.mail.reading import read_mail

WORD = b"=?utf-8?q?a?="
SECONDS = 20


def read(raw):
    begun = time.monotonic()
    message = understand_mail(raw)
    assert time.monotonic() - begun <= SECONDS
    return message


@pytest.mark.parametrize(
    "subject",
    [
        b"a " * 500_000,
        b" ".join([WORD] * 10_000),
        b" ".join([WORD] * 60_000),
        b"\r\n ".join([WORD] * 60_000),
    ],
    ids=["1MB", "10000-words", "60000-words", "60000-folded"],
)
def test_an_endless_subject_is_cut_before_it_is_decoded(subject):
    message = read(with_header(b"Subject: " + subject))

    assert 1 <= len(message.subject) <= 500
    assert (message.text, message.held) == ("hello", None)


@pytest.mark.parametrize("written", [b"<[", b"<", b"<<a>>", b"", b"<a@b", b"\xff\xfe", b"<" * 5000])
def test_a_message_id_may_be_anything(written):
    message = read(
        with_header(
            b"Message-ID: %s\r\nIn-Reply-To: %s\r\nReferences: %s" % (written, written, written)
        )
    )

    assert (message.text, message.held) == ("hello", None)


@pytest.mark.parametrize(
    ("written", "address", "flags"),
    [
        (b"From: " + b"(" * 5000, None, {"sender-unreadable"}),
        (b"From: nobody:;", None, {"sender-unreadable"}),
        (b"X-Nothing: x", None, {"sender-unreadable"}),
        (b"From: Ram Kumar", None, {"sender-unreadable"}),
        (b"Return-Path: <ram@example.com>", "ram@example.com", {"sender-unreadable"}),
        (b"From: a@example.com\r\nFrom: b@example.com", "a@example.com", {"several-senders"}),
        (
            b"From: " + b", ".join(b"a%d@example.com" % n for n in range(20_000)),
            "a0@example.com",
            {"several-senders"},
        ),
        ("From: राम <राम@example.com>".encode(), "राम@example.com", set()),
    ],
)
def test_a_sender_may_be_anything(written, address, flags):
    message = read(written + b"\r\nDate: Mon, 1 Jun 2026 10:00:00 +0530\r\n\r\nhello")

    assert (message.sender.address if message.sender else None) == address
    assert set(message.flags) == flags
    assert message.text == "hello"


def test_a_sender_that_cannot_be_read_is_kept_as_written():
    message = read(b"From: Ram Kumar, Etawah\r\n\r\nhello")

    assert message.sender_name == "Ram Kumar, Etawah"


def test_of_twenty_thousand_recipients_fifty_are_looked_at():
    message = read(with_header(b"Cc: " + b", ".join(b"a%d@example.com" % n for n in range(20_000))))

    assert len(message.thread.case_addresses) == 50


def test_parts_without_end_are_held_with_what_was_read():
    wide = read(many_parts(100_000))
    deep = read(nested(2000))
    enclosed = read(
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 2000 + b"Subject: x\r\n\r\nhello"
    )

    assert (wide.held, wide.text) == ("too-many-parts", "first words")
    assert deep.held == "too-many-parts"
    assert enclosed.held == "too-many-parts"


def test_three_hundred_files_are_held_with_those_that_were_read():
    part = b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n"
    message = read(
        of_type(b"multipart/mixed; boundary=b", b"--b\r\n\r\nhello\r\n" + part * 300 + b"--b--\r\n")
    )

    assert (message.held, message.text, len(message.attachments)) == (
        "too-many-parts",
        "hello",
        198,
    )


@pytest.mark.parametrize(
    ("charset", "body", "text", "doubtful"),
    [
        (b"klingon", HINDI, HINDI.decode(), True),
        (b'"utf\0"', HINDI, HINDI.decode(), True),
        (b"iso-8859-1", HINDI, HINDI.decode(), True),
        (b"us-ascii", HINDI, HINDI.decode(), False),
        (b"utf-16", HINDI.decode().encode("utf-16"), HINDI.decode(), False),
        (b"utf-7", b"+ADw-script+AD4-", "<script>", True),
        (b"iso-2022-jp", b"\x1b$B$3$s\x1b(B", "こん", False),
        (b"zlib", b"hello", "hello", True),
        (b"punycode", b"hello", "hello", True),
        (b"utf-8", b"caf\xe9", "café", True),
        (b"windows-1252", b"caf\xe9", "café", False),
        (b"utf-8", b"a\x00b\x1b[31mc", "ab[31mc", False),
    ],
)
def test_a_character_set_may_be_anything(charset, body, text, doubtful):
    message = read(of_type(b"text/plain; charset=" + charset, body))

    assert message.text == text
    assert ("encoding-doubtful" in message.flags) is doubtful


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        (b"base64", b"!!aGVsbG8=***d29ybGQ", "helloworld"),
        (b"base64", b"a", ""),
        (b"quoted-printable", b"a=ZZ=E0=A4=\r\n=95=", "a=ZZक"),
        (b"x-uuencode", b"begin 644 a\r\n%:&5L;&\\\r\n`\r\nend\r\n", "hello"),
        (b"x-uuencode", b"begin 644 a\r\n!!!\r\nend", ""),
        (b"klingon", b"hello", "hello"),
    ],
)
def test_a_packing_may_be_broken(encoding, body, text):
    message = read(with_header(b"Content-Transfer-Encoding: " + encoding, body))

    assert message.text.strip() == text


@pytest.mark.parametrize(
    "subject",
    [
        b"=?utf-8?q?a=0D=0ABcc:_x@example.com?=",
        b"a\r\n\tBcc: x@example.com",
        b"a\x00 Bcc: x@example.com",
    ],
)
def test_a_header_in_a_header_is_text_on_one_line(subject):
    assert read(with_header(b"Subject: " + subject)).subject == "a Bcc: x@example.com"


@pytest.mark.parametrize(
    ("date", "known"),
    [
        (b"Thu, 1 Jan 1970 00:00:00 +0000", False),
        (b"Fri, 31 Dec 9999 23:59:59 -2300", False),
        (b"Mon, 1 Jun 2026 10:00:00 +9999", False),
        (b"yesterday", False),
        (b"Thu, 1 Jan 2099 00:00:00 +0530", True),
    ],
)
def test_a_date_is_a_claim_that_is_doubted(date, known):
    received = b"Received: from a by b; Mon, 1 Jun 2026 10:00:00 +0530\r\n"
    message = read(received + b"From: a@example.com\r\nDate: " + date + b"\r\n\r\nhello")

    assert "date-doubtful" in message.flags
    assert (message.sent_at is not None) is known
    assert message.fields["date"] == date.decode()


@pytest.mark.parametrize(
    "raw",
    [
        of_type(b"text/html", b"<table><tr><td>word " * 20_000),
        of_type(b"text/html", b"color:" + b" " * 2_000_000),
        of_type(
            b"text/html", b"<p>x</p><img src='data:image/png;base64," + b"A" * 10_000_000 + b"'>"
        ),
        of_type(b"text/plain; format=flowed", b"word \n" * 1_000_000),
        with_header(b"X-A: a", b"begin 644 a\n" * 500_000 + b"end\n"),
        with_header(b"Subject: Re: a", b"On 1 a wrote:\n" * 100_000),
        with_header(b"X: a\r\n" * 200_000),
        with_header(b"Content-Type: text/plain" + b';a="' * 10_000),
        b"From: MAILER-DAEMON@example.com\r\nReturn-Path: <>\r\n\r\n"
        + b"<a@example.com>:\n" * 100_000,
        b"\r" * 2_000_000,
        b"",
    ],
    ids=[
        "tables",
        "spaces",
        "data-uri",
        "flowed",
        "uuencode",
        "quotes",
        "fields",
        "parameters",
        "bounce",
        "returns",
        "nothing",
    ],
)
def test_what_is_long_and_empty_costs_little(raw):
    message = read(raw)

    assert message.channel == "email"


def test_no_word_is_lost_in_html_deeper_than_parsers_go():
    message = read(of_type(b"text/html", b"<table><tr><td>word " * 2000))

    assert message.text.split().count("word") == 2000


def test_html_that_takes_too_long_is_given_up_and_this_process_goes_on():
    with pytest.raises(Unreadable, match="too-slow"):
        understand_mail(of_type(b"text/html", b"<div>" * 400_000), seconds=1)

    assert read(with_header(b"Subject: next")).subject == "next"


def test_a_large_mail_keeps_its_file_byte_for_byte():
    content = bytes(range(256)) * 70_000
    body = (
        b"--b\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n"
        + content
        + b"\r\n--b--\r\n"
    )
    message = read(of_type(b"multipart/mixed; boundary=b", body))

    assert [file.content == content for file in message.attachments] == [True]


def test_a_case_number_in_a_mail_is_a_hint_and_no_more():
    message = read_mail(
        with_header(b"Subject: SWD-V-2026-00045 and SWD/C/2026/123", b"ref 2025-2026")
    )

    assert message.thread.numbers == ("SWD-V-2026-00045", "SWD-C-2026-000123")
