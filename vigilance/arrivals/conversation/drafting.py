"""The complaint that a conversation makes: its words in one text, its files, and all of it as it was said."""

import json
from collections.abc import Sequence

from vigilance.arrivals.contents import cut_text, keepable
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.saying import language_of
from vigilance.arrivals.conversation.state import FileKind, Heard, State
from vigilance.arrivals.conversation.texts import Talk, load_talk
from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Lane
from vigilance.domain.message import ContactKind, Where
from vigilance.domain.words import Language
from vigilance.evidence.commands import Upload
from vigilance.identities.contacts import Identity, normal_number

PUBLIC_POST = "public-post"
FILES_TO_COME = "attachment-waiting"
FORWARDED = "forwarded"
LONG_TEXT = "long-text"
_FILES = {FileKind.VOICE: "a-voice", FileKind.PHOTO: "a-photo", FileKind.VIDEO: "a-video"}


def filing_of(
    row: Conversation, state: State, papers: Sequence[Upload], *, to_come: int, office: Office
) -> Filing:
    """The filing of this draft; `papers` are here already, `to_come` files are still with the provider."""
    language = language_of(state, office)
    talk = load_talk(office.settings.config_dir)
    said, whole = cut_text(text_of(state.pieces, talk, language, state.scheme_words), language)
    identity = _identity(state)
    first = min(state.pieces, key=lambda each: each.received_at or each.at)
    return Filing(
        text=said,
        language=language.value,
        lane=Lane.ORDINARY if identity else Lane.ANONYMOUS,
        channel=row.channel,
        district_code=state.district,
        place=state.place,
        scheme_code=state.scheme,
        live_demand=state.live_demand,
        identity=identity,
        answered=row.place is Where.PRIVATE,
        papers=(*whole, *papers),
        original=_original(row, state),
        received_at=first.received_at,
        arrival=first.arrival or None,
        flags=_flags(row, state, to_come=to_come, cut=bool(whole)),
    )


def text_of(
    said: Sequence[Heard], talk: Talk, language: Language, scheme_words: str | None = None
) -> str:
    """What was said, one message a paragraph; a file or a place stands in its order by what it is."""
    parts = [_words_of(each, talk, language) for each in said]
    if scheme_words:
        parts.append(talk.say("a-scheme", language, {"name": scheme_words}))
    return keepable("\n".join(part for part in parts if part))


def _words_of(heard: Heard, talk: Talk, language: Language) -> str:
    lines = []
    if heard.changed:
        lines.append(talk.say("a-change", language))
    if heard.forwarded:
        lines.append(talk.say("a-forward", language))
    for file in heard.files:
        key = _FILES.get(file.kind, "a-file")
        lines.append(talk.say(key, language, {"name": file.name}))
    if heard.place:
        lines.append(talk.say("a-location", language, {"place": heard.place}))
    if heard.text.strip():
        lines.append(heard.text.strip("\r\n"))
    return "\n".join(lines)


def _identity(state: State) -> Identity:
    """Who wrote; on WhatsApp his number is his telephone's too."""
    sender = state.sender
    mobile = None
    if sender is not None and sender.kind is ContactKind.WHATSAPP:
        mobile = normal_number(sender.address)
    return Identity(name=state.sender_name, mobile=mobile, handle=sender)


def _flags(row: Conversation, state: State, *, to_come: int, cut: bool) -> tuple[str, ...]:
    told = {
        PUBLIC_POST: row.place is Where.PUBLIC,
        FORWARDED: any(each.forwarded for each in state.pieces),
        LONG_TEXT: cut,
        FILES_TO_COME: to_come > 0,
    }
    seen = [flag for each in state.pieces for flag in each.flags]
    return tuple(dict.fromkeys([*seen, *(flag for flag, is_so in told.items() if is_so)]))


def _original(row: Conversation, state: State) -> bytes:
    """Every message as it was sent, with the provider's time and id."""
    pieces = [
        {
            "id": each.external_id,
            "at": each.at.isoformat(),
            "text": each.text,
            "files": [file.name for file in each.files],
            "place": each.place,
            "forwarded": each.forwarded,
            "changed": each.changed,
        }
        for each in state.pieces
    ]
    whole = {
        "channel": row.channel.value,
        "account": row.account,
        "name": state.sender_name,
        "messages": pieces,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")
