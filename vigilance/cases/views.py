"""The office's pages of cases: one case's file with the steps that are open, and the taking up that opens it."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.models import FILE
from vigilance.audit.reading import put_on_ledger
from vigilance.cases import schemas
from vigilance.cases.case_page import case_page, drawn
from vigilance.cases.case_steps import STEPS
from vigilance.cases.commands.opening import InquiryOrder
from vigilance.cases.commands.opening import take_up as take_up_command
from vigilance.cases.commands.summary import release_summary
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number, case_read, case_with_complaint
from vigilance.complaints.complaint_page import complaint_page
from vigilance.complaints.file_page import acting
from vigilance.complaints.file_steps import step_taken
from vigilance.complaints.form_drawn import wanted_of_address
from vigilance.complaints.queries import complaint_by_number
from vigilance.domain.numbering import COMPLAINT_MARK
from vigilance.domain.permissions import Permission
from vigilance.domain.workflows.complaint import Action
from vigilance.web.attempts import attempt
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

cases = Blueprint("cases", __name__, url_prefix="/office")


@cases.get("/cases/<number>")
@requires(Permission.CASE_READ)
def case(number: str) -> ResponseReturnValue:
    """The file of one case; a complaint's number leads to its case, or to its own file before there is one."""
    wanted, session = wanted_of_address(), current_session()
    if f"-{COMPLAINT_MARK}-" in number:
        return redirect(_file_of_complaint(number), 303)
    found = case_read(session, number)
    put_on_ledger(session, found.case.record_id, FILE, by=current_actor(), at=now())
    return drawn(session, found, wanted)


def _file_of_complaint(number: str) -> str:
    session = current_session()
    complaint = complaint_by_number(session, number)
    found = case_with_complaint(session, complaint.record_id)
    if found is not None:
        return url_for("cases.case", number=found.number)
    return url_for("complaints.complaint", number=number)


@cases.post("/cases/<number>/steps/<action>")
@requires(Permission.CASE_STEP)
@transactional
def step(number: str, action: str) -> ResponseReturnValue:
    """Take a step of the inquiry; one table says which form it reads and which command does it."""
    found = case_by_number(current_session(), number)
    return step_taken(found, action, STEPS, case_page, lambda: url_for(".case", number=number))


takes_uploads(step)


@cases.post("/complaints/<number>/steps/take-up")
@requires(Permission.CVO_DESK)
@transactional
def take_up(number: str) -> ResponseReturnValue:
    """Take a complaint up: the CVO orders the inquiry, and the case opens."""
    session = current_session()
    found = complaint_by_number(session, number)

    opened: list[Case] = []

    def order(typed: schemas.OrderStep) -> None:
        inquiry = InquiryOrder(typed.title, typed.officer, typed.vo, typed.reasons)
        opened.append(take_up_command(session, found, inquiry, **acting()))

    refused = attempt(session, Action.TAKE_UP, schemas.Order, order, version=found.version)
    if refused is not None:
        return complaint_page(number, refused), refused.status
    return redirect(url_for(".case", number=opened[0].number), 303)


@cases.post("/cases/<number>/summary")
@requires(Permission.CVO_DESK)
@transactional
def release(number: str) -> ResponseReturnValue:
    """Release a summary of the case to the minister."""
    session = current_session()
    found = case_by_number(session, number)
    refused = attempt(
        session,
        "summary",
        schemas.Summary,
        lambda text: release_summary(session, found, text, by=current_actor(), at=now()),
    )
    if refused is not None:
        return case_page(number, refused), refused.status
    return redirect(url_for(".case", number=number), 303)
