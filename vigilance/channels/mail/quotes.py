"""What somebody wrote himself, apart from what he quotes; what he forwards is not folded away: it is what he sends."""

import re
from dataclasses import dataclass, field

_LONGEST_LINE = 1000
_WRAPPED = 3
"""Lines over which a mailer may break the line that says who wrote."""

_WROTE = (
    re.compile(
        r"(?:on|am|le|el)\b.{3,400}\b(?:wrote|writes|schrieb|a écrit|escribió)\s?:", re.IGNORECASE
    ),
    re.compile(r".{3,300}\bको\b.{0,300}\bने\s+(?:यह\s+)?(?:लिखा|लिखे|कहा)\s?(?:है\s?)?[:\uff1a]"),
    re.compile(r".{3,300}<[^<>\s]{3,200}>\s*(?:ने लिखा|wrote)\s?:?", re.IGNORECASE),
)
_WHEN = re.compile(r"[0-9\u0966-\u096f]|@")
_ORIGINAL = re.compile(
    r"[-_*=]{2,}\s*(?:original message|original appointment|reply message|मूल संदेश|मूल सन्देश|"
    r"मूल मेल)\s*[-_*=]{2,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-_*=]{2,}\s*(?:forwarded (?:message|by)|अग्रेषित (?:किया गया )?(?:संदेश|सन्देश|मेल))\b"
    r"|begin forwarded message\s?:|अग्रेषित (?:संदेश|सन्देश)\s?:",
    re.IGNORECASE,
)
_FORWARDING_SUBJECT = re.compile(
    r"(?:\s*(?:re|aw|प्रति)\s?:)*\s*(?:fwd?|fw|अग्रेषित|फॉरवर्ड)\s?:", re.IGNORECASE
)
_ANSWERING_SUBJECT = re.compile(r"\s*(?:re|aw|sv|प्रति|उत्तर|जवाब)\s?(?:\[\d+\])?\s?:", re.IGNORECASE)
_RULE = re.compile(r"_{10,}|-{10,}")
_FROM = re.compile(r"\*?(?:from|प्रेषक|भेजने वाला|द्वारा)\s?:\*?\s*\S", re.IGNORECASE)
_NEXT = re.compile(
    r"\*?(?:sent|date|to|cc|subject|भेजा गया|दिनांक|तारीख|प्रति|सेवा में|विषय)\s?:\*?", re.IGNORECASE
)
_FEWEST_NEXT = 2


@dataclass(frozen=True, slots=True)
class Folded:
    """The person's own words, and those he quotes."""

    text: str = field(repr=False)
    quoted: str = field(repr=False)
    forwarded: bool = False


def folded(text: str, *, subject: str = "", answers: bool = False) -> Folded:
    """The text in two. `answers` says that the header names an earlier message.

    A mail that answers nothing keeps its `>` lines: they are what its writer wants to show.
    """
    forwards = bool(_FORWARDING_SUBJECT.match(subject))
    answers = answers or bool(_ANSWERING_SUBJECT.match(subject))
    own: list[str] = []
    quoted: list[str] = []
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place].strip()[:_LONGEST_LINE]
        if _FORWARDED.match(line):
            forwards = True
            own += lines[place:]
            break
        if _begins_rest(lines, place, answers=answers and not forwards):
            quoted += lines[place:]
            break
        taken = _quote_at(lines, place, answers=answers)
        (quoted if taken else own).extend(lines[place : place + max(taken, 1)])
        place += max(taken, 1)
    mine = "\n".join(own).strip("\n").rstrip()
    if not mine and not answers:
        return Folded(text, "", forwards)
    return Folded(mine, "\n".join(quoted).strip("\n"), forwards)


def _begins_rest(lines: list[str], place: int, *, answers: bool) -> bool:
    """Whether all from here on is the earlier message, as Outlook puts it under an answer."""
    if not answers:
        return False
    line = lines[place].strip()[:_LONGEST_LINE]
    if _ORIGINAL.match(line):
        return True
    if _FROM.match(line):
        return _is_heading(lines, place)
    if _RULE.fullmatch(line):
        after = next(
            (n for n in range(place + 1, min(place + 3, len(lines))) if lines[n].strip()), None
        )
        return (
            after is not None
            and bool(_FROM.match(lines[after].strip()))
            and _is_heading(lines, after)
        )
    return False


def _is_heading(lines: list[str], place: int) -> bool:
    following = [line.strip() for line in lines[place + 1 : place + 7]]
    return sum(bool(_NEXT.match(line)) for line in following) >= _FEWEST_NEXT


def _quote_at(lines: list[str], place: int, *, answers: bool) -> int:
    """How many lines from here are quoted; none where they are the writer's own."""
    said = _who_wrote(lines, place)
    start = place + said
    if said:
        while start < len(lines) and not lines[start].strip():
            start += 1
    elif not answers:
        return 0
    end = start
    while end < len(lines) and (lines[end].startswith(">") or _is_gap(lines, end, start)):
        end += 1
    if end > start:
        return end - place
    # Who wrote is named and no line is marked: a mailer that quotes by indenting; all that follows is quoted.
    return len(lines) - place if said and answers else 0


def _is_gap(lines: list[str], place: int, start: int) -> bool:
    """A blank line inside a quotation."""
    if place == start or lines[place].strip():
        return False
    return place + 1 < len(lines) and lines[place + 1].startswith(">")


def _who_wrote(lines: list[str], place: int) -> int:
    """Over how many lines from here it is said who wrote what follows."""
    taken = [line.strip() for line in lines[place : place + _WRAPPED]]
    for count in range(1, len(taken) + 1):
        last = taken[count - 1]
        if not last or last.startswith(">") or len(last) > _LONGEST_LINE:
            return 0
        if not last.endswith((":", "\uff1a", "लिखा")):
            continue
        # The line above may be the writer's own: the shortest run of lines that says it is the one.
        ways = [start for start in range(count) if _says_who(" ".join(taken[start:count]))]
        return count if ways and max(ways) == 0 else 0
    return 0


def _says_who(line: str) -> bool:
    """Whether a line names writer and day; without a digit or an address it is a sentence like any other."""
    return bool(_WHEN.search(line)) and any(rule.fullmatch(line) for rule in _WROTE)
