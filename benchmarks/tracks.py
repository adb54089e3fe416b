"""The accused of an invented case, and the track that runs against him."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from benchmarks.batches import Batch, Plan, new_id
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.holders import HELD_BY
from vigilance.domain.outside import UNFINISHED
from vigilance.domain.personnel import Group
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.criminal import CriminalState

OF_AN_ACCUSED = (
    Track.DEPARTMENTAL_MAJOR,
    Track.DEPARTMENTAL_MINOR,
    Track.SUSPENSION,
    Track.SANCTION_17A,
    Track.SANCTION_19,
    Track.CRIMINAL,
)
STANDS = tuple((track, state) for track in OF_AN_ACCUSED for state in HELD_BY[track])
"""Every place in which such a track can be pending."""
HEARINGS = 60
"""The next hearings lie in so many days."""


def write_track(
    batch: Batch, plan: Plan, rng: Random, record_id: UUID, *, district: str, opened: datetime
) -> bool:
    """One accused with one pending track, begun some time after his case was opened; whether it keeps it in review."""
    post, authority = (plan.posts[int(rng.random() * len(plan.posts))] for _ in range(2))
    official, accused = new_id(rng), new_id(rng)
    group = tuple(Group)[int(rng.random() * len(Group))]
    batch.put(
        "official", official, record_id, f"Officer Example {rng.randrange(10_000)}", group, post,
        district, authority, authority, opened,
    )  # fmt: skip
    batch.put("accused", accused, record_id, 1, official, post, opened)
    track, state = STANDS[int(rng.random() * len(STANDS))]
    begun = ist_day(opened + (plan.until - opened) * rng.random())
    hearing = None
    if state == CriminalState.BEFORE_COURT:
        hearing = plan.today + timedelta(days=int(rng.random() * HEARINGS))
    band = band_of((plan.today - begun).days)
    batch.put(
        "proceeding", new_id(rng), record_id, accused, track, state, begun, begun, hearing,
        HELD_BY[track][state], band, 1,
    )  # fmt: skip
    return state in UNFINISHED
