"""Coded values in words: Hindi and English, one table a kind. The words are data of the edge, not of the domain."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding, Recommendation
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.vigilance_angle import PlainPoint, WeighedPoint
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Role: {
        Role.CLERK: Words(hi="प्राप्ति लिपिक", en="Intake clerk"),
        Role.VO: Words(hi="सतर्कता अधिकारी", en="Vigilance Officer"),
        Role.CVO: Words(hi="मुख्य सतर्कता अधिकारी", en="Chief Vigilance Officer"),
        Role.INQUIRING_OFFICER: Words(hi="जांच अधिकारी", en="Inquiring officer"),
        Role.REVIEWING_OFFICER: Words(hi="पुनर्विलोकन अधिकारी", en="Reviewing officer"),
        Role.MINISTER: Words(hi="मंत्री", en="Minister"),
        Role.PRINCIPAL_SECRETARY: Words(hi="प्रमुख सचिव", en="Principal Secretary"),
        Role.LIAISON: Words(hi="एजेंसी के सम्पर्क अधिकारी", en="Liaison officer of an agency"),
        Role.AUDITOR: Words(hi="लेखा परीक्षक", en="Auditor"),
        Role.ADMIN: Words(hi="प्रशासक", en="Administrator"),
        Role.DISTRICT: Words(hi="जिला समाज कल्याण अधिकारी", en="District Social Welfare Officer"),
        Role.COMPLAINANT: Words(hi="शिकायतकर्ता", en="Complainant"),
        Role.SYSTEM: Words(hi="प्रणाली", en="The system"),
    },
    Lane: {
        Lane.ORDINARY: Words(hi="साधारण", en="Ordinary"),
        Lane.PUBLIC_REPRESENTATIVE: Words(hi="जनप्रतिनिधि", en="Public representative"),
        Lane.PROTECTED: Words(hi="संरक्षित", en="Protected"),
        Lane.ANONYMOUS: Words(hi="गुमनाम", en="Anonymous"),
        Lane.DEPARTMENT_ORIGINATED: Words(hi="विभाग द्वारा", en="Department-originated"),
    },
    Channel: {
        Channel.WEB: Words(hi="वेबसाइट", en="Website"),
        Channel.PHONE: Words(hi="टेलीफोन", en="Telephone"),
        Channel.EMAIL: Words(hi="ई-मेल", en="E-mail"),
        Channel.WHATSAPP: Words(hi="व्हाट्सऐप", en="WhatsApp"),
        Channel.TELEGRAM: Words(hi="टेलीग्राम", en="Telegram"),
        Channel.X: Words(hi="एक्स", en="X"),
        Channel.FACEBOOK: Words(hi="फेसबुक", en="Facebook"),
        Channel.INSTAGRAM: Words(hi="इंस्टाग्राम", en="Instagram"),
        Channel.LETTER: Words(hi="पत्र", en="Letter"),
        Channel.FORM: Words(hi="अन्य स्थल का फॉर्म", en="Form on another site"),
        Channel.FIELD_VISIT: Words(hi="शिविर या क्षेत्र भ्रमण", en="Camp or field visit"),
        Channel.IMPORT: Words(hi="पुराना अभिलेख", en="Older record"),
    },
    AgeBand: {
        AgeBand.UP_TO_30: Words(hi="30 दिन तक", en="Up to 30 days"),
        AgeBand.UP_TO_90: Words(hi="31–90 दिन", en="31–90 days"),
        AgeBand.UP_TO_180: Words(hi="91–180 दिन", en="91–180 days"),
        AgeBand.UP_TO_365: Words(hi="181–365 दिन", en="181–365 days"),
        AgeBand.OVER_365: Words(hi="एक वर्ष से अधिक", en="Over a year"),
    },
    PublicStatus: {
        PublicStatus.REGISTERED: Words(hi="दर्ज हुई", en="Registered"),
        PublicStatus.CONFIRMATION_NEEDED: Words(
            hi="आपकी पुष्टि चाहिए", en="We need your confirmation"
        ),
        PublicStatus.UNDER_SCRUTINY: Words(hi="परीक्षण में", en="Under scrutiny"),
        PublicStatus.INQUIRY_ORDERED: Words(hi="जांच के आदेश हुए", en="Inquiry ordered"),
        PublicStatus.ACTION_STARTED: Words(hi="कार्यवाही आरम्भ", en="Action started"),
        PublicStatus.CLOSED: Words(hi="निस्तारित", en="Closed"),
    },
    Disposal: {
        Disposal.NO_VIGILANCE_ANGLE: Words(hi="सतर्कता का प्रश्न नहीं", en="No vigilance angle"),
        Disposal.ADMINISTRATIVE_GRIEVANCE: Words(
            hi="प्रशासनिक शिकायत", en="Administrative grievance"
        ),
        Disposal.ANONYMOUS: Words(hi="गुमनाम", en="Anonymous"),
        Disposal.PSEUDONYMOUS: Words(hi="छद्मनाम", en="Pseudonymous"),
        Disposal.UNCONFIRMED: Words(hi="पुष्टि नहीं हुई", en="Not confirmed"),
        Disposal.INSUFFICIENT: Words(hi="तथ्य अपर्याप्त", en="Facts insufficient"),
        Disposal.OTHER_DEPARTMENT: Words(hi="अन्य विभाग का विषय", en="Matter of another department"),
        Disposal.SUB_JUDICE: Words(hi="न्यायालय में विचाराधीन", en="Before a court"),
        Disposal.SPAM: Words(hi="असंगत सामग्री", en="Irrelevant matter"),
        Disposal.NOT_SUBSTANTIATED: Words(hi="आरोप सिद्ध नहीं", en="Not substantiated"),
        Disposal.ACTION_COMPLETED: Words(hi="कार्यवाही पूर्ण", en="Action completed"),
        Disposal.MERGED: Words(hi="अन्य प्रकरण में सम्मिलित", en="Merged into another case"),
    },
    PlainPoint: {
        PlainPoint.GRATIFICATION: Words(
            hi="काम के बदले या प्रभाव डालने के लिए वैध पारिश्रमिक से अलग धन मांगना या लेना",
            en="Demanding or accepting gratification other than legal pay for an official act or for influence",
        ),
        PlainPoint.VALUABLE_THING: Words(
            hi="सरकारी काम से जुड़े व्यक्ति से मूल्यवान वस्तु बिना मूल्य या कम मूल्य पर लेना",
            en="Obtaining a valuable thing free or underpriced from someone with official dealings",
        ),
        PlainPoint.GAIN_BY_ABUSE_OF_POSITION: Words(
            hi="भ्रष्ट या अवैध साधनों से अथवा पद के दुरुपयोग से अपने या अन्य के लिए लाभ लेना",
            en="Gain for self or another by corrupt or illegal means or abuse of position",
        ),
        PlainPoint.DISPROPORTIONATE_ASSETS: Words(
            hi="ज्ञात आय से अधिक सम्पत्ति", en="Assets disproportionate to known income"
        ),
        PlainPoint.MISAPPROPRIATION_FORGERY_CHEATING: Words(
            hi="गबन, कूटरचना, छल या ऐसे अन्य अपराध",
            en="Misappropriation, forgery, cheating or similar offences",
        ),
    },
    WeighedPoint: {
        WeighedPoint.GROSS_NEGLIGENCE: Words(
            hi="घोर या जानबूझकर की गई लापरवाही", en="Gross or wilful negligence"
        ),
        WeighedPoint.RECKLESSNESS: Words(hi="निर्णय में अविवेक", en="Recklessness in deciding"),
        WeighedPoint.BREACH_OF_PROCEDURE: Words(
            hi="नियमों और प्रक्रिया का खुला उल्लंघन", en="Blatant breach of rules and procedure"
        ),
        WeighedPoint.EXCESS_OF_DISCRETION: Words(
            hi="बिना लोकहित के विवेकाधिकार का अतिक्रमण",
            en="Excess of discretion with no visible public interest",
        ),
        WeighedPoint.SUPERIORS_NOT_INFORMED: Words(
            hi="वरिष्ठ अधिकारियों को समय से सूचित न करना", en="Superiors not informed in time"
        ),
        WeighedPoint.UNDUE_LOSS_OR_GAIN: Words(
            hi="शासन को अनुचित हानि या किसी को अनुचित लाभ",
            en="Undue loss to Government or undue gain to a party",
        ),
    },
    Recommendation: {
        Recommendation.TAKE_UP: Words(hi="जांच हेतु लिया जाए", en="Take up for inquiry"),
        Recommendation.FORWARD: Words(hi="अग्रसारित की जाए", en="Forward"),
        Recommendation.FILE: Words(hi="पत्रावली बन्द की जाए", en="File"),
    },
    Finding: {
        Finding.SUBSTANTIATED: Words(hi="आरोप सिद्ध", en="Substantiated"),
        Finding.PARTLY_SUBSTANTIATED: Words(hi="आरोप आंशिक सिद्ध", en="Partly substantiated"),
        Finding.NOT_SUBSTANTIATED: Words(hi="आरोप सिद्ध नहीं", en="Not substantiated"),
        Finding.COULD_NOT_BE_PROVED: Words(hi="आरोप प्रमाणित नहीं हो सका", en="Could not be proved"),
    },
    complaint.State: {
        complaint.State.REGISTERED: Words(hi="दर्ज", en="Registered"),
        complaint.State.AWAITING_CONFIRMATION: Words(
            hi="पुष्टि की प्रतीक्षा", en="Awaiting confirmation"
        ),
        complaint.State.UNDER_SCRUTINY: Words(hi="परीक्षण में", en="Under scrutiny"),
        complaint.State.FACTUAL_REPORT_CALLED: Words(
            hi="तथ्यात्मक आख्या मांगी गई", en="Factual report called"
        ),
        complaint.State.DECISION_PENDING: Words(hi="निर्णय लम्बित", en="Decision pending"),
        complaint.State.TAKEN_UP: Words(hi="जांच हेतु ली गई", en="Taken up"),
        complaint.State.FORWARDED: Words(hi="अग्रसारित", en="Forwarded"),
        complaint.State.FILED: Words(hi="पत्रावली बन्द", en="Filed"),
    },
    complaint.Action: {
        complaint.Action.REGISTER: Words(hi="दर्ज करना", en="Register"),
        complaint.Action.ACKNOWLEDGE: Words(hi="प्राप्ति स्वीकार करना", en="Acknowledge"),
        complaint.Action.ASSIGN: Words(hi="सतर्कता अधिकारी को सौंपना", en="Assign"),
        complaint.Action.ASK_CONFIRMATION: Words(hi="पुष्टि मांगना", en="Ask for confirmation"),
        complaint.Action.REMIND: Words(hi="अनुस्मारक भेजना", en="Send the reminder"),
        complaint.Action.CONFIRM: Words(hi="पुष्टि दर्ज करना", en="Record the confirmation"),
        complaint.Action.DISOWN: Words(hi="अस्वीकृति दर्ज करना", en="Record that it is disowned"),
        complaint.Action.ASK_AFFIDAVIT: Words(hi="शपथ पत्र मांगना", en="Ask for an affidavit"),
        complaint.Action.RECEIVE_AFFIDAVIT: Words(
            hi="शपथ पत्र प्राप्त करना", en="Receive the affidavit"
        ),
        complaint.Action.START_SCRUTINY: Words(hi="परीक्षण आरम्भ करना", en="Start scrutiny"),
        complaint.Action.TAKE_UP_AS_SOURCE_INFORMATION: Words(
            hi="सूत्र सूचना के रूप में लेना", en="Take up as source information"
        ),
        complaint.Action.ASK_CLARIFICATION: Words(hi="स्पष्टीकरण मांगना", en="Ask for clarification"),
        complaint.Action.RECEIVE_CLARIFICATION: Words(
            hi="स्पष्टीकरण प्राप्त करना", en="Receive the clarification"
        ),
        complaint.Action.CALL_FACTUAL_REPORT: Words(
            hi="तथ्यात्मक आख्या मांगना", en="Call for a factual report"
        ),
        complaint.Action.RECEIVE_FACTUAL_REPORT: Words(
            hi="तथ्यात्मक आख्या प्राप्त करना", en="Receive the factual report"
        ),
        complaint.Action.RECORD_SCRUTINY: Words(
            hi="परीक्षण का निष्कर्ष लिखना", en="Record the scrutiny"
        ),
        complaint.Action.RETURN_SCRUTINY: Words(hi="परीक्षण लौटाना", en="Return the scrutiny"),
        complaint.Action.TAKE_UP: Words(hi="जांच हेतु लेना", en="Take up for inquiry"),
        complaint.Action.JOIN_CASE: Words(
            hi="चल रहे प्रकरण में सम्मिलित करना", en="Join to a standing case"
        ),
        complaint.Action.PART_FROM_CASE: Words(hi="प्रकरण से अलग करना", en="Part from the case"),
        complaint.Action.FORWARD: Words(hi="अग्रसारित करना", en="Forward"),
        complaint.Action.FILE: Words(hi="पत्रावली बन्द करना", en="File"),
        complaint.Action.FILE_ANONYMOUS: Words(hi="गुमनाम मानकर बन्द करना", en="File as anonymous"),
        complaint.Action.FILE_UNCONFIRMED: Words(
            hi="अपुष्ट मानकर बन्द करना", en="File as unconfirmed"
        ),
        complaint.Action.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
        complaint.Action.REMIND_OFFICE: Words(hi="कार्यालय को याद दिलाना", en="Remind the office"),
        complaint.Action.GIVE_FEEDBACK: Words(
            hi="शिकायतकर्ता को प्रगति बताना", en="Tell the complainant how it stands"
        ),
    },
    inquiry.State: {
        inquiry.State.ORDERED: Words(hi="जांच आदेशित", en="Inquiry ordered"),
        inquiry.State.UNDER_INQUIRY: Words(hi="जांच जारी", en="Under inquiry"),
        inquiry.State.REPORT_SUBMITTED: Words(hi="जांच आख्या प्रस्तुत", en="Report submitted"),
        inquiry.State.REPORT_ACCEPTED: Words(hi="जांच आख्या स्वीकृत", en="Report accepted"),
        inquiry.State.CLOSURE_PROPOSED: Words(hi="बन्द करने का प्रस्ताव", en="Closure proposed"),
        inquiry.State.ACTION_ORDERED: Words(hi="कार्यवाही के आदेश", en="Action ordered"),
        inquiry.State.CLOSED: Words(hi="बन्द", en="Closed"),
    },
    inquiry.Action: {
        inquiry.Action.ORDER_INQUIRY: Words(hi="जांच का आदेश", en="Order the inquiry"),
        inquiry.Action.CHANGE_OFFICER: Words(
            hi="जांच अधिकारी बदलना", en="Change the inquiring officer"
        ),
        inquiry.Action.TAKE_CHARGE: Words(hi="जांच ग्रहण करना", en="Take charge"),
        inquiry.Action.RECORD_PROGRESS: Words(hi="प्रगति लिखना", en="Record progress"),
        inquiry.Action.ASK_EXTENSION: Words(hi="समय विस्तार मांगना", en="Ask for more time"),
        inquiry.Action.GRANT_EXTENSION: Words(hi="समय विस्तार देना", en="Grant more time"),
        inquiry.Action.REFUSE_EXTENSION: Words(hi="समय विस्तार अस्वीकृत करना", en="Refuse more time"),
        inquiry.Action.ASK_CLARIFICATION: Words(hi="स्पष्टीकरण मांगना", en="Ask for clarification"),
        inquiry.Action.RECEIVE_CLARIFICATION: Words(
            hi="स्पष्टीकरण प्राप्त करना", en="Receive the clarification"
        ),
        inquiry.Action.SUBMIT_REPORT: Words(hi="जांच आख्या देना", en="Submit the report"),
        inquiry.Action.RETURN_REPORT: Words(hi="जांच आख्या लौटाना", en="Return the report"),
        inquiry.Action.ACCEPT_REPORT: Words(hi="जांच आख्या स्वीकार करना", en="Accept the report"),
        inquiry.Action.ORDER_ACTION: Words(hi="कार्यवाही का आदेश देना", en="Order action"),
        inquiry.Action.PROPOSE_CLOSURE: Words(hi="बन्द करने का प्रस्ताव देना", en="Propose closure"),
        inquiry.Action.APPROVE_CLOSURE: Words(hi="बन्द करना स्वीकृत करना", en="Approve closure"),
        inquiry.Action.REFUSE_CLOSURE: Words(hi="बन्द करना अस्वीकृत करना", en="Refuse closure"),
        inquiry.Action.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
        inquiry.Action.MERGE: Words(hi="अन्य प्रकरण में सम्मिलित करना", en="Merge into another case"),
        inquiry.Action.WITHDRAW_SPLIT: Words(hi="विभाजन वापस लेना", en="Withdraw the split"),
    },
}


def label_of(value: StrEnum) -> Words:
    """A coded value in both languages; KeyError where a kind has no table, which a test forbids."""
    return LABELS[type(value)][value]


def register_labels(kind: type[StrEnum], words: Mapping[Any, Words]) -> None:
    """Add the words of a kind that belongs to a feature above this layer."""
    LABELS[kind] = dict(words)
