"""What becomes of a message, in words: the channel, the notice, why it did not go, and how far it came."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.correspondence.delivery import MAIL_LATE, WINDOW_OVER
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import SMS
from vigilance.domain.lanes import Channel
from vigilance.web.filters import instant
from vigilance.web.labels import label_of
from vigilance.web.language import language

TROUBLES: dict[str, LazyString] = {
    "account-blocked": _l("the provider has blocked our account"),
    "address-unusable": _l("the address cannot be used"),
    "channel-closed": _l("the channel is closed here"),
    "does-not-open": _l("it does not open with the key of this office"),
    "mail-returned": _l("the mail came back"),
    "no-address": _l("there is no address"),
    "no-answer": _l("the provider does not answer"),
    "no-way-to-send": _l("nothing can be sent on this channel"),
    "nothing-to-say": _l("its words are missing"),
    "disk-full": _l("the disk is full"),
    "register-away": _l("the register did not answer"),
    "person-unavailable": _l("the person cannot be reached there now"),
    "provider-down": _l("the provider is disturbed"),
    "provider-failed": _l("the provider could not hand it over"),
    "refused": _l("it was refused"),
    "sender-lost": _l("sending it broke off each time"),
    "server-away": _l("the mail server does not answer"),
    "text-too-long": _l("the text is too long"),
    "token-missing": _l("the office's access is not set up"),
    "token-refused": _l("the office's access was refused; an administrator must renew it"),
    "too-many": _l("the provider asks us to be slower"),
    WINDOW_OVER: _l("the provider lets us write only after the person writes again"),
}
NOTICES: dict[str, LazyString] = {
    Notice.ACKNOWLEDGEMENT_REPLY: _l("Acknowledgement"),
    Notice.ACKNOWLEDGEMENT_CODE: _l("Acknowledgement with the secret code"),
    Notice.CONFIRMATION_REPLY: _l("Question whether the complaint is theirs"),
    Notice.CONFIRMATION_LINK: _l("Question whether the complaint is theirs"),
    Notice.REMINDER_REPLY: _l("Reminder of that question"),
    Notice.REMINDER_LINK: _l("Reminder of that question"),
    Notice.CONFIRMATION_CODE: _l("Code to be told by telephone"),
    Notice.MESSAGE_TEXT: _l("Message with its text"),
    Notice.MESSAGE_WAITING: _l("Word that there is news"),
}


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """How far a message came: in words, and whether a person must do something."""

    words: str
    failed: bool = False


def channel_words(channel: str) -> str:
    """The channel's name."""
    if channel == SMS:
        return str(_("SMS"))
    return label_of(Channel(channel)).said_in(language()) if channel else "–"


def notice_words(notice: str | None) -> str:
    """What kind of message it is."""
    return str(NOTICES[notice]) if notice in NOTICES else str(_("Answer in a conversation"))


def trouble_words(error: str | None) -> str:
    """Why it did not go; a code nobody gave words is shown as it is."""
    code = (error or "").partition(" ")[0]
    return str(TROUBLES.get(code, error or "–"))


def delivery_shown(entry: OutboxEntry) -> DeliveryShown:
    """How far this message came."""
    channel = channel_words(entry.channel or "")
    if entry.state is OutboxState.PARKED:
        why = trouble_words(entry.last_error)
        return DeliveryShown(_("Could not be delivered: %(why)s", why=why), failed=True)
    if entry.state is OutboxState.WAITING:
        if entry.last_error is None:
            return DeliveryShown(_("Waits to be sent: %(channel)s", channel=channel))
        why = trouble_words(entry.last_error)
        return DeliveryShown(_("Not sent yet: %(why)s", why=why))
    return DeliveryShown(_reached(entry, channel))


def _reached(entry: OutboxEntry, channel: str) -> str:
    if entry.read_at is not None:
        return _when(_l("%(channel)s: read %(when)s"), channel, entry.read_at)
    if entry.delivered_at is not None:
        return _when(_l("%(channel)s: delivered %(when)s"), channel, entry.delivered_at)
    if entry.last_error == MAIL_LATE:
        late = _l("%(channel)s: sent %(when)s; the other mail server has not taken it yet")
        return _when(late, channel, entry.sent_at)
    return _when(_l("%(channel)s: sent %(when)s"), channel, entry.sent_at)


def _when(words: LazyString, channel: str, at: datetime | None) -> str:
    return str(words) % {"channel": channel, "when": instant(at)}
