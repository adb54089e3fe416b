"""Letters, references, requests for information, transfers and openings in words."""

from enum import StrEnum

from vigilance.domain.references import Exemption, Referrer
from vigilance.domain.words import Words
from vigilance.domain.workflows.references import (
    DisclosureAction,
    DisclosureState,
    ReferenceAction,
    ReferenceState,
    RepresentativeAction,
    RepresentativeState,
    TransferAction,
    TransferState,
)
from vigilance.domain.workflows.rti import RtiAction, RtiState

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
        RtiState.APPEALED: Words(hi="प्रथम अपील लम्बित", en="First appeal pending"),
        RtiState.REPLY_ORDERED: Words(hi="अपील में सूचना आदेशित", en="Reply ordered on appeal"),
        RtiState.APPEAL_DISMISSED: Words(hi="प्रथम अपील निरस्त", en="First appeal dismissed"),
        RtiState.BEFORE_COMMISSION: Words(
            hi="राज्य सूचना आयोग के समक्ष", en="Before the Information Commission"
        ),
        RtiState.COMMISSION_DECIDED: Words(hi="आयोग का आदेश प्राप्त", en="Commission has decided"),
    },
    RtiAction: {
        RtiAction.RECEIVE_RTI: Words(
            hi="सूचना का आवेदन प्राप्त करना", en="Receive the request for information"
        ),
        RtiAction.TRANSFER_RTI: Words(hi="आवेदन अन्तरित करना", en="Transfer the request"),
        RtiAction.REPLY_TO_RTI: Words(hi="सूचना का उत्तर देना", en="Reply to the request"),
        RtiAction.FILE_RTI_APPEAL: Words(hi="प्रथम अपील अंकित करना", en="Record the first appeal"),
        RtiAction.GRANT_RTI_APPEAL_TIME: Words(
            hi="अपील के लिए और समय अंकित करना", en="Record more time for the appeal"
        ),
        RtiAction.ALLOW_RTI_APPEAL: Words(
            hi="अपील स्वीकार होना अंकित करना", en="Record that the appeal is allowed"
        ),
        RtiAction.DISMISS_RTI_APPEAL: Words(
            hi="अपील निरस्त होना अंकित करना", en="Record that the appeal is dismissed"
        ),
        RtiAction.RECORD_SECOND_APPEAL: Words(
            hi="द्वितीय अपील अंकित करना", en="Record the second appeal"
        ),
        RtiAction.RECORD_COMMISSION_ORDER: Words(
            hi="सूचना आयोग का आदेश अंकित करना", en="Record the Commission's order"
        ),
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
    Referrer: {
        Referrer.LOKAYUKTA: Words(hi="लोकायुक्त", en="Lokayukta"),
        Referrer.GOVERNOR_SECRETARIAT: Words(hi="राज्यपाल सचिवालय", en="Governor's Secretariat"),
        Referrer.CHIEF_MINISTER_OFFICE: Words(hi="मुख्यमंत्री कार्यालय", en="Chief Minister's Office"),
        Referrer.VIGILANCE_DEPARTMENT: Words(hi="सतर्कता विभाग", en="Vigilance Department"),
        Referrer.VIGILANCE_COMMISSION: Words(hi="उ.प्र. सतर्कता आयोग", en="UP Vigilance Commission"),
        Referrer.CENTRAL_VIGILANCE_COMMISSION: Words(
            hi="केन्द्रीय सतर्कता आयोग", en="Central Vigilance Commission"
        ),
        Referrer.HUMAN_RIGHTS_COMMISSION: Words(
            hi="मानव अधिकार आयोग", en="Human Rights Commission"
        ),
        Referrer.SCHEDULED_CASTES_COMMISSION: Words(
            hi="अनुसूचित जाति/जनजाति आयोग", en="Scheduled Castes or Tribes Commission"
        ),
        Referrer.LEGISLATURE: Words(
            hi="विधान मण्डल या उसकी समिति", en="Legislature or its committee"
        ),
        Referrer.COURT: Words(hi="न्यायालय", en="Court"),
        Referrer.OTHER: Words(hi="अन्य प्राधिकारी", en="Another authority"),
    },
    Exemption: {
        Exemption.SOURCE: Words(
            hi="धारा 8(1)(छ): इससे स्रोत की पहचान या किसी की सुरक्षा संकट में पड़े",
            en="Section 8(1)(g): it would identify a source or endanger somebody",
        ),
        Exemption.INVESTIGATION: Words(
            hi="धारा 8(1)(ज): इससे अन्वेषण, गिरफ्तारी या अभियोजन में बाधा पड़े",
            en="Section 8(1)(h): it would impede an investigation, an arrest or a prosecution",
        ),
        Exemption.PERSONAL: Words(
            hi="धारा 8(1)(ञ): व्यक्तिगत सूचना; लोकहित को धारा 8(2) में तौला जाता है",
            en="Section 8(1)(j): personal information; the public interest is weighed under section 8(2)",
        ),
        Exemption.COURT: Words(
            hi="धारा 8(1)(ख): न्यायालय या अधिकरण ने प्रकट करने से रोका है",
            en="Section 8(1)(b): a court or tribunal has forbidden it",
        ),
        Exemption.PART: Words(
            hi="धारा 10: वर्जित अंश हटाकर शेष सूचना दी जाती है",
            en="Section 10: the rest is given with the exempt part taken out",
        ),
    },
}
