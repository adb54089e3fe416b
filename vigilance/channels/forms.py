"""Forms hosted elsewhere: one JSON object a form, signed, with a table that says which field is which of ours."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vigilance.channels.accounts import ChannelAccounts, FormSource
from vigilance.channels.base import NotAuthentic, Unreadable
from vigilance.channels.making import language
from vigilance.channels.one_way import AskedNothing, ReceivesOnly
from vigilance.channels.pieces import (
    MOST_PIECES,
    Piece,
    digest,
    ident,
    moment,
    named,
    read_body,
    words,
)
from vigilance.channels.signatures import prove_signed
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, InboundMessage, MessageKind

_IDS = ("id", "submission_id", "external_id")
_TIMES = ("submitted_at", "created_at", "timestamp")


@dataclass(frozen=True)
class Form(AskedNothing, ReceivesOnly):
    """One form; without a source, a form of which only the general rules are known.

    The id must stand in the body: a header is not covered by the signature.
    """

    source: FormSource | None = None
    clock: Callable[[], float] = time.time

    name = Channel.FORM

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        """The body was signed with this form's secret."""
        source = self.source and accounts.forms.get(self.source.name)
        if not source:
            raise NotAuthentic("form-unknown")
        prove_signed(payload, headers, source.secret, self.clock)

    def read(self, payload: bytes) -> list[InboundMessage]:
        """One message with the form's fields under our names; fields that have none keep theirs."""
        body = read_body(payload)
        renamed = self.source.fields if self.source else {}
        fields: dict[str, str] = {}
        for name, value in _flat(body):
            ours = renamed.get(name, name)
            fields[ours] = "\n".join(each for each in (fields.get(ours), value) if each)
        given = next((ident(fields[key]) for key in _IDS if fields.get(key)), None)
        text = fields.get("text", "")
        message = InboundMessage(
            channel=self.name,
            external_id=given or digest(body),
            kind=MessageKind.COMPLAINT_OR_REPLY,
            sender=_sender(fields),
            sender_name=named(fields.get("name")),
            account=self.source.name if self.source else "",
            sent_at=next((moment(fields[key]) for key in _TIMES if fields.get(key)), None),
            language=language(text, self.source.language if self.source else None),
            subject=fields.get("subject"),
            text=text,
            fields=fields,
        )
        return [message]


def form_of(accounts: ChannelAccounts, name: str) -> Form:
    """The form of this name; NotAuthentic where the office knows none."""
    source = accounts.forms.get(name)
    if source is None:
        raise NotAuthentic("form-unknown")
    return Form(source)


def _sender(fields: Mapping[str, str]) -> Contact | None:
    """How the person is reached, as he wrote it; who checks it is the one who registers it."""
    for name, kind in (("mobile", ContactKind.MOBILE), ("email", ContactKind.EMAIL)):
        if fields.get(name, "").strip():
            return Contact(kind, fields[name].strip())
    return None


def _flat(body: Piece) -> Iterator[tuple[str, str]]:
    """Every value with the path of its names (`applicant.name`), without recursion."""
    waiting: list[tuple[str, Any]] = [(words(name), value) for name, value in body.items()]
    for name, value in waiting:
        if len(waiting) > MOST_PIECES:
            raise Unreadable("too-many-fields")
        if isinstance(value, dict):
            waiting.extend((f"{name}.{words(key)}", each) for key, each in value.items())
        elif isinstance(value, list):
            waiting.extend((name, each) for each in value)
        elif value is not None:
            yield name, words(value) or _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, float) else ident(value) or ""
