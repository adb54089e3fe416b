"""Whatever happens to the bytes of a mail on its way, it becomes a message that can be kept."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.raw_mails import every_payload
from vigilance.channels.mail.reading import read_mail
from vigilance.channels.wire import from_wire, to_wire

MAILS = [path.read_bytes() for path in every_payload()]
PIECES = [
    b"\r\n", b"\n\n", b"\x00", b"=?utf-8?b?", b"?=", b"--", b"boundary=", b";", b'"', b"(", b"<", b">", b"\xff", b"\x1b$B",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"charset=utf-7;", b"+2AA-", b"name*0*=utf-16''%d8;name*1=", b"Subject: ", b"From: ", b"begin 644 a\n", b"\nend\n",
]  # fmt: skip


@st.composite
def broken_mails(draw):
    raw = draw(st.sampled_from(MAILS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 60)))
        put = draw(
            st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(raw[start:end] * 2))
        )
        raw = raw[:start] + put + raw[end:]
    return raw


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(raw=broken_mails(), server=st.sampled_from(["", "mx.example.com"]))
def test_a_broken_mail_is_a_message(raw, server):
    message = read_mail(raw, trusted_server=server)

    assert from_wire(to_wire(message)) == message
    assert "\n" not in (message.subject or "")


@settings(max_examples=100)
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_a_message(raw):
    assert from_wire(to_wire(read_mail(raw))).external_id.startswith("sha256:")
