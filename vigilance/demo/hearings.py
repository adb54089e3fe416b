"""The demonstration's inquiry officer and his witnesses, a request for information, and a review asked for."""

from typing import Any

from vigilance.cases.accused_queries import accused_by_number
from vigilance.cases.models import Case
from vigilance.cases.queries import case_with_complaint
from vigilance.demo import words
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.witness import WitnessSide
from vigilance.proceedings.commands import steps
from vigilance.proceedings.commands.appeals import file_appeal
from vigilance.proceedings.commands.witnesses import (
    Called,
    WitnessAct,
    list_witness,
    record_testimony,
)
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import tracks_of_accused
from vigilance.proceedings.witness_queries import witness_by_number

Scene = Any  # stories.py makes the scenes and names these acts; it cannot be imported back


def _case(scene: Scene) -> Case:
    found = case_with_complaint(scene.session, scene.record_id)
    if found is None:
        raise NotFound("case")
    return found


def _inquiry(scene: Scene) -> Proceeding:
    accused = accused_by_number(scene.session, _case(scene).record_id, 1).accused
    return tracks_of_accused(scene.session, accused.id)[Track.DEPARTMENTAL_MAJOR]


def appoint(scene: Scene) -> None:
    """The inquiry officer is appointed, who signs in here and holds the inquiry on his own pages."""
    facts = {
        "order": "503/2026",
        "inquiry_officer": "JD",
        "presenting_officer": "DD",
        "inquirer": str(scene.cast.actors[Role.INQUIRING_OFFICER].officer_id),
    }
    order = steps.Act("appoint-inquiry-authority", ist_day(scene.at), facts)
    who = {"by": scene.by, "at": scene.at, "office": scene.office}
    steps.take(scene.session, _inquiry(scene), order, **who)


def list_witnesses(scene: Scene) -> None:
    """Two witnesses of the department, one of them protected, and one of the defence."""
    department, defence = WitnessSide.DEPARTMENT, WitnessSide.DEFENCE
    for called in (
        Called(department, words.WITNESSES[0], post="ACCT"),
        Called(department, words.WITNESSES[1], protected=True),
        Called(defence, words.WITNESSES[2]),
    ):
        list_witness(scene.session, _inquiry(scene), called, by=scene.by, at=scene.at)


def summon_first(scene: Scene) -> None:
    """The first witness is summoned for the next hearing."""
    inquiry = _inquiry(scene)
    summons = WitnessAct("summon-witness", ist_day(scene.at), inquiry.next_hearing_on)
    witness = witness_by_number(scene.session, inquiry.id, 1)
    record_testimony(scene.session, witness, summons, by=scene.by, at=scene.at)


def receive_request(scene: Scene) -> None:
    """Somebody asks for information about the case; his name is not entered."""
    asked = steps.Act("receive-rti", ist_day(scene.at), {"request": "RTI/61/2026"})
    who = {"by": scene.by, "at": scene.at, "office": scene.office}
    steps.begin(scene.session, _case(scene).record, Track.RTI, asked, **who)


def ask_review(scene: Scene) -> None:
    """The complainant does not accept the closing."""
    who = {"by": scene.by, "at": scene.at, "office": scene.office}
    file_appeal(scene.session, scene.record_id, words.REVIEW_ASKED, (), **who)
