"""The tracks a matter can run on, each with its table."""

from enum import StrEnum

from vigilance.domain.workflow import Workflow
from vigilance.domain.workflows.complaint import COMPLAINT
from vigilance.domain.workflows.inquiry import INQUIRY


class Track(StrEnum):
    """What a workflow or a time limit is about."""

    COMPLAINT = "complaint"
    INQUIRY = "inquiry"


WORKFLOWS: dict[str, Workflow] = {Track.COMPLAINT: COMPLAINT, Track.INQUIRY: INQUIRY}
