"""A DKIM signature is checked with keys that a function handed in looks up; nothing here asks the network."""

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.builders.raw_mails import payload
from vigilance.channels.mail.authentication import signature_holds

MAIL = payload("hindi_8bit")


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - quick to make, good for one test


@pytest.fixture(scope="module")
def signed(key):
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return (
        dkim.sign(MAIL, b"s1", b"example.com", written, include_headers=[b"from", b"subject"])
        + MAIL
    )


def records(key):
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return {b"s1._domainkey.example.com.": b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)}


def test_a_signature_holds_with_its_key_and_its_words(key, signed):
    known = records(key)

    assert signature_holds(signed, known.get) is True
    assert signature_holds(signed.replace("पेंशन".encode(), "पेन्शन".encode()), known.get) is False
    assert signature_holds(signed, {}.get) is False
    assert signature_holds(MAIL, known.get) is False
