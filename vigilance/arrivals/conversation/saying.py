"""Putting an answer into words and into the outbox; at most so many a day to one person."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.arrivals.conversation.answers import scheme_words, status_words
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.places import Known
from vigilance.arrivals.conversation.state import State
from vigilance.arrivals.conversation.texts import load_talk
from vigilance.arrivals.conversation.turns import STATUS, Line, Scene, Turn
from vigilance.complaints.office import Office
from vigilance.correspondence.replies import queue_reply
from vigilance.domain.dates import ist_day
from vigilance.domain.message import Option, Where
from vigilance.domain.numbering import grouped
from vigilance.domain.words import Language, Words

MOST_ANSWERS = 20
"""A day and person: who asks more often is no person, or needs one."""
SCHEME = "scheme-information"


def scene_of(row: Conversation, office: Office, at: datetime) -> Scene:
    """What the engine may know of the office and the channel."""
    settings, talk = office.settings, load_talk(office.settings.config_dir)
    return Scene(
        talk=talk,
        known=Known(office.reference),
        now=at,
        helpline=settings.helpline,
        channel=row.channel.value,
        page=f"{settings.base_url}/complaints/new",
        track=f"{settings.base_url}/complaints/track",
    )


def language_of(state: State, office: Office) -> Language:
    """The language he is answered in."""
    return Language(state.language or office.settings.default_language)


def say_turn(
    session: Session, row: Conversation, turn: Turn, scene: Scene, *, office: Office, at: datetime
) -> None:
    """Have the turn's words sent; nothing is ever said in public, nor to who was answered often today."""
    if not turn.lines or row.place is not Where.PRIVATE or not _may_answer(row, at):
        return
    language = language_of(turn.state, office)
    text = "\n\n".join(
        _in_words(session, row, turn.state, line, scene, office=office, language=each)
        for line in turn.lines
        for each in _languages(line, language)
    )
    queue_reply(
        session,
        channel=row.channel.value,
        account=row.account,
        address=row.address_sealed,
        text=text,
        options=_labels(turn, scene, language),
        language=language.value,
        effect_key=f"conversation:{row.id}:{row.turn}",
        at=at,
        keyring=office.keyring,
        last_heard_at=row.heard_at,
    )


def silenced(row: Conversation, at: datetime) -> bool:
    """Whether he was answered so often today that nothing more is said; asked before the next answer is counted."""
    return row.asked_on == ist_day(at) and row.asked >= MOST_ANSWERS


def _may_answer(row: Conversation, at: datetime) -> bool:
    if silenced(row, at):
        return False
    row.asked = row.asked + 1 if row.asked_on == ist_day(at) else 1
    row.asked_on = ist_day(at)
    return True


def _languages(line: Line, language: Language) -> tuple[Language, ...]:
    others = tuple(each for each in Language if each is not language)
    return (language, *others) if line.both else (language,)


def _in_words(
    session: Session,
    row: Conversation,
    state: State,
    line: Line,
    scene: Scene,
    *,
    office: Office,
    language: Language,
) -> str:
    if line.key == STATUS:
        return status_words(session, row.sender_digest, scene, office=office, language=language)
    if line.key == SCHEME:
        return scheme_words(scene, line.values["code"], language)
    values = {
        "helpline": scene.helpline,
        "page": scene.page,
        "track": scene.track,
        "provider": scene.provider.said_in(language) if scene.provider else "",
        "reference": grouped(state.reference or ""),
    }
    return scene.talk.say(line.key, language, values | dict(line.values))


def _labels(turn: Turn, scene: Scene, language: Language) -> tuple[Option, ...]:
    """The choices; in both languages beside a text in both."""
    both = any(line.both for line in turn.lines)
    labels = [(key, _label(key, scene)) for key in turn.options]
    return tuple(
        Option(key=key, label=f"{words.hi} / {words.en}" if both else words.said_in(language))
        for key, words in labels
    )


def _label(key: str, scene: Scene) -> Words:
    known = scene.talk.options.get(key)
    return known or scene.known.reference.schemes[key.removeprefix("scheme-")].name
