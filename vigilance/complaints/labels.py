"""The coded values of an officer's pages in words."""

from enum import StrEnum

from vigilance.complaints.commands.telling import PURPOSES
from vigilance.complaints.labels_papers import PAPERS
from vigilance.domain.owning import HowOwned
from vigilance.domain.papers import InHand
from vigilance.domain.walls import Relation
from vigilance.domain.words import Words
from vigilance.identities.commands import Purpose
from vigilance.web.labels import register_labels

RELATIONS: dict[StrEnum, Words] = {
    Relation.ACCUSED: Words(hi="स्वयं आरोपित हैं", en="Accused themselves"),
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
WAYS_OWNED: dict[StrEnum, Words] = {
    HowOwned.PAGE: Words(
        hi="अपने पृष्ठ पर, संख्या और गुप्त कोड से", en="On their own page, with number and code"
    ),
    HowOwned.LINK: Words(hi="भेजे गए लिंक से", en="By the link that was sent"),
    HowOwned.OTP: Words(hi="टेलीफोन पर बताए कोड से", en="By the code told on the telephone"),
    HowOwned.LETTER: Words(hi="पत्र के उत्तर से", en="By answer to the letter"),
    HowOwned.MAIL: Words(
        hi="ई-मेल या संदेश के उत्तर से, जिसे अधिकारी ने देखा", en="By a mail or message that the officer saw"
    ),
    HowOwned.IN_PERSON: Words(hi="स्वयं आकर", en="In person"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(InHand, PAPERS)
    register_labels(Relation, RELATIONS)
    register_labels(Purpose, PURPOSES)
    register_labels(HowOwned, WAYS_OWNED)
