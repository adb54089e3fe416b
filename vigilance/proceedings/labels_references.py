"""Letters, references, requests for information, transfers and openings in words."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows.references import (
    DisclosureAction,
    DisclosureState,
    ReferenceAction,
    ReferenceState,
    RepresentativeAction,
    RepresentativeState,
    RtiAction,
    RtiState,
    TransferAction,
    TransferState,
)

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    RepresentativeState: {
        RepresentativeState.RECEIVED: Words(hi="पत्र प्राप्त", en="Letter received"),
        RepresentativeState.CONFIRMED: Words(hi="पत्र की पुष्टि हुई", en="Letter confirmed"),
        RepresentativeState.REPLIED: Words(hi="उत्तर दिया गया", en="Replied"),
    },
    RepresentativeAction: {
        RepresentativeAction.RECEIVE_LETTER: Words(hi="पत्र प्राप्त करना", en="Receive the letter"),
        RepresentativeAction.CONFIRM_LETTER: Words(
            hi="पत्र की पुष्टि अंकित करना", en="Record the confirmation of the letter"
        ),
        RepresentativeAction.REPLY_TO_LETTER: Words(hi="उत्तर देना", en="Reply"),
        RepresentativeAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    ReferenceState: {
        ReferenceState.RECEIVED: Words(hi="सन्दर्भ प्राप्त", en="Reference received"),
        ReferenceState.REPORT_CALLED: Words(hi="आख्या मांगी गयी", en="Report called for"),
        ReferenceState.ANSWERED: Words(hi="उत्तर दिया गया", en="Answered"),
        ReferenceState.CLOSED: Words(hi="बन्द", en="Closed"),
    },
    ReferenceAction: {
        ReferenceAction.RECEIVE_REFERENCE: Words(hi="सन्दर्भ प्राप्त करना", en="Receive the reference"),
        ReferenceAction.CALL_REFERENCE_REPORT: Words(hi="आख्या मांगना", en="Call for a report"),
        ReferenceAction.SEND_INTERIM_ANSWER: Words(
            hi="अन्तरिम उत्तर भेजना", en="Send an interim answer"
        ),
        ReferenceAction.ANSWER_REFERENCE: Words(hi="उत्तर देना", en="Answer the reference"),
        ReferenceAction.RECORD_FINDING_OF_AUTHORITY: Words(
            hi="प्राधिकारी का निष्कर्ष अंकित करना", en="Record the authority's finding"
        ),
        ReferenceAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    RtiState: {
        RtiState.RECEIVED: Words(hi="आवेदन प्राप्त", en="Request received"),
        RtiState.TRANSFERRED: Words(hi="अन्तरित", en="Transferred"),
        RtiState.REPLIED: Words(hi="उत्तर दिया गया", en="Replied"),
    },
    RtiAction: {
        RtiAction.RECEIVE_RTI: Words(
            hi="सूचना का आवेदन प्राप्त करना", en="Receive the request for information"
        ),
        RtiAction.TRANSFER_RTI: Words(hi="आवेदन अन्तरित करना", en="Transfer the request"),
        RtiAction.REPLY_TO_RTI: Words(hi="सूचना का उत्तर देना", en="Reply to the request"),
        RtiAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    TransferState: {
        TransferState.DECIDED: Words(hi="अंतरण का निर्णय", en="Transfer decided"),
        TransferState.SENT: Words(hi="भेजा गया", en="Sent"),
        TransferState.ACCEPTED: Words(hi="स्वीकार किया गया", en="Accepted"),
        TransferState.RETURNED: Words(hi="वापस आया", en="Returned"),
    },
    TransferAction: {
        TransferAction.DECIDE_TRANSFER: Words(hi="अंतरण का निर्णय", en="Decide to transfer"),
        TransferAction.SEND_TRANSFER: Words(
            hi="अन्य विभाग को भेजना", en="Send to the other department"
        ),
        TransferAction.RECORD_ACCEPTANCE: Words(
            hi="स्वीकार किया जाना अंकित करना", en="Record the acceptance"
        ),
        TransferAction.RECORD_RETURN: Words(hi="वापसी अंकित करना", en="Record the return"),
        TransferAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    DisclosureState: {
        DisclosureState.OPENED: Words(hi="पहचान खोली गयी", en="Identity opened"),
        DisclosureState.TOLD: Words(hi="सूचना दी गयी", en="Told"),
    },
    DisclosureAction: {
        DisclosureAction.OPEN_IDENTITY: Words(hi="पहचान खोलना", en="Open the identity"),
        DisclosureAction.TELL_OPENING: Words(hi="खोले जाने की सूचना देना", en="Tell of the opening"),
    },
}
