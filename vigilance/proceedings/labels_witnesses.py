"""Witnesses in words: whose they are, where they stand, what happens with them."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows.witness import WitnessAction, WitnessSide, WitnessState

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    WitnessSide: {
        WitnessSide.DEPARTMENT: Words(hi="विभाग का साक्षी", en="Department's witness"),
        WitnessSide.PROSECUTION: Words(hi="अभियोजन साक्षी", en="Prosecution witness"),
        WitnessSide.DEFENCE: Words(hi="बचाव साक्षी", en="Defence witness"),
        WitnessSide.COURT: Words(hi="न्यायालय साक्षी", en="Court witness"),
    },
    WitnessState: {
        WitnessState.LISTED: Words(hi="सूची में", en="Listed"),
        WitnessState.SUMMONED: Words(hi="आहूत", en="Summoned"),
        WitnessState.EXAMINED: Words(hi="परीक्षित", en="Examined"),
        WitnessState.CROSS_EXAMINED: Words(hi="प्रतिपरीक्षित", en="Cross-examined"),
        WitnessState.HOSTILE: Words(hi="पक्षद्रोही", en="Hostile"),
        WitnessState.NOT_TRACED: Words(hi="पता नहीं चला", en="Not traced"),
        WitnessState.GIVEN_UP: Words(hi="छोड़ा गया", en="Given up"),
    },
    WitnessAction: {
        WitnessAction.LIST: Words(hi="साक्षी को सूची में लेना", en="List a witness"),
        WitnessAction.SUMMON: Words(hi="साक्षी को आहूत करना", en="Summon the witness"),
        WitnessAction.EXAMINE: Words(hi="परीक्षण अंकित करना", en="Record the examination"),
        WitnessAction.CROSS_EXAMINE: Words(
            hi="प्रतिपरीक्षण अंकित करना", en="Record the cross-examination"
        ),
        WitnessAction.DECLARE_HOSTILE: Words(
            hi="साक्षी का पक्षद्रोही होना अंकित करना", en="Record that the witness turned hostile"
        ),
        WitnessAction.RECORD_NOT_TRACED: Words(
            hi="पता न चलना अंकित करना", en="Record that the witness was not traced"
        ),
        WitnessAction.GIVE_UP: Words(hi="साक्षी को छोड़ना", en="Give the witness up"),
        WitnessAction.RECALL: Words(hi="साक्षी को पुनः बुलाना", en="Recall the witness"),
    },
}
