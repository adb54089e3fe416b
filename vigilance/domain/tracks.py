"""The tracks a matter can run on, each with its table; those of an accused run side by side."""

from enum import StrEnum

from vigilance.domain.workflow import Workflow
from vigilance.domain.workflows.aftermath import AFTER_RETIREMENT, COMPLAINANT_APPEAL, RECOVERY
from vigilance.domain.workflows.complaint import COMPLAINT
from vigilance.domain.workflows.criminal import CRIMINAL
from vigilance.domain.workflows.departmental_major import MAJOR
from vigilance.domain.workflows.departmental_minor import MINOR
from vigilance.domain.workflows.inquiry import INQUIRY
from vigilance.domain.workflows.references import (
    DISCLOSURE,
    REFERENCE,
    REPRESENTATIVE,
    TRANSFER,
)
from vigilance.domain.workflows.rti import RTI
from vigilance.domain.workflows.sanction import SANCTION_BNSS, SANCTION_PC
from vigilance.domain.workflows.suspension import SUSPENSION


class Track(StrEnum):
    """What a workflow or a time limit is about."""

    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    DEPARTMENTAL_MAJOR = "departmental-major"
    DEPARTMENTAL_MINOR = "departmental-minor"
    SUSPENSION = "suspension"
    SANCTION_17A = "sanction-17a"
    SANCTION_19 = "sanction-19"
    SANCTION_218 = "sanction-218"
    CRIMINAL = "criminal"
    RECOVERY = "recovery"
    AFTER_RETIREMENT = "after-retirement"
    COMPLAINANT_APPEAL = "complainant-appeal"
    PUBLIC_REPRESENTATIVE = "public-representative"
    REFERENCE = "reference"
    RTI = "rti"
    TRANSFER = "transfer"
    DISCLOSURE = "disclosure"


WORKFLOWS: dict[str, Workflow] = {
    Track.COMPLAINT: COMPLAINT,
    Track.INQUIRY: INQUIRY,
    Track.DEPARTMENTAL_MAJOR: MAJOR,
    Track.DEPARTMENTAL_MINOR: MINOR,
    Track.SUSPENSION: SUSPENSION,
    Track.SANCTION_17A: SANCTION_PC,
    Track.SANCTION_19: SANCTION_PC,
    Track.SANCTION_218: SANCTION_BNSS,
    Track.CRIMINAL: CRIMINAL,
    Track.RECOVERY: RECOVERY,
    Track.AFTER_RETIREMENT: AFTER_RETIREMENT,
    Track.COMPLAINANT_APPEAL: COMPLAINANT_APPEAL,
    Track.PUBLIC_REPRESENTATIVE: REPRESENTATIVE,
    Track.REFERENCE: REFERENCE,
    Track.RTI: RTI,
    Track.TRANSFER: TRANSFER,
    Track.DISCLOSURE: DISCLOSURE,
}

OF_AN_ACCUSED = (
    Track.DEPARTMENTAL_MAJOR,
    Track.DEPARTMENTAL_MINOR,
    Track.SUSPENSION,
    Track.SANCTION_17A,
    Track.SANCTION_19,
    Track.SANCTION_218,
    Track.CRIMINAL,
    Track.RECOVERY,
    Track.AFTER_RETIREMENT,
)
"""The tracks that belong to one accused person, never to the case as a whole."""

OF_THE_MATTER = (
    Track.COMPLAINANT_APPEAL,
    Track.PUBLIC_REPRESENTATIVE,
    Track.REFERENCE,
    Track.RTI,
    Track.TRANSFER,
    Track.DISCLOSURE,
)
"""The tracks that belong to the matter, whoever is accused in it."""

ON_A_FILE = (Track.RTI, Track.REFERENCE, Track.TRANSFER)
"""Those of them that any file, complaint or case, may have on its page; the others have a desk of their own."""

MANY_AT_ONCE = frozenset({Track.RTI, Track.REFERENCE})
"""Those that may be open more than once: anybody may ask, and more than one authority may refer."""

EVENT_PREFIX = "track-"
"""How the kinds of the ledger's events begin that tell of an act on a track; the act follows."""
