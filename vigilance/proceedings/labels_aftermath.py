"""Recovery, retirement and the complainant's appeal in words."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows.aftermath import (
    AppealAction,
    AppealState,
    RecoveryAction,
    RecoveryState,
    RetirementAction,
    RetirementState,
)

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    RecoveryState: {
        RecoveryState.ORDERED: Words(hi="वसूली आदेशित", en="Recovery ordered"),
        RecoveryState.IN_REALISATION: Words(hi="वसूली चल रही है", en="Being realised"),
        RecoveryState.REALISED: Words(hi="पूरी वसूली", en="Realised"),
        RecoveryState.WRITTEN_OFF: Words(hi="बट्टे खाते में", en="Written off"),
    },
    RecoveryAction: {
        RecoveryAction.ORDER_RECOVERY: Words(hi="वसूली का आदेश", en="Order the recovery"),
        RecoveryAction.RECORD_REALISATION: Words(
            hi="वसूली की किस्त अंकित करना", en="Record an amount realised"
        ),
        RecoveryAction.RECORD_FULLY_REALISED: Words(
            hi="पूरी वसूली अंकित करना", en="Record full realisation"
        ),
        RecoveryAction.WRITE_OFF: Words(hi="बट्टे खाते में डालना", en="Write off"),
        RecoveryAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    RetirementState: {
        RetirementState.WATCHED: Words(hi="सेवानिवृत्ति पर दृष्टि", en="Retirement watched"),
        RetirementState.CHARGED_IN_TIME: Words(hi="सेवा में रहते आरोप पत्र", en="Charged in service"),
        RetirementState.SANCTION_ASKED: Words(
            hi="राज्यपाल की स्वीकृति मांगी गयी", en="Governor's sanction asked"
        ),
        RetirementState.SANCTIONED: Words(hi="राज्यपाल की स्वीकृति", en="Sanctioned by the Governor"),
        RetirementState.REFUSED: Words(hi="राज्यपाल द्वारा अस्वीकृत", en="Refused by the Governor"),
        RetirementState.BARRED: Words(hi="समय से बाधित", en="Barred by time"),
        RetirementState.PENSION_ORDERED: Words(hi="पेंशन पर आदेश पारित", en="Order on pension passed"),
    },
    RetirementAction: {
        RetirementAction.WATCH_RETIREMENT: Words(
            hi="सेवानिवृत्ति पर दृष्टि रखना", en="Watch the retirement"
        ),
        RetirementAction.INSTITUTE_IN_SERVICE: Words(
            hi="सेवा में रहते कार्यवाही आरम्भ", en="Institute while in service"
        ),
        RetirementAction.ASK_GOVERNOR: Words(
            hi="राज्यपाल की स्वीकृति मांगना", en="Ask for the Governor's sanction"
        ),
        RetirementAction.RECORD_GOVERNOR_SANCTION: Words(
            hi="राज्यपाल की स्वीकृति अंकित करना", en="Record the Governor's sanction"
        ),
        RetirementAction.RECORD_GOVERNOR_REFUSAL: Words(
            hi="राज्यपाल की अस्वीकृति अंकित करना", en="Record the Governor's refusal"
        ),
        RetirementAction.RECORD_BAR: Words(hi="समय की बाधा अंकित करना", en="Record the bar of time"),
        RetirementAction.PASS_PENSION_ORDER: Words(
            hi="पेंशन पर आदेश अंकित करना", en="Record the order on pension"
        ),
        RetirementAction.REOPEN: Words(hi="पुनः मांगना", en="Ask again"),
    },
    AppealState: {
        AppealState.FILED: Words(hi="अपील प्राप्त", en="Appeal filed"),
        AppealState.UPHELD: Words(hi="बन्द करना सही माना गया", en="Closure upheld"),
        AppealState.ALLOWED: Words(hi="बन्द करना निरस्त", en="Closure set aside"),
    },
    AppealAction: {
        AppealAction.FILE_COMPLAINANT_APPEAL: Words(
            hi="शिकायतकर्ता की अपील", en="Complainant's appeal"
        ),
        AppealAction.UPHOLD_CLOSURE: Words(hi="बन्द करना सही मानना", en="Uphold the closure"),
        AppealAction.SET_CLOSURE_ASIDE: Words(hi="बन्द करना निरस्त करना", en="Set the closure aside"),
        AppealAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
}
