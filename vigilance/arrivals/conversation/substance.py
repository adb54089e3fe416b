"""Whether what somebody said is enough to be a complaint; nothing with substance is left lying."""

import re
from collections.abc import Iterable

from vigilance.arrivals.conversation.state import FileKind, Heard, State, Step

ENOUGH_WORDS = 5
ENOUGH_SIGNS = 25
SPOKEN = frozenset({FileKind.VOICE, FileKind.VIDEO, FileKind.FILE})
"""Files that say something by themselves; a photo alone is as often a good-morning picture."""


def substantial(said: Iterable[Heard], *, asked: bool = False) -> bool:
    """Whether these messages say enough; a photo does where what happened was asked.

    What somebody passed on from others is not his own word (hostile input 83).
    """
    said = list(said)
    own = [each for each in said if not each.forwarded]
    files = {file.kind for each in own for file in each.files}
    if files & SPOKEN or (asked and files):
        return True
    words = " ".join(each.text for each in own)
    signs = len(re.sub(r"\s", "", words))
    return len(re.findall(r"\w[\w\u0900-\u097f]*", words)) >= ENOUGH_WORDS or signs >= ENOUGH_SIGNS


def worth_registering(state: State) -> bool:
    """Whether a draft that fell silent is registered with what it has."""
    if not state.filing or state.step is Step.CONFIRM:
        return False
    return substantial(state.pieces, asked=True)
