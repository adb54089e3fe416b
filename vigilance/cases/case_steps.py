"""The steps of an inquiry as a table: for each action its form's fields, its schema and its command."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.cases import schemas
from vigilance.cases.commands import clarification, extension, inquiry, outcome
from vigilance.cases.commands.inquiry import InquiryReport
from vigilance.cases.commands.outcome import CLOSED_AS
from vigilance.cases.models import Case
from vigilance.complaints import schemas_office
from vigilance.complaints.office_steps import Command, Taken
from vigilance.complaints.people import People
from vigilance.complaints.step_forms import LABELS, Asked, Kind, Options, note, reasons
from vigilance.complaints.takers import takers
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.handover import Part
from vigilance.domain.workflows.inquiry import Action
from vigilance.evidence.commands import store_papers
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.uploads import uploads_of_form
from vigilance.web.choices import choices

FORMS: Mapping[Any, Sequence[Asked]] = {
    Action.CHANGE_OFFICER: (
        Asked("officer", Kind.CHOICE, _l("Inquiring officer"), choose="ios"),
        reasons(),
    ),
    Action.TAKE_CHARGE: (),
    Action.RECORD_PROGRESS: (
        Asked("note", Kind.TEXT, _l("What was done"), _l("It becomes a note on the note-sheet.")),
    ),
    Action.ASK_EXTENSION: (
        reasons(_l("Ask before the time is over, and say why more is needed.")),
    ),
    Action.GRANT_EXTENSION: (reasons(),),
    Action.REFUSE_EXTENSION: (reasons(),),
    Action.ASK_CLARIFICATION: (
        Asked(
            "question", Kind.TEXT, LABELS["question"], _l("It becomes a note on the note-sheet.")
        ),
    ),
    Action.RECEIVE_CLARIFICATION: (note(optional=False),),
    Action.SUBMIT_REPORT: (
        Asked("finding", Kind.RADIOS, LABELS["finding"], choose="findings"),
        Asked(
            "report",
            Kind.TEXT,
            _l("The report"),
            _l("Allegation, evidence, finding on each point, recommendation."),
        ),
        Asked("evidence", Kind.FILES, _l("Papers relied on"), optional=True),
    ),
    Action.RETURN_REPORT: (reasons(_l("Say what is to be completed.")),),
    Action.ACCEPT_REPORT: (),
    Action.ORDER_ACTION: (reasons(_l("Which action is ordered, against which post, and why.")),),
    Action.PROPOSE_CLOSURE: (
        Asked("disposal", Kind.CHOICE, LABELS["disposal"], choose="closed_as"),
        reasons(),
    ),
    Action.APPROVE_CLOSURE: (reasons(),),
    Action.REFUSE_CLOSURE: (reasons(),),
    Action.REOPEN: (reasons(),),
}


def _plain(command: Command) -> Taken:
    return Taken(
        schemas_office.Plain, lambda session, case, _typed, **who: command(session, case, **who)
    )


def _with(schema: type[Schema], name: str, command: Command) -> Taken:
    """A step whose command takes one text of the form."""

    def take(session: Session, case: Case, typed: object, **who: Any) -> None:
        command(session, case, getattr(typed, name), **who)

    return Taken(schema, take)


def _reasoned(command: Command) -> Taken:
    return _with(schemas_office.Reasoned, "reasons", command)


def _report(session: Session, case: Case, typed: schemas.ReportStep, **who: Any) -> None:
    recipient = record_recipient(session, case.record_id)
    papers = store_papers(uploads_of_form(), recipient, who["office"].settings.blobs_dir)
    report = InquiryReport(typed.finding, typed.report, papers)
    inquiry.submit_report(session, case, report, **who)


def _change(session: Session, case: Case, typed: schemas.ChangeStep, **who: Any) -> None:
    inquiry.change_officer(session, case, typed.officer, typed.reasons, **who)


def _propose(session: Session, case: Case, typed: schemas.ProposeStep, **who: Any) -> None:
    outcome.propose_closure(session, case, typed.disposal, typed.reasons, **who)


STEPS: Mapping[str, Taken] = {
    Action.CHANGE_OFFICER: Taken(schemas.Change, _change),
    Action.TAKE_CHARGE: _plain(inquiry.take_charge),
    Action.RECORD_PROGRESS: _with(schemas_office.Noted, "note", inquiry.record_progress),
    Action.ASK_EXTENSION: _reasoned(extension.ask_extension),
    Action.GRANT_EXTENSION: _reasoned(extension.grant_extension),
    Action.REFUSE_EXTENSION: _reasoned(extension.refuse_extension),
    Action.ASK_CLARIFICATION: _with(
        schemas_office.Question, "question", clarification.ask_clarification
    ),
    Action.RECEIVE_CLARIFICATION: _with(
        schemas_office.Noted, "note", clarification.receive_clarification
    ),
    Action.SUBMIT_REPORT: Taken(schemas.Report, _report),
    Action.RETURN_REPORT: _reasoned(inquiry.return_report),
    Action.ACCEPT_REPORT: _plain(inquiry.accept_report),
    Action.ORDER_ACTION: _reasoned(outcome.order_action),
    Action.PROPOSE_CLOSURE: Taken(schemas.Propose, _propose),
    Action.APPROVE_CLOSURE: _reasoned(outcome.approve_closure),
    Action.REFUSE_CLOSURE: _reasoned(outcome.refuse_closure),
    Action.REOPEN: _reasoned(outcome.reopen),
}


def step_options(who: People) -> Options:
    """What the fields of these forms are chosen from."""
    return {
        "ios": lambda: takers(who, Part.INQUIRING_OFFICER),
        "findings": lambda: choices(Finding),
        "closed_as": lambda: choices(one for one in Disposal if one in CLOSED_AS),
    }
