"""A telephone system that tells of its calls: who called, how long, what was pressed, where the recording lies."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.http import Http
from vigilance.channels.making import LANGUAGES, file_name, unknown
from vigilance.channels.media import LARGEST_FILE, fetched
from vigilance.channels.one_way import AskedNothing, ReceivesOnly
from vigilance.channels.pieces import Piece, digest, ident, moment, number, read_body, words
from vigilance.channels.signatures import prove_signed
from vigilance.domain.digits import ascii_digits
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    Contact,
    ContactKind,
    InboundAttachment,
    InboundMessage,
    MessageKind,
)

ACCOUNT = "ivr"
COUNTRY = "IN"
_FIELDS = ("call_id", "started_at", "seconds", "language", "digits", "outcome", "called", "queue")


class Ivr(AskedNothing, ReceivesOnly):
    """Calls, one signed JSON object each; a call with nothing but a caller is one to be called back."""

    name = Channel.PHONE

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        """The body was signed with the secret shared with the telephone system."""
        prove_signed(payload, headers, accounts.of(ACCOUNT).secret("SECRET"))

    def read(self, payload: bytes) -> list[InboundMessage]:
        """One message a call, its recording as an attachment to be fetched."""
        body = read_body(payload)
        call = ident(body.get("call_id"))
        if call is None:
            return [unknown(self.name, body)]
        told = words(body.get("language")).lower()[:2]
        message = InboundMessage(
            channel=self.name,
            external_id=call,
            kind=MessageKind.COMPLAINT_OR_REPLY,
            sender=_caller(body),
            account=ident(body.get("account")) or "",
            sent_at=moment(body.get("started_at")),
            language=told if told in LANGUAGES else None,
            attachments=_recording(body),
            command=ident(body.get("digits")),
            fields={key: _field(body[key]) for key in _FIELDS if body.get(key) is not None},
        )
        return [message]

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """From the telephone system's own hosts."""
        return fetched(http, attachment.media or "", accounts.of(ACCOUNT), limit=limit)


def _caller(body: Piece) -> Contact | None:
    """The caller's number as +91...; one that no exchange knows as its digits; None where it was withheld."""
    digits = ascii_digits(ident(body.get("caller")) or "")
    import phonenumbers  # noqa: PLC0415 -- 1 MB, for workers that are told a number

    try:
        read = phonenumbers.parse(digits, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    told = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    return Contact(ContactKind.MOBILE, told)


def _recording(body: Piece) -> tuple[InboundAttachment, ...]:
    address = words(body.get("recording_url"))
    if not address:
        return ()
    try:
        last = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        last = ""
    media_type = words(body.get("recording_type")) or "audio/mpeg"
    name = file_name(last, "recording", media_type)
    return (InboundAttachment(name=name, media_type=media_type, media=address),)


def _field(value: object) -> str:
    plain = number(value)
    return words(value) or (f"{plain:g}" if plain is not None else digest({"value": value}))
