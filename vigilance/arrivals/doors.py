"""The doors by which providers reach the office: open or closed, and how what comes proves its sender."""

from dataclasses import dataclass

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Adapter, NotAuthentic
from vigilance.channels.forms import form_of
from vigilance.channels.registry import adapter_at
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel


@dataclass(frozen=True, slots=True)
class Door:
    """One door: who verifies what comes, and under which channel and account it is stored."""

    adapter: Adapter
    channel: Channel
    account: str


def door_of(name: str, accounts: ChannelAccounts) -> Door:
    """The door of this name; NotFound where it is closed, or there is none. Mail comes by its own way."""
    if not accounts.of(name).open or name == Channel.EMAIL:
        raise NotFound("door")
    adapter = adapter_at(name)
    account = name if adapter.name is Channel.PHONE else accounts.of(name).account
    return Door(adapter, adapter.name, account)


def form_door(name: str, accounts: ChannelAccounts) -> Door:
    """The door of a form hosted elsewhere; NotFound where the office knows none of this name."""
    try:
        return Door(form_of(accounts, name), Channel.FORM, name)
    except NotAuthentic:
        raise NotFound("door") from None
