"""The registers of complaints and of investigations (CVO-1 and CVO-2; their official columns are unverified)."""

from typing import Any

from sqlalchemy import Select, case, exists, func, literal, select

from vigilance.cases.accused_models import Accused
from vigilance.cases.models import Case, CaseComplaint
from vigilance.complaints.models import Complaint
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.personnel.models import Official
from vigilance.returns.register_parts import Part
from vigilance.returns.shapes import Column, Filter, Kind, Listing

VIGILANCE = frozenset({Role.VO, Role.CVO})
UNVERIFIED = Words(
    hi="इस पंजी के आधिकारिक प्रपत्र के स्तम्भ अभी सत्यापित नहीं हैं।",
    en="The columns of the official form of this register are not verified yet.",
)
NUMBER = Words(hi="संख्या", en="Number")
PART = Words(hi="भाग", en="Part")
RECEIVED = Words(hi="प्राप्त", en="Received")
REGISTERED = Words(hi="पंजीकृत", en="Registered")
CHANNEL = Words(hi="माध्यम", en="Channel")
LANE = Words(hi="श्रेणी", en="Lane")
DISTRICT = Words(hi="जनपद", en="District")
SCHEME = Words(hi="योजना", en="Scheme")
STAGE = Words(hi="स्थिति", en="Stage")
SINCE = Words(hi="इस स्थिति में कब से", en="In this stage since")
DISPOSAL = Words(hi="निस्तारण", en="Disposal")
CASE = Words(hi="प्रकरण", en="Case")
FINDING = Words(hi="निष्कर्ष", en="Finding")
ACCUSED = Words(hi="आरोपित", en="Accused")
COMPLAINTS = Words(hi="शिकायतें", en="Complaints")


def _with(words: Words, more: Words) -> Words:
    return Words(hi=f"{words.hi} {more.hi}", en=f"{words.en} {more.en}")


def _part(*tied: Any) -> Any:
    """Part A where an officer of Group A is accused, else part B (domain.md 1.3)."""
    a = (
        select(Accused.id)
        .join(Official, Official.id == Accused.official_id)
        .outerjoin(CaseComplaint, CaseComplaint.record_id == Accused.record_id)
        .where(Official.group == Group.A, Accused.struck_off_at.is_(None), *tied)
    )
    return case((exists(a), literal(Part.A.value)), else_=literal(Part.B.value))


COMPLAINT_PART = _part(
    CaseComplaint.complaint_id == Complaint.record_id, CaseComplaint.undone_at.is_(None)
)
CASE_PART = _part(Accused.record_id == Case.record_id)
CASE_OF_COMPLAINT = (
    select(func.min(Case.number))
    .join(CaseComplaint, CaseComplaint.record_id == Case.record_id)
    .where(CaseComplaint.complaint_id == Complaint.record_id, CaseComplaint.undone_at.is_(None))
    .correlate(Complaint)
    .scalar_subquery()
)


def _count(column: Any, *where: Any) -> Any:
    return select(func.count(column)).where(*where).correlate(Case).scalar_subquery()


def _complaints(statement: Select[Any]) -> Select[Any]:
    return statement.select_from(Complaint)


def _cases(statement: Select[Any]) -> Select[Any]:
    return statement.select_from(Case)


_COMPLAINT = (
    Column("number", NUMBER, value=Complaint.number),
    Column("received_on", RECEIVED, Kind.DAY, Complaint.received_on),
    Column("registered_on", REGISTERED, Kind.DAY, Complaint.registered_at),
    Column("channel", CHANNEL, Kind.CODED, Complaint.channel, Channel),
)
_PLACE = (
    Column("district", DISTRICT, Kind.DISTRICT, Complaint.district_code),
    Column("scheme", SCHEME, Kind.SCHEME, Complaint.scheme_code),
)
_STANDING = (
    Column("stage", STAGE, Kind.CODED, Complaint.state, complaint.State),
    Column("since", SINCE, Kind.DAY, Complaint.state_since),
    Column("disposal", DISPOSAL, Kind.CODED, Complaint.disposal, Disposal),
    Column("case", CASE, value=CASE_OF_COMPLAINT),
)
_KEY = (Complaint.registered_at, Complaint.record_id)

COMPLAINT_REGISTER = Listing(
    name="complaint-register",
    title=Words(hi="शिकायत पंजी (भाग अ और ब)", en="Complaint register (parts A and B)"),
    about=_with(
        Words(
            hi="पंजीकरण की तिथि से। समूह क का अधिकारी आरोपित हो तो भाग अ, अन्यथा भाग ब।",
            en="By the day of registration. Part A where an officer of Group A is accused, else part B.",
        ),
        UNVERIFIED,
    ),
    by=VIGILANCE,
    columns=(
        *_COMPLAINT,
        Column("part", PART, Kind.CODED, COMPLAINT_PART, Part),
        Column("lane", LANE, Kind.CODED, Complaint.lane, Lane),
        *_PLACE,
        *_STANDING,
    ),
    filters=(
        Filter("part", PART, COMPLAINT_PART, tuple(Part), Part),
        Filter("district", DISTRICT, Complaint.district_code),
        Filter("lane", LANE, Complaint.lane, tuple(Lane), Lane),
        Filter("stage", STAGE, Complaint.state, tuple(complaint.State), complaint.State),
    ),
    source=_complaints,
    key=_KEY,
)

INVESTIGATION_REGISTER = Listing(
    name="investigation-register",
    title=Words(hi="जांच पंजी (भाग अ और ब)", en="Investigation register (parts A and B)"),
    about=_with(
        Words(hi="जांच के आदेश की तिथि से।", en="By the day on which the inquiry was ordered."),
        UNVERIFIED,
    ),
    by=VIGILANCE,
    columns=(
        Column("number", NUMBER, value=Case.number),
        Column("part", PART, Kind.CODED, CASE_PART, Part),
        Column("received_on", RECEIVED, Kind.DAY, Case.received_on),
        Column("opened_on", Words(hi="जांच का आदेश", en="Inquiry ordered"), Kind.DAY, Case.opened_at),
        Column("district", DISTRICT, Kind.DISTRICT, Case.district_code),
        Column("scheme", SCHEME, Kind.SCHEME, Case.scheme_code),
        Column(
            "complaints",
            COMPLAINTS,
            Kind.COUNT,
            _count(
                CaseComplaint.id,
                CaseComplaint.record_id == Case.record_id,
                CaseComplaint.undone_at.is_(None),
            ),
        ),
        Column(
            "accused",
            ACCUSED,
            Kind.COUNT,
            _count(
                Accused.id, Accused.record_id == Case.record_id, Accused.struck_off_at.is_(None)
            ),
        ),
        Column("stage", STAGE, Kind.CODED, Case.state, inquiry.State),
        Column("since", SINCE, Kind.DAY, Case.state_since),
        Column("finding", FINDING, Kind.CODED, Case.finding, Finding),
        Column("disposal", DISPOSAL, Kind.CODED, Case.disposal, Disposal),
    ),
    filters=(
        Filter("part", PART, CASE_PART, tuple(Part), Part),
        Filter("district", DISTRICT, Case.district_code),
        Filter("stage", STAGE, Case.state, tuple(inquiry.State), inquiry.State),
    ),
    source=_cases,
    key=(Case.opened_at, Case.record_id),
)
