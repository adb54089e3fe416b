"""Row 84, the connection itself: only public addresses, only the one that was checked, only who proves the name."""

import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from vigilance.channels.dialling import Dialling, is_public, resolve
from vigilance.channels.egress import Egress, Times
from vigilance.channels.http import Unreachable

HERE = ("127.0.0.1",)
FAST = Times(connect=1, read=1, total=1.5, fetch=1.5)
LISTED = ("cdn.example.com",)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104 -- an address that must be refused
        ["224.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["::ffff:93.184.216.34"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["2001:0:7f00:1::"],
        ["fe80::1%eth0"],
        ["fd00::1"],
        ["93.184.216.34", "127.0.0.1"],
        ["not an address"],
        [],
    ],
)
def test_a_listed_name_that_leads_to_this_machine_or_its_neighbours_is_not_dialled(addresses):
    egress = Egress((), resolver=lambda _host: addresses, times=FAST)

    with pytest.raises(Unreachable, match=r"^not-allowed$"):
        egress.get("https://cdn.example.com/", headers={}, hosts=LISTED, limit=10)


def test_public_addresses_are_public():
    assert [is_public(one) for one in ("93.184.216.34", "2606:2800:220:1::1")] == [True, True]


def test_a_name_is_looked_up_once_so_that_what_was_checked_is_what_is_dialled(monkeypatch):
    """A resolver that says a public address first and this machine afterwards gets no second question."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    dialled = []

    def refuse(where, *_more, **_kept):
        dialled.append(where[0])
        raise OSError

    monkeypatch.setattr(socket, "create_connection", refuse)
    egress = Egress((), resolver=lambda _host: next(answers), times=FAST)

    with pytest.raises(Unreachable, match=r"^no-answer$"):
        egress.get("https://cdn.example.com/", headers={}, hosts=LISTED, limit=10)

    assert dialled == ["93.184.216.34"]


def test_the_machine_that_was_dialled_must_still_prove_the_name_that_was_asked(tmp_path):
    """The address is chosen by us, the certificate is checked against the name."""
    ours, trusting = certificate_for("cdn.example.com", tmp_path)
    server = socket.create_server(("127.0.0.1", 0))
    answering = threading.Thread(target=shake_hands, args=(server, ours, 2), daemon=True)
    answering.start()
    dialling = Dialling(resolve, HERE, time.monotonic() + 5)
    port = server.getsockname()[1]

    right = dialling.connect_tcp("127.0.0.1", port).start_tls(trusting, "cdn.example.com")
    right.close()
    with pytest.raises(httpcore.ConnectError):
        dialling.connect_tcp("127.0.0.1", port).start_tls(trusting, "another.example.com")

    answering.join()
    server.close()


def shake_hands(server: socket.socket, context: ssl.SSLContext, times: int) -> None:
    for _ in range(times):
        peer, _address = server.accept()
        with peer, suppress(OSError):
            context.wrap_socket(peer, server_side=True).close()


def certificate_for(name: str, folder):
    """A server's context with a certificate of its own for this name, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    began = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), 1, began, began + timedelta(7))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())


def test_an_address_that_does_not_answer_is_passed_over_for_the_next(monkeypatch):
    """A provider's name has addresses of both kinds, and this machine may have a way to one kind only."""
    dialled = []

    def refuse(where, *_more, **_kept):
        dialled.append(where[0])
        raise OSError

    monkeypatch.setattr(socket, "create_connection", refuse)
    both = ["2606:2800:220:1::1", "93.184.216.34"]
    egress = Egress((), resolver=lambda _host: both, times=FAST)

    with pytest.raises(Unreachable, match=r"^no-answer$"):
        egress.get("https://cdn.example.com/", headers={}, hosts=LISTED, limit=10)

    assert dialled == both


def test_this_machines_own_name_is_looked_up():
    assert "127.0.0.1" in resolve("localhost")


def test_a_name_nobody_knows_is_no_answer():
    with pytest.raises(Unreachable, match=r"^no-such-host$"):
        resolve("nobody.invalid")
