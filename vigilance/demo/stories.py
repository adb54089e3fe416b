"""How far each of the demonstration's complaints has come: a table of acts, each taken if its day is past.

Every act goes through the office's own commands, by the officer who may take it, each in its own transaction: the
demonstration can show nothing that the procedure does not allow.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from vigilance.complaints.commands import (
    assignment,
    confirmation,
    factual_report,
    routing,
    scrutiny,
    verification,
)
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.demo import hearings, inquiries, proceedings, words
from vigilance.demo.prosecution import ORDERED_BESIDES
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.agencies import Agency
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Recommendation
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.vigilance_angle import PlainPoint


@dataclass(frozen=True, slots=True)
class Cast:
    """The demonstration's officers, by the part they play; the second of those parts that two play."""

    actors: Mapping[Role, Actor]
    seconds: Mapping[Role, Actor]


@dataclass(frozen=True, slots=True)
class Scene:
    """One act about to be taken: on which complaint, by whom, when."""

    session: Session
    office: Office
    cast: Cast
    record_id: uuid.UUID
    by: Actor
    at: datetime

    @property
    def complaint(self) -> Complaint:
        """The complaint as this session sees it."""
        return complaint_of(self.session, self.record_id)


@dataclass(frozen=True, slots=True)
class Act:
    """After how many days somebody does something."""

    after: int
    by: Role
    do: Callable[[Scene], object]


def _assign(scene: Scene) -> None:
    officer = scene.cast.actors[Role.VO].officer_id
    if officer is not None:
        assignment.assign(
            scene.session, scene.complaint, officer, by=scene.by, at=scene.at, office=scene.office
        )


def _ask(scene: Scene) -> None:
    verification.ask_confirmation(
        scene.session, scene.complaint, by=scene.by, at=scene.at, office=scene.office
    )


def _remind(scene: Scene) -> None:
    verification.remind(
        scene.session, scene.complaint, by=scene.by, at=scene.at, office=scene.office
    )


def _confirm(scene: Scene) -> None:
    rules = scene.office.rules(scene.session)
    confirmation.confirm(scene.session, scene.record_id, by=scene.by, at=scene.at, rules=rules)


def _start(scene: Scene) -> None:
    scrutiny.start_scrutiny(
        scene.session, scene.complaint, by=scene.by, at=scene.at, office=scene.office
    )


def _as_source(scene: Scene) -> None:
    scrutiny.take_up_as_source_information(
        scene.session,
        scene.complaint,
        words.AS_SOURCE,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def _scrutinise(recommendation: Recommendation) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        serious = recommendation is Recommendation.TAKE_UP
        found = scrutiny.ScrutinyRecord(
            points=frozenset({PlainPoint.GRATIFICATION}) if serious else frozenset(),
            integrity_doubtful=False,
            recommendation=recommendation,
            note=words.SERIOUS if serious else words.NOT_SERIOUS,
        )
        scrutiny.record_scrutiny(
            scene.session, scene.complaint, found, by=scene.by, at=scene.at, office=scene.office
        )

    return act


def _call_facts(scene: Scene) -> None:
    complaint = scene.complaint
    factual_report.call_factual_report(
        scene.session,
        complaint,
        complaint.district_code or "162",
        words.QUESTION,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def _receive_facts(scene: Scene) -> None:
    factual_report.receive_factual_report(
        scene.session, scene.complaint, words.FACTS, by=scene.by, at=scene.at, office=scene.office
    )


def _file(scene: Scene) -> None:
    disposal = Disposal.NO_VIGILANCE_ANGLE
    routing.file(
        scene.session,
        scene.complaint,
        disposal,
        words.FILED,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def _forward(scene: Scene) -> None:
    disposal = Disposal.ADMINISTRATIVE_GRIEVANCE
    routing.forward(
        scene.session,
        scene.complaint,
        disposal,
        words.FORWARDED,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def _file_anonymous(scene: Scene) -> None:
    routing.file_anonymous(
        scene.session,
        scene.complaint,
        words.ANONYMOUS,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def _file_unconfirmed(scene: Scene) -> None:
    routing.file_unconfirmed(
        scene.session,
        scene.complaint,
        words.UNCONFIRMED,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


CVO, VO, HIM = Role.CVO, Role.VO, Role.COMPLAINANT
OWNED = (Act(1, CVO, _assign), Act(2, VO, _ask), Act(7, HIM, _confirm))
SERIOUS = (Act(21, VO, _scrutinise(Recommendation.TAKE_UP)),)
INQUIRY = (
    Act(26, CVO, inquiries.take_up),
    Act(28, Role.INQUIRING_OFFICER, inquiries.take_charge),
    Act(55, Role.INQUIRING_OFFICER, inquiries.record_progress),
    Act(98, Role.INQUIRING_OFFICER, inquiries.submit_report),
    Act(108, CVO, inquiries.accept_report),
    Act(110, CVO, inquiries.release_summary),
)

MAJOR, SUSPENSION, CRIMINAL = Track.DEPARTMENTAL_MAJOR, Track.SUSPENSION, Track.CRIMINAL
TRACKS = (
    Act(117, VO, proceedings.name_officer),
    Act(118, VO, proceedings.find_first),
    Act(119, VO, proceedings.act(SUSPENSION, "propose-suspension", words.SUSPENSION_PROPOSED)),
    Act(120, CVO, proceedings.act(MAJOR, "decide-major-proceedings", words.MAJOR_DECIDED)),
    Act(
        122,
        CVO,
        proceedings.act(
            CRIMINAL,
            "refer-to-agency",
            words.REFERRED,
            with_whom=Agency.ANTI_CORRUPTION_ORGANISATION.value,
        ),
    ),
    Act(125, VO, proceedings.act(CRIMINAL, "register-fir", fir="27/2026")),
    Act(
        132,
        VO,
        proceedings.act(
            MAJOR, "issue-charge-sheet", letter="418/2026", articles=2, authority="DIR"
        ),
    ),
    Act(133, VO, proceedings.remind_agency),
    Act(134, CVO, proceedings.approve_and_issue),
    Act(136, VO, proceedings.act(MAJOR, "serve-charge-sheet", served="in-person")),
    Act(149, VO, proceedings.act(MAJOR, "receive-reply", letter="77/2026")),
    Act(152, VO, proceedings.act(MAJOR, "consider-defence", words.DEFENCE_WEAK)),
    Act(150, VO, hearings.list_witnesses),
    Act(154, CVO, hearings.appoint),
    Act(160, VO, proceedings.hold_hearing),
    Act(161, VO, proceedings.draft_order),
    Act(162, VO, hearings.summon_first),
    Act(163, VO, hearings.receive_request),
    *(Act(*one) for one in ORDERED_BESIDES),
)

# The stories, taken in turn by the complaints of each kind.
ORDINARY: tuple[tuple[Act, ...], ...] = (
    (
        *OWNED,
        *SERIOUS,
        *INQUIRY,
        Act(118, VO, inquiries.propose_closure),
        Act(126, CVO, inquiries.approve_closure),
        Act(133, HIM, hearings.ask_review),
    ),
    (*OWNED, Act(15, VO, _scrutinise(Recommendation.FILE)), Act(24, CVO, _file)),
    (
        *OWNED,
        *SERIOUS,
        *INQUIRY,
        Act(116, CVO, inquiries.order_action),
        *sorted(TRACKS, key=lambda act: act.after),
    ),
    (*OWNED, Act(12, VO, _call_facts), Act(39, VO, _receive_facts)),
    (*OWNED,),
    (Act(1, CVO, _assign), Act(3, VO, _ask), Act(18, VO, _remind), Act(36, CVO, _file_unconfirmed)),
    (*OWNED, Act(19, VO, _scrutinise(Recommendation.FORWARD)), Act(25, CVO, _forward)),
    (*OWNED, *SERIOUS, *INQUIRY[:4]),
)
ANONYMOUS: tuple[tuple[Act, ...], ...] = (
    (Act(4, CVO, _file_anonymous),),
    (Act(1, CVO, _assign), Act(5, CVO, _as_source), *SERIOUS, *INQUIRY[:3]),
    (),
)
PROTECTED: tuple[tuple[Act, ...], ...] = (
    (Act(1, CVO, _assign), Act(2, VO, _start), *SERIOUS, *INQUIRY[:3]),
)
STORIES = {Lane.ANONYMOUS: ANONYMOUS, Lane.PROTECTED: PROTECTED}


def tell_story(
    database: Database, office: Office, cast: Cast, complaint: Complaint, number: int
) -> None:
    """Take the complaint through its story, as far as today allows."""
    stories = STORIES.get(complaint.lane, ORDINARY)
    for act in stories[number % len(stories)]:
        at = complaint.registered_at + timedelta(days=act.after, hours=1 + number % 6)
        if at > datetime.now(UTC):
            return
        by = cast.actors.get(act.by) or complainant_of(complaint.record_id)
        with database.writing() as session, session.begin():
            act_as(session, by)
            act.do(Scene(session, office, cast, complaint.record_id, by, at))
