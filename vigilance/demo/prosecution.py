"""What is ordered besides in the demonstration: suspension, sanction, minor penalty and recovery, court, conviction."""

from collections.abc import Callable
from typing import Any

from vigilance.demo import words
from vigilance.demo.proceedings import act, name_supervisor
from vigilance.domain.personnel import OrderOutcome, Penalty
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track

MINOR = Track.DEPARTMENTAL_MINOR
ORDERED_BESIDES: tuple[tuple[int, Role, Callable[[Any], None]], ...] = (
    (
        121,
        Role.CVO,
        act(Track.SUSPENSION, "order-suspension", order="311/2026", authority="DIR"),
    ),
    (141, Role.VO, act(Track.SANCTION_19, "request-sanction", letter="431/2026")),
    (170, Role.VO, act(Track.SANCTION_19, "grant-sanction", order="88/2026", authority="DIR")),
    (175, Role.VO, act(Track.CRIMINAL, "file-charge-sheet-in-court")),
    (186, Role.VO, act(Track.CRIMINAL, "record-conviction", judgment="14/2026")),
    (123, Role.VO, name_supervisor),
    (124, Role.CVO, act(MINOR, "decide-minor-proceedings", words.MINOR_DECIDED, of=2)),
    (126, Role.VO, act(MINOR, "serve-imputations", letter="421/2026", served="in-person", of=2)),
    (137, Role.VO, act(MINOR, "receive-explanation", letter="12/2026", of=2)),
    (
        151,
        Role.CVO,
        act(
            MINOR,
            "pass-order",
            order="517/2026",
            outcome=OrderOutcome.PENALTY.value,
            penalties=[Penalty.CENSURE.value, Penalty.RECOVERY_OF_LOSS.value],
            amount=12_000,
            authority="PS",
            of=2,
        ),
    ),
    (153, Role.VO, act(MINOR, "serve-order", served="in-person", of=2)),
    (155, Role.CVO, act(Track.RECOVERY, "order-recovery", order="519/2026", amount=12_000, of=2)),
    (159, Role.VO, act(Track.RECOVERY, "record-realisation", challan="C-204", amount=4_000, of=2)),
)
"""After how many days who does what. The younger cases stay with the agency and the authority."""
