"""Letters, their steps, and endorsements of notes in words."""

from vigilance.domain.letters import LetterKind, Signer
from vigilance.domain.words import Words
from vigilance.domain.workflows.letter import LetterAction, LetterState
from vigilance.notes.models import Endorsement
from vigilance.web.labels import register_labels

KINDS = {
    LetterKind.CONFIRMATION: Words(hi="पुष्टि का पत्र", en="Letter of confirmation"),
    LetterKind.CONFIRMATION_REMINDER: Words(hi="पुष्टि का अनुस्मारक", en="Reminder of confirmation"),
    LetterKind.COMPLAINANT_OUTCOME: Words(
        hi="शिकायतकर्ता को निस्तारण की सूचना", en="Outcome, to the complainant"
    ),
    LetterKind.FORWARDING: Words(hi="अन्य विभाग को प्रेषण", en="Forwarding to another department"),
    LetterKind.RTI_REPLY: Words(
        hi="सूचना के अधिकार का उत्तर", en="Reply to a request for information"
    ),
    LetterKind.INQUIRY_ORDER: Words(hi="जांच का आदेश", en="Order of inquiry"),
    LetterKind.CHARGE_SHEET: Words(hi="आरोप पत्र", en="Charge-sheet"),
    LetterKind.APPOINT_INQUIRY_OFFICER: Words(
        hi="जांच अधिकारी की नियुक्ति", en="Appointment of the inquiry officer"
    ),
    LetterKind.APPOINT_PRESENTING_OFFICER: Words(
        hi="प्रस्तुतकर्ता अधिकारी की नियुक्ति", en="Appointment of the presenting officer"
    ),
    LetterKind.REPORT_COPY: Words(hi="जांच आख्या की प्रति का प्रेषण", en="Copy of the inquiry report"),
    LetterKind.SHOW_CAUSE: Words(hi="कारण बताओ नोटिस", en="Show-cause notice"),
    LetterKind.SHOW_CAUSE_DISAGREEMENT: Words(
        hi="असहमति के कारणों सहित कारण बताओ नोटिस",
        en="Show-cause notice with reasons for disagreement",
    ),
    LetterKind.FINAL_ORDER_PENALTY: Words(hi="शास्ति का अन्तिम आदेश", en="Final order, penalty"),
    LetterKind.FINAL_ORDER_EXONERATION: Words(
        hi="दोषमुक्ति का अन्तिम आदेश", en="Final order, exoneration"
    ),
    LetterKind.EXONERATION: Words(
        hi="दोषमुक्ति की सूचना का पत्र", en="Letter of exoneration to the officer"
    ),
    LetterKind.IMPUTATIONS_MINOR: Words(
        hi="लघु शास्ति हेतु अभ्यारोपण", en="Imputations for a minor penalty"
    ),
    LetterKind.MINOR_ORDER_PENALTY: Words(
        hi="लघु शास्ति का आदेश", en="Order imposing a minor penalty"
    ),
    LetterKind.SUSPENSION_ORDER: Words(hi="निलंबन आदेश", en="Order of suspension"),
    LetterKind.SUSPENSION_REVOCATION: Words(hi="बहाली का आदेश", en="Order of reinstatement"),
    LetterKind.REQUEST_17A: Words(
        hi="धारा 17क के पूर्व अनुमोदन का अनुरोध", en="Request for prior approval, section 17A"
    ),
    LetterKind.REQUEST_19: Words(
        hi="धारा 19 की अभियोजन स्वीकृति का अनुरोध", en="Request for sanction, section 19"
    ),
    LetterKind.REQUEST_218: Words(
        hi="भा.ना.सु.सं. 218 की अभियोजन स्वीकृति का अनुरोध",
        en="Request for sanction, BNSS section 218",
    ),
    LetterKind.REFERENCE_TO_AGENCY: Words(hi="एजेंसी को सन्दर्भ", en="Reference to an agency"),
    LetterKind.AGENCY_REMINDER: Words(hi="एजेंसी को अनुस्मारक", en="Reminder to the agency"),
    LetterKind.RECOVERY_ORDER: Words(hi="वसूली आदेश", en="Order of recovery"),
    LetterKind.GOVERNOR_SANCTION: Words(
        hi="राज्यपाल की स्वीकृति का प्रस्ताव", en="Proposal for the Governor's sanction"
    ),
    LetterKind.REMINDER_OF_WAITING: Words(
        hi="लम्बित कार्यवाही का अनुस्मारक", en="Reminder of what is waited for"
    ),
}
STATES = {
    LetterState.DRAFT: Words(hi="प्रारूप", en="Draft"),
    LetterState.PUT_UP: Words(hi="अनुमोदन हेतु प्रस्तुत", en="Put up for approval"),
    LetterState.APPROVED: Words(hi="अनुमोदित", en="Approved"),
    LetterState.ISSUED: Words(hi="जारी", en="Issued"),
    LetterState.SERVED: Words(hi="तामील", en="Served"),
    LetterState.WITHDRAWN: Words(hi="वापस लिया गया", en="Withdrawn"),
}
ACTIONS = {
    LetterAction.DRAFT: Words(hi="पत्र का प्रारूप बनाना", en="Draft a letter"),
    LetterAction.EDIT: Words(hi="प्रारूप बदलना", en="Change the draft"),
    LetterAction.PUT_UP: Words(hi="अनुमोदन हेतु प्रस्तुत करना", en="Put up for approval"),
    LetterAction.RETURN: Words(hi="प्रारूपकार को लौटाना", en="Return to the drafter"),
    LetterAction.APPROVE: Words(hi="पत्र अनुमोदित करना", en="Approve the letter"),
    LetterAction.ISSUE: Words(hi="पत्र जारी करना", en="Issue the letter"),
    LetterAction.RECORD_SERVICE: Words(hi="तामील अंकित करना", en="Record the service"),
    LetterAction.WITHDRAW: Words(hi="पत्र वापस लेना", en="Withdraw the letter"),
}
SIGNERS = {
    Signer.CVO: Words(hi="मुख्य सतर्कता अधिकारी", en="Chief Vigilance Officer"),
    Signer.DISCIPLINARY_AUTHORITY: Words(hi="अनुशासनिक प्राधिकारी", en="Disciplinary authority"),
    Signer.APPOINTING_AUTHORITY: Words(hi="नियुक्ति प्राधिकारी", en="Appointing authority"),
    Signer.INFORMATION_OFFICER: Words(hi="जन सूचना अधिकारी", en="Public Information Officer"),
}
ENDORSEMENTS = {
    Endorsement.PUT_UP: Words(hi="आदेशार्थ प्रस्तुत", en="Put up for orders"),
    Endorsement.APPROVED: Words(hi="अनुमोदित", en="Approved"),
    Endorsement.DISCUSS: Words(hi="चर्चा करें", en="Discuss"),
    Endorsement.SEEN: Words(hi="देखा", en="Seen"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(LetterKind, KINDS)
    register_labels(LetterState, STATES)
    register_labels(LetterAction, ACTIONS)
    register_labels(Signer, SIGNERS)
    register_labels(Endorsement, ENDORSEMENTS)
