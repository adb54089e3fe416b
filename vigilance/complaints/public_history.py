"""What a complainant's page tells of the past and the future: coarse words, days without hours, no officer."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event
from vigilance.clocks.queries import running_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import SHOWN_LIMITS, DueDate
from vigilance.domain.dates import ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.parties import Party
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.workflows.complaint import Action
from vigilance.records.models import RecordKind
from vigilance.web.filters import day, label
from vigilance.web.language import language

TOLD: dict[str, LazyString] = {
    Action.REGISTER: lazy_gettext("Registered"),
    Action.ASK_CONFIRMATION: lazy_gettext("We asked whether the complaint is yours"),
    Action.REMIND: lazy_gettext("We asked once more whether the complaint is yours"),
    Action.CONFIRM: lazy_gettext("You confirmed the complaint"),
    Action.DISOWN: lazy_gettext("You told us that the complaint is not yours"),
    Action.ASK_AFFIDAVIT: lazy_gettext("We asked for an affidavit"),
    Action.RECEIVE_AFFIDAVIT: lazy_gettext("The affidavit came"),
    Action.START_SCRUTINY: lazy_gettext("Scrutiny began"),
    Action.TAKE_UP_AS_SOURCE_INFORMATION: lazy_gettext("Scrutiny began"),
    Action.FORWARD: lazy_gettext("Closed"),
    Action.FILE: lazy_gettext("Closed"),
    Action.FILE_ANONYMOUS: lazy_gettext("Closed"),
    Action.FILE_UNCONFIRMED: lazy_gettext("Closed"),
    Action.REOPEN: lazy_gettext("Opened again"),
    Action.REMIND_OFFICE: lazy_gettext("You reminded us"),
    "papers-added": lazy_gettext("Papers were added"),
    "track-file-complainant-appeal": lazy_gettext("You asked for a review"),
    "track-uphold-closure": lazy_gettext("The review upheld the closing"),
    "track-set-closure-aside": lazy_gettext("The review set the closing aside"),
}
"""The steps a complainant is told of; of the others, such as taking up for inquiry, he learns by his status alone."""

MEANING: dict[PublicStatus, LazyString] = {
    PublicStatus.REGISTERED: lazy_gettext(
        "Your complaint stands in the register. An officer will look at it next."
    ),
    PublicStatus.CONFIRMATION_NEEDED: lazy_gettext(
        "Before we may act, you must tell us whether the complaint is yours."
    ),
    PublicStatus.UNDER_SCRUTINY: lazy_gettext(
        "The vigilance cell examines what you wrote and decides what is to be done."
    ),
    PublicStatus.INQUIRY_ORDERED: lazy_gettext("An inquiry into the facts was ordered."),
    PublicStatus.ACTION_STARTED: lazy_gettext("The inquiry has ended and action was ordered."),
    PublicStatus.CLOSED: lazy_gettext(
        "The matter is closed. If there are new facts, send them as a message."
    ),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, on a day."""

    on: date
    words: str


def history_of(session: Session, complaint: Complaint) -> list[Happened]:
    """What happened so far, oldest first; the same thing on the same day once."""
    statement = (
        select(Event.type, Event.at)
        .where(Event.record_id == complaint.record_id, Event.type.in_(TOLD))
        .order_by(Event.record_seq)
    )
    told = [Happened(ist_day(at), str(TOLD[kind])) for kind, at in session.execute(statement)]
    return list(dict.fromkeys(told))


def dates_of(due: tuple[DueDate, ...], rules: ClockRules, today: date) -> list[tuple[str, str]]:
    """What is due by when, in words; a day that is past is said to be past."""
    limits = rules.of_kind(RecordKind.COMPLAINT)
    rows = []
    for each in due:
        words = limits[each.limit][0].label.said_in(language())
        over = _("%(day)s (this day is past)", day=day(each.on))
        rows.append((words, over if each.on < today else day(each.on)))
    return rows


def remind_from(session: Session, complaint: Complaint) -> date | None:
    """The first day on which the complainant may remind the office, or None where no limit of ours runs."""
    ends = [
        clock.counts_until
        for clock in running_clocks(session, complaint.record)
        if clock.limit_name in SHOWN_LIMITS
        and not clock.stayed
        and clock.owed_by is not Party.COMPLAINANT
    ]
    return min(ends) + timedelta(days=1) if ends else None


def reminded_on(session: Session, complaint: Complaint, today: date) -> bool:
    """Whether the complainant reminded the office on this day already."""
    statement = select(Event.at).where(
        Event.record_id == complaint.record_id, Event.type == Action.REMIND_OFFICE
    )
    return any(ist_day(at) == today for at in session.scalars(statement))


def outcome_words(outcome: str | None) -> str | None:
    """The class of outcome in words."""
    return label(Disposal(outcome)) if outcome else None
