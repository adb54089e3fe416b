"""A mail server that misbehaves is left alone in a bounded time, and is never talked to in the clear."""

import socket
import threading
import time
from contextlib import suppress

import httpx
import pytest

from tests.servers.odd_imap import OddImap, self_signed
from vigilance.channels import imap, imap_connection, oauth
from vigilance.channels.accounts import BadChannel, Mailbox, load_accounts
from vigilance.channels.imap import MailStore
from vigilance.channels.imap_connection import LARGEST_MAIL, MailboxAway


def a_box(port, **values):
    given = {"name": "t", "host": "127.0.0.1", "user": "u", "port": port, "security": "plain",
             "secrets": {"PASSWORD": "p"}}  # fmt: skip
    return Mailbox(**given | values)


@pytest.fixture
def server():
    made = []

    def start(odd=lambda _words: b"", **more):
        made.append(OddImap(odd, **more))
        return made[-1]

    yield start
    for each in made:
        each.stop()


def fetched(words):
    return words.startswith(b"UID FETCH")


def mail_of(box):
    with MailStore(box) as store:
        store.open("INBOX")
        assert list(store.uids()) == [1]
        return store.mail(1)


def test_a_certificate_nobody_vouches_for_ends_it_before_a_word_is_said(server, tmp_path):
    odd = server(certificate=self_signed(tmp_path))

    with pytest.raises(MailboxAway, match="certificate"):
        MailStore(a_box(odd.port, host="localhost", security="tls"))

    assert odd.said == []


def test_a_certificate_of_another_name_ends_it(server, tmp_path, monkeypatch):
    certificate, key = self_signed(tmp_path, "mail.example.com")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    odd = server(certificate=(certificate, key))

    with pytest.raises(MailboxAway, match="certificate"):
        MailStore(a_box(odd.port, host="localhost", security="tls"))


def test_a_server_that_is_vouched_for_is_signed_in_to(server, tmp_path, monkeypatch):
    certificate, key = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    odd = server(
        lambda _words: b"* 1 FETCH (UID 1 BODY[] {2}\r\nhi)\r\n", certificate=(certificate, key)
    )

    assert mail_of(a_box(odd.port, host="localhost", security="tls")) == b"hi"


def test_a_server_without_encryption_is_told_no_password(server):
    odd = server()

    with pytest.raises(MailboxAway, match="no-encryption"):
        MailStore(a_box(odd.port, security="starttls"))

    assert not any(b"LOGIN" in line or b"AUTH" in line for line in odd.said)


def test_a_server_that_promises_two_gigabytes_is_not_listened_to(server):
    odd = server(lambda _words: b"* 1 FETCH (UID 1 BODY[] {2147483648}\r\n")

    with pytest.raises(MailboxAway, match="protocol"):
        mail_of(a_box(odd.port))


def test_a_server_that_falls_silent_in_a_mail_is_left(server, monkeypatch):
    monkeypatch.setattr(imap_connection, "SECONDS", 0.3)
    hang = threading.Event()

    def odd(words):
        hang.wait(5)
        return b"" if not fetched(words) else None

    begun = time.monotonic()
    with pytest.raises(MailboxAway, match=r"too-slow|unreachable"):
        mail_of(a_box(server(odd).port))
    hang.set()
    assert time.monotonic() - begun < 4


def test_a_server_that_drips_is_left_when_patience_is_over(monkeypatch):
    monkeypatch.setattr(imap, "PATIENCE", 0.5)
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as reading, suppress(OSError):
            connection.sendall(b"* OK ready\r\n")
            for line in reading:
                tag = line.split(b" ")[0]
                if b"CAPABILITY" in line:
                    connection.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK\r\n")
                    continue
                for _ in range(100):
                    connection.sendall(b"*")
                    time.sleep(0.05)

    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    begun = time.monotonic()
    with pytest.raises(MailboxAway):
        mail_of(a_box(listener.getsockname()[1]))
    listener.close()
    dripping.join(5)
    assert time.monotonic() - begun < 3


def test_a_line_without_an_end_is_not_kept(server, monkeypatch):
    monkeypatch.setattr(imap_connection, "LONGEST_LINE", 100_000)
    odd = server(lambda _words: b"* 1 FETCH " + b"x" * 200_000 + b"\r\n")

    with pytest.raises(MailboxAway, match="protocol"):
        mail_of(a_box(odd.port))


def test_a_server_that_hangs_up_is_unreachable_or_out_of_step(server):
    with pytest.raises(MailboxAway):
        mail_of(a_box(server(lambda _words: None).port))


def test_nothing_a_server_says_stands_in_the_error(server):
    odd = server(lambda _words: b"BAD sita@example.com\r\n")

    with pytest.raises(MailboxAway) as caught:
        mail_of(a_box(odd.port))

    assert "sita" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nobody_there_is_unreachable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailboxAway, match="unreachable"):
        MailStore(a_box(port))


def test_waiting_ends_when_the_line_is_cut(server):
    odd = server(lambda words: None if words.startswith(b"IDLE") else b"", more="IDLE")

    with MailStore(a_box(odd.port)) as store:
        store.open("INBOX")
        begun = time.monotonic()
        with pytest.raises(MailboxAway):
            store.wait(10, lambda: False)
    assert time.monotonic() - begun < 3


def test_a_password_in_the_clear_is_refused_for_another_machine(tmp_path):
    file = tmp_path / "channels.toml"
    file.write_text('[[mailbox]]\nname="a"\nhost="imap.example.com"\nuser="u"\nsecurity="plain"\n')

    with pytest.raises(BadChannel, match="security"):
        load_accounts(file, {})


@pytest.fixture
def token(monkeypatch):
    """The token endpoint, which answers what it is told to."""
    asked = []

    def answer(status=200, **body):
        def post(url, **keywords):
            asked.append((url, keywords["data"]))
            return httpx.Response(status, json=body, request=httpx.Request("POST", url))

        monkeypatch.setattr(oauth.httpx, "post", post)
        return asked

    return answer


def an_oauth_box(port=993, url="https://login.example.com/token"):
    return a_box(
        port, auth="oauth2", token_url=url, client_id="id",
        secrets={"REFRESH_TOKEN": "refresh", "CLIENT_SECRET": "secret"},
    )  # fmt: skip


def test_a_short_lived_token_signs_in_where_the_mailbox_has_no_password(server, token):
    asked = token(access_token="short", expires_in=3600)
    odd = server(lambda _words: b"", more="AUTH=XOAUTH2")

    with MailStore(an_oauth_box(odd.port)):
        pass

    assert asked[0][1] == {
        "grant_type": "refresh_token", "refresh_token": "refresh", "client_id": "id", "client_secret": "secret",
    }  # fmt: skip
    assert any(line.split(b" ")[1:3] == [b"AUTHENTICATE", b"XOAUTH2\r\n"] for line in odd.said)


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, {"error": "invalid_grant"}), (200, {}), (200, {"access_token": "a\r\nb"}), (302, {})],
)
def test_no_token_is_told_by_its_word(server, token, status, body):
    token(status, **body)

    with pytest.raises(MailboxAway, match="no-token"):
        MailStore(an_oauth_box(server().port))


def test_a_refresh_token_is_not_sent_in_the_clear(server, token):
    asked = token(access_token="short")

    with pytest.raises(MailboxAway, match="no-token"):
        MailStore(an_oauth_box(server().port, "http://login.example.com/token"))
    assert asked == []


def test_the_largest_mail_of_the_office_is_25_megabytes():
    assert LARGEST_MAIL == 25 * 1024 * 1024
