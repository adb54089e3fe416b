"""What the types of events are called in both languages."""

from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.proceedings import (
    labels_aftermath,
    labels_criminal,
    labels_departmental,
    labels_references,
    letter_labels,
)
from vigilance.web.labels import label_of

TRACKS = (labels_departmental, labels_criminal, labels_aftermath, labels_references)
_ON_TRACKS = {
    f"track-{action.value}": words[action]
    for part in TRACKS
    for words in part.LABELS.values()
    for action in words
}

REVIEWING: dict[str, Words] = {
    "agenda-placed": Words(hi="बैठक की कार्यसूची में", en="Placed on the agenda of a sitting"),
    "agenda-ended": Words(hi="बैठक से पहले समाप्त", en="Ended before the sitting came to it"),
    "compliance-accepted": Words(hi="अनुपालन स्वीकृत", en="Compliance accepted"),
    "compliance-returned": Words(hi="अनुपालन आख्या लौटाई", en="Report of compliance returned"),
    "grant-ended": Words(hi="एजेंसी की पहुँच समाप्त", en="Access of an agency ended"),
    "grant-given": Words(hi="एजेंसी को पहुँच दी गई", en="Opened to an agency"),
    "outside-answer": Words(hi="एजेंसी का उत्तर", en="Answer of an agency"),
    "direction-overdue": Words(hi="निर्देश समय पर पूरा नहीं", en="Direction past its day"),
    "pass-direction-on": Words(hi="निर्देश दूसरे अधिकारी को", en="Direction passed on"),
    "reviews-checked": Words(hi="समीक्षा कतारों की जाँच", en="Review queues checked"),
    "review-due": Words(hi="समीक्षा होनी है", en="Review due"),
    "review-due-moved": Words(hi="समीक्षा की तिथि बदली", en="Day of a review moved"),
    "review-excused": Words(hi="समीक्षा की कतार से मुक्त", en="Excused from a review queue"),
    "review-held": Words(hi="समीक्षा हुई", en="Review held"),
    "review-mark-lifted": Words(hi="कतार का अंकन हटाया", en="Pinning or excuse lifted"),
    "review-not-held": Words(hi="समीक्षा नहीं हुई", en="Review not held"),
    "review-pinned": Words(hi="समीक्षा की कतार में रखा", en="Pinned into a review queue"),
    "sitting-attendance": Words(hi="बैठक की उपस्थिति", en="Attendance of a sitting"),
    "sitting-convened": Words(hi="बैठक बुलाई गई", en="Sitting convened"),
    "sitting-corrected": Words(hi="कार्यवृत्त में शुद्धि", en="Minutes corrected by an addendum"),
    "sitting-ended": Words(hi="बैठक समाप्त", en="Sitting ended"),
    "sitting-opened": Words(hi="बैठक आरम्भ", en="Sitting opened"),
    "sitting-signed": Words(hi="कार्यवृत्त हस्ताक्षरित", en="Minutes signed"),
}

EVENT_NAMES: dict[str, Words] = {
    **_ON_TRACKS,
    "accused-named": Words(hi="आरोपी नामित", en="Accused named"),
    "strike-off-proposed": Words(hi="हटाने का प्रस्ताव", en="Proposed to be struck off"),
    "strike-off-approved": Words(hi="दो व्यक्तियों द्वारा हटाया गया", en="Struck off by two persons"),
    "strike-off-refused": Words(hi="हटाना अस्वीकृत", en="Not struck off"),
    "accused-struck-off": Words(hi="आरोपी का नाम हटाया गया", en="Accused struck off"),
    "allegation-added": Words(hi="आरोप जोड़ा गया", en="Allegation added"),
    "day-corrected": Words(hi="तिथि सुधारी गयी", en="Day corrected"),
    "entity-added": Words(
        hi="आपूर्तिकर्ता, खाता, वाहन या निविदा जोड़ी गयी", en="Vendor, account, vehicle or tender added"
    ),
    "point-found": Words(hi="आरोप पर निष्कर्ष", en="Finding on an allegation"),
    "report-ordered": Words(hi="रिपोर्ट की फाइल मांगी गई", en="File of a report ordered"),
    "report-taken": Words(hi="मांगी गई फाइल ली गई", en="Ordered file taken"),
    "report-exported": Words(hi="रिपोर्ट निकाली गयी", en="Report exported"),
    "return-frozen": Words(hi="विवरणी स्थिर की गयी", en="Return frozen"),
    "posting-added": Words(hi="धारित पद जोड़ा गया", en="Post held added"),
    **{action.value: label_of(action) for action in complaint.Action},
    **{action.value: label_of(action) for action in inquiry.Action},
    **{action.value: words for action, words in letter_labels.ACTIONS.items()},
    "accused-retold": Words(hi="अन्य प्रकरण से आरोपित", en="Accused named from another case"),
    "allegation-retold": Words(hi="अन्य प्रकरण से आरोप", en="Allegation told again from another case"),
    "case-joined": Words(hi="दूसरे प्रकरण से भी जुड़ी", en="Leads to a further case"),
    "case-merged": Words(hi="अन्य प्रकरण सम्मिलित", en="Another case merged into it"),
    "case-parted": Words(hi="एक प्रकरण से हटाई गई", en="Taken out of a case"),
    "case-split": Words(hi="प्रकरण का एक भाग अलग", en="Part of the case split off"),
    "case-tied": Words(hi="अन्य प्रकरण से सम्बन्ध दर्ज", en="Tie to another case"),
    "case-untied": Words(hi="अन्य प्रकरण से सम्बन्ध हटाया", en="Tie to another case undone"),
    "complaint-joined": Words(hi="शिकायत जोड़ी गई", en="Complaint joined"),
    "complaint-parted": Words(hi="शिकायत हटाई गई", en="Complaint taken out"),
    "points-reopened": Words(hi="आरोप पर निष्कर्ष पुनः शेष", en="Points wait for a finding again"),
    "retold-taken-back": Words(hi="अन्य प्रकरण से ली गई बात वापस", en="Told again taken back"),
    "court-complaint-lodged": Words(hi="न्यायालय में परिवाद दायर", en="Complaint lodged in court"),
    "evidence-looked-at": Words(hi="नए तथ्य देखे गए", en="New facts looked at"),
    "false-complaint-found": Words(hi="शिकायत असत्य पाई गई", en="Complaint found false"),
    "false-complaint-proposed": Words(
        hi="शिकायत असत्य पाए जाने का प्रस्ताव", en="Finding of falsity proposed"
    ),
    "false-complaint-undone": Words(hi="असत्यता का निष्कर्ष वापस", en="Finding of falsity taken back"),
    "rated": Words(hi="शिकायतकर्ता का मूल्यांकन", en="Rated by the complainant"),
    "call-ended": Words(hi="फोन बिना शिकायत समाप्त", en="Call ended without a complaint"),
    "call-taken": Words(hi="फोन लिखना शुरू", en="Call taken to be written up"),
    "call-tried": Words(hi="वापस फोन किया", en="Called back"),
    "attachment-not-fetched": Words(hi="भेजी गई फाइल नहीं मिली", en="File could not be fetched"),
    "attachment-waiting": Words(hi="भेजी गई फाइल आनी शेष", en="File still to be fetched"),
    "channel-mended": Words(hi="माध्यम फिर काम कर रहा है", en="Channel works again"),
    "channel-red": Words(hi="माध्यम काम नहीं कर रहा", en="Channel does not work"),
    "clock-recomputed": Words(hi="देय तिथि की पुनर्गणना", en="Due date computed again"),
    "code-repeated": Words(hi="कोड बताया और दोहराया गया", en="Code told and repeated"),
    "confirm-code-sent": Words(hi="पुष्टि का कोड भेजा गया", en="Confirmation code sent"),
    "confirm-letter-made": Words(hi="पुष्टि का पत्र बना", en="Confirmation letter made"),
    "delegation-ended": Words(hi="अवकाश का प्रतिनिधायन समाप्त", en="Delegation ended"),
    "delegation-made": Words(hi="अवकाश का प्रतिनिधायन", en="Delegation during leave"),
    "declare-holiday": Words(hi="अवकाश घोषित", en="Holiday declared"),
    "duplicate-linked": Words(hi="पहली शिकायत से जोड़ी गई", en="Tied to an earlier complaint"),
    "duplicate-unlinked": Words(hi="पहली शिकायत से अलग", en="Untied from the earlier complaint"),
    "give-direction": Words(hi="मंत्री का निर्देश", en="Minister's direction"),
    "held-attached": Words(
        hi="रोका गया संदेश शिकायत में जोड़ा गया", en="Held message added to a complaint"
    ),
    "held-dismissal-proposed": Words(
        hi="रोके गए संदेश को शिकायत न मानने का प्रस्ताव", en="Held message proposed as no complaint"
    ),
    "held-dismissal-refused": Words(
        hi="शिकायत न मानने का प्रस्ताव हटाया गया", en="Proposal as no complaint taken back"
    ),
    "held-dismissed": Words(
        hi="रोका गया संदेश शिकायत नहीं माना गया", en="Held message set aside as no complaint"
    ),
    "held-fetched-again": Words(hi="रोकी गई फाइलें फिर मँगाई गईं", en="Held files asked for again"),
    "held-let-stand": Words(hi="रोका गया संदेश जैसा है वैसा रहा", en="Held message left as it stands"),
    "held-registered": Words(
        hi="रोका गया संदेश शिकायत के रूप में दर्ज", en="Held message registered as a complaint"
    ),
    "held-tried-again": Words(hi="रोका गया संदेश फिर से पढ़ा गया", en="Held message read once more"),
    "hrms-number-confirmed": Words(
        hi="लॉगिन की एचआरएमएस संख्या की पुष्टि", en="HRMS number of a log-in confirmed"
    ),
    "hrms-number-entered": Words(
        hi="लॉगिन की एचआरएमएस संख्या दर्ज", en="HRMS number of a log-in entered"
    ),
    "hrms-number-refused": Words(
        hi="लॉगिन की एचआरएमएस संख्या अस्वीकृत", en="HRMS number of a log-in refused"
    ),
    "identity-opened": Words(hi="पहचान खोली गई", en="Identity opened"),
    "ledger-checked": Words(hi="बही की जांच", en="Ledger checked"),
    "totals-checked": Words(hi="योगों की जांच", en="Totals checked"),
    "ledger-exported": Words(hi="बही की प्रति ली गई", en="Ledger exported"),
    "message-received": Words(hi="संदेश प्राप्त", en="Message received"),
    "message-sent": Words(hi="संदेश भेजा गया", en="Message sent"),
    "lift-stay": Words(hi="समय की रोक हटी", en="Stay lifted"),
    "note-written": Words(hi="टिप्पणी", en="Note"),
    "number-shown": Words(hi="फोन नम्बर दिखाया गया", en="Telephone number shown"),
    "officer-added": Words(hi="अधिकारी जोड़ा गया", en="Officer added"),
    "officer-disabled": Words(hi="अधिकारी का प्रवेश बन्द", en="Officer's entry taken away"),
    "officer-enabled": Words(hi="अधिकारी का प्रवेश पुनः", en="Officer's entry given back"),
    "officer-password": Words(hi="नया पासवर्ड", en="New password"),
    "officer-roles": Words(hi="भूमिकाएँ बदली गईं", en="Roles changed"),
    "official-numbered": Words(
        hi="आरोपी की एचआरएमएस संख्या दर्ज", en="HRMS number of an accused entered"
    ),
    "papers-added": Words(hi="कागज़ जोड़े गए", en="Papers added"),
    "policy-broken": Words(
        hi="समय-सीमा या अवकाश की फाइल खराब", en="File of limits or holidays broken"
    ),
    "policy-mended": Words(
        hi="समय-सीमा या अवकाश की फाइल ठीक", en="File of limits or holidays mended"
    ),
    "put-under-review": Words(
        hi="पहले की अपील पुनर्विलोकन अधिकारी के सामने",
        en="Earlier appeal put before the reviewing officer",
    ),
    "read": Words(hi="पढ़ा गया", en="Read"),
    "record-compliance": Words(hi="निर्देश का अनुपालन", en="Direction carried out"),
    "record-stay": Words(hi="समय रोका गया", en="Stay recorded"),
    "recording-opened": Words(hi="फ़ोन की रिकॉर्डिंग खोली गई", en="Recording of a call opened"),
    "refused": Words(hi="अस्वीकृत प्रयास", en="Refused attempt"),
    "release-summary": Words(hi="मंत्री के लिए सारांश जारी", en="Summary released"),
    "review": Words(hi="समीक्षा", en="Review"),
    **REVIEWING,
    "sender-deleted": Words(hi="भेजने वाले ने संदेश हटाया", en="The sender deleted a message"),
    "sending-retried": Words(hi="संदेश फिर भेजने को कहा गया", en="Sending tried again"),
    "sheet-frozen": Words(hi="मंत्री का पत्रक स्थिर किया गया", en="Minister's sheet frozen"),
    "sign-in-failed": Words(hi="असफल प्रवेश", en="Failed sign-in"),
    "signed-in": Words(hi="प्रवेश", en="Signed in"),
    "wall-declared": Words(hi="हितों का टकराव अंकित", en="Wall declared"),
    "wall-lifted": Words(hi="हितों का टकराव समाप्त", en="Wall lifted"),
}


def event_name(kind: str) -> Words:
    """The words of a type; a type of an older version stands as it is written."""
    return EVENT_NAMES.get(kind, Words(hi=kind, en=kind))
