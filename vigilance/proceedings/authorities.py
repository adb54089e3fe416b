"""Which authority a rule names for an act against an officer: one table, read against his own particulars."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vigilance.domain.errors import Invalid, Wording
from vigilance.domain.tracks import Track
from vigilance.personnel.models import Official

STATE_GOVERNMENT = "state-government"
GOVERNOR = "governor"


@dataclass(frozen=True, slots=True)
class Named:
    """The authority and the rule that names it."""

    rule: str
    of: Callable[[Official], str]


AUTHORITIES: Mapping[Track, Named] = {
    Track.DEPARTMENTAL_MAJOR: Named(
        "UP 1999 Rules, rule 6", lambda official: official.disciplinary_authority
    ),
    Track.DEPARTMENTAL_MINOR: Named(
        "UP 1999 Rules, rule 6", lambda official: official.disciplinary_authority
    ),
    Track.SUSPENSION: Named(
        "UP 1999 Rules, rule 4", lambda official: official.appointing_authority
    ),
    Track.SANCTION_17A: Named("PC Act, section 17A", lambda _official: STATE_GOVERNMENT),
    Track.SANCTION_19: Named("PC Act, section 19", lambda official: official.appointing_authority),
    Track.SANCTION_218: Named("BNSS, section 218", lambda _official: STATE_GOVERNMENT),
    Track.AFTER_RETIREMENT: Named("CSR, article 351-A", lambda _official: GOVERNOR),
}


def check_authority(track: Track, official: Official, given: str) -> None:
    """Raise Invalid, naming the rule, where another authority than the one it names has acted."""
    named = AUTHORITIES.get(track)
    if named is not None and given != named.of(official):
        raise Invalid(
            {
                "authority": [
                    Wording(
                        "{rule}: the authority for this officer is {authority}.",
                        rule=named.rule,
                        authority=named.of(official),
                    )
                ]
            }
        )
