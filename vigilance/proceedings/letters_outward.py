"""The letters to complainants, agencies, sanctioning authorities and other offices."""

from collections.abc import Mapping

from vigilance.domain.letters import Addressee, Blank, LetterKind, Signer
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.aftermath import RecoveryAction, RetirementAction
from vigilance.domain.workflows.complaint import Action as ComplaintAction
from vigilance.domain.workflows.criminal import CriminalAction
from vigilance.domain.workflows.inquiry import Action as InquiryAction
from vigilance.domain.workflows.references import TransferAction
from vigilance.domain.workflows.rti import RtiAction
from vigilance.domain.workflows.sanction import SanctionAction
from vigilance.proceedings.letter_forms import EARLIER, HIM, HIM_THEN, ORDER, LetterForm, form

COMPLAINT = frozenset({Blank.COMPLAINT_NUMBER, Blank.COMPLAINT_DAY})
CASE_MADE = frozenset({Blank.IMPUTATIONS, Blank.PROVISIONS, Blank.DOCUMENTS})
FIR = frozenset({Blank.FIR_NUMBER, Blank.FIR_DAY, Blank.AGENCY, Blank.AGENCY_REPORT_NUMBER})

OUTWARD: Mapping[LetterKind, LetterForm] = {
    LetterKind.CONFIRMATION: form(
        Track.COMPLAINT,
        ComplaintAction.ASK_CONFIRMATION,
        Addressee.COMPLAINANT,
        COMPLAINT,
        Blank.HELPLINE,
        limit="confirmation",
    ),
    LetterKind.CONFIRMATION_REMINDER: form(
        Track.COMPLAINT,
        ComplaintAction.REMIND,
        Addressee.COMPLAINANT,
        COMPLAINT | EARLIER,
        Blank.HELPLINE,
        limit="reminder",
    ),
    LetterKind.COMPLAINANT_OUTCOME: form(
        Track.COMPLAINANT_APPEAL,
        None,
        Addressee.COMPLAINANT,
        COMPLAINT,
        Blank.COMPLAINT_OUTCOME,
        Blank.HELPLINE,
        limit="complainant-appeal",
    ),
    LetterKind.FORWARDING: form(
        Track.TRANSFER,
        TransferAction.SEND_TRANSFER,
        Addressee.DEPARTMENT,
        COMPLAINT,
        Blank.FILE_NUMBER,
        Blank.DEPARTMENT,
        limit="transfer",
    ),
    LetterKind.RTI_REPLY: form(
        Track.RTI,
        RtiAction.REPLY_TO_RTI,
        Addressee.APPLICANT,
        Blank.REQUEST_DAY,
        Blank.ANSWER,
        Blank.WITHHELD,
        signer=Signer.INFORMATION_OFFICER,
        limit="rti-reply",
        number_as="letter",
    ),
    LetterKind.INQUIRY_ORDER: form(
        Track.INQUIRY,
        InquiryAction.ORDER_INQUIRY,
        Addressee.INQUIRY_OFFICER,
        Blank.FILE_NUMBER,
        Blank.IMPUTATIONS,
        Blank.INQUIRING_OFFICER,
        limit="inquiry-report",
        is_order=True,
    ),
    LetterKind.REQUEST_17A: form(
        Track.SANCTION_17A,
        SanctionAction.REQUEST,
        Addressee.STATE_GOVERNMENT,
        HIM_THEN,
        Blank.FILE_NUMBER,
        Blank.GROUP,
        Blank.AGENCY,
        Blank.IMPUTATIONS,
        Blank.PROVISIONS,
        Blank.DOCUMENTS,
        limit="section-17a",
        number_as="letter",
    ),
    LetterKind.REQUEST_19: form(
        Track.SANCTION_19,
        SanctionAction.REQUEST,
        Addressee.SANCTIONING_AUTHORITY,
        HIM_THEN | FIR | CASE_MADE,
        limit="section-19",
        number_as="letter",
    ),
    LetterKind.REQUEST_218: form(
        Track.SANCTION_218,
        SanctionAction.REQUEST,
        Addressee.STATE_GOVERNMENT,
        HIM_THEN | FIR | CASE_MADE,
        limit="bnss-218",
        number_as="letter",
    ),
    LetterKind.REFERENCE_TO_AGENCY: form(
        Track.CRIMINAL,
        CriminalAction.REFER,
        Addressee.AGENCY,
        HIM_THEN | CASE_MADE,
        Blank.FILE_NUMBER,
        Blank.AGENCY,
    ),
    LetterKind.AGENCY_REMINDER: form(
        Track.CRIMINAL, None, Addressee.AGENCY, HIM | EARLIER, Blank.FILE_NUMBER, Blank.AGENCY
    ),
    LetterKind.RECOVERY_ORDER: form(
        Track.RECOVERY,
        RecoveryAction.ORDER_RECOVERY,
        Addressee.DRAWING_OFFICER,
        HIM | ORDER,
        Blank.AMOUNT,
        Blank.INSTALMENTS,
        signer=Signer.DISCIPLINARY_AUTHORITY,
        number_as="order",
        is_order=True,
    ),
    LetterKind.GOVERNOR_SANCTION: form(
        Track.AFTER_RETIREMENT,
        RetirementAction.ASK_GOVERNOR,
        Addressee.GOVERNOR,
        HIM_THEN,
        Blank.FILE_NUMBER,
        Blank.RETIREMENT_DAY,
        Blank.IMPUTATIONS,
        Blank.LAST_EVENT_DAY,
        Blank.BAR_DAY,
        Blank.DOCUMENTS,
        number_as="letter",
    ),
    LetterKind.REMINDER_OF_WAITING: form(
        Track.INQUIRY,
        None,
        Addressee.WHOEVER_IS_LATE,
        Blank.FILE_NUMBER,
        Blank.WHAT_WAITS,
        Blank.WAITING_SINCE,
        Blank.WAITING_RULE,
        Blank.WAITING_LETTER,
    ),
}
