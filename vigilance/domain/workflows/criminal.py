"""The criminal track of one accused: the agency's enquiry and investigation, its report, and the court."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)


class CriminalState(StrEnum):
    """Where the criminal matter of one accused stands."""

    REFERRED = "referred-to-agency"
    PRELIMINARY_ENQUIRY = "preliminary-enquiry"
    UNDER_INVESTIGATION = "under-investigation"
    REPORT_WITH_GOVERNMENT = "report-with-government"
    SANCTION_STAGE = "sanction-stage"
    BEFORE_COURT = "before-court"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    CRIMINAL_APPEAL = "criminal-appeal"
    ABATED = "abated"
    CLOSED = "criminal-closed"


class CriminalAction(StrEnum):
    """What happens in a criminal matter."""

    REFER = "refer-to-agency"
    LAY_TRAP = "lay-trap"
    BEGIN_PRELIMINARY_ENQUIRY = "begin-preliminary-enquiry"
    CLOSE_PRELIMINARY_ENQUIRY = "close-preliminary-enquiry"
    REGISTER_FIR = "register-fir"
    RECORD_ARREST = "record-arrest"
    RECORD_AGENCY_PROGRESS = "record-agency-progress"
    RECEIVE_AGENCY_REPORT = "receive-agency-report"
    DECIDE_ON_REPORT = "decide-on-agency-report"
    RETURN_TO_AGENCY = "return-to-agency"
    CLOSE_ON_REPORT = "close-on-agency-report"
    FILE_IN_COURT = "file-charge-sheet-in-court"
    FRAME_CHARGES = "frame-charges"
    HOLD_COURT_HEARING = "hold-court-hearing"
    EXTEND_TRIAL = "extend-trial"
    RECORD_CONVICTION = "record-conviction"
    RECORD_ACQUITTAL = "record-acquittal"
    RECORD_ABATEMENT = "record-abatement"
    FILE_CRIMINAL_APPEAL = "file-criminal-appeal"
    RECORD_APPEAL_CONVICTION = "record-appeal-conviction"
    RECORD_APPEAL_ACQUITTAL = "record-appeal-acquittal"
    REOPEN = "reopen"


_WITH_AGENCY = (CriminalState.REFERRED, CriminalState.PRELIMINARY_ENQUIRY)

CRIMINAL = Workflow(
    step(CriminalAction.REFER, to=CriminalState.REFERRED, by=[Role.CVO], needs=[InHand.REASONS]),
    # PC Act s.17A: an arrest on the spot for accepting an undue advantage needs no approval.
    step(CriminalAction.LAY_TRAP, CriminalState.REFERRED, by=DESK),
    step(
        CriminalAction.BEGIN_PRELIMINARY_ENQUIRY,
        CriminalState.REFERRED,
        to=CriminalState.PRELIMINARY_ENQUIRY,
        by=DESK,
    ),
    step(
        CriminalAction.CLOSE_PRELIMINARY_ENQUIRY,
        CriminalState.PRELIMINARY_ENQUIRY,
        to=CriminalState.CLOSED,
        by=DESK,
        needs=[InHand.REPORT],
    ),
    step(
        CriminalAction.REGISTER_FIR,
        *_WITH_AGENCY,
        to=CriminalState.UNDER_INVESTIGATION,
        by=DESK,
        needs=[InHand.FIR],
    ),
    step(CriminalAction.RECORD_ARREST, CriminalState.UNDER_INVESTIGATION, by=DESK),
    step(
        CriminalAction.RECORD_AGENCY_PROGRESS,
        *_WITH_AGENCY,
        CriminalState.UNDER_INVESTIGATION,
        by=DESK,
    ),
    step(
        CriminalAction.RECEIVE_AGENCY_REPORT,
        CriminalState.REFERRED,
        CriminalState.UNDER_INVESTIGATION,
        to=CriminalState.REPORT_WITH_GOVERNMENT,
        by=DESK,
        needs=[InHand.REPORT],
    ),
    step(
        CriminalAction.DECIDE_ON_REPORT,
        CriminalState.REPORT_WITH_GOVERNMENT,
        to=CriminalState.SANCTION_STAGE,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        CriminalAction.RETURN_TO_AGENCY,
        CriminalState.REPORT_WITH_GOVERNMENT,
        to=CriminalState.UNDER_INVESTIGATION,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        CriminalAction.CLOSE_ON_REPORT,
        CriminalState.REPORT_WITH_GOVERNMENT,
        to=CriminalState.CLOSED,
        by=[Role.CVO],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    # PC Act s.19: no court takes cognizance without the sanction, for those who have retired too.
    step(
        CriminalAction.FILE_IN_COURT,
        CriminalState.UNDER_INVESTIGATION,
        CriminalState.SANCTION_STAGE,
        to=CriminalState.BEFORE_COURT,
        by=DESK,
        needs=[InHand.SANCTIONS],
    ),
    step(CriminalAction.FRAME_CHARGES, CriminalState.BEFORE_COURT, by=DESK),
    step(CriminalAction.HOLD_COURT_HEARING, CriminalState.BEFORE_COURT, by=DESK),
    # PC Act s.4(4): six months at a time, with reasons, ordinarily not over four years in all.
    step(
        CriminalAction.EXTEND_TRIAL,
        CriminalState.BEFORE_COURT,
        by=DESK,
        needs=[InHand.REASONS],
    ),
    step(
        CriminalAction.RECORD_CONVICTION,
        CriminalState.BEFORE_COURT,
        to=CriminalState.CONVICTED,
        by=DESK,
        needs=[InHand.JUDGMENT],
    ),
    step(
        CriminalAction.RECORD_ACQUITTAL,
        CriminalState.BEFORE_COURT,
        to=CriminalState.ACQUITTED,
        by=DESK,
        needs=[InHand.JUDGMENT],
    ),
    step(
        CriminalAction.RECORD_ABATEMENT,
        *_WITH_AGENCY,
        CriminalState.UNDER_INVESTIGATION,
        CriminalState.REPORT_WITH_GOVERNMENT,
        CriminalState.SANCTION_STAGE,
        CriminalState.BEFORE_COURT,
        CriminalState.CRIMINAL_APPEAL,
        to=CriminalState.ABATED,
        by=DESK,
        needs=[InHand.REASONS],
    ),
    step(
        CriminalAction.FILE_CRIMINAL_APPEAL,
        CriminalState.CONVICTED,
        CriminalState.ACQUITTED,
        to=CriminalState.CRIMINAL_APPEAL,
        by=DESK,
        needs=[InHand.APPEAL],
    ),
    step(
        CriminalAction.RECORD_APPEAL_CONVICTION,
        CriminalState.CRIMINAL_APPEAL,
        to=CriminalState.CONVICTED,
        by=DESK,
        needs=[InHand.JUDGMENT],
    ),
    step(
        CriminalAction.RECORD_APPEAL_ACQUITTAL,
        CriminalState.CRIMINAL_APPEAL,
        to=CriminalState.ACQUITTED,
        by=DESK,
        needs=[InHand.JUDGMENT],
    ),
    step(
        CriminalAction.REOPEN,
        CriminalState.CLOSED,
        to=CriminalState.REFERRED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=CriminalState.REFERRED,
    final=(
        CriminalState.CONVICTED,
        CriminalState.ACQUITTED,
        CriminalState.ABATED,
        CriminalState.CLOSED,
    ),
)
