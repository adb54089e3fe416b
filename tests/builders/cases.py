"""Matters walked along the procedure by the product's own commands."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.builders.complaints import a_complaint
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.opening import InquiryOrder, take_up
from vigilance.cases.models import Case
from vigilance.complaints.commands import verification
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.commands.confirmation import confirm
from vigilance.complaints.commands.scrutiny import ScrutinyRecord, record_scrutiny
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding, Recommendation
from vigilance.domain.roles import Role

START = datetime(2026, 1, 5, 6, tzinfo=UTC)


def day(number: int) -> datetime:
    """So many days after the fifth of January 2026, in the morning."""
    return START + timedelta(days=number)


@dataclass(slots=True)
class Team:
    """One officer of each part, as actors."""

    clerk: Actor
    vo: Actor
    cvo: Actor
    inquirer: Actor
    others: dict[Role, Actor] = field(default_factory=dict)


def a_team(an_officer) -> Team:
    """An office with one officer of each part."""
    roles = (Role.CLERK, Role.VO, Role.CVO, Role.INQUIRING_OFFICER)
    return Team(*(Actor(frozenset({role}), an_officer(role).id) for role in roles))


FOUND = ScrutinyRecord(
    points=frozenset({"gratification"}),
    integrity_doubtful=False,
    recommendation=Recommendation.TAKE_UP,
    note="A demand for money is plain on the face of it.",
)


@dataclass(slots=True)
class Walk:
    """Walks matters forward; the session acts as SYSTEM and every step names its officer."""

    session: object
    office: Office
    team: Team

    def registered(self, at: datetime = START, **filing) -> Complaint:
        return a_complaint(self.session, self.office, at=at, **filing).complaint

    def assigned(self, at: datetime = START, **filing) -> Complaint:
        complaint = self.registered(at, **filing)
        vo = self.team.vo.officer_id
        assign(self.session, complaint, vo, by=self.team.cvo, at=at, office=self.office)
        return complaint

    def asked(self, at: datetime = START, **filing) -> Complaint:
        complaint = self.assigned(at, **filing)
        self.do(verification.ask_confirmation, complaint, by=self.team.vo, at=at)
        return complaint

    def under_scrutiny(self, at: datetime = START, **filing) -> Complaint:
        complaint = self.asked(at, **filing)
        rules = self.office.rules(self.session)
        confirm(self.session, complaint.record_id, by=self.team.clerk, at=at, rules=rules)
        return complaint

    def scrutinised(self, at: datetime = START, by: Actor | None = None, **filing) -> Complaint:
        complaint = self.under_scrutiny(at, **filing)
        self.do(record_scrutiny, complaint, FOUND, by=by or self.team.vo, at=at)
        return complaint

    def case(self, at: datetime = START, **filing) -> Case:
        complaint = self.scrutinised(at, **filing)
        return self.do(take_up, complaint, self.order(), by=self.team.cvo, at=at)

    def order(self, vo: uuid.UUID | None = None) -> InquiryOrder:
        return InquiryOrder(
            "Money asked for a pension", self.team.inquirer.officer_id, vo, "Facts to be inquired."
        )

    def inquired(self, at: datetime = START, **filing) -> Case:
        case = self.case(at, **filing)
        self.do(inquiry.take_charge, case, by=self.team.inquirer, at=at)
        return case

    def accepted(self, at: datetime = START, **filing) -> Case:
        case = self.inquired(at, **filing)
        self.report(case, at)
        return case

    def report(self, case: Case, at: datetime) -> None:
        report = inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing was found.")
        self.do(inquiry.submit_report, case, report, by=self.team.inquirer, at=at)
        self.do(inquiry.accept_report, case, by=self.team.cvo, at=at)

    def closed(self, at: datetime = START, **filing) -> Case:
        case = self.accepted(at, **filing)
        self.close(case, at)
        return case

    def close(self, case: Case, at: datetime) -> None:
        proposal = (Disposal.NOT_SUBSTANTIATED, "No proof.")
        self.do(outcome.propose_closure, case, *proposal, by=self.team.vo, at=at)
        self.do(outcome.approve_closure, case, "Agreed.", by=self.team.cvo, at=at)

    def do(self, command, matter, *args, by: Actor, at: datetime):
        return command(self.session, matter, *args, by=by, at=at, office=self.office)
