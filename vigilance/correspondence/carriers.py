"""Who carries a composed message: the mail server, a provider's adapter, or a file laid down for somebody to carry."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.base import Adapter
from vigilance.channels.http import Http
from vigilance.channels.texts import split_text
from vigilance.correspondence.composing import Composed, waiting_letter
from vigilance.correspondence.delivery import WINDOW_OVER
from vigilance.correspondence.outbox import CARRIED_BY, SMS
from vigilance.correspondence.relay import Threaded, deliver_mail, lay_down_text
from vigilance.correspondence.sending import Carried, Due
from vigilance.domain.case_address import case_address
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import OutboundMessage, SendReceipt
from vigilance.settings import Settings

MARGIN = timedelta(minutes=10)
"""A window about to close counts as over: the provider would put its approved text in the place of ours."""


@dataclass(slots=True)
class Pace:
    """Keeps each channel to the messages a second that its provider takes."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    free_at: dict[str, float] = field(default_factory=dict)

    def wait(self, channel: str, per_second: int) -> None:
        """Wait until this channel may send again."""
        moment = self.clock()
        free_at = max(self.free_at.get(channel, moment), moment)
        if free_at > moment:
            self.sleep(free_at - moment)
        self.free_at[channel] = free_at + 1 / max(per_second, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """The ways out of the building."""

    settings: Settings
    accounts: ChannelAccounts
    adapters: Mapping[str, Adapter]
    http: Http = field(repr=False)
    thread_key: bytes = field(repr=False)
    pace: Pace = field(default_factory=Pace)


def carry(carriers: Carriers, due: Due, said: Composed, now: datetime) -> Carried:
    """Hand one message to whoever carries it. NotDelivered says whether trying again can help."""
    channel = CARRIED_BY[said.to.kind]
    if channel == Channel.EMAIL:
        return _by_mail(carriers, due, said, now)
    account = carriers.accounts.of(channel)
    if channel == SMS and not account.open:
        lay_down_text(carriers.settings, said.to.address, said.letter, effect_key=due.effect_key)
        return Carried(channel=channel)
    if not account.open:
        raise NotDelivered("channel-closed", retry=True)
    adapter = carriers.adapters.get(channel)
    if adapter is None or not adapter.can_send:
        raise NotDelivered("no-way-to-send", retry=False)
    return _by_provider(carriers, due, said, now)


def _by_mail(carriers: Carriers, due: Due, said: Composed, now: datetime) -> Carried:
    box = next((each.address for each in carriers.accounts.mailboxes if each.address), None)
    reply_to = case_address(box, due.thread, carriers.thread_key) if box and due.thread else None
    name = deliver_mail(
        carriers.settings,
        said.to.address,
        said.letter,
        effect_key=due.effect_key,
        at=now,
        threaded=Threaded(reply_to=reply_to, answers=said.answers, earlier=due.earlier),
    )
    return Carried(channel=Channel.EMAIL.value, mail_name=name)


def _by_provider(carriers: Carriers, due: Due, said: Composed, now: datetime) -> Carried:
    channel = CARRIED_BY[said.to.kind]
    account = carriers.accounts.of(channel)
    if _window_open(account, due, now):
        try:
            return Carried(channel=channel, receipt=_send_parts(carriers, due, said))
        except NotDelivered as error:
            if error.detail != WINDOW_OVER:
                raise
    if due.told_waiting or not account.template:
        raise NotDelivered(WINDOW_OVER, retry=True)
    letter = waiting_letter(due.language, carriers.settings)
    message = replace(_outbound(carriers, due, said, letter.text), template=account.template)
    return Carried(channel=channel, receipt=_send(carriers, channel, message), only_told=True)


def _window_open(account: Account, due: Due, now: datetime) -> bool:
    if not account.window_hours:
        return True
    heard, window = due.last_heard_at, timedelta(hours=account.window_hours) - MARGIN
    return heard is not None and now - heard < window


def _outbound(carriers: Carriers, due: Due, said: Composed, text: str) -> OutboundMessage:
    account = carriers.accounts.of(CARRIED_BY[said.to.kind])
    return OutboundMessage(
        to=said.to,
        text=text,
        language=due.language,
        effect_key=due.effect_key,
        account=due.account or account.account,
        subject=said.letter.subject,
        last_heard_at=due.last_heard_at,
    )


def _send_parts(carriers: Carriers, due: Due, said: Composed) -> SendReceipt:
    """A text longer than the provider takes goes in parts; the last one's name is the message's."""
    channel = CARRIED_BY[said.to.kind]
    longest = min(
        carriers.adapters[channel].longest_text, carriers.accounts.of(channel).longest_text
    )
    parts = split_text(said.letter.text, longest) or [""]
    whole = _outbound(carriers, due, said, said.letter.text)
    for place, text in enumerate(parts[:-1], start=1):
        part = replace(whole, text=text, effect_key=f"{due.effect_key}#{place}")
        _send(carriers, channel, part)
    return _send(carriers, channel, replace(whole, text=parts[-1], options=said.options))


def _send(carriers: Carriers, channel: str, message: OutboundMessage) -> SendReceipt:
    carriers.pace.wait(channel, carriers.accounts.of(channel).messages_per_second)
    return carriers.adapters[channel].send(message, carriers.accounts, carriers.http)
