"""Groups of service, and the exact list of penalties (UP Government Servant Rules 1999, rule 3)."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid

_HRMS = re.compile(r"[A-Z0-9]{3,20}")


class Group(StrEnum):
    """The group of a post."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class NumberStanding(StrEnum):
    """Where the HRMS number of a log-in stands."""

    WAITS = "hrms-number-waits"


class Penalty(StrEnum):
    """A penalty of rule 3; compulsory retirement is not among them (domain.md 4.2)."""

    CENSURE = "censure"
    INCREMENTS_WITHHELD = "increments-withheld"
    EFFICIENCY_BAR = "efficiency-bar"
    RECOVERY_OF_LOSS = "recovery-of-loss"
    FINE = "fine"
    INCREMENTS_WITHHELD_CUMULATIVE = "increments-withheld-cumulative"
    REDUCTION = "reduction"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"


MINOR = frozenset(
    {
        Penalty.CENSURE,
        Penalty.INCREMENTS_WITHHELD,
        Penalty.EFFICIENCY_BAR,
        Penalty.RECOVERY_OF_LOSS,
        Penalty.FINE,
    }
)
MAJOR = frozenset(Penalty) - MINOR


class OrderOutcome(StrEnum):
    """What an order at the end of departmental proceedings says."""

    EXONERATED = "exonerated"
    PENALTY = "penalty"


def check_penalties(penalties: Iterable[Penalty], group: Group, *, minor_only: bool) -> None:
    """Raise Invalid where the rules do not know these penalties for this officer or in these proceedings.

    In minor proceedings only a minor penalty may be imposed (rule 10); a fine is for Group D alone (rule 3).
    """
    given = frozenset(penalties)
    wrong = []
    if minor_only and given & MAJOR:
        wrong.append("Rule 10: minor proceedings end in a minor penalty.")
    if Penalty.FINE in given and group is not Group.D:
        wrong.append("Rule 3: a fine may be imposed on Group D alone.")
    if wrong:
        raise Invalid({"penalties": wrong})


def plain_hrms(text: str) -> str:
    """An HRMS number (Manav Sampada) in the form in which two are compared: in capitals, with nothing between."""
    typed = unicodedata.normalize("NFKC", ascii_digits(text)).upper()
    return re.sub(r"[\s/.\u200b-\u200d\u2010-\u2015-]+", "", typed)


def hrms_number(text: str) -> str:
    """The same of a number that is typed now; Invalid for `hrms_id` where it is none.

    How such a number is made up was not seen in any source, so only its signs and its length are looked at.
    """
    plain = plain_hrms(text)
    if not _HRMS.fullmatch(plain):
        raise Invalid({"hrms_id": ["An HRMS number has 3 to 20 letters and digits."]})
    return plain
