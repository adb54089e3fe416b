"""An accused officer and his tracks, as the demonstration's officers record them after action is ordered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from vigilance.cases.accused_models import Accused, EntityKind, PointFinding
from vigilance.cases.accused_queries import accused_by_number, points_of, postings_of
from vigilance.cases.commands.accused import (
    Charge,
    Particulars,
    add_allegation,
    name_accused,
    record_finding,
)
from vigilance.cases.commands.entities import add_entity
from vigilance.cases.commands.postings import Held, add_posting
from vigilance.cases.models import Case
from vigilance.cases.queries import case_with_complaint
from vigilance.demo import words
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import NotFound
from vigilance.domain.letters import LetterKind
from vigilance.domain.personnel import Group
from vigilance.domain.tracks import Track
from vigilance.domain.words import Language
from vigilance.domain.workflows.letter import LetterState
from vigilance.proceedings.commands import letters, steps
from vigilance.proceedings.commands.issuing import issue
from vigilance.proceedings.letter_matter import Wanted
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letters import UNFILLED
from vigilance.proceedings.queries import tracks_of_accused

Scene = Any  # stories.py makes the scenes and names these acts; it cannot be imported back

CLERK = Particulars(
    name="काल्पनिक अधिकारी",
    hrms_id="DEMO-0001",
    group=Group.C,
    designation="CLERK_SR",
    district_code="162",
    appointing_authority="DIR",
    disciplinary_authority="DIR",
    born_on=date(1967, 7, 15),
    superannuates_on=date(2027, 7, 31),
)
"""An invented person; no officer of this name or number exists."""
SUPERVISOR = replace(
    CLERK,
    name="काल्पनिक पर्यवेक्षक",
    hrms_id="DEMO-0002",
    group=Group.B,
    designation="DSWO",
    appointing_authority="PS",
    disciplinary_authority="PS",
    born_on=date(1971, 3, 2),
    superannuates_on=date(2031, 3, 31),
)
"""Another one, who did not look at what the first one did."""


def _case(scene: Scene) -> Case:
    found = case_with_complaint(scene.session, scene.record_id)
    if found is None:
        raise NotFound("case")
    return found


def _accused(scene: Scene, number: int) -> Accused:
    return accused_by_number(scene.session, _case(scene).record_id, number).accused


def name_officer(scene: Scene) -> None:
    """The vigilance officer names the accused, his post at the time, two allegations, and the account used."""
    record, who = _case(scene).record, {"by": scene.by, "at": scene.at}
    accused = name_accused(scene.session, record, CLERK, CLERK.designation, **who)
    held = Held(
        designation="CLERK_SR",
        office=words.OFFICE,
        district_code="162",
        reports_to="DSWO",
        since=date(2021, 7, 1),
    )
    if not postings_of(scene.session, accused.official_id):
        add_posting(scene.session, record, accused, held, **who)
    for text, amount, provision in (
        (words.ALLEGED_DEMAND, 12_000, "PCA-7"),
        (words.ALLEGED_DELAY, None, "UPCR-3"),
    ):
        charge = Charge(text=text, amount=amount, provision=provision)
        add_allegation(scene.session, record, charge, [accused], **who)
    key = scene.office.index_key
    kind, number = EntityKind.BANK_ACCOUNT, words.ACCOUNT
    add_entity(scene.session, record, kind, number, index_key=key, **who)


def name_supervisor(scene: Scene) -> None:
    """The vigilance officer names who was to look after the first accused, and one allegation against him."""
    record, who = _case(scene).record, {"by": scene.by, "at": scene.at}
    accused = name_accused(scene.session, record, SUPERVISOR, SUPERVISOR.designation, **who)
    charge = Charge(text=words.ALLEGED_NEGLECT, amount=None, provision="UPCR-3")
    add_allegation(scene.session, record, charge, [accused], **who)


def find_first(scene: Scene) -> None:
    """The vigilance officer records what the inquiry found on the first allegation."""
    record = _case(scene).record
    point = points_of(scene.session, record.id)[0]
    found = (PointFinding.SUBSTANTIATED, words.REPORT)
    record_finding(scene.session, record, point, *found, by=scene.by, at=scene.at)


def act(
    track: Track, action: str, note: str = "", *, of: int = 1, **facts: object
) -> Callable[[Scene], None]:
    """An act on a track of one accused, done on the day of the scene; the first one begins the track."""

    def do(scene: Scene) -> None:
        accused = _accused(scene, of)
        done = steps.Act(action, ist_day(scene.at), facts, note)
        who = {"by": scene.by, "at": scene.at, "office": scene.office}
        known = tracks_of_accused(scene.session, accused.id).get(track)
        if known is None:
            steps.begin(scene.session, accused, track, done, **who)
        else:
            steps.take(scene.session, known, done, **who)

    return do


def hold_hearing(scene: Scene) -> None:
    """A hearing is entered with its order sheet and the day of the next one, soon after today."""
    facts = {
        "sheet": "1",
        "next_on": (ist_day(scene.at) + timedelta(days=45)).isoformat(),
        "purpose": words.PURPOSE,
    }
    act(Track.DEPARTMENTAL_MAJOR, "hold-hearing", of=1, **facts)(scene)


def _draft(scene: Scene, kind: LetterKind) -> Letter:
    accused = accused_by_number(scene.session, _case(scene).record_id, 1)
    wanted = Wanted(kind, Language("hi"), accused)
    who = {"by": scene.by, "at": scene.at, "office": scene.office}
    letter = letters.draft(scene.session, _case(scene).record, wanted, **who)
    scene.session.flush()
    return letter


def draft_order(scene: Scene) -> None:
    """The vigilance officer drafts a letter and leaves open what the file does not say."""
    _draft(scene, LetterKind.APPOINT_PRESENTING_OFFICER)


def remind_agency(scene: Scene) -> None:
    """The vigilance officer drafts a reminder to the agency, completes it and puts it up."""
    letter, who = _draft(scene, LetterKind.AGENCY_REMINDER), {"by": scene.by, "at": scene.at}
    text = (letter.text or "").replace(UNFILLED, words.INSTEAD_OF_DOTS)
    addressee = letter.addressee.replace(UNFILLED, words.AGENCY)
    letters.edit(scene.session, letter, letters.Wording(addressee, text), **who)
    letters.put_up(scene.session, letter, text, **who)


def approve_and_issue(scene: Scene) -> None:
    """The CVO approves the letters that were put up, and issues them."""
    waiting = select(Letter).where(
        Letter.record_id == _case(scene).record_id, Letter.state == LetterState.PUT_UP
    )
    for letter in scene.session.scalars(waiting).all():
        letters.approve(scene.session, letter, by=scene.by, at=scene.at)
        issue(
            scene.session, letter, letter.text or "", by=scene.by, at=scene.at, office=scene.office
        )
