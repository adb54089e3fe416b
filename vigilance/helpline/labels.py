"""The coded values of the helpline in words."""

from vigilance.domain.words import Words
from vigilance.helpline.models import BestTime, CallSource, CallStage, TryResult
from vigilance.web.labels import register_labels

STAGES = {
    CallStage.DRAFT: Words(hi="लिखा जा रहा है", en="Being written"),
    CallStage.CALL_BACK: Words(hi="वापस फ़ोन करना है", en="To be called back"),
    CallStage.TO_WRITE_UP: Words(hi="लिखना बाकी है", en="To be written up"),
    CallStage.REGISTERED: Words(hi="पंजीकृत", en="Registered"),
    CallStage.DROPPED: Words(hi="बिना परिणाम बन्द", en="Closed without result"),
    CallStage.NOT_A_COMPLAINT: Words(hi="शिकायत नहीं", en="Not a complaint"),
}
SOURCES = {
    CallSource.DESK: Words(hi="लिपिक ने लिखा", en="Begun at the desk"),
    CallSource.REQUEST: Words(hi="फ़ोन करने को कहा", en="Asked to be called"),
    CallSource.RECORDS: Words(hi="फ़ोन के अभिलेख से", en="From the telephone records"),
    CallSource.IVR: Words(hi="रिकॉर्ड किया संदेश", en="Recorded message"),
}
TIMES = {
    BestTime.ANY: Words(hi="किसी भी समय", en="At any time"),
    BestTime.MORNING: Words(hi="सुबह, 10 से 12 बजे", en="Morning, 10 to 12"),
    BestTime.AFTERNOON: Words(hi="दोपहर, 12 से 3 बजे", en="Afternoon, 12 to 3"),
    BestTime.EVENING: Words(hi="शाम, 3 से 6 बजे", en="Later, 3 to 6"),
}
RESULTS = {
    TryResult.NO_ANSWER: Words(hi="किसी ने नहीं उठाया", en="No answer"),
    TryResult.LATER: Words(hi="बाद में फ़ोन करें", en="To be called later"),
    TryResult.WRONG_NUMBER: Words(hi="गलत नंबर", en="Wrong number"),
    TryResult.WRITTEN_UP: Words(hi="बात हुई, शिकायत लिखी", en="Spoke, complaint written down"),
    TryResult.WRITTEN_BEFORE: Words(hi="पहले ही लिखा जा चुका है", en="It was written down before"),
    TryResult.NOT_A_COMPLAINT: Words(hi="बात हुई, शिकायत नहीं है", en="Spoke, it is not a complaint"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(CallStage, STAGES)
    register_labels(CallSource, SOURCES)
    register_labels(BestTime, TIMES)
    register_labels(TryResult, RESULTS)
