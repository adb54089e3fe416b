"""The coded values of reviews in words."""

from enum import StrEnum

from vigilance.domain.review_turns import Cadence
from vigilance.domain.words import Words
from vigilance.reviews import desk  # noqa: F401 -- the desk's parts make themselves known
from vigilance.reviews.direction_queries import Which
from vigilance.reviews.models import Origin, Standing
from vigilance.reviews.queue_models import MarkKind
from vigilance.reviews.rules import Outcome
from vigilance.reviews.sitting_models import Part, Stage
from vigilance.web.labels import register_labels

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Outcome: {
        Outcome.CONTINUE: Words(hi="यथावत जारी", en="Continue"),
        Outcome.DIRECT: Words(hi="निर्देश", en="Direct"),
        Outcome.TRANSFER: Words(hi="स्थानान्तरण वांछित", en="Transfer wanted"),
        Outcome.CLOSE: Words(hi="निस्तारण वांछित", en="Closing wanted"),
        Outcome.NO_TIME: Words(hi="समय नहीं मिला", en="No time in this sitting"),
    },
    Cadence: {
        Cadence.WEEK: Words(hi="हर सप्ताह", en="every week"),
        Cadence.HALF_MONTH: Words(
            hi="माह में दो बार (1 से 15, 16 से अंत तक)", en="twice a month (1 to 15, 16 to the end)"
        ),
        Cadence.MONTH: Words(hi="हर माह", en="every month"),
        Cadence.QUARTER: Words(hi="हर तिमाही", en="every quarter"),
    },
    MarkKind: {
        MarkKind.PINNED: Words(hi="कतार में रखा गया", en="Pinned in"),
        MarkKind.EXCUSED: Words(hi="कतार से मुक्त", en="Excused"),
    },
    Stage: {
        Stage.CONVENED: Words(hi="बुलाई गई", en="Convened"),
        Stage.OPEN: Words(hi="चल रही है", en="Being held"),
        Stage.ENDED: Words(hi="समाप्त, हस्ताक्षर शेष", en="Ended, to be signed"),
        Stage.SIGNED: Words(hi="कार्यवृत्त हस्ताक्षरित", en="Minutes signed"),
    },
    Part: {
        Part.CHAIR: Words(hi="अध्यक्ष", en="Chair"),
        Part.MEMBER: Words(hi="सदस्य", en="Member"),
        Part.SECRETARY: Words(hi="बैठक सचिव", en="Secretary of the sitting"),
        Part.LIAISON: Words(hi="एजेंसी के सम्पर्क अधिकारी", en="Liaison of an agency"),
    },
    Origin: {
        Origin.MINISTER: Words(hi="मंत्री का लिखित निर्देश", en="Written by the minister"),
        Origin.SITTING: Words(hi="बैठक का निर्देश", en="Given in a sitting"),
        Origin.VERBAL: Words(hi="मौखिक निर्देश", en="Given verbally"),
    },
    Standing: {
        Standing.GIVEN: Words(hi="अनुपालन शेष", en="To be carried out"),
        Standing.REPORTED: Words(hi="आख्या स्वीकृति हेतु", en="Reported, to be accepted"),
        Standing.RETURNED: Words(hi="आख्या लौटाई गई", en="Report returned"),
        Standing.ACCEPTED: Words(hi="अनुपालन स्वीकृत", en="Carried out"),
    },
    Which: {
        Which.OPEN: Words(hi="अनुपालन शेष", en="To be carried out"),
        Which.LATE: Words(hi="समय सीमा पार", en="Overdue"),
        Which.REPORTED: Words(hi="आख्या स्वीकृति हेतु", en="Reported, to be accepted"),
        Which.RETURNED: Words(hi="आख्या लौटाई गई", en="Report returned"),
        Which.CARRIED_OUT: Words(hi="अनुपालन हुआ", en="Carried out"),
    },
}


def register() -> None:
    """Make them known to every page."""
    for kind, words in LABELS.items():
        register_labels(kind, words)
