"""The steps of a complaint as a table: for each action its form's fields, its schema and its command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.complaints import schemas_office as schemas
from vigilance.complaints.commands import (
    acknowledgement,
    assignment,
    clarification,
    confirmation,
    factual_report,
    feedback,
    routing,
    scrutiny,
    verification,
)
from vigilance.complaints.commands.routing import FILED_AS, FORWARDED_AS
from vigilance.complaints.models import Complaint
from vigilance.complaints.people import People
from vigilance.complaints.schemas_owning import Owned, OwnedStep
from vigilance.complaints.step_forms import LABELS, Asked, Kind, Options, note, reasons
from vigilance.complaints.subject import district_choices
from vigilance.complaints.takers import takers
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Recommendation
from vigilance.domain.handover import Part
from vigilance.domain.owning import SEEN_BY_OFFICER
from vigilance.domain.vigilance_angle import PlainPoint, WeighedPoint
from vigilance.domain.workflows.complaint import Action
from vigilance.web.choices import choices

Command = Callable[..., object]

HOW = Asked("how", Kind.RADIOS, _l("How the answer came"), choose="ways_owned")

FORMS: Mapping[Any, Sequence[Asked]] = {
    Action.ACKNOWLEDGE: (),
    Action.ASSIGN: (Asked("officer", Kind.CHOICE, _l("Vigilance Officer"), choose="vos"),),
    Action.ASK_CONFIRMATION: (),
    Action.REMIND: (),
    Action.CONFIRM: (HOW,),
    Action.DISOWN: (HOW,),
    Action.ASK_AFFIDAVIT: (),
    Action.RECEIVE_AFFIDAVIT: (),
    Action.START_SCRUTINY: (),
    Action.TAKE_UP_AS_SOURCE_INFORMATION: (
        reasons(_l("Say which facts can be checked without the complainant.")),
    ),
    Action.ASK_CLARIFICATION: (
        Asked(
            "question",
            Kind.TEXT,
            LABELS["question"],
            _l("The complainant reads this with the secret code. Name no officer."),
        ),
    ),
    Action.RECEIVE_CLARIFICATION: (note(optional=False),),
    Action.GIVE_FEEDBACK: (
        Asked(
            "question",
            Kind.TEXT,
            LABELS["text"],
            _l("Say what has been done and what comes next. Name no officer and no finding."),
        ),
    ),
    Action.CALL_FACTUAL_REPORT: (
        Asked("district", Kind.DISTRICT, LABELS["district"], choose="districts"),
        Asked(
            "question",
            Kind.TEXT,
            LABELS["question"],
            _l(
                "The district sees this question and nothing of the complaint: ask what its records show."
            ),
        ),
    ),
    Action.RECEIVE_FACTUAL_REPORT: (Asked("answer", Kind.TEXT, LABELS["answer"]),),
    Action.RECORD_SCRUTINY: (
        Asked("points", Kind.BOXES, LABELS["points"], choose="points", optional=True),
        Asked(
            "weighed",
            Kind.BOXES,
            LABELS["weighed"],
            _l("An error that a prudent person could make is no vigilance angle."),
            choose="weighed",
            optional=True,
        ),
        Asked("integrity_doubtful", Kind.TICK, LABELS["integrity_doubtful"]),
        Asked("recommendation", Kind.RADIOS, LABELS["recommendation"], choose="recommendations"),
        Asked("note", Kind.TEXT, _l("Scrutiny note, with the reasons")),
    ),
    Action.RETURN_SCRUTINY: (reasons(),),
    Action.TAKE_UP: (
        Asked("officer", Kind.CHOICE, _l("Inquiring officer"), choose="ios"),
        Asked(
            "vo",
            Kind.CHOICE,
            _l("Vigilance Officer who follows the case"),
            _l("If not chosen: the one to whom the complaint is given"),
            choose="vos",
            optional=True,
        ),
        Asked(
            "title",
            Kind.LINE,
            LABELS["title"],
            _l("What is alleged, against which post, where. No person's name."),
        ),
        reasons(),
    ),
    Action.FORWARD: (
        Asked("disposal", Kind.CHOICE, LABELS["disposal"], choose="forwarded_as"),
        reasons(),
    ),
    Action.FILE: (
        Asked("disposal", Kind.CHOICE, LABELS["disposal"], choose="filed_as"),
        reasons(),
    ),
    Action.FILE_ANONYMOUS: (reasons(),),
    Action.FILE_UNCONFIRMED: (reasons(),),
    Action.REOPEN: (reasons(),),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """How a step is taken: what reads its form, and what does it."""

    schema: type[Schema]
    take: Callable[..., object]


def _plain(command: Command) -> Taken:
    return Taken(
        schemas.Plain, lambda session, found, _typed, **who: command(session, found, **who)
    )


def _reasoned(command: Command) -> Taken:
    return Taken(
        schemas.Reasoned,
        lambda session, found, typed, **who: command(session, found, typed.reasons, **who),
    )


def _ended(command: Command) -> Taken:
    return Taken(
        schemas.End,
        lambda session, found, typed, **who: command(
            session, found, typed.disposal, typed.reasons, **who
        ),
    )


def _owned(command: Command) -> Taken:
    """The complainant's own steps, recorded by an officer who saw or heard the answer."""

    def take(session: Session, found: Complaint, typed: OwnedStep, **who: Any) -> None:
        rules = who["office"].rules(session)
        command(session, found.record_id, by=who["by"], at=who["at"], rules=rules, how=typed.how)

    return Taken(Owned, take)


STEPS: Mapping[str, Taken] = {
    Action.ACKNOWLEDGE: _plain(acknowledgement.acknowledge),
    Action.ASSIGN: Taken(
        schemas.Assign,
        lambda session, found, typed, **who: assignment.assign(
            session, found, typed.officer, **who
        ),
    ),
    Action.ASK_CONFIRMATION: _plain(verification.ask_confirmation),
    Action.REMIND: _plain(verification.remind),
    Action.CONFIRM: _owned(confirmation.confirm),
    Action.DISOWN: _owned(confirmation.disown),
    Action.ASK_AFFIDAVIT: _plain(verification.ask_affidavit),
    Action.RECEIVE_AFFIDAVIT: _plain(verification.receive_affidavit),
    Action.START_SCRUTINY: _plain(scrutiny.start_scrutiny),
    Action.TAKE_UP_AS_SOURCE_INFORMATION: _reasoned(scrutiny.take_up_as_source_information),
    Action.ASK_CLARIFICATION: Taken(
        schemas.Question,
        lambda session, found, typed, **who: clarification.ask_clarification(
            session, found, typed.question, **who
        ),
    ),
    Action.RECEIVE_CLARIFICATION: Taken(
        schemas.Noted,
        lambda session, found, typed, **who: clarification.receive_clarification(
            session, found, typed.note, **who
        ),
    ),
    Action.GIVE_FEEDBACK: Taken(
        schemas.Question,
        lambda session, found, typed, **who: feedback.give_feedback(
            session, found, typed.question, **who
        ),
    ),
    Action.CALL_FACTUAL_REPORT: Taken(
        schemas.Call,
        lambda session, found, typed, **who: factual_report.call_factual_report(
            session, found, typed.district, typed.question, **who
        ),
    ),
    Action.RECEIVE_FACTUAL_REPORT: Taken(
        schemas.Answer,
        lambda session, found, typed, **who: factual_report.receive_factual_report(
            session, found, typed.answer, **who
        ),
    ),
    Action.RECORD_SCRUTINY: Taken(
        schemas.Scrutinise,
        lambda session, found, typed, **who: scrutiny.record_scrutiny(
            session, found, typed.found, **who
        ),
    ),
    Action.RETURN_SCRUTINY: _reasoned(scrutiny.return_scrutiny),
    Action.FORWARD: _ended(routing.forward),
    Action.FILE: _ended(routing.file),
    Action.FILE_ANONYMOUS: _reasoned(routing.file_anonymous),
    Action.FILE_UNCONFIRMED: _reasoned(routing.file_unconfirmed),
    Action.REOPEN: _reasoned(routing.reopen),
}
"""Taking up is not among them: it opens a case, and stands with the cases."""


def step_options(who: People) -> Options:
    """What the fields of these forms are chosen from."""
    return {
        "vos": lambda: takers(who, Part.VO),
        "ios": lambda: takers(who, Part.INQUIRING_OFFICER),
        "districts": district_choices,
        "points": lambda: choices(PlainPoint),
        "weighed": lambda: choices(WeighedPoint),
        "recommendations": lambda: choices(Recommendation),
        "forwarded_as": lambda: choices(one for one in Disposal if one in FORWARDED_AS),
        "ways_owned": lambda: choices(SEEN_BY_OFFICER),
        "filed_as": lambda: choices(one for one in Disposal if one in FILED_AS),
    }
