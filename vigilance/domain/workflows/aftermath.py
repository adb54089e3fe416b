"""What follows or runs beside: recovery, proceedings after retirement, the complainant's appeal."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)


class RecoveryState(StrEnum):
    """Where a recovery stands."""

    ORDERED = "recovery-ordered"
    IN_REALISATION = "in-realisation"
    REALISED = "realised"
    WRITTEN_OFF = "written-off"


class RecoveryAction(StrEnum):
    """What happens with a recovery."""

    ORDER_RECOVERY = "order-recovery"
    RECORD_REALISATION = "record-realisation"
    RECORD_FULLY_REALISED = "record-fully-realised"
    WRITE_OFF = "write-off"
    REOPEN = "reopen"


RECOVERY = Workflow(
    step(
        RecoveryAction.ORDER_RECOVERY,
        to=RecoveryState.ORDERED,
        by=[Role.CVO],
        needs=[InHand.FINAL_ORDER],
    ),
    step(
        RecoveryAction.RECORD_REALISATION,
        RecoveryState.ORDERED,
        RecoveryState.IN_REALISATION,
        to=RecoveryState.IN_REALISATION,
        by=DESK,
        needs=[InHand.CHALLAN],
    ),
    step(
        RecoveryAction.RECORD_FULLY_REALISED,
        RecoveryState.IN_REALISATION,
        to=RecoveryState.REALISED,
        by=DESK,
        needs=[InHand.SECOND_PERSON],
    ),
    step(
        RecoveryAction.WRITE_OFF,
        RecoveryState.ORDERED,
        RecoveryState.IN_REALISATION,
        to=RecoveryState.WRITTEN_OFF,
        by=[Role.CVO],
        needs=[InHand.FINAL_ORDER, InHand.SECOND_PERSON],
    ),
    step(
        RecoveryAction.REOPEN,
        RecoveryState.REALISED,
        RecoveryState.WRITTEN_OFF,
        to=RecoveryState.IN_REALISATION,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=RecoveryState.ORDERED,
    final=(RecoveryState.REALISED, RecoveryState.WRITTEN_OFF),
)


class RetirementState(StrEnum):
    """Where the matter of an officer near retirement, or after it, stands."""

    WATCHED = "retirement-watched"
    CHARGED_IN_TIME = "charged-in-time"
    SANCTION_ASKED = "governor-sanction-asked"
    SANCTIONED = "governor-sanctioned"
    REFUSED = "governor-refused"
    BARRED = "barred-by-time"
    PENSION_ORDERED = "pension-order-passed"


class RetirementAction(StrEnum):
    """What happens around retirement (CSR article 351-A)."""

    WATCH_RETIREMENT = "watch-retirement"
    INSTITUTE_IN_SERVICE = "institute-in-service"
    ASK_GOVERNOR = "ask-governor"
    RECORD_GOVERNOR_SANCTION = "record-governor-sanction"
    RECORD_GOVERNOR_REFUSAL = "record-governor-refusal"
    RECORD_BAR = "record-bar"
    PASS_PENSION_ORDER = "pass-pension-order"  # noqa: S105 -- a step, not a secret
    REOPEN = "reopen"


AFTER_RETIREMENT = Workflow(
    step(RetirementAction.WATCH_RETIREMENT, to=RetirementState.WATCHED, by=DESK),
    # Proceedings begun before retirement go on after it.
    step(
        RetirementAction.INSTITUTE_IN_SERVICE,
        RetirementState.WATCHED,
        to=RetirementState.CHARGED_IN_TIME,
        by=DESK,
        needs=[InHand.PROOF_OF_SERVICE],
    ),
    # Only the Governor may sanction, nobody for him (Sarita Yadav, Writ-A 393/2025).
    step(
        RetirementAction.ASK_GOVERNOR,
        RetirementState.WATCHED,
        to=RetirementState.SANCTION_ASKED,
        by=[Role.CVO],
        needs=[InHand.SANCTION_REQUEST],
    ),
    step(
        RetirementAction.RECORD_GOVERNOR_SANCTION,
        RetirementState.SANCTION_ASKED,
        to=RetirementState.SANCTIONED,
        by=DESK,
        needs=[InHand.SANCTION_ORDER],
    ),
    step(
        RetirementAction.RECORD_GOVERNOR_REFUSAL,
        RetirementState.SANCTION_ASKED,
        to=RetirementState.REFUSED,
        by=DESK,
        needs=[InHand.SANCTION_ORDER],
    ),
    step(
        RetirementAction.RECORD_BAR,
        RetirementState.WATCHED,
        RetirementState.SANCTION_ASKED,
        to=RetirementState.BARRED,
        by=[Role.CVO],
        needs=[InHand.LIMIT_OVER, InHand.REASONS],
    ),
    step(
        RetirementAction.PASS_PENSION_ORDER,
        RetirementState.CHARGED_IN_TIME,
        RetirementState.SANCTIONED,
        to=RetirementState.PENSION_ORDERED,
        by=[Role.CVO],
        needs=[InHand.FINAL_ORDER, InHand.APPROVAL_OF_AUTHORITY],
    ),
    step(
        RetirementAction.REOPEN,
        RetirementState.REFUSED,
        to=RetirementState.SANCTION_ASKED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=RetirementState.WATCHED,
    final=(
        RetirementState.REFUSED,
        RetirementState.BARRED,
        RetirementState.PENSION_ORDERED,
    ),
)


class AppealState(StrEnum):
    """Where a complainant's appeal against a closure stands."""

    FILED = "complainant-appeal-filed"
    UPHELD = "closure-upheld"
    ALLOWED = "closure-set-aside"


class AppealAction(StrEnum):
    """What happens with a complainant's appeal."""

    FILE_COMPLAINANT_APPEAL = "file-complainant-appeal"
    UPHOLD_CLOSURE = "uphold-closure"
    SET_CLOSURE_ASIDE = "set-closure-aside"
    REOPEN = "reopen"


COMPLAINANT_APPEAL = Workflow(
    step(
        AppealAction.FILE_COMPLAINANT_APPEAL,
        to=AppealState.FILED,
        by=[Role.COMPLAINANT, Role.CLERK, Role.VO, Role.CVO],
    ),
    step(
        AppealAction.UPHOLD_CLOSURE,
        AppealState.FILED,
        to=AppealState.UPHELD,
        by=[Role.CVO, Role.REVIEWING_OFFICER],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    step(
        AppealAction.SET_CLOSURE_ASIDE,
        AppealState.FILED,
        to=AppealState.ALLOWED,
        by=[Role.CVO, Role.REVIEWING_OFFICER],
        needs=[InHand.REASONS],
    ),
    step(
        AppealAction.REOPEN,
        AppealState.UPHELD,
        to=AppealState.FILED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=AppealState.FILED,
    final=(AppealState.UPHELD, AppealState.ALLOWED),
)
