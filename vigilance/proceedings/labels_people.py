"""Groups, penalties, findings, ways of service, agencies and kinds of entities in words."""

from enum import StrEnum

from vigilance.cases.accused_models import EntityKind, PointFinding
from vigilance.domain.agencies import Agency
from vigilance.domain.personnel import Group, NumberStanding, OrderOutcome, Penalty
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.words import Words
from vigilance.proceedings.strike_models import Struck

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Group: {
        Group.A: Words(hi="समूह ‘क’", en="Group A"),
        Group.B: Words(hi="समूह ‘ख’", en="Group B"),
        Group.C: Words(hi="समूह ‘ग’", en="Group C"),
        Group.D: Words(hi="समूह ‘घ’", en="Group D"),
    },
    NumberStanding: {NumberStanding.WAITS: Words(hi="पुष्टि शेष", en="To be confirmed")},
    Penalty: {
        Penalty.CENSURE: Words(hi="परिनिन्दा", en="Censure"),
        Penalty.INCREMENTS_WITHHELD: Words(
            hi="निश्चित अवधि के लिए वेतन वृद्धि रोकना",
            en="Withholding of increments for a specified period",
        ),
        Penalty.EFFICIENCY_BAR: Words(hi="दक्षता रोक पर रोकना", en="Stoppage at an efficiency bar"),
        Penalty.RECOVERY_OF_LOSS: Words(
            hi="हुई हानि की वेतन से वसूली", en="Recovery of the loss from pay"
        ),
        Penalty.FINE: Words(hi="अर्थदण्ड (केवल समूह ‘घ’)", en="Fine (Group D only)"),
        Penalty.INCREMENTS_WITHHELD_CUMULATIVE: Words(
            hi="संचयी प्रभाव से वेतन वृद्धि रोकना",
            en="Withholding of increments with cumulative effect",
        ),
        Penalty.REDUCTION: Words(
            hi="निम्न पद, श्रेणी, वेतनमान या प्रक्रम पर अवनति",
            en="Reduction to a lower post, grade, time-scale or stage",
        ),
        Penalty.REMOVAL: Words(
            hi="सेवा से हटाया जाना (भविष्य में नियुक्ति वर्जित नहीं)",
            en="Removal (does not bar future employment)",
        ),
        Penalty.DISMISSAL: Words(
            hi="सेवा से पदच्युति (भविष्य में नियुक्ति वर्जित)",
            en="Dismissal (bars future employment)",
        ),
    },
    OrderOutcome: {
        OrderOutcome.EXONERATED: Words(hi="दोषमुक्त", en="Exonerated"),
        OrderOutcome.PENALTY: Words(hi="शास्ति दी गयी", en="Penalty imposed"),
    },
    PointFinding: {
        PointFinding.SUBSTANTIATED: Words(hi="आरोप सिद्ध", en="Substantiated"),
        PointFinding.NOT_SUBSTANTIATED: Words(hi="आरोप सिद्ध नहीं", en="Not substantiated"),
        PointFinding.COULD_NOT_BE_PROVED: Words(
            hi="प्रमाणित नहीं किया जा सका", en="Could not be proved"
        ),
        PointFinding.DROPPED: Words(hi="आरोप छोड़ा गया", en="Dropped"),
    },
    EntityKind: {
        EntityKind.VENDOR: Words(hi="आपूर्तिकर्ता या संस्था", en="Vendor or institution"),
        EntityKind.BANK_ACCOUNT: Words(hi="बैंक खाता", en="Bank account"),
        EntityKind.VEHICLE: Words(hi="वाहन", en="Vehicle"),
        EntityKind.TENDER: Words(hi="निविदा", en="Tender"),
    },
    Service: {
        Service.IN_PERSON: Words(hi="स्वयं को", en="In person"),
        Service.REGISTERED_POST: Words(hi="पंजीकृत डाक से", en="By registered post"),
        Service.SUBSTITUTED: Words(hi="चस्पा या प्रकाशन द्वारा", en="By affixing or publication"),
        Service.REFUSED: Words(hi="लेने से इन्कार", en="Refused to take it"),
    },
    Agency: {
        Agency.VIGILANCE_ESTABLISHMENT: Words(hi="सतर्कता अधिष्ठान", en="Vigilance Establishment"),
        Agency.ANTI_CORRUPTION_ORGANISATION: Words(
            hi="भ्रष्टाचार निवारण संगठन", en="Anti-Corruption Organisation"
        ),
        Agency.ECONOMIC_OFFENCES_WING: Words(
            hi="आर्थिक अपराध अनुसंधान संगठन", en="Economic Offences Wing"
        ),
        Agency.CBI: Words(hi="केन्द्रीय अन्वेषण ब्यूरो", en="Central Bureau of Investigation"),
        Agency.DISTRICT_POLICE: Words(hi="जिला पुलिस", en="District police"),
        Agency.LOKAYUKTA: Words(hi="लोकायुक्त", en="Lokayukta"),
        Agency.OTHER: Words(hi="अन्य एजेंसी", en="Another agency"),
    },
    Struck: {
        Struck.ACCUSED: Words(hi="आरोपी", en="An accused"),
        Struck.ALLEGATION: Words(hi="आरोप", en="An allegation"),
        Struck.TRACK: Words(hi="कार्यवाही", en="A track"),
    },
}
