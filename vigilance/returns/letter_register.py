"""The register of public representatives' letters: when each came, by when its reply is due, and how that stands."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Select, case, exists, or_, select

from vigilance.complaints.models import Complaint
from vigilance.domain.words import Words
from vigilance.domain.workflows.references import RepresentativeState
from vigilance.post.models import MemberOffice, RepresentativeLetter
from vigilance.returns.registers import DISTRICT, RECEIVED, STAGE, VIGILANCE
from vigilance.returns.shapes import Asked, Column, Filter, Kind, Listing


class ReplyStanding(StrEnum):
    """How the reply to a letter stands on the last day asked for."""

    IN_TIME = "replied-in-time"
    LATE = "replied-late"
    WAITING = "reply-waiting"
    OVERDUE = "reply-overdue"


LABELS = {
    ReplyStanding.IN_TIME: Words(hi="समय पर उत्तर", en="Replied in time"),
    ReplyStanding.LATE: Words(hi="विलम्ब से उत्तर", en="Replied late"),
    ReplyStanding.WAITING: Words(hi="उत्तर शेष", en="Reply waits"),
    ReplyStanding.OVERDUE: Words(hi="उत्तर विलम्बित", en="Reply overdue"),
}
OFFICE = Words(hi="किसका पत्र", en="Letter of")
STANDING = Words(hi="उत्तर की स्थिति", en="How the reply stands")


def _standing(asked: Asked) -> Any:
    """As on the last day asked for: what was replied afterwards waited then."""
    letter = RepresentativeLetter
    replied = letter.replied_on <= asked.last
    return case(
        (replied & (letter.replied_on <= letter.due_on), ReplyStanding.IN_TIME.value),
        (replied, ReplyStanding.LATE.value),
        (letter.due_on < asked.last, ReplyStanding.OVERDUE.value),
        else_=ReplyStanding.WAITING.value,
    )


def _of_complaint(column: Any) -> Any:
    """Of the complaint the letter led to, where the reader may see it."""
    return (
        select(column)
        .where(Complaint.record_id == RepresentativeLetter.complaint_id)
        .correlate(RepresentativeLetter)
        .scalar_subquery()
    )


DISTRICT_OF_COMPLAINT = _of_complaint(Complaint.district_code)


def _letters(statement: Select[Any]) -> Select[Any]:
    """A letter whose complaint is out of the reader's sight is not there for him either."""
    seen = exists(
        select(Complaint.record_id).where(Complaint.record_id == RepresentativeLetter.complaint_id)
    )
    alone = RepresentativeLetter.complaint_id.is_(None)
    return statement.select_from(RepresentativeLetter).where(or_(alone, seen))


def _day(name: str, hi: str, en: str, value: Any) -> Column:
    return Column(name, Words(hi=hi, en=en), Kind.DAY, value)


REPRESENTATIVES_REGISTER = Listing(
    name="representatives-register",
    title=Words(hi="जनप्रतिनिधियों के पत्रों की पंजी", en="Register of public representatives' letters"),
    about=Words(
        hi="पत्र की प्राप्ति की तिथि से, उत्तर की देय तिथि के साथ। स्थिति मांगी गई अन्तिम तिथि की है। "
        "प्रतिनिधि का नाम यहाँ नहीं है।",
        en="By the day on which the letter came, with the day by which its reply is due. "
        "It stands as on the last day asked for. Nobody is named here.",
    ),
    by=VIGILANCE,
    columns=(
        Column("letter", Words(hi="पत्र संख्या", en="Letter"), value=RepresentativeLetter.number),
        Column("received_on", RECEIVED, Kind.DAY, RepresentativeLetter.received_on),
        Column("office", OFFICE, Kind.CODED, RepresentativeLetter.office, MemberOffice),
        Column("stage", STAGE, Kind.CODED, RepresentativeLetter.stage, RepresentativeState),
        _day("confirmed_on", "पुष्टि", "Confirmed", RepresentativeLetter.confirmed_on),
        _day("due_on", "उत्तर की देय तिथि", "Reply due", RepresentativeLetter.due_on),
        _day("replied_on", "उत्तर दिया", "Replied", RepresentativeLetter.replied_on),
        Column("standing", STANDING, Kind.CODED, coded=ReplyStanding, told=_standing),
        Column(
            "complaint", Words(hi="शिकायत", en="Complaint"), value=_of_complaint(Complaint.number)
        ),
        Column("district", DISTRICT, Kind.DISTRICT, DISTRICT_OF_COMPLAINT),
    ),
    filters=(
        Filter("office", OFFICE, RepresentativeLetter.office, tuple(MemberOffice), MemberOffice),
        Filter(
            "standing", STANDING, choices=tuple(ReplyStanding), coded=ReplyStanding, told=_standing
        ),
        Filter("district", DISTRICT, DISTRICT_OF_COMPLAINT),
    ),
    source=_letters,
    key=(RepresentativeLetter.received_on, RepresentativeLetter.id),
)
