"""Which authorities are outside the office, and which tracks keep a matter in review after its own inquiry is over."""

from vigilance.domain.parties import SIDES, Party, Side
from vigilance.domain.tracks import OF_AN_ACCUSED, WORKFLOWS, Track

OTHERS = tuple(
    party
    for party in Party
    if SIDES[party] in {Side.AGENCY, Side.SANCTIONING_AUTHORITY, Side.COURT}
)
"""Authorities outside the office; neither the complainant nor the charged officer is one."""

REVIEWED = (*OF_AN_ACCUSED, Track.COMPLAINANT_APPEAL, Track.REFERENCE, Track.TRANSFER)
"""The tracks that keep a matter pending after its own inquiry is over: reviewed until each has come to its end."""

UNFINISHED = tuple(
    sorted(
        {
            state.value
            for track in REVIEWED
            for state in WORKFLOWS[track].states()
            if state not in WORKFLOWS[track].final
        }
    )
)
"""The states in which one of these tracks is still to be reviewed."""
