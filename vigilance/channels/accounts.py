"""The office's accounts with the providers: read from config/channels.toml, with the secrets from the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from vigilance.domain.lanes import Channel

PREFIX = "VIGILANCE_"
Entry = TypeVar("Entry")


class BadChannel(Exception):
    """A channel's account is described wrongly; the message names the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One provider's account and what the provider allows."""

    name: str
    open: bool
    api: str = ""
    account: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    media_hosts: tuple[str, ...] = ()
    longest_text: int = 4096
    window_hours: int = 0
    template: str | None = None
    messages_per_second: int = 10
    media_days: int = 7

    def secret(self, name: str) -> str:
        """A secret by its short name (`APP_SECRET` of WHATSAPP_APP_SECRET); empty where none is set."""
        return self.secrets.get(f"{self.name.upper()}_{name}", "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The secrets that are not set in the environment."""
        return tuple(name for name, value in self.secrets.items() if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One mailbox that is read."""

    name: str
    host: str
    user: str
    port: int = 993
    security: str = "tls"
    auth: str = "password"
    token_url: str = ""
    client_id: str = ""
    folder: str = "INBOX"
    taken_folder: str = "Taken"
    address: str = ""
    trusted_server: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSource:
    """A form hosted elsewhere: its secret, and which of its fields is which of ours."""

    name: str
    secret: str = field(repr=False)
    language: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAccounts:
    """Every account of the office."""

    providers: Mapping[str, Account]
    mailboxes: tuple[Mailbox, ...] = ()
    forms: Mapping[str, FormSource] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, channel: Channel | str) -> Account:
        """The account of this channel; a closed one where nothing is written of it."""
        return self.providers.get(str(channel)) or Account(name=str(channel), open=False)


def load_accounts(path: Path, environ: Mapping[str, str] | None = None) -> ChannelAccounts:
    """The accounts of this file; BadChannel names the first entry that is wrong."""
    environ = os.environ if environ is None else environ
    try:
        with path.open("rb") as file:
            written = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadChannel(f"{path.name}: {error}") from None
    forms = written.pop("forms", {})
    mailboxes = written.pop("mailbox", [])
    return ChannelAccounts(
        providers={name: _account(name, entry, environ) for name, entry in written.items()},
        mailboxes=tuple(_mailbox(entry, environ) for entry in mailboxes),
        forms={name: _form(name, entry, environ) for name, entry in forms.items()},
    )


def _account(name: str, entry: Mapping[str, Any], environ: Mapping[str, str]) -> Account:
    """One provider. Each name can be overridden too: VIGILANCE_WHATSAPP_OPEN=true, VIGILANCE_WHATSAPP_API=..."""
    values = dict(entry)
    for key in ("open", "api", "account"):
        given = environ.get(f"{PREFIX}{name.upper()}_{key.upper()}")
        if given is not None:
            values[key] = given.lower() in ("true", "1") if key == "open" else given
    names = values.pop("secrets", [])
    values["media_hosts"] = tuple(values.get("media_hosts", ()))
    secrets = {each: environ.get(PREFIX + each, "") for each in names}
    return _made(Account, f"[{name}]", {**values, "name": name, "secrets": secrets})


def _mailbox(entry: Mapping[str, Any], environ: Mapping[str, str]) -> Mailbox:
    name = str(entry.get("name", ""))
    start = f"{PREFIX}MAILBOX_{name.upper()}_"
    parts = ("PASSWORD", "REFRESH_TOKEN", "CLIENT_SECRET")
    secrets = {part: environ.get(start + part, "") for part in parts}
    found = _made(Mailbox, f"[[mailbox]] {name}", {**entry, "secrets": secrets})
    plain = found.security not in ("tls", "starttls")
    if plain and not (found.security == "plain" and found.host in ("127.0.0.1", "localhost")):
        raise BadChannel(f"[[mailbox]] {name}: security must be tls or starttls")
    if found.auth not in ("password", "oauth2"):
        raise BadChannel(f"[[mailbox]] {name}: auth must be password or oauth2")
    return found


def _form(name: str, entry: Mapping[str, Any], environ: Mapping[str, str]) -> FormSource:
    values = {
        "name": name,
        "secret": environ.get(PREFIX + str(entry.get("secret", "")), ""),
        "language": entry.get("language", "hi"),
        "fields": entry.get("map", {}),
    }
    return _made(FormSource, f"[forms.{name}]", values)


def _made(kind: type[Entry], where: str, values: Mapping[str, Any]) -> Entry:
    try:
        return kind(**values)
    except TypeError as error:
        raise BadChannel(f"{where}: {error}") from None
