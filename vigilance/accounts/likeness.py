"""Log-ins whose holder bears a like name: a hint for an officer to look, never a reason for the machine to act."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.reference import folded

ALIKE = 0.8
"""From so much likeness of two spellings on (1 is the same), the log-in is shown; a longer list is no hint any more."""
MOST = 5


def logins_alike(session: Session, name: str) -> Sequence[Officer]:
    """The log-ins of a like name in Hindi or English letters, the likest first."""
    wanted = _spelling(name)
    found = [
        (likeness, officer)
        for officer in session.scalars(select(Officer).order_by(Officer.email))
        if (likeness := max(_likeness(wanted, each) for each in (officer.name_en, officer.name_hi)))
        >= ALIKE
    ]
    found.sort(key=lambda each: -each[0])
    return [officer for _likeness, officer in found[:MOST]]


def _spelling(name: str) -> str:
    """The parts of a name in one order: surnames stand first in some lists."""
    return " ".join(sorted(folded(part) for part in name.replace(".", " ").split()))


def _likeness(wanted: str, name: str) -> float:
    matcher = SequenceMatcher(None, _spelling(name), wanted)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
