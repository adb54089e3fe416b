"""A case goes from the order of the inquiry through the report, each step by its own officer."""

import pytest
from sqlalchemy import func, select

from tests.builders.cases import FOUND, Walk, day
from vigilance.audit.models import Event
from vigilance.cases.commands import clarification, inquiry, outcome
from vigilance.cases.commands.opening import InquiryOrder, take_up
from vigilance.cases.models import Case, CaseComplaint
from vigilance.cases.queries import (
    case_by_number,
    case_with_complaint,
    cases_page,
    complaints_in,
)
from vigilance.complaints.commands import scrutiny
from vigilance.complaints.queries import tracked
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotFound, NotPermitted
from vigilance.domain.findings import Finding
from vigilance.domain.lanes import Lane
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows.inquiry import State
from vigilance.evidence.models import KeyWrap, RecordKey
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import RecordKind, Tier


def walk_in(session, walk):
    return Walk(session, walk.office, walk.team)


def public_word(session, complaint):
    return tracked(session, complaint.record_id, b"", today=day(0).date()).status


def test_taking_up_opens_a_case_with_its_number_its_link_and_its_clock(walk, session):
    case = walk.case()
    session.commit()

    (complaint,) = complaints_in(session, case)
    assert (case.number, case.state, case.received_on) == (
        "SWD-V-2026-00001",
        State.ORDERED,
        complaint.received_on,
    )
    assert (case.record.kind, case.record.number) == (RecordKind.CASE, case.number)
    assert complaint.state is complaint_flow.State.TAKEN_UP
    assert not complaint.record.at_intake
    assert case_with_complaint(session, complaint.record_id) is case
    assert public_word(session, complaint) is PublicStatus.INQUIRY_ORDERED
    assert walk.case().number == "SWD-V-2026-00002"


def test_the_inquiring_officer_sees_the_case_and_its_complaint_and_no_other_does(
    walk, session, connected, an_officer
):
    case = walk.case()
    session.commit()
    other = Actor(frozenset({Role.INQUIRING_OFFICER}), an_officer(Role.INQUIRING_OFFICER).id)

    def seen(actor):
        with connected.reading() as reading:
            act_as(reading, actor)
            return [len(complaints_in(reading, found)) for found in cases_page(reading).rows]

    assert seen(walk.team.inquirer) == [1]
    assert seen(walk.team.vo) == [1]
    assert seen(other) == []
    with connected.reading() as reading, pytest.raises(NotFound):
        case_by_number(act_as(reading, other), case.number)


def test_a_case_of_the_protected_tier_has_a_key_of_its_own_sealed_to_two(walk, session):
    case = _protected_case(walk)
    session.commit()

    wraps = select(func.count()).select_from(KeyWrap).where(KeyWrap.record_id == case.record_id)
    keys = session.scalars(select(RecordKey.public)).all()
    assert case.record.tier is Tier.PROTECTED
    assert session.scalar(wraps) == 2
    assert len(set(keys)) == 2


def test_notes_of_a_protected_case_are_sealed(walk, session):
    case = _protected_case(walk)
    walk.do(inquiry.take_charge, case, by=walk.team.inquirer, at=day(2))

    walk.do(inquiry.record_progress, case, "Visited the bank.", by=walk.team.inquirer, at=day(3))
    session.commit()

    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    assert (note.text, note.text_sealed is None) == (None, False)


def _protected_case(walk):
    complaint = walk.assigned(lane=Lane.PROTECTED)
    walk.do(scrutiny.start_scrutiny, complaint, by=walk.team.vo, at=day(0))
    walk.do(scrutiny.record_scrutiny, complaint, FOUND, by=walk.team.vo, at=day(1))
    return walk.do(take_up, complaint, walk.order(), by=walk.team.cvo, at=day(1))


def test_an_inquiry_is_given_to_an_inquiring_officer_only(walk):
    complaint = walk.scrutinised()
    for officer, title in (
        (walk.team.vo.officer_id, "A title"),
        (walk.team.inquirer.officer_id, " "),
    ):
        order = InquiryOrder(title, officer, None, "Reasons.")
        with pytest.raises(Invalid):
            walk.do(take_up, complaint, order, by=walk.team.cvo, at=day(2))


def test_only_the_cvo_takes_up_and_only_with_reasons(walk):
    complaint = walk.scrutinised()
    bare = InquiryOrder("A title", walk.team.inquirer.officer_id, None, "")

    with pytest.raises(NotPermitted):
        walk.do(take_up, complaint, walk.order(), by=walk.team.vo, at=day(2))
    with pytest.raises(Incomplete):
        walk.do(take_up, complaint, bare, by=walk.team.cvo, at=day(2))


def test_the_report_brings_its_finding_and_its_note(walk, session):
    case = walk.inquired()
    report = inquiry.InquiryReport(Finding.SUBSTANTIATED, "Five hundred rupees were taken.")

    walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(60))
    session.commit()

    note = session.scalars(select(Note).where(Note.kind == NoteKind.REPORT)).one()
    assert (case.state, case.finding, note.text) == (
        State.REPORT_SUBMITTED,
        Finding.SUBSTANTIATED,
        "Five hundred rupees were taken.",
    )


def test_an_empty_report_is_refused(walk):
    case = walk.inquired()
    report = inquiry.InquiryReport(Finding.SUBSTANTIATED, " ")

    with pytest.raises(Invalid):
        walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(60))


def test_the_officer_before_no_longer_sees_an_inquiry_given_to_another(
    walk, session, connected, an_officer
):
    case = walk.inquired()
    other = an_officer(Role.INQUIRING_OFFICER)

    inquiry.change_officer(
        session, case, other.id, "Transferred.", by=walk.team.cvo, at=day(10), office=walk.office
    )
    session.commit()

    def seen(officer_id):
        with connected.reading() as reading:
            act_as(reading, Actor(frozenset({Role.INQUIRING_OFFICER}), officer_id))
            return len(cases_page(reading).rows), len(reading.scalars(select(CaseComplaint)).all())

    assert seen(walk.team.inquirer.officer_id) == (0, 0)
    assert seen(other.id) == (1, 1)
    (complaint,) = complaints_in(session, case)
    assert complaint.record.inquiring_officer == other.id


def test_a_clarification_in_a_case_stands_on_the_note_sheet(walk, session):
    case = walk.inquired()

    walk.do(
        clarification.ask_clarification, case, "Which branch?", by=walk.team.inquirer, at=day(5)
    )
    walk.do(clarification.receive_clarification, case, "The main one.", by=walk.team.vo, at=day(9))
    session.commit()

    notes = session.scalars(
        select(Note.text).where(Note.record_id == case.record_id).order_by(Note.number)
    )
    assert list(notes) == ["Which branch?", "The main one."]


def test_a_step_out_of_order_is_refused(walk):
    case = walk.case()
    report = inquiry.InquiryReport(Finding.SUBSTANTIATED, "x")

    with pytest.raises(ActionNotAllowed):
        walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(5))
    with pytest.raises(NotPermitted):
        walk.do(inquiry.take_charge, case, by=walk.team.vo, at=day(5))


def test_a_refused_step_leaves_no_trace(walk, session, connected):
    case = walk.case()
    session.commit()
    before = session.scalar(select(func.count()).select_from(Event))

    with connected.writing() as other:
        act_as(other, walk.team.cvo)
        theirs = other.get(Case, case.record_id)
        with pytest.raises(NotPermitted):
            walk_in(other, walk).do(inquiry.take_charge, theirs, by=walk.team.cvo, at=day(5))
        other.rollback()

    assert session.scalar(select(func.count()).select_from(Event)) == before


def test_officers_do_their_own_steps_in_their_own_sessions(walk, session, connected):
    """The scope lets each officer write what the procedure gives him, with nothing run as the system."""
    case = walk.case()
    session.commit()

    def as_officer(actor, step):
        with connected.writing() as own, own.begin():
            act_as(own, actor)
            step(own, case_by_number(own, case.number))

    team, told = walk.team, {"office": walk.office}
    report = inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing was found.")
    end = Disposal.NOT_SUBSTANTIATED
    as_officer(
        team.inquirer, lambda s, c: inquiry.take_charge(s, c, by=team.inquirer, at=day(1), **told)
    )
    as_officer(
        team.inquirer,
        lambda s, c: inquiry.submit_report(s, c, report, by=team.inquirer, at=day(2), **told),
    )
    as_officer(team.cvo, lambda s, c: inquiry.accept_report(s, c, by=team.cvo, at=day(3), **told))
    as_officer(
        team.vo,
        lambda s, c: outcome.propose_closure(s, c, end, "No.", by=team.vo, at=day(4), **told),
    )
    as_officer(
        team.cvo, lambda s, c: outcome.approve_closure(s, c, "Yes.", by=team.cvo, at=day(5), **told)
    )

    session.expire_all()
    assert case.state is State.CLOSED
