"""Why something is held, in words a clerk reads."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from vigilance.arrivals.standing import Light, Standing, Trouble
from vigilance.correspondence.words import channel_words

REASONS: dict[str, LazyString] = {
    "unexplained": _l("Nobody is named to hear such a message."),
    "unreadable": _l("It could not be read."),
    "failed": _l("It could not be dealt with after five tries."),
    "killed-its-worker": _l("The program that read it stopped twice."),
    "not-accepted": _l("The register did not accept what it says."),
    "not-authentic": _l("It does not prove that it came from the provider."),
    "same-id-other-content": _l("Two messages came with the same number and other words."),
    "other-sender": _l("Somebody else than the sender changed or deleted a message."),
    "of-a-held-message": _l("It changes a message that is held itself."),
    "no-adapter": _l("There is no program that reads this channel."),
    "too-large": _l("It is too large."),
    "too-deep": _l("Its parts lie too deep in one another."),
    "too-many-parts": _l("It has too many parts."),
    "too-many-messages": _l("It holds too many messages."),
    "not-utf-8": _l("Its signs are not those of the agreed form."),
    "not-json": _l("It is not of the agreed form."),
    "not-an-object": _l("It is not of the agreed form."),
    "said-in-public": _l("It was said in public or in a group."),
    "forwarded": _l("It was forwarded from somebody else."),
    "claims-a-case": _l("It names a complaint, without proof that it belongs to it."),
    "claims-a-case-sender-matches": _l(
        "It names a complaint without proof; the sender's address is the complainant's."
    ),
    "media-not-fetched": _l("A file that came with it could not be fetched from the provider."),
    "recording-came-late": _l(
        "The recording came after the call was written up without a name or as protected."
    ),
    "too-many-answers": _l("Its sender was answered often today; it may be a program."),
    "conversation-failed": _l("The conversation could not be dealt with after five tries."),
    "no-sender": _l("It does not say who sent it."),
    "encrypted": _l("It is encrypted; we cannot read it."),
    "list-mail": _l("It came by a mailing list."),
    "machine-made": _l("A program seems to have written it."),
    "several-forwarded": _l("It brings several forwarded mails."),
    "unsupported-type": _l("It is of a kind that we cannot read."),
    "empty": _l("It has no words and no files."),
    "too-slow": _l("Reading it took too long."),
    "too-many-fields": _l("It has too many fields."),
    "too-large-in-memory": _l("Reading it took too much room."),
    "broken-wire": _l("The program that read it gave no sensible answer."),
    "nothing-said": _l("It has no words and no files."),
    "names-a-record": _l("It names a number, without proof that it belongs there."),
}
"""The reasons this office knows; another is shown by its code."""


def reason_in_words(reason: str) -> str:
    """The reason in the reader's language."""
    known = REASONS.get(reason)
    return str(known or _("It must be looked at by a person (%(code)s).", code=reason))


MESSAGE_FLAGS: dict[str, LazyString] = {
    "attachment-waiting": _l("files are still to come"),
    "date-doubtful": _l("its date is doubtful"),
    "encrypted": _l("it is encrypted; we cannot read it"),
    "encoding-doubtful": _l("some letters may be wrong"),
    "forwarded": _l("it was forwarded"),
    "hidden-text": _l("it holds hidden text"),
    "legacy-font": _l("written in an old Hindi font"),
    "list-mail": _l("it came by a mailing list"),
    "long-text": _l("the whole text is among the papers"),
    "machine-made": _l("a program seems to have written it"),
    "passed-on": _l("somebody else sent it on"),
    "public-post": _l("it was said in public"),
    "sender-unreadable": _l("the sender cannot be read"),
    "several-senders": _l("it names several senders"),
    "sender-checked": _l("the sender's address is proved"),
    "signed": _l("it bears a digital signature, not checked here"),
    "spf-fail": _l("the sender's address is not proved"),
    "dkim-fail": _l("the sender's address is not proved"),
    "dmarc-fail": _l("the sender's address is not proved"),
    "text-cut": _l("the text was cut"),
    "unsupported-type": _l("a part of it cannot be read"),
}
"""What the channel noticed, as the file of a complaint says it; another is shown by its code."""


def flags_in_words(flags: Iterable[str]) -> str:
    """What an officer should know of a message, in one line."""
    said = {str(MESSAGE_FLAGS.get(flag, flag)) for flag in flags}
    return "; ".join(sorted(said))


LIGHTS: dict[Light, LazyString] = {
    Light.CLOSED: _l("Not open"),
    Light.GREEN: _l("Working"),
    Light.AMBER: _l("To be looked at"),
    Light.RED: _l("Not working"),
}
TROUBLES: dict[Trouble, LazyString] = {
    Trouble.NOT_WORKING: _l("Nothing works here until somebody mends it."),
    Trouble.SECRETS_MISSING: _l("The office's access is not set up in full."),
    Trouble.NOT_READ: _l("The mailbox was not read for half an hour or longer."),
    Trouble.NOT_LISTENING: _l(
        "The program that takes mail from our mail server does not run. The mail server keeps the mail."
    ),
    Trouble.LAST_FAILED: _l("The last try failed; it is tried again."),
    Trouble.SILENT: _l("Nothing came for two hours or longer."),
    Trouble.UNREAD: _l("What came waits to be read for ten minutes or longer."),
    Trouble.PARKED: _l("Messages could not be delivered."),
}


OWN_NAMES: dict[str, LazyString] = {
    "ivr": _l("Telephone system"),
    "lmtp": _l("E-mail from our mail server (LMTP)"),
}
"""Doors that are no channel of their own."""


def standing_name(standing: Standing) -> str:
    """The channel, and which mailbox or form of it."""
    own = OWN_NAMES.get(standing.name)
    name = str(own) if own else channel_words(standing.name)
    return f"{name} · {standing.part}" if standing.part else name
