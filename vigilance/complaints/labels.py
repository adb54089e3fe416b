"""The coded values of an officer's pages in words."""

from enum import StrEnum

from vigilance.complaints.commands.telling import PURPOSES
from vigilance.domain.papers import InHand
from vigilance.domain.walls import Relation
from vigilance.domain.words import Words
from vigilance.identities.commands import Purpose
from vigilance.web.labels import register_labels

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
}
RELATIONS: dict[StrEnum, Words] = {
    Relation.NAMED: Words(
        hi="शिकायत में नाम या पद है, या शिकायतकर्ता ने इनसे छिपाने को कहा है",
        en="Named in the complaint, or the complainant asked that they must not see it",
    ),
    Relation.RELATED: Words(hi="किसी पक्ष से सम्बन्ध", en="Related to somebody in the matter"),
    Relation.REPORTING_LINE: Words(
        hi="जिनके विरुद्ध शिकायत है, उनके अधीन या साथ कार्यरत",
        en="Works under or beside somebody complained against",
    ),
    Relation.RECUSED: Words(hi="स्वयं अलग हुए", en="Withdraws on their own"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(InHand, PAPERS)
    register_labels(Relation, RELATIONS)
    register_labels(Purpose, PURPOSES)
