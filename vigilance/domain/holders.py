"""With whom a track lies in each of its states: who has to act next, in this office or outside it (domain.md 6)."""

from collections.abc import Mapping
from types import MappingProxyType

from vigilance.domain.parties import SIDES, Party, Side
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflows.aftermath import AppealState, RecoveryState, RetirementState
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.domain.workflows.departmental_major import MajorState
from vigilance.domain.workflows.departmental_minor import MinorState
from vigilance.domain.workflows.references import (
    DisclosureState,
    ReferenceState,
    RepresentativeState,
    TransferState,
)
from vigilance.domain.workflows.rti import RtiState
from vigilance.domain.workflows.sanction import SanctionState
from vigilance.domain.workflows.suspension import SuspensionState


def _sanction(asked_of: Party) -> dict[str, Party]:
    return {SanctionState.REQUESTED: asked_of, SanctionState.PAPERS_ASKED: Party.VO}


HELD_BY: Mapping[Track, Mapping[str, Party]] = MappingProxyType(
    {
        Track.DEPARTMENTAL_MAJOR: {
            MajorState.DECIDED: Party.DISCIPLINARY_AUTHORITY,
            MajorState.CHARGE_SHEET_ISSUED: Party.DISCIPLINARY_AUTHORITY,
            MajorState.CHARGE_SHEET_SERVED: Party.CHARGED_OFFICER,
            MajorState.REPLY_IN: Party.DISCIPLINARY_AUTHORITY,
            MajorState.UNDER_INQUIRY: Party.INQUIRY_AUTHORITY,
            MajorState.INQUIRY_REPORT_IN: Party.DISCIPLINARY_AUTHORITY,
            MajorState.COPY_SENT: Party.CHARGED_OFFICER,
            MajorState.REPRESENTATION_IN: Party.DISCIPLINARY_AUTHORITY,
            MajorState.UNDER_APPEAL: Party.APPELLATE_AUTHORITY,
        },
        Track.DEPARTMENTAL_MINOR: {
            MinorState.DECIDED: Party.DISCIPLINARY_AUTHORITY,
            MinorState.IMPUTATIONS_SERVED: Party.CHARGED_OFFICER,
            MinorState.EXPLANATION_IN: Party.DISCIPLINARY_AUTHORITY,
            MinorState.UNDER_APPEAL: Party.APPELLATE_AUTHORITY,
        },
        Track.SUSPENSION: {
            SuspensionState.PROPOSED: Party.DISCIPLINARY_AUTHORITY,
            SuspensionState.SUSPENDED: Party.DISCIPLINARY_AUTHORITY,
            SuspensionState.SUSPENDED_AND_CHARGED: Party.DISCIPLINARY_AUTHORITY,
        },
        Track.SANCTION_17A: _sanction(Party.GOVERNMENT),
        Track.SANCTION_19: _sanction(Party.SANCTIONING_AUTHORITY),
        Track.SANCTION_218: _sanction(Party.GOVERNMENT),
        Track.CRIMINAL: {
            CriminalState.REFERRED: Party.AGENCY,
            CriminalState.PRELIMINARY_ENQUIRY: Party.AGENCY,
            CriminalState.UNDER_INVESTIGATION: Party.AGENCY,
            CriminalState.REPORT_WITH_GOVERNMENT: Party.GOVERNMENT,
            CriminalState.SANCTION_STAGE: Party.SANCTIONING_AUTHORITY,
            CriminalState.BEFORE_COURT: Party.COURT,
            CriminalState.CRIMINAL_APPEAL: Party.COURT,
        },
        Track.RECOVERY: {
            RecoveryState.ORDERED: Party.DISCIPLINARY_AUTHORITY,
            RecoveryState.IN_REALISATION: Party.DISCIPLINARY_AUTHORITY,
        },
        Track.AFTER_RETIREMENT: {
            RetirementState.WATCHED: Party.VO,
            RetirementState.CHARGED_IN_TIME: Party.DISCIPLINARY_AUTHORITY,
            RetirementState.SANCTION_ASKED: Party.GOVERNOR,
            RetirementState.SANCTIONED: Party.GOVERNMENT,
        },
        Track.COMPLAINANT_APPEAL: {AppealState.FILED: Party.REVIEWING_OFFICER},
        Track.PUBLIC_REPRESENTATIVE: {
            RepresentativeState.RECEIVED: Party.VO,
            RepresentativeState.CONFIRMED: Party.VO,
        },
        Track.REFERENCE: {
            ReferenceState.RECEIVED: Party.VO,
            ReferenceState.REPORT_CALLED: Party.DISTRICT,
            ReferenceState.ANSWERED: Party.AGENCY,
        },
        # RTI Act s.19: the first appeal, and the second to the State Information Commission.
        Track.RTI: {
            RtiState.RECEIVED: Party.PUBLIC_INFORMATION_OFFICER,
            RtiState.APPEALED: Party.APPELLATE_AUTHORITY,
            RtiState.REPLY_ORDERED: Party.PUBLIC_INFORMATION_OFFICER,
            RtiState.BEFORE_COMMISSION: Party.APPELLATE_AUTHORITY,
        },
        Track.TRANSFER: {TransferState.DECIDED: Party.CLERK, TransferState.SENT: Party.GOVERNMENT},
        Track.DISCLOSURE: {DisclosureState.OPENED: Party.VO},
    }
)
"""Every state in which a track is still pending. A matter sent to another department lies with the Government."""


ELSEWHERE = frozenset(
    {
        CriminalState.REFERRED,
        CriminalState.PRELIMINARY_ENQUIRY,
        CriminalState.UNDER_INVESTIGATION,
        TransferState.SENT,
    }
)
"""The states in which a track lies with the agency or the department that was named."""
ASKED_OF_AUTHORITY = frozenset(
    {Track.SANCTION_17A, Track.SANCTION_19, Track.SANCTION_218, Track.AFTER_RETIREMENT}
)
"""The tracks on which an authority by name is asked; it holds them while they lie outside the office."""


def holder(track: Track, state: str) -> Party | None:
    """With whom the track lies; None once it has come to an end. KeyError for a state that is not of this track."""
    return None if state in WORKFLOWS[track].final else HELD_BY[track][state]


def lies_with_the_named(track: Track, state: str) -> bool:
    """Whether the track lies with the agency or authority named on it, and not with a court or this office."""
    party = holder(track, state)
    if party is None or SIDES[party] is Side.OURS:
        return False
    return track in ASKED_OF_AUTHORITY or state in ELSEWHERE
