"""The way of a witness through a departmental inquiry or a trial: listed, summoned, heard, or not to be found."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

HEARS = (Role.VO, Role.CVO, Role.INQUIRING_OFFICER)


class WitnessSide(StrEnum):
    """Who calls the witness."""

    DEPARTMENT = "department"
    PROSECUTION = "prosecution"
    DEFENCE = "defence"
    COURT = "court-witness"


class WitnessState(StrEnum):
    """Where a witness stands in one inquiry or trial."""

    LISTED = "witness-listed"
    SUMMONED = "witness-summoned"
    EXAMINED = "witness-examined"
    CROSS_EXAMINED = "witness-cross-examined"
    HOSTILE = "witness-hostile"
    NOT_TRACED = "witness-not-traced"
    GIVEN_UP = "witness-given-up"


class WitnessAction(StrEnum):
    """What happens with a witness."""

    LIST = "list-witness"
    SUMMON = "summon-witness"
    EXAMINE = "examine-witness"
    CROSS_EXAMINE = "cross-examine-witness"
    DECLARE_HOSTILE = "declare-witness-hostile"
    RECORD_NOT_TRACED = "record-witness-not-traced"
    GIVE_UP = "give-up-witness"
    RECALL = "recall-witness"


WITNESS = Workflow(
    step(WitnessAction.LIST, to=WitnessState.LISTED, by=(Role.VO, Role.CVO)),
    step(
        WitnessAction.SUMMON,
        WitnessState.LISTED,
        WitnessState.SUMMONED,
        WitnessState.EXAMINED,
        to=WitnessState.SUMMONED,
        by=HEARS,
    ),
    step(
        WitnessAction.EXAMINE,
        WitnessState.LISTED,
        WitnessState.SUMMONED,
        to=WitnessState.EXAMINED,
        by=HEARS,
    ),
    step(
        WitnessAction.CROSS_EXAMINE,
        WitnessState.SUMMONED,
        WitnessState.EXAMINED,
        to=WitnessState.CROSS_EXAMINED,
        by=HEARS,
    ),
    # Whoever called the witness may then cross-examine him; what he said before stays on the record.
    step(
        WitnessAction.DECLARE_HOSTILE,
        WitnessState.SUMMONED,
        WitnessState.EXAMINED,
        WitnessState.CROSS_EXAMINED,
        to=WitnessState.HOSTILE,
        by=HEARS,
    ),
    step(
        WitnessAction.RECORD_NOT_TRACED,
        WitnessState.LISTED,
        WitnessState.SUMMONED,
        to=WitnessState.NOT_TRACED,
        by=HEARS,
    ),
    step(
        WitnessAction.GIVE_UP,
        WitnessState.LISTED,
        WitnessState.SUMMONED,
        WitnessState.NOT_TRACED,
        to=WitnessState.GIVEN_UP,
        by=HEARS,
        needs=[InHand.REASONS],
    ),
    step(
        WitnessAction.RECALL,
        WitnessState.CROSS_EXAMINED,
        WitnessState.HOSTILE,
        WitnessState.NOT_TRACED,
        WitnessState.GIVEN_UP,
        to=WitnessState.SUMMONED,
        by=HEARS,
        needs=[InHand.REASONS],
    ),
    initial=WitnessState.LISTED,
    final=(
        WitnessState.CROSS_EXAMINED,
        WitnessState.HOSTILE,
        WitnessState.NOT_TRACED,
        WitnessState.GIVEN_UP,
    ),
)
