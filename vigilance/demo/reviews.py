"""The demonstration's reviews: sittings signed, open and called; directions in every state, a case opened out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.agencies import Agency
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.dates import ist_day
from vigilance.domain.review_rules import rule_named
from vigilance.domain.roles import Role
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record, Tier
from vigilance.reviews.commands import sittings
from vigilance.reviews.commands.deciding import Said, decide
from vigilance.reviews.commands.directions import (
    Charge,
    NewDirection,
    Report,
    accept_compliance,
    give_direction,
    report_compliance,
    return_compliance,
)
from vigilance.reviews.commands.outside import NewGrant, open_to_agency
from vigilance.reviews.commands.reviewing import Decision
from vigilance.reviews.models import Direction
from vigilance.reviews.queries import agenda_of_queue
from vigilance.reviews.rules import Outcome, review_rules
from vigilance.reviews.sitting_models import Sitting
from vigilance.reviews.sitting_queries import items_of, members_of

MOST = 6
DIRECTED = ("बैंक से खातों का विवरण मँगाएँ।", "जांच अधिकारी से आख्या लें।", "पत्रावली प्रस्तुत करें।")
"""What the sitting directs on its first three matters; the fourth is continued, the rest not reached."""
REMARKS = "आख्या की प्रतीक्षा है।"
REPORT = "विवरण प्राप्त कर पत्रावली पर रखा गया।"
RETURNED = "दूसरे खाते का विवरण भी रखें।"
OF_THE_MINISTER = ("दोषी के विरुद्ध कार्यवाही एक माह में पूरी करें।", "पीड़ितों को रुका हुआ भुगतान दिलाएँ।")
"""What the minister directs on two of the cases that were released: the first is overdue, the second still runs."""
PLACE = "समिति कक्ष, लखनऊ"


class Players(Protocol):
    """The demonstration's officers, by the part they play."""

    @property
    def actors(self) -> Mapping[Role, Actor]:
        """Each part's actor."""
        ...


def hold_reviews(database: Database, office: Office, cast: Players) -> None:
    """Ten days ago a sitting was held; another is open now, and a third is called for next week."""
    now = datetime.now(UTC)
    held = now - timedelta(days=10)
    actors = cast.actors
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        _sit(session, office, actors, held)
        _answer(session, actors, held)
        _minister_directs(session, actors, held)
        _open(session, office, actors, now)
        _convene(session, office, actors, now, now + timedelta(days=7))
        _open_outside(session, actors, now)


def _convene(
    session: Session,
    office: Office,
    actors: Mapping[Role, Actor],
    at: datetime,
    called_for: datetime,
) -> Sitting:
    cvo, vo = actors[Role.CVO], actors[Role.VO]
    day = ist_day(at)
    rule = rule_named(review_rules(office.settings.config_dir, day), "with-others")
    overdue = rule_named(review_rules(office.settings.config_dir, day), "overdue")
    rule = rule if called_for > at else overdue
    new = sittings.NewSitting(
        rule=rule,
        called_for=called_for,
        place=PLACE,
        chair_id=cvo.officer_id or vo.officer_id,  # type: ignore[arg-type]  # both are officers
        officers=tuple(
            actors[role].officer_id  # type: ignore[misc]  # officers all
            for role in (Role.VO, Role.LIAISON)
        ),
        posts=("पुलिस अधीक्षक, सतर्कता अधिष्ठान, लखनऊ सेक्टर",),
    )
    found = agenda_of_queue(session, rule, day, size=MOST)
    agenda = [(matter.record_id, carried) for matter, carried in found]
    return sittings.convene(session, new, agenda, office.settings.office_code, by=cvo, at=at)


def _open(session: Session, office: Office, actors: Mapping[Role, Actor], at: datetime) -> Sitting:
    """A sitting with all who were called; nothing is decided yet."""
    sitting = _convene(session, office, actors, at, at)
    here = {member.id for member in members_of(session, sitting.id)}
    sittings.record_attendance(session, sitting, here, by=actors[Role.CVO], at=at)
    return sitting


def _sit(session: Session, office: Office, actors: Mapping[Role, Actor], at: datetime) -> None:
    cvo, vo = actors[Role.CVO], actors[Role.VO]
    sitting = _open(session, office, actors, at)
    rule = rule_named(review_rules(office.settings.config_dir, ist_day(at)), sitting.rule)
    for place, item in enumerate(items_of(session, sitting.id)[: len(DIRECTED) + 1]):
        directs = place < len(DIRECTED)
        words = DIRECTED[place] if directs else REMARKS
        outcome = Outcome.DIRECT if directs else Outcome.CONTINUE
        charge = Charge(vo.officer_id, _due(at, place)) if directs else None
        said = Said(Decision(rule, outcome, words, None), charge, item.version)
        decide(session, sitting, item, said, by=cvo, at=at)
    calendar = office.rules(session).calendars[CalendarKind.HQ]
    sittings.end(session, sitting, rule, calendar, by=cvo, at=at + timedelta(hours=1))
    sittings.sign(session, sitting, None, by=cvo, at=at + timedelta(hours=2))


def _due(at: datetime, place: int) -> date:
    return ist_day(at) + timedelta(days=8 + 7 * place)


def _answer(session: Session, actors: Mapping[Role, Actor], at: datetime) -> None:
    """The first direction is carried out, the second reported and returned, the third still to be done."""
    cvo, vo = actors[Role.CVO], actors[Role.VO]
    rows = session.scalars(select(Direction).order_by(Direction.due_on)).all()
    for row in rows[:2]:
        report_compliance(session, row, Report(REPORT), by=vo, at=at + timedelta(days=4))
    for row in rows[:1]:
        accept_compliance(session, row, by=cvo, at=at + timedelta(days=5))
    for row in rows[1:2]:
        return_compliance(session, row, RETURNED, by=cvo, at=at + timedelta(days=5))


def _minister_directs(session: Session, actors: Mapping[Role, Actor], at: datetime) -> None:
    released = (
        select(Record)
        .where(Record.may_be_named)
        .order_by(Record.number.desc())
        .limit(len(OF_THE_MINISTER))
    )
    for place, record in enumerate(session.scalars(released).all()):
        new = NewDirection(OF_THE_MINISTER[place], ist_day(at) + timedelta(days=7 + 14 * place))
        give_direction(session, record, new, by=actors[Role.MINISTER], at=at)


def _open_outside(session: Session, actors: Mapping[Role, Actor], at: datetime) -> None:
    """What lies with an agency is opened to its officer for three months."""
    found = (
        select(Record)
        .join(Case, Case.record_id == Record.id)
        .join(Proceeding, Proceeding.record_id == Record.id)
        .where(Proceeding.held_by == "agency", Record.tier == Tier.ORDINARY)
        .order_by(Record.number)
        .limit(1)
    )
    record = session.scalars(found).first()
    officer = actors[Role.LIAISON].officer_id
    if record is None or officer is None:
        return
    until = ist_day(at) + timedelta(days=90)
    new = NewGrant(officer, Agency.ANTI_CORRUPTION_ORGANISATION, until)
    open_to_agency(session, record, new, by=actors[Role.CVO], at=at)
