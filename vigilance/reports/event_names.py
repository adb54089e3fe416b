"""What the types of events are called in both languages."""

from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.web.labels import label_of

EVENT_NAMES: dict[str, Words] = {
    **{action.value: label_of(action) for action in complaint.Action},
    **{action.value: label_of(action) for action in inquiry.Action},
    "clock-recomputed": Words(hi="देय तिथि की पुनर्गणना", en="Due date computed again"),
    "declare-holiday": Words(hi="अवकाश घोषित", en="Holiday declared"),
    "give-direction": Words(hi="मंत्री का निर्देश", en="Minister's direction"),
    "identity-opened": Words(hi="पहचान खोली गई", en="Identity opened"),
    "ledger-checked": Words(hi="बही की जांच", en="Ledger checked"),
    "ledger-exported": Words(hi="बही की प्रति ली गई", en="Ledger exported"),
    "message-received": Words(hi="संदेश प्राप्त", en="Message received"),
    "message-sent": Words(hi="संदेश भेजा गया", en="Message sent"),
    "lift-stay": Words(hi="समय की रोक हटी", en="Stay lifted"),
    "note-written": Words(hi="टिप्पणी", en="Note"),
    "officer-added": Words(hi="अधिकारी जोड़ा गया", en="Officer added"),
    "officer-disabled": Words(hi="अधिकारी का प्रवेश बन्द", en="Officer's entry taken away"),
    "officer-enabled": Words(hi="अधिकारी का प्रवेश पुनः", en="Officer's entry given back"),
    "officer-password": Words(hi="नया पासवर्ड", en="New password"),
    "officer-roles": Words(hi="भूमिकाएँ बदली गईं", en="Roles changed"),
    "papers-added": Words(hi="कागज़ जोड़े गए", en="Papers added"),
    "read": Words(hi="पढ़ा गया", en="Read"),
    "record-compliance": Words(hi="निर्देश का अनुपालन", en="Direction carried out"),
    "record-stay": Words(hi="समय रोका गया", en="Stay recorded"),
    "refused": Words(hi="अस्वीकृत प्रयास", en="Refused attempt"),
    "release-summary": Words(hi="मंत्री के लिए सारांश जारी", en="Summary released"),
    "review": Words(hi="समीक्षा", en="Review"),
    "sign-in-failed": Words(hi="असफल प्रवेश", en="Failed sign-in"),
    "signed-in": Words(hi="प्रवेश", en="Signed in"),
    "wall-declared": Words(hi="हितों का टकराव अंकित", en="Wall declared"),
    "wall-lifted": Words(hi="हितों का टकराव समाप्त", en="Wall lifted"),
}


def event_name(kind: str) -> Words:
    """The words of a type; a type of an older version stands as it is written."""
    return EVENT_NAMES.get(kind, Words(hi=kind, en=kind))
