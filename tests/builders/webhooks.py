"""The office's invented accounts with every provider, and what each provider sends to prove itself."""

import hashlib
import hmac
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from vigilance.channels.accounts import Account, ChannelAccounts, FormSource
from vigilance.channels.http import HttpAnswer, Unreachable
from vigilance.domain.message import Contact, ContactKind, OutboundMessage

PAYLOADS = Path(__file__).resolve().parent.parent / "payloads"
SECRET = "an invented secret"
_NAMES = {
    "whatsapp": ("APP_SECRET", "VERIFY_TOKEN", "TOKEN"),
    "telegram": ("SECRET_TOKEN", "BOT_TOKEN"),
    "facebook": ("APP_SECRET", "VERIFY_TOKEN", "PAGE_TOKEN"),
    "instagram": ("APP_SECRET", "VERIFY_TOKEN", "TOKEN"),
    "x": ("CONSUMER_SECRET", "BEARER_TOKEN"),
    "sms": ("TOKEN", "SECRET"),
    "ivr": ("SECRET",),
}
_WINDOWS = {"whatsapp": 24, "facebook": 24, "instagram": 24}
FORM = FormSource(
    name="jansunwai",
    secret=SECRET,
    language="hi",
    fields={
        "complaint_text": "text",
        "complaint.text": "text",
        "zila": "district",
        "applicant": "name",
        "applicant.name": "name",
        "applicant.email": "email",
        "phone": "mobile",
    },
)


def account(name: str, **changed: object) -> Account:
    secrets = {f"{name.upper()}_{one}": SECRET for one in _NAMES[name]}
    values = {"api": f"https://{name}.example.com/v1", "account": "42", "secrets": secrets}
    values |= {"media_hosts": (f"{name}.example.com",), "window_hours": _WINDOWS.get(name, 0)}
    return Account(**({"name": name, "open": True, "longest_text": 20_000} | values | changed))


def accounts(**changed: Account) -> ChannelAccounts:
    made = {name: account(name) for name in _NAMES}
    return ChannelAccounts(providers=made | changed, forms={FORM.name: FORM})


def proof(door: str, raw: bytes, secret: str = SECRET) -> dict[str, str]:
    """The headers by which the provider behind this door proves these bytes."""
    mark = hmac.new(secret.encode(), raw, hashlib.sha256)
    if door == "telegram":
        return {"X-Telegram-Bot-Api-Secret-Token": secret}
    if door == "x":
        return {"x-twitter-webhooks-signature": f"sha256={b64encode(mark.digest()).decode()}"}
    meta = door in ("whatsapp", "facebook", "instagram")
    name = "X-Hub-Signature-256" if meta else "X-Signature-256"
    return {name: f"sha256={mark.hexdigest()}"}


def payloads(door: str) -> dict[str, bytes]:
    """The authored bodies of this channel by name; the name begins with the kind of their first message."""
    return {path.stem: path.read_bytes() for path in sorted((PAYLOADS / door).glob("*.json"))}


def outbound(
    text: str = "आपका उत्तर मिला", *, kind: ContactKind = ContactKind.WHATSAPP, **more: object
) -> OutboundMessage:
    to = Contact(kind, "+919000000601" if kind in _NUMBERS else "66550601")
    values = {"to": to, "text": text, "language": "hi", "effect_key": "message:1"}
    return OutboundMessage(**(values | more))


_NUMBERS = (ContactKind.WHATSAPP, ContactKind.MOBILE)


@dataclass
class Provider:
    """An `Http` whose answers are written down beforehand, and which keeps what it was asked."""

    answers: list[HttpAnswer | str] = field(default_factory=list)
    posted: list[tuple[str, dict, dict]] = field(default_factory=list)
    fetched: list[tuple[str, dict, tuple[str, ...], int]] = field(default_factory=list)

    def post_json(self, url, body, *, headers):
        self.posted.append((url, dict(body), dict(headers)))
        return self._next()

    def get(self, url, *, headers, hosts, limit):
        self.fetched.append((url, dict(headers), hosts, limit))
        return self._next()

    def _next(self):
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            raise Unreachable(answer)
        return answer


def says(status: int, body: bytes = b"{}") -> HttpAnswer:
    return HttpAnswer(status, {}, body)
