"""What providers bring, by invented persons; signed as the provider signs it."""

import json
import re
from datetime import UTC, datetime

from sqlalchemy import select

from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.models import ArrivedMessage
from vigilance.arrivals.understanding import understand_due
from vigilance.arrivals.work import Work
from vigilance.audit.models import Event
from vigilance.channels.accounts import Account, ChannelAccounts, FormSource
from vigilance.channels.signatures import hex_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.records.models import Record

AT = datetime(2026, 1, 5, 6, tzinfo=UTC)
APP_SECRET = "an invented app secret"
FORM_SECRET = "an invented form secret"
CHANNELS = select(Record.id).where(Record.number == "sys:channels")
TEXT = "पेंशन के सत्यापन के लिए बाबू पाँच सौ रुपये माँग रहे हैं।"


def some_accounts(**closed) -> ChannelAccounts:
    """Accounts of an office whose doors are open, but for those named with False."""

    def account(name, **secrets):
        kept = {f"{name.upper()}_{key}": value for key, value in secrets.items()}
        return Account(
            name=name,
            open=closed.get(name, True),
            account="100000000001",
            secrets=kept,
        )

    return ChannelAccounts(
        providers={
            "whatsapp": account("whatsapp", APP_SECRET=APP_SECRET, VERIFY_TOKEN="verify-me"),
            "telegram": account("telegram", SECRET_TOKEN="telegram-token"),
            "x": account("x", CONSUMER_SECRET=APP_SECRET),
            "ivr": account("ivr", SECRET=APP_SECRET),
            "sms": account("sms", SECRET=APP_SECRET),
        },
        forms={
            "jansunwai": FormSource(
                name="jansunwai", secret=FORM_SECRET, language="hi", fields={"matter": "text"}
            )
        },
    )


def whatsapp_body(text=TEXT, wamid="wamid.ONE", sender="919000000502", at="1767592800") -> bytes:
    """One text message, as the Cloud API brings it."""
    message = {
        "from": sender,
        "id": wamid,
        "timestamp": at,
        "type": "text",
        "text": {"body": text},
    }
    return whatsapp_bodies([message], sender)


def whatsapp_bodies(messages, sender="919000000502") -> bytes:
    """Several messages of one person in one body."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "915220000000", "phone_number_id": "100000000001"},
        "contacts": [{"profile": {"name": "Sita Devi"}, "wa_id": sender}],
        "messages": messages,
    }
    entry = {"id": "100000000000001", "changes": [{"field": "messages", "value": value}]}
    body = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(body, ensure_ascii=False).encode()


def form_body(text=TEXT, number="F-1", **more) -> bytes:
    """One form filled in elsewhere."""
    return json.dumps({"id": number, "text": text, **more}, ensure_ascii=False).encode()


def signed(body: bytes, secret=APP_SECRET, header="X-Hub-Signature-256") -> dict[str, str]:
    """The headers of a body that proves its sender."""
    return {header: hex_of(body, secret), "Content-Type": "application/json"}


def signed_form(body: bytes) -> dict[str, str]:
    """The same for a form."""
    return signed(body, FORM_SECRET, "X-Signature-256")


def brought(database, office, raw, *, channel=Channel.FORM, account="jansunwai", at=AT, key=None):
    """Take an arrival in, in a transaction of its own; its id, or None where it was known."""
    with database.writing() as session, session.begin():
        return take_arrival(
            act_as(session, SYSTEM),
            channel=channel,
            account=account,
            provider_key=key or key_of_content(raw),
            raw=raw,
            at=at,
            office=office,
        )


def understood(database, office, at=AT) -> int:
    """Run the job."""
    return understand_due(database, office, at)


def form_work(database, office, arrival_id) -> Work:
    """The work of a form of this arrival."""
    return Work(
        database=database,
        office=office,
        accounts=some_accounts(),
        arrival_id=arrival_id,
        arrival_sha256="00",
        channel=Channel.FORM,
        account="jansunwai",
        at=AT,
        received_at=AT,
    )


def told(session) -> list[str]:
    """The acts on the office's record of its channels."""
    return session.scalars(
        select(Event.type).where(Event.record_id.in_(CHANNELS)).order_by(Event.record_seq)
    ).all()


def arrived(session, held_id) -> ArrivedMessage:
    """What became of this message."""
    return session.get(ArrivedMessage, held_id, populate_existing=True)


def text_of(answer) -> str:
    """A page in one line."""
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))
