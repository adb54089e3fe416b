"""The criminal track and the sanctions in words."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows.criminal import CriminalAction, CriminalState
from vigilance.domain.workflows.sanction import SanctionAction, SanctionState

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    CriminalState: {
        CriminalState.REFERRED: Words(hi="एजेंसी को सौंपा गया", en="Referred to an agency"),
        CriminalState.PRELIMINARY_ENQUIRY: Words(hi="प्रारम्भिक जांच", en="Preliminary enquiry"),
        CriminalState.UNDER_INVESTIGATION: Words(hi="विवेचना में", en="Under investigation"),
        CriminalState.REPORT_WITH_GOVERNMENT: Words(hi="आख्या शासन में", en="Report with Government"),
        CriminalState.SANCTION_STAGE: Words(
            hi="अभियोजन स्वीकृति के स्तर पर", en="At the stage of sanction"
        ),
        CriminalState.BEFORE_COURT: Words(hi="न्यायालय में", en="Before the court"),
        CriminalState.CONVICTED: Words(hi="दोषसिद्ध", en="Convicted"),
        CriminalState.ACQUITTED: Words(hi="दोषमुक्त", en="Acquitted"),
        CriminalState.CRIMINAL_APPEAL: Words(hi="अपील में", en="Under appeal"),
        CriminalState.ABATED: Words(hi="उपशमित", en="Abated"),
        CriminalState.CLOSED: Words(hi="बन्द", en="Closed"),
    },
    CriminalAction: {
        CriminalAction.REFER: Words(hi="एजेंसी को सौंपना", en="Refer to an agency"),
        CriminalAction.LAY_TRAP: Words(hi="ट्रैप अंकित करना", en="Record a trap"),
        CriminalAction.BEGIN_PRELIMINARY_ENQUIRY: Words(
            hi="प्रारम्भिक जांच का आरम्भ", en="Begin a preliminary enquiry"
        ),
        CriminalAction.CLOSE_PRELIMINARY_ENQUIRY: Words(
            hi="प्रारम्भिक जांच बन्द करना", en="Close the preliminary enquiry"
        ),
        CriminalAction.REGISTER_FIR: Words(
            hi="प्रथम सूचना रिपोर्ट अंकित करना", en="Record the first information report"
        ),
        CriminalAction.RECORD_ARREST: Words(hi="गिरफ्तारी अंकित करना", en="Record an arrest"),
        CriminalAction.RECORD_AGENCY_PROGRESS: Words(
            hi="एजेंसी की प्रगति अंकित करना", en="Record the agency's progress"
        ),
        CriminalAction.RECEIVE_AGENCY_REPORT: Words(
            hi="एजेंसी की आख्या प्राप्त करना", en="Receive the agency's report"
        ),
        CriminalAction.DECIDE_ON_REPORT: Words(
            hi="आख्या पर निर्णय", en="Decide on the agency's report"
        ),
        CriminalAction.RETURN_TO_AGENCY: Words(hi="एजेंसी को लौटाना", en="Return to the agency"),
        CriminalAction.CLOSE_ON_REPORT: Words(
            hi="आख्या पर बन्द करना", en="Close on the agency's report"
        ),
        CriminalAction.FILE_IN_COURT: Words(
            hi="न्यायालय में आरोप पत्र अंकित करना", en="Record the charge-sheet in court"
        ),
        CriminalAction.FRAME_CHARGES: Words(
            hi="आरोप विरचन अंकित करना", en="Record the framing of charges"
        ),
        CriminalAction.HOLD_COURT_HEARING: Words(
            hi="न्यायालय की सुनवाई अंकित करना", en="Record a court hearing"
        ),
        CriminalAction.EXTEND_TRIAL: Words(
            hi="विचारण का समय बढ़ना अंकित करना", en="Record more time for the trial"
        ),
        CriminalAction.RECORD_CONVICTION: Words(hi="दोषसिद्धि अंकित करना", en="Record a conviction"),
        CriminalAction.RECORD_ACQUITTAL: Words(hi="दोषमुक्ति अंकित करना", en="Record an acquittal"),
        CriminalAction.RECORD_ABATEMENT: Words(
            hi="उपशमन अंकित करना", en="Record that the matter abated"
        ),
        CriminalAction.FILE_CRIMINAL_APPEAL: Words(hi="अपील अंकित करना", en="Record an appeal"),
        CriminalAction.RECORD_APPEAL_CONVICTION: Words(
            hi="अपील में दोषसिद्धि अंकित करना", en="Record conviction on appeal"
        ),
        CriminalAction.RECORD_APPEAL_ACQUITTAL: Words(
            hi="अपील में दोषमुक्ति अंकित करना", en="Record acquittal on appeal"
        ),
        CriminalAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    SanctionState: {
        SanctionState.REQUESTED: Words(hi="स्वीकृति मांगी गयी", en="Sanction requested"),
        SanctionState.PAPERS_ASKED: Words(hi="अभिलेख मांगे गये", en="Papers asked for"),
        SanctionState.GRANTED: Words(hi="स्वीकृति दी गयी", en="Sanction granted"),
        SanctionState.REFUSED: Words(hi="स्वीकृति अस्वीकृत", en="Sanction refused"),
        SanctionState.DEEMED: Words(hi="विधि द्वारा स्वीकृति मानी गयी", en="Deemed granted by law"),
    },
    SanctionAction: {
        SanctionAction.REQUEST: Words(hi="स्वीकृति मांगना", en="Request the sanction"),
        SanctionAction.ASK_PAPERS: Words(
            hi="अभिलेख मांगना अंकित करना", en="Record that papers were asked for"
        ),
        SanctionAction.SEND_PAPERS: Words(hi="अभिलेख भेजना", en="Send the papers"),
        SanctionAction.GRANT_SANCTION_TIME: Words(
            hi="एक माह और अंकित करना", en="Record one month more"
        ),
        SanctionAction.GRANT: Words(hi="स्वीकृति अंकित करना", en="Record the sanction"),
        SanctionAction.REFUSE: Words(hi="अस्वीकृति अंकित करना", en="Record the refusal"),
        SanctionAction.RECORD_DEEMED: Words(
            hi="विधि द्वारा मानी गयी स्वीकृति अंकित करना", en="Record the deemed sanction"
        ),
        SanctionAction.REOPEN: Words(hi="पुनः मांगना", en="Request again"),
    },
}
