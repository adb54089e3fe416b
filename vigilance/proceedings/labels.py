"""The coded values of every track in words."""

from vigilance.domain.tracks import Track
from vigilance.domain.words import Words
from vigilance.proceedings import (
    labels_aftermath,
    labels_criminal,
    labels_departmental,
    labels_people,
    labels_radar,
    labels_references,
    labels_witnesses,
)
from vigilance.web.labels import register_labels

TRACKS = {
    Track.COMPLAINT: Words(hi="शिकायत", en="Complaint"),
    Track.INQUIRY: Words(hi="जांच", en="Inquiry"),
    Track.DEPARTMENTAL_MAJOR: Words(
        hi="विभागीय कार्यवाही (दीर्घ शास्ति)", en="Departmental proceedings, major penalty"
    ),
    Track.DEPARTMENTAL_MINOR: Words(
        hi="विभागीय कार्यवाही (लघु शास्ति)", en="Departmental proceedings, minor penalty"
    ),
    Track.SUSPENSION: Words(hi="निलंबन", en="Suspension"),
    Track.SANCTION_17A: Words(hi="धारा 17क की पूर्व स्वीकृति", en="Prior approval, section 17A"),
    Track.SANCTION_19: Words(hi="धारा 19 की स्वीकृति", en="Sanction, section 19"),
    Track.SANCTION_218: Words(hi="भा.ना.सु.सं. 218 की स्वीकृति", en="Sanction, BNSS section 218"),
    Track.CRIMINAL: Words(hi="आपराधिक कार्यवाही", en="Criminal proceedings"),
    Track.RECOVERY: Words(hi="वसूली", en="Recovery"),
    Track.AFTER_RETIREMENT: Words(hi="सेवानिवृत्ति और उसके बाद", en="Retirement and after"),
    Track.COMPLAINANT_APPEAL: Words(hi="शिकायतकर्ता की अपील", en="Complainant's appeal"),
    Track.PUBLIC_REPRESENTATIVE: Words(hi="जनप्रतिनिधि का पत्र", en="Public representative's letter"),
    Track.REFERENCE: Words(hi="लोकायुक्त और अन्य सन्दर्भ", en="Lokayukta and other references"),
    Track.RTI: Words(hi="सूचना का अधिकार", en="Right to information"),
    Track.TRANSFER: Words(hi="अन्य विभाग को अंतरण", en="Transfer to another department"),
    Track.DISCLOSURE: Words(hi="पहचान का खोला जाना", en="Opening of an identity"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(Track, TRACKS)
    for part in (
        labels_departmental,
        labels_criminal,
        labels_aftermath,
        labels_people,
        labels_radar,
        labels_references,
        labels_witnesses,
    ):
        for kind, words in part.LABELS.items():
            register_labels(kind, words)
