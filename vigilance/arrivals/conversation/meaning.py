"""What one message means to the conversation: a button, a number from the last list, a known word, or plain speech."""

from vigilance.arrivals.conversation.state import Heard, State, Step
from vigilance.arrivals.conversation.texts import Talk, plain
from vigilance.domain.digits import ascii_digits

MENU = ("menu-1", "menu-2", "menu-3", "menu-4")
AT_THE_MENU = frozenset({Step.START, Step.MENU})


def meaning_of(heard: Heard, state: State, talk: Talk) -> str | None:
    """The key of what is meant, or None for plain speech; a message with a file or a change is plain speech."""
    if heard.files or heard.place or heard.changed:
        return None
    offered = state.offered or (MENU if state.step in AT_THE_MENU else ())
    if heard.command is not None:
        return _of_command(heard.command, offered, talk)
    typed = ascii_digits(heard.text).strip().rstrip(".)।").strip()
    if typed.isascii() and typed.isdigit():
        number = int(typed[:4])
        return offered[number - 1] if 0 < number <= len(offered) else None
    return _of_label(heard.text, offered, talk) or talk.meant_by(heard.text)


def _of_command(command: str, offered: tuple[str, ...], talk: Talk) -> str | None:
    """A button's own key, or a typed command such as /start; an unknown one means the menu."""
    name = command.strip().lstrip("/").partition("@")[0].split(" ")[0]
    lowered = name.casefold()
    for key in (*offered, *talk.options):
        if lowered == key.casefold():
            return key
    if name.startswith("scheme-"):
        return name
    return talk.meant_by(name) or "menu"


def _of_label(text: str, offered: tuple[str, ...], talk: Talk) -> str | None:
    typed = plain(text)
    for key in offered:
        label = talk.options.get(key)
        if label is not None and typed in (plain(label.hi), plain(label.en)):
            return key
    return None
