"""Complaints of invented persons, registered by the product's own command."""

from datetime import UTC, datetime

from vigilance.complaints.commands.registration import register
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.office import Office
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.evidence.commands import Upload
from vigilance.identities.commands import Identity
from vigilance.sealing.spool import spool_of

AT = datetime(2026, 1, 5, 6, tzinfo=UTC)
SITA = Identity(
    name="सीता देवी",
    mobile="+919000000007",
    email="sita@example.com",
    address="ग्राम रामपुर, डाकघर बड़ागाँव",
)
TEXT = "पेंशन के सत्यापन के लिए बाबू पाँच सौ रुपये माँग रहे हैं।"


def a_filing(**overrides) -> Filing:
    """A filing in the ordinary lane by a named person, with whatever is said otherwise."""
    given = {
        "text": TEXT,
        "language": "hi",
        "lane": Lane.ORDINARY,
        "district_code": "135",
        "scheme_code": "OAP",
        "post_complained_against": "कनिष्ठ सहायक",
        "amount_demanded": 500,
        "identity": SITA,
        "original": TEXT.encode(),
    }
    return Filing(**given | overrides)


def a_complaint(session, office: Office, **overrides) -> Registration:
    """A registered complaint; `at=` moves its day, all else is a field of the filing. The session must act as SYSTEM."""
    at = overrides.pop("at", AT)
    by = overrides.pop("by", SYSTEM)
    return register(session, a_filing(**overrides), by=by, at=at, office=office)


def an_upload(
    name="साक्ष्य.pdf", content=b"%PDF-1.4\n%%EOF\n", claimed_type="application/pdf"
) -> Upload:
    """A file on its way in."""
    return Upload(name, spool_of(content), claimed_type)
