"""The letters of a file in a browser: drafted from it, put up, approved, issued, served."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_queries import accused_by_number
from vigilance.cases.file_record import record_of_file
from vigilance.cases.models import Case
from vigilance.cases.sections import Place, register_section
from vigilance.complaints import schemas_office
from vigilance.complaints.downloads import download
from vigilance.complaints.file_page import acting
from vigilance.complaints.file_shown import FileShown, reader_of
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import NotFound, NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.workflows.letter import LetterAction, LetterState
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.queries import paper_by_number
from vigilance.proceedings import letter_schemas as schemas
from vigilance.proceedings.commands import letters as commands
from vigilance.proceedings.commands.issuing import issue, issued_sheet
from vigilance.proceedings.letter_matter import Wanted
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letter_page import DECIDED, letter_page, list_page
from vigilance.proceedings.letter_pdf import DRAFT, WITHDRAWN, letter_pdf
from vigilance.proceedings.letter_queries import letter_by_id
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.trying import said, who
from vigilance.records.models import Record
from vigilance.web.arguments import read_arguments
from vigilance.web.attempts import attempt
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

case_letters = Blueprint("case_letters", __name__, url_prefix="/office/cases/<number>/letters")
READ = "letters"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """What a step's form reads, and the command that does it."""

    schema: type[Schema]
    take: Callable[[Session, Letter, Any], object]


def _text(session: Session, letter: Letter) -> str:
    """The letter's own words, opened where they are sealed."""
    record = session.get_one(Record, letter.record_id)
    text = reader_of(session, record)(letter)
    if text is None:
        raise NotPermitted("letter")
    return text


STEPS: Mapping[str, TakenStep] = {
    LetterAction.EDIT: TakenStep(
        schemas.Edit,
        lambda session, letter, typed: commands.edit(session, letter, typed.wording, **who()),
    ),
    LetterAction.PUT_UP: TakenStep(
        schemas_office.Plain,
        lambda session, letter, _typed: commands.put_up(
            session, letter, _text(session, letter), **who()
        ),
    ),
    LetterAction.RETURN: TakenStep(
        schemas_office.Reasoned,
        lambda session, letter, typed: commands.send_back(session, letter, typed.reasons, **who()),
    ),
    LetterAction.APPROVE: TakenStep(
        schemas_office.Plain,
        lambda session, letter, _typed: commands.approve(session, letter, **who()),
    ),
    LetterAction.ISSUE: TakenStep(
        schemas_office.Plain,
        lambda session, letter, _typed: issue(session, letter, _text(session, letter), **acting()),
    ),
    LetterAction.RECORD_SERVICE: TakenStep(
        schemas.Serve,
        lambda session, letter, typed: commands.record_service(
            session, letter, typed.served, typed.on, **who()
        ),
    ),
    LetterAction.WITHDRAW: TakenStep(
        schemas_office.Reasoned,
        lambda session, letter, typed: commands.withdraw(session, letter, typed.reasons, **who()),
    ),
}


@case_letters.get("")
@requires(Permission.LETTER_WRITE)
def everything(number: str) -> ResponseReturnValue:
    """The letters of this file, and the form of a new one."""
    session = current_session()
    asked: dict[str, str] = read_arguments(schemas.DraftAddress)
    return list_page(session, record_of_file(session, number), asked=asked)


@case_letters.post("")
@requires(Permission.LETTER_WRITE)
@transactional
def draft(number: str) -> ResponseReturnValue:
    """Draft a letter from the file, and open it."""
    session = current_session()
    record = record_of_file(session, number)
    made: list[Letter] = []

    def make(typed: schemas.DraftAsked) -> None:
        about = accused_by_number(session, record.id, typed.accused) if typed.accused else None
        track = proceeding_by_id(session, record.id, typed.proceeding) if typed.proceeding else None
        wanted = Wanted(typed.kind, typed.language, about, track)
        made.append(commands.draft(session, record, wanted, **acting()))

    refused = attempt(session, "", schemas.Draft, lambda typed: said(lambda: make(typed)))
    if refused is not None:
        return list_page(session, record, refused), refused.status
    return redirect(url_for(".one", number=number, letter_id=made[0].id), 303)


@case_letters.get("/<uuid:letter_id>")
@requires(Permission.LETTER_WRITE)
def one(number: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    """One letter, to be written or read."""
    session = current_session()
    record = record_of_file(session, number)
    letter = letter_by_id(session, record.id, letter_id)
    put_on_ledger(session, record.id, READ, by=current_actor(), at=now())
    return letter_page(session, record, letter)


@case_letters.get("/<uuid:letter_id>/letter.pdf")
@requires(Permission.LETTER_WRITE)
def pdf(number: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    """The letter as a PDF: of one that went out the very paper, of a draft as it would look, marked so."""
    session, by, at = current_session(), current_actor(), now()
    record = record_of_file(session, number)
    letter = letter_by_id(session, record.id, letter_id)
    put_on_ledger(session, record.id, READ, by=by, at=at)
    office = current_office()
    if letter.paper_number is not None:
        paper = paper_by_number(session, record.id, letter.paper_number)
        return download(paper, open_record_key(session, record.id, office.holder, by, at), office)
    marks = {LetterState.WITHDRAWN: WITHDRAWN}
    sheet = issued_sheet(letter, _text(session, letter), mark=marks.get(letter.state, DRAFT))
    return _saved(letter_pdf(sheet, office.settings, at))


def _saved(content: bytes) -> Response:
    name = "draft.pdf"
    response = send_file(
        BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@case_letters.post("/<uuid:letter_id>/steps/<action>")
@requires(Permission.LETTER_WRITE)
@transactional
def step(number: str, letter_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Write on a letter, put it up, issue it, record its service, withdraw it."""
    return _taken(number, letter_id, action, decided=False)


@case_letters.post("/<uuid:letter_id>/decisions/<action>")
@requires(Permission.LETTER_APPROVE)
@transactional
def decision(number: str, letter_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Approve a letter that was put up, or give it back."""
    return _taken(number, letter_id, action, decided=True)


def _taken(number: str, letter_id: uuid.UUID, action: str, *, decided: bool) -> ResponseReturnValue:
    session = current_session()
    record = record_of_file(session, number)
    letter = letter_by_id(session, record.id, letter_id)
    taken = STEPS.get(action)
    if taken is None or (action in DECIDED) is not decided:
        raise NotFound("step")
    refused = attempt(
        session,
        action,
        taken.schema,
        lambda typed: said(lambda: taken.take(session, letter, typed)),
        version=letter.version,
    )
    if refused is not None:
        session.refresh(letter)
        return letter_page(session, record, letter, refused), refused.status
    return redirect(url_for(".one", number=number, letter_id=letter_id), 303)


def letters_section(_session: Session, case: Case, _file: FileShown) -> str:
    """The way to the letters and the printed note-sheet, on the case's file."""
    if not allowed(current_actor().roles, Permission.CASE_READ):
        return ""
    writes = allowed(current_actor().roles, Permission.LETTER_WRITE)
    return render_template("proceedings/letters-section.html", number=case.number, writes=writes)


register_section(Place.LETTERS, letters_section)
