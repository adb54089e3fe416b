"""Steps of the procedure taken by chance, as the procedure offers them."""

from sqlalchemy import select

from tests.builders.cases import FOUND, day
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.opening import take_up
from vigilance.cases.models import Case
from vigilance.cases.queries import steps_for as steps_for_case
from vigilance.complaints.commands import factual_report, routing, scrutiny, verification
from vigilance.complaints.commands.confirmation import confirm, disown
from vigilance.complaints.in_hand import steps_for as steps_for_complaint
from vigilance.complaints.models import Complaint
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry as inquiry_flow

On = complaint_flow.Action
In = inquiry_flow.Action


def reasoned(command, *more):
    return lambda walk, matter, by, at: walk.do(command, matter, *more, "Reasons.", by=by, at=at)


def plain(command, *more):
    return lambda walk, matter, by, at: walk.do(command, matter, *more, by=by, at=at)


def owning(command):
    def act(walk, matter, by, at):
        rules = walk.office.rules(walk.session)
        command(walk.session, matter.record_id, by=by, at=at, rules=rules)

    return act


COMPLAINT_ACTS = {
    On.ASK_CONFIRMATION: plain(verification.ask_confirmation),
    On.REMIND: plain(verification.remind),
    On.CONFIRM: owning(confirm),
    On.DISOWN: owning(disown),
    On.START_SCRUTINY: plain(scrutiny.start_scrutiny),
    On.TAKE_UP_AS_SOURCE_INFORMATION: reasoned(scrutiny.take_up_as_source_information),
    On.CALL_FACTUAL_REPORT: plain(factual_report.call_factual_report, "135", "Was it paid?"),
    On.RECEIVE_FACTUAL_REPORT: plain(factual_report.receive_factual_report, "It was."),
    On.RECORD_SCRUTINY: plain(scrutiny.record_scrutiny, FOUND),
    On.RETURN_SCRUTINY: reasoned(scrutiny.return_scrutiny),
    On.TAKE_UP: lambda walk, matter, by, at: walk.do(
        take_up, matter, walk.order(walk.team.vo.officer_id), by=by, at=at
    ),
    On.FORWARD: reasoned(routing.forward, Disposal.OTHER_DEPARTMENT),
    On.FILE: reasoned(routing.file, Disposal.INSUFFICIENT),
    On.FILE_ANONYMOUS: reasoned(routing.file_anonymous),
    On.FILE_UNCONFIRMED: reasoned(routing.file_unconfirmed),
    On.REOPEN: reasoned(routing.reopen),
}
CASE_ACTS = {
    In.TAKE_CHARGE: plain(inquiry.take_charge),
    In.SUBMIT_REPORT: plain(
        inquiry.submit_report, inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing.")
    ),
    In.RETURN_REPORT: reasoned(inquiry.return_report),
    In.ACCEPT_REPORT: plain(inquiry.accept_report),
    In.ORDER_ACTION: reasoned(outcome.order_action),
    In.PROPOSE_CLOSURE: reasoned(outcome.propose_closure, Disposal.NOT_SUBSTANTIATED),
    In.APPROVE_CLOSURE: reasoned(outcome.approve_closure),
    In.REFUSE_CLOSURE: reasoned(outcome.refuse_closure),
    In.REOPEN: reasoned(outcome.reopen),
}


def take_one_step(walk, chance, number):
    """One step that the procedure offers one of the officers on one matter, chosen by chance."""
    session, team, at = walk.session, walk.team, day(number)
    matters = [*session.scalars(select(Complaint).order_by(Complaint.number))]
    matters += session.scalars(select(Case).order_by(Case.number))
    matter = chance.choice(matters)
    by = chance.choice((team.vo, team.cvo, team.inquirer))
    if isinstance(matter, Complaint):
        offers, acts = steps_for_complaint(session, matter, by, at), COMPLAINT_ACTS
    else:
        offers, acts = steps_for_case(session, matter, by), CASE_ACTS
    open_now = [offer.action for offer in offers if offer.allowed and offer.action in acts]
    if open_now:
        action = chance.choice(open_now)
        acts[action](walk, matter, by, at)
        return action
    return None
