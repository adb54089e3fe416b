"""Reading witnesses: those of an inquiry or trial, their names where they may be opened, whom a hearing awaits."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.evidence.texts import open_text
from vigilance.proceedings.witness_models import Witness, WitnessEntry
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.fields import FieldPlace


def witnesses_of(session: Session, proceeding_ids: Collection[uuid.UUID]) -> Sequence[Witness]:
    """The witnesses of these tracks, by their numbers."""
    if not proceeding_ids:
        return ()
    statement = select(Witness).where(Witness.proceeding_id.in_(proceeding_ids))
    return session.scalars(statement.order_by(Witness.proceeding_id, Witness.number)).all()


def witness_by_number(session: Session, proceeding_id: uuid.UUID, number: int) -> Witness:
    """One witness of a track; NotFound otherwise."""
    statement = select(Witness).where(
        Witness.proceeding_id == proceeding_id, Witness.number == number
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("witness")
    return found


def acts_of_witnesses(
    session: Session, witness_ids: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, list[WitnessEntry]]:
    """What was done with each of them, in its order."""
    found: dict[uuid.UUID, list[WitnessEntry]] = {each: [] for each in witness_ids}
    if not found:
        return found
    statement = select(WitnessEntry).where(WitnessEntry.witness_id.in_(found))
    for entry in session.scalars(statement.order_by(WitnessEntry.number)):
        found[entry.witness_id].append(entry)
    return found


def summoned_on(
    session: Session, proceeding_ids: Collection[uuid.UUID], since: date, until: date
) -> Mapping[tuple[uuid.UUID, date], list[int]]:
    """The numbers of the witnesses summoned for each hearing of these tracks: numbers alone, never a name or a side."""
    statement = (
        select(Witness.proceeding_id, Witness.summoned_for, Witness.number)
        .where(
            Witness.summoned_for >= since,
            Witness.summoned_for <= until,
            Witness.proceeding_id.in_(proceeding_ids),
        )
        .order_by(Witness.number)
    )
    found: dict[tuple[uuid.UUID, date], list[int]] = {}
    for proceeding_id, on, number in session.execute(statement):
        if on is not None:
            found.setdefault((proceeding_id, on), []).append(number)
    return found


def name_place(witness_id: uuid.UUID, record_id: uuid.UUID) -> FieldPlace:
    """Where a witness's name is sealed to: it opens nowhere else."""
    return FieldPlace("witness", "name_sealed", witness_id, record_id)


def name_of(witness: Witness, opener: Callable[[], CaseKey]) -> str:
    """The name, for whoever may open it."""
    return open_text(name_place(witness.id, witness.record_id), witness.name_sealed, opener())
