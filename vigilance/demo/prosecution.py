"""What is ordered besides in the demonstration: the suspension, the sanction, and the charge-sheet filed in court."""

from collections.abc import Callable
from typing import Any

from vigilance.demo.proceedings import act
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track

ORDERED_BESIDES: tuple[tuple[int, Role, Callable[[Any], None]], ...] = (
    (
        121,
        Role.CVO,
        act(Track.SUSPENSION, "order-suspension", order="311/2026", authority="DIR"),
    ),
    (141, Role.VO, act(Track.SANCTION_19, "request-sanction", letter="431/2026")),
    (170, Role.VO, act(Track.SANCTION_19, "grant-sanction", order="88/2026", authority="DIR")),
    (175, Role.VO, act(Track.CRIMINAL, "file-charge-sheet-in-court")),
)
"""After how many days who does what. The younger cases stay with the agency and the authority."""
