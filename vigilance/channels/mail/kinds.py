"""Who or what wrote a mail: a person, a machine that answers for him, a list, a mail server (RFC 3834)."""

import re
from dataclasses import dataclass

from vigilance.channels.mail.fields import Fields
from vigilance.channels.mail.headers import words
from vigilance.channels.mail.parameters import main_value
from vigilance.channels.mail.part import Part

LIST_MAIL = "list-mail"
MACHINE_MADE = "machine-made"
_REPLY_FIELDS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
)
_LIST_FIELDS = ("list-id", "list-unsubscribe", "list-post", "x-mailing-list", "mailing-list")
_REPLY_SUBJECT = re.compile(
    r"(?:auto(?:matic)?[- ]?(?:reply|response|answer)|out of (?:the )?office(?: reply)?|vacation (?:reply|notice)"
    r"|on leave|स्वचालित (?:उत्तर|जवाब|प्रतिक्रिया)|स्वतः उत्तर|कार्यालय से बाहर|अवकाश पर)\s?[:\uff1a]",
    re.IGNORECASE,
)
_REPLY_WHOLE = re.compile(
    r"(?:auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|स्वचालित (?:उत्तर|जवाब))\W*",
    re.IGNORECASE,
)
_SERVERS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)@?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Maker:
    """What the header says of who made the mail."""

    auto_reply: bool
    mailing_list: bool
    machine: bool
    mail_server: bool


def maker_of(mail: Part, sender: str) -> Maker:
    """Who made this mail, by its header alone."""
    fields = mail.fields
    submitted = main_value(fields.first("auto-submitted"))
    precedence = fields.first("precedence").strip().lower()
    server = is_report(mail) or _null_sender(fields) or bool(_SERVERS.match(sender))
    return Maker(
        auto_reply=_is_reply(fields, submitted, precedence),
        mailing_list=precedence == "list" or any(fields.has(name) for name in _LIST_FIELDS),
        machine=submitted not in ("", "no") or precedence in ("bulk", "junk"),
        mail_server=server,
    )


def is_report(mail: Part) -> bool:
    """Whether it is a mail server's or a mail program's report on another mail (RFC 6522)."""
    return mail.media_type == "multipart/report"


def _is_reply(fields: Fields, submitted: str, precedence: str) -> bool:
    if submitted.startswith("auto-replied") or precedence in ("auto_reply", "auto-reply"):
        return True
    if any(fields.has(name) for name in _REPLY_FIELDS):
        return True
    subject = words(fields.first("subject"))
    if _REPLY_SUBJECT.match(subject):
        return True
    return bool(_REPLY_WHOLE.fullmatch(subject)) and _null_sender(fields)


def _null_sender(fields: Fields) -> bool:
    """An empty envelope sender: what must never be answered."""
    return any(value.strip() == "<>" for value in fields.all("return-path"))
