"""Departmental proceedings and suspension in words."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows.departmental_major import MajorAction, MajorState
from vigilance.domain.workflows.departmental_minor import MinorAction, MinorState
from vigilance.domain.workflows.suspension import SuspensionAction, SuspensionState

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    MajorState: {
        MajorState.DECIDED: Words(
            hi="दीर्घ शास्ति की कार्यवाही का निर्णय", en="Major proceedings decided"
        ),
        MajorState.CHARGE_SHEET_ISSUED: Words(hi="आरोप पत्र जारी", en="Charge-sheet issued"),
        MajorState.CHARGE_SHEET_SERVED: Words(hi="आरोप पत्र तामील", en="Charge-sheet served"),
        MajorState.REPLY_IN: Words(hi="उत्तर प्राप्त या समय बीता", en="Reply in, or its time over"),
        MajorState.UNDER_INQUIRY: Words(hi="जांच अधिकारी के समक्ष", en="Before the inquiry officer"),
        MajorState.INQUIRY_REPORT_IN: Words(hi="जांच आख्या प्राप्त", en="Inquiry report in"),
        MajorState.COPY_SENT: Words(hi="आख्या की प्रति दी गयी", en="Copy of the report sent"),
        MajorState.REPRESENTATION_IN: Words(
            hi="अभ्यावेदन प्राप्त या समय बीता", en="Representation in, or its time over"
        ),
        MajorState.ORDERED: Words(hi="आदेश पारित", en="Order passed"),
        MajorState.UNDER_APPEAL: Words(hi="अपील में", en="Under appeal"),
        MajorState.DROPPED: Words(hi="कार्यवाही समाप्त", en="Dropped"),
    },
    MajorAction: {
        MajorAction.DECIDE: Words(
            hi="दीर्घ शास्ति हेतु कार्यवाही का निर्णय", en="Decide on major proceedings"
        ),
        MajorAction.ISSUE_CHARGE_SHEET: Words(hi="आरोप पत्र जारी करना", en="Issue the charge-sheet"),
        MajorAction.SERVE_CHARGE_SHEET: Words(hi="आरोप पत्र की तामील", en="Serve the charge-sheet"),
        MajorAction.GRANT_REPLY_TIME: Words(
            hi="उत्तर के लिए समय बढ़ाना", en="Grant more time to reply"
        ),
        MajorAction.RECEIVE_REPLY: Words(hi="उत्तर प्राप्त करना", en="Receive the reply"),
        MajorAction.RECORD_NO_REPLY: Words(
            hi="उत्तर न आना अंकित करना", en="Record that no reply came"
        ),
        MajorAction.CONSIDER_DEFENCE: Words(hi="बचाव पर विचार", en="Consider the defence"),
        MajorAction.APPOINT: Words(
            hi="जांच और प्रस्तुतकर्ता अधिकारी नियुक्त करना",
            en="Appoint the inquiry and the presenting officer",
        ),
        MajorAction.CHANGE_AUTHORITY: Words(
            hi="जांच अधिकारी या प्रस्तुतकर्ता बदलना", en="Change the inquiry or presenting officer"
        ),
        MajorAction.HOLD_HEARING: Words(hi="सुनवाई अंकित करना", en="Record a hearing"),
        MajorAction.RECORD_PROGRESS: Words(
            hi="मासिक प्रगति अंकित करना", en="Record the monthly progress"
        ),
        MajorAction.GRANT_INQUIRY_TIME: Words(
            hi="जांच का समय बढ़ाना", en="Grant more time for the inquiry"
        ),
        MajorAction.RECEIVE_REPORT: Words(
            hi="जांच आख्या प्राप्त करना", en="Receive the inquiry report"
        ),
        MajorAction.REMIT: Words(hi="पुनः जांच हेतु लौटाना", en="Remit for further inquiry"),
        MajorAction.RECORD_DISAGREEMENT: Words(
            hi="असहमति के कारण अंकित करना", en="Record disagreement with the report"
        ),
        MajorAction.SEND_COPY: Words(hi="आख्या की प्रति देना", en="Send the copy of the report"),
        MajorAction.RECEIVE_REPRESENTATION: Words(
            hi="अभ्यावेदन प्राप्त करना", en="Receive the representation"
        ),
        MajorAction.RECORD_NO_REPRESENTATION: Words(
            hi="अभ्यावेदन न आना अंकित करना", en="Record that no representation came"
        ),
        MajorAction.PASS_ORDER: Words(hi="आदेश पारित करना", en="Pass the order"),
        MajorAction.SERVE_ORDER: Words(hi="आदेश की तामील", en="Serve the order"),
        MajorAction.FILE_APPEAL: Words(hi="अपील अंकित करना", en="Record an appeal"),
        MajorAction.DECIDE_APPEAL: Words(
            hi="अपील का निर्णय अंकित करना", en="Record the decision on the appeal"
        ),
        MajorAction.DROP: Words(hi="कार्यवाही समाप्त करना", en="Drop the proceedings"),
        MajorAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    MinorState: {
        MinorState.DECIDED: Words(
            hi="लघु शास्ति की कार्यवाही का निर्णय", en="Minor proceedings decided"
        ),
        MinorState.IMPUTATIONS_SERVED: Words(hi="आरोपों का सार तामील", en="Imputations served"),
        MinorState.EXPLANATION_IN: Words(
            hi="स्पष्टीकरण प्राप्त या समय बीता", en="Explanation in, or its time over"
        ),
        MinorState.ORDERED: Words(hi="आदेश पारित", en="Order passed"),
        MinorState.UNDER_APPEAL: Words(hi="अपील में", en="Under appeal"),
        MinorState.DROPPED: Words(hi="कार्यवाही समाप्त", en="Dropped"),
    },
    MinorAction: {
        MinorAction.DECIDE: Words(
            hi="लघु शास्ति हेतु कार्यवाही का निर्णय", en="Decide on minor proceedings"
        ),
        MinorAction.SERVE_IMPUTATIONS: Words(
            hi="आरोपों का सार तामील करना", en="Serve the imputations"
        ),
        MinorAction.RECEIVE_EXPLANATION: Words(
            hi="स्पष्टीकरण प्राप्त करना", en="Receive the explanation"
        ),
        MinorAction.RECORD_NO_EXPLANATION: Words(
            hi="स्पष्टीकरण न आना अंकित करना", en="Record that no explanation came"
        ),
        MinorAction.PASS_ORDER: Words(hi="आदेश पारित करना", en="Pass the order"),
        MinorAction.SERVE_ORDER: Words(hi="आदेश की तामील", en="Serve the order"),
        MinorAction.FILE_APPEAL: Words(hi="अपील अंकित करना", en="Record an appeal"),
        MinorAction.DECIDE_APPEAL: Words(
            hi="अपील का निर्णय अंकित करना", en="Record the decision on the appeal"
        ),
        MinorAction.DROP: Words(hi="कार्यवाही समाप्त करना", en="Drop the proceedings"),
        MinorAction.REOPEN: Words(hi="पुनः खोलना", en="Reopen"),
    },
    SuspensionState: {
        SuspensionState.PROPOSED: Words(hi="निलंबन प्रस्तावित", en="Suspension proposed"),
        SuspensionState.SUSPENDED: Words(hi="निलंबित", en="Suspended"),
        SuspensionState.SUSPENDED_AND_CHARGED: Words(
            hi="निलंबित, आरोप पत्र तामील", en="Suspended and charged"
        ),
        SuspensionState.ENDED: Words(hi="निलंबन समाप्त", en="Suspension ended"),
    },
    SuspensionAction: {
        SuspensionAction.PROPOSE: Words(hi="निलंबन प्रस्तावित करना", en="Propose suspension"),
        SuspensionAction.ORDER: Words(hi="निलंबन आदेश", en="Order the suspension"),
        SuspensionAction.RECORD_DEEMED: Words(
            hi="विधि द्वारा निलंबन अंकित करना", en="Record a deemed suspension"
        ),
        SuspensionAction.SERVE_CHARGE_SHEET: Words(
            hi="आरोप पत्र की तामील अंकित करना", en="Record service of the charge-sheet"
        ),
        SuspensionAction.REVIEW: Words(hi="निलंबन की समीक्षा", en="Review the suspension"),
        SuspensionAction.REVIEW_SUBSISTENCE: Words(
            hi="जीवन निर्वाह भत्ते की समीक्षा", en="Review the subsistence allowance"
        ),
        SuspensionAction.REVOKE: Words(hi="निलंबन समाप्त करना", en="Revoke the suspension"),
        SuspensionAction.WITHDRAW: Words(hi="प्रस्ताव वापस लेना", en="Withdraw the proposal"),
        SuspensionAction.REOPEN: Words(hi="पुनः प्रस्तावित करना", en="Propose again"),
    },
}
