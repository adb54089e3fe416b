"""What a message brings to a record: its words in a form the register can keep, and its files on their way in."""

from collections.abc import Sequence
from dataclasses import replace

from vigilance.domain.message import InboundAttachment, InboundMessage
from vigilance.evidence.commands import StoredPaper, Upload
from vigilance.evidence.kinds import Flag
from vigilance.sealing.spool import spool_of

LONGEST_TEXT = 20_000
WHOLE_TEXT = "message.txt"
NO_NAME = "attachment"
FIRST_DEVANAGARI, LAST_DEVANAGARI = "\u0900", "\u097f"
NO_WORDS = {
    "hi": "इस संदेश में शब्द नहीं हैं। जो भेजा गया है वह कागज़ों में है।",
    "en": "This message has no words. What was sent is among the papers.",
}
CUT = {
    "hi": "… (पूरा पाठ कागज़ message.txt में है)",
    "en": "… (the whole text is in the paper message.txt)",
}
PLACE = {"hi": "भेजी गई जगह", "en": "Place sent"}


def language_of(message: InboundMessage, default: str = "hi") -> str:
    """The language to answer in: what the channel says, else the script; a guess that decides nothing else."""
    if message.language in ("hi", "en"):
        return str(message.language)
    letters = [sign for sign in f"{message.subject or ''} {message.text}" if sign.isalpha()]
    if any(FIRST_DEVANAGARI <= sign <= LAST_DEVANAGARI for sign in letters):
        return "hi"
    return "en" if letters and all(sign.isascii() for sign in letters) else default


def keepable(text: str) -> str:
    """The text without what no database keeps: NUL is shown as a sign, half a character as a question."""
    return text.replace("\x00", "\u2400").encode("utf-8", "replace").decode("utf-8")


def words_of(message: InboundMessage, language: str, *, subject: bool = True) -> str:
    """Everything the message says, in one text."""
    parts = [message.subject if subject else None, message.text]
    if message.location is not None:
        latitude, longitude = message.location
        parts.append(f"{PLACE[language]}: {latitude:.6f}, {longitude:.6f}")
    said = keepable("\n\n".join(part.strip("\r\n") for part in parts if part and part.strip()))
    return said or NO_WORDS[language]


def cut_text(text: str, language: str) -> tuple[str, tuple[Upload, ...]]:
    """A text of the longest allowed length; where it was cut, the whole of it as a file besides."""
    if len(text) <= LONGEST_TEXT:
        return text, ()
    end = f"\n\n{CUT[language]}"
    whole = Upload(WHOLE_TEXT, spool_of(text.encode()), "text/plain")
    return text[: LONGEST_TEXT - len(end)] + end, (whole,)


def files_of(message: InboundMessage) -> tuple[InboundAttachment, ...]:
    """The attachments whose bytes are here; the others are fetched later or are empty."""
    return tuple(each for each in message.attachments if each.content)


def uploads_of(message: InboundMessage) -> tuple[Upload, ...]:
    """The files that came with the message."""
    return tuple(
        Upload(keepable(each.name) or NO_NAME, spool_of(each.content or b""), each.media_type)
        for each in files_of(message)
    )


def flag_of(why: str | None) -> Flag | None:
    """The reason as a flag that has words; every other reason is told as that there is one."""
    if why is None:
        return None
    return Flag(why) if why in {each.value for each in Flag} else Flag.SET_ASIDE


def flagged(
    stored: Sequence[StoredPaper], message: InboundMessage, before: int = 0
) -> tuple[StoredPaper, ...]:
    """The stored files with what the channel knows of them; `before` stand ahead of the message's own."""
    reasons = [None] * before + [flag_of(each.set_aside) for each in files_of(message)]
    reasons += [None] * (len(stored) - len(reasons))
    return tuple(
        replace(paper, flags=(*paper.flags, why.value)) if why else paper
        for paper, why in zip(stored, reasons, strict=True)
    )
