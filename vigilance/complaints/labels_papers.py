"""The papers that a step needs, in words."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.words import Words

PAPERS: dict[StrEnum, Words] = {
    InHand.REASONS: Words(hi="कारण", en="reasons"),
    InHand.SECOND_PERSON: Words(
        hi="निर्णय परीक्षण या प्रस्ताव करने वाले से भिन्न अधिकारी करे",
        en="a second person must decide, not the one who scrutinised or proposed",
    ),
    InHand.SCRUTINY_NOTE: Words(hi="परीक्षण टिप्पणी", en="the scrutiny note"),
    InHand.CONFIRMATION: Words(hi="शिकायतकर्ता की पुष्टि", en="the complainant's confirmation"),
    InHand.CONFIRMATION_NOT_NEEDED: Words(
        hi="पहले शिकायतकर्ता से पुष्टि मांगी जाए", en="the complainant must first be asked to confirm"
    ),
    InHand.NOT_YET_REMINDED: Words(
        hi="एक ही अनुस्मारक भेजा जाता है, और वह जा चुका है",
        en="only one reminder is sent, and it has gone",
    ),
    InHand.REMINDER: Words(hi="अनुस्मारक का समय पूरा होने पर", en="after the reminder's days are over"),
    InHand.DISOWNMENT: Words(
        hi="शिकायतकर्ता की अस्वीकृति", en="the complainant's word that it is not theirs"
    ),
    InHand.REPORT: Words(hi="जांच आख्या", en="the inquiry report"),
    InHand.LIMIT_OVER: Words(hi="समय सीमा बीतने पर", en="after a time limit has passed"),
    InHand.CHARGE_SHEET: Words(
        hi="आरोप पत्र, साक्ष्य और साक्षियों की सूची सहित",
        en="the charge-sheet with its lists of documents and witnesses",
    ),
    InHand.IMPUTATIONS: Words(hi="आरोपों का सार", en="the imputations in substance"),
    InHand.APPROVAL_OF_AUTHORITY: Words(
        hi="नियम में नामित प्राधिकारी का आदेश", en="the order of the authority that the rule names"
    ),
    InHand.PROOF_OF_SERVICE: Words(hi="तामील का प्रमाण", en="the proof of service"),
    InHand.REPLY: Words(hi="उत्तर", en="the reply"),
    InHand.APPOINTMENT_ORDER: Words(hi="नियुक्ति आदेश", en="the order of appointment"),
    InHand.ORDER_SHEET: Words(hi="आदेश पत्रक", en="the order sheet"),
    InHand.DISAGREEMENT_NOTE: Words(hi="असहमति का ज्ञापन", en="the note of disagreement"),
    InHand.FINAL_ORDER: Words(hi="आदेश", en="the order"),
    InHand.APPEAL: Words(hi="अपील", en="the appeal"),
    InHand.SUSPENSION_ORDER: Words(hi="निलंबन आदेश", en="the order of suspension"),
    InHand.FIR: Words(hi="प्रथम सूचना रिपोर्ट", en="the first information report"),
    InHand.SANCTIONS: Words(hi="सभी आवश्यक अभियोजन स्वीकृतियां", en="every sanction that is needed"),
    InHand.SANCTION_REQUEST: Words(hi="स्वीकृति का अनुरोध", en="the request for sanction"),
    InHand.SANCTION_ORDER: Words(hi="स्वीकृति पर आदेश", en="the order on the sanction"),
    InHand.JUDGMENT: Words(hi="निर्णय", en="the judgment"),
    InHand.CHALLAN: Words(hi="कोषागार चालान", en="the treasury receipt"),
}
