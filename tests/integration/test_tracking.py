"""What a complainant does with his code, and what he never sees."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.complaints import AT, TEXT, a_complaint, an_upload
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.models import Clock
from vigilance.complaints.commands import confirmation, tracking
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import open_complainant, tell, write_to_complainant
from vigilance.complaints.queries import complaint_of, tracked
from vigilance.complaints.receipts import check_code, read_track_pass, track_pass
from vigilance.correspondence.models import OutboxEntry
from vigilance.correspondence.notices import Notice
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor, complainant_of
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotFound, NotPermitted, TooMany
from vigilance.domain.lanes import Lane
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import Action, State
from vigilance.evidence.commands import store_papers
from vigilance.evidence.queries import papers_of, record_recipient
from vigilance.identities.commands import Identity, Purpose, open_identity
from vigilance.identities.queries import openings_of

LATER = datetime(2026, 1, 12, 6, tzinfo=UTC)


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture
def made(session, office):
    found = a_complaint(session, office)
    session.commit()
    return found


@pytest.fixture
def protected(session, office):
    found = a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()
    return found


@pytest.fixture
def acting(connected):
    """Do something in the name of the complainant, in a transaction of his own."""

    def run(record_id, act):
        with connected.writing() as writing, writing.begin():
            actor = complainant_of(record_id)
            return act(act_as(writing, actor), actor)

    return run


def opened_by(connected, office, registration):
    return check_code(connected, office, registration.reference, registration.secret, LATER)


def seen(connected, office, registration, today=date(2026, 1, 12)):
    opened = opened_by(connected, office, registration)
    with connected.reading() as reading:
        act_as(reading, complainant_of(opened.record_id))
        return tracked(reading, opened.record_id, opened.mailbox_private, today=today)


def ask_confirmation(session, office, registration, an_officer):
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)
    complaint = complaint_of(session, registration.record_id)
    take_step(session, complaint, Action.ASK_CONFIRMATION, by=actor, at=AT, rules=office.rules(session))
    session.commit()


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED])
def test_a_message_reaches_the_office_and_stays_readable_to_its_writer(session, connected, office, acting, lane):
    made = a_complaint(session, office, lane=lane)
    session.commit()

    acting(made.record_id, lambda s, a: tracking.add_message(s, made.record_id, "नई बात", by=a, at=LATER))

    said = [(each.direction.value, each.text) for each in seen(connected, office, made).messages]
    assert said[1] == ("to-office", "नई बात")


def test_a_protected_message_stands_in_clear_nowhere(session, office, protected, acting):
    message = acting(protected.record_id, lambda s, a: tracking.add_message(s, protected.record_id, "कैनरी", by=a, at=LATER))

    assert message.text is None
    assert "कैनरी".encode() not in message.text_sealed + message.mailbox_sealed


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_an_empty_or_endless_message_is_refused(made, acting, text):
    with pytest.raises(Invalid):
        acting(made.record_id, lambda s, a: tracking.add_message(s, made.record_id, text, by=a, at=LATER))


def test_papers_are_added_with_the_code_alone(session, office, made, acting):
    stored = store_papers([an_upload()], record_recipient(session, made.record_id), office.settings.blobs_dir)

    acting(made.record_id, lambda s, a: tracking.add_more_papers(s, made.record_id, stored, by=a, at=LATER))

    assert [(paper.number, paper.added_by) for paper in papers_of(session, [made.record_id])] == [(1, "complainant")]


def test_a_complainant_sees_and_touches_no_other_complaint(session, office, made, acting):
    other = a_complaint(session, office)
    session.commit()

    with pytest.raises(NotFound):
        acting(made.record_id, lambda s, a: tracking.add_message(s, other.record_id, "x", by=a, at=LATER))


def test_he_confirms_when_asked_and_scrutiny_goes_on(session, connected, office, made, acting, an_officer):
    ask_confirmation(session, office, made, an_officer)
    assert seen(connected, office, made).status is PublicStatus.CONFIRMATION_NEEDED
    assert seen(connected, office, made).open_acts == {Action.CONFIRM, Action.DISOWN}

    complaint = acting(made.record_id, lambda s, a: confirmation.confirm(s, made.record_id, by=a, at=LATER, rules=office.rules(s)))

    assert (complaint.state, complaint.confirmed_at) == (State.UNDER_SCRUTINY, LATER)
    assert seen(connected, office, made).status is PublicStatus.UNDER_SCRUTINY
    assert session.scalar(select(Clock.done_on).where(Clock.limit_name == "confirmation")) == date(2026, 1, 12)


def test_he_disowns_what_is_not_his(session, office, made, acting, an_officer):
    ask_confirmation(session, office, made, an_officer)

    complaint = acting(made.record_id, lambda s, a: confirmation.disown(s, made.record_id, by=a, at=LATER, rules=office.rules(s)))

    assert (complaint.state, complaint.disowned_at) == (State.DECISION_PENDING, LATER)


def test_nothing_is_confirmed_that_was_not_asked(office, made, acting):
    with pytest.raises(ActionNotAllowed):
        acting(made.record_id, lambda s, a: confirmation.confirm(s, made.record_id, by=a, at=LATER, rules=office.rules(s)))


def test_the_office_is_reminded_only_once_a_limit_is_over(session, connected, office, made, acting):
    def remind(at):
        return acting(made.record_id, lambda s, a: tracking.remind_office(s, made.record_id, by=a, at=at, rules=office.rules(s)))

    with pytest.raises(Incomplete):
        remind(LATER)
    late = datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert Action.REMIND_OFFICE in seen(connected, office, made, late.date()).open_acts
    remind(late)
    assert session.scalar(select(Event.actor).where(Event.type == "remind-office")) == "complainant"


def test_an_affidavit_is_a_paper_and_a_step(session, connected, office, made, acting, an_officer):
    ask_confirmation(session, office, made, an_officer)
    vo = an_officer(Role.VO)
    complaint = complaint_of(session, made.record_id)
    take_step(session, complaint, Action.ASK_AFFIDAVIT, by=Actor(frozenset({Role.VO}), vo.id), at=AT, rules=office.rules(session))
    session.commit()
    assert Action.RECEIVE_AFFIDAVIT in seen(connected, office, made).open_acts
    stored = store_papers([an_upload("शपथ.pdf")], record_recipient(session, made.record_id), office.settings.blobs_dir)

    complaint = acting(
        made.record_id,
        lambda s, a: tracking.submit_affidavit(s, made.record_id, stored, by=a, at=LATER, rules=office.rules(s)),
    )

    assert complaint.affidavit_at == LATER
    assert session.scalar(select(EventPayload.body).join(Event).where(Event.type == "receive-affidavit"))["papers"] == [1]


def test_the_page_tells_no_officer_and_no_word_of_the_complaint(session, connected, office, made, an_officer):
    cvo = an_officer(Role.CVO)
    actor = Actor(frozenset({Role.CVO}), cvo.id)
    write_to_complainant(session, made.complaint, "कृपया तिथि बताएँ।", by=actor, at=LATER)
    session.commit()

    found = seen(connected, office, made)

    shown = repr(found) + "".join(each.text for each in found.messages)
    assert found.messages[1].text == "कृपया तिथि बताएँ।"
    for hidden in (TEXT, cvo.email, cvo.name_en, cvo.name_hi, str(cvo.id), made.complaint.number):
        assert hidden not in shown


def test_a_pass_opens_for_half_an_hour_what_the_code_opened(connected, office, made):
    opened = opened_by(connected, office, made)
    token = track_pass(office, opened, LATER)

    assert read_track_pass(office, token, LATER.replace(minute=29)) == opened
    for wrong, moment in ((token, LATER.replace(minute=30)), (token[:-2] + "AA", LATER), ("", LATER)):
        with pytest.raises(NotFound):
            read_track_pass(office, wrong, moment)
    assert made.secret not in token


def test_the_code_of_one_complaint_does_not_open_another(session, connected, office, made):
    other = a_complaint(session, office)
    session.commit()

    with pytest.raises(NotFound):
        check_code(connected, office, made.reference, other.secret, LATER)


def test_the_right_code_opens_during_the_wait(session, connected, office, made):
    other = a_complaint(session, office)
    session.commit()
    for _ in range(5):
        with pytest.raises(NotFound):
            check_code(connected, office, made.reference, other.secret, LATER)
    with pytest.raises(TooMany):
        check_code(connected, office, made.reference, other.secret, LATER)

    assert check_code(connected, office, made.reference, made.secret, LATER).record_id == made.record_id


# the identity


def test_the_assigned_officer_opens_it_alone(session, office, made, an_officer):
    vo = an_officer(Role.VO)
    made.complaint.record.assigned_to = vo.id
    actor = Actor(frozenset({Role.VO}), vo.id)

    opened = open_complainant(
        session, made.complaint, Purpose.AFFIDAVIT, "To ask for the affidavit", holder=office.holder, by=actor, at=LATER
    )
    session.rollback()  # the assignment above was no step of the procedure

    assert opened.fields["name"] == "सीता देवी"


def test_each_opening_is_on_the_ledger_and_told_in_coarse_words(session, connected, office, made, an_officer):
    cvo = an_officer(Role.CVO)
    actor = Actor(frozenset({Role.CVO}), cvo.id)
    reason = "To record the statement"
    open_complainant(session, made.complaint, Purpose.STATEMENT, reason, holder=office.holder, by=actor, at=LATER)
    session.commit()

    (opening,) = openings_of(session, [made.record_id])
    assert (opening.officer_id, opening.purpose, opening.reason) == (cvo.id, "statement", reason)
    body = session.scalar(select(EventPayload.body).join(Event).where(Event.type == "identity-opened"))
    assert body["purpose"] == "statement"
    assert reason not in repr(body)
    told = seen(connected, office, made).messages[-1]
    assert told.notice == "identity-opened"
    assert "बयान" in told.text
    assert cvo.name_hi not in told.text


@pytest.mark.parametrize("role", [Role.CLERK, Role.VO, Role.INQUIRING_OFFICER, Role.MINISTER, Role.AUDITOR, Role.ADMIN, Role.DISTRICT])
def test_nobody_else_opens_it(session, office, made, an_officer, role):
    actor = Actor(frozenset({role}), an_officer(role).id)  # the VO is not the assigned one

    with pytest.raises(NotPermitted):
        open_identity(session, made.complaint.record, Purpose.STATEMENT, "A long enough reason", holder=office.holder, by=actor, at=LATER)


@pytest.mark.parametrize("actor", [SYSTEM, complainant_of(uuid.uuid4())])
def test_no_program_opens_it(session, office, made, actor):
    with pytest.raises(NotPermitted):
        open_identity(session, made.complaint.record, Purpose.STATEMENT, "A long enough reason", holder=office.holder, by=actor, at=LATER)


def test_a_protected_identity_opens_to_no_single_person(session, office, protected, an_officer):
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(NotPermitted):
        open_identity(session, protected.complaint.record, Purpose.COURT_ORDER, "A long enough reason", holder=office.holder, by=actor, at=LATER)


@pytest.mark.parametrize("reason", ["", "short", " " * 40, "x" * 501])
def test_an_opening_needs_a_reason(session, office, made, an_officer, reason):
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(Invalid):
        open_identity(session, made.complaint.record, Purpose.STATEMENT, reason, holder=office.holder, by=actor, at=LATER)


def test_where_nobody_said_who_he_is_there_is_nothing_to_open(session, office, an_officer):
    made = a_complaint(session, office, identity=Identity(), lane=Lane.ANONYMOUS)
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(NotFound):
        open_identity(session, made.complaint.record, Purpose.STATEMENT, "A long enough reason", holder=office.holder, by=actor, at=LATER)


def test_word_goes_to_the_relay_once_a_message(session, office, made):
    tell(session, made.complaint, Notice.STATUS_CHANGE, by=SYSTEM, at=LATER, values={"status": "परीक्षण में"})
    session.flush()

    entries = session.scalars(select(OutboxEntry)).all()
    assert len({entry.effect_key for entry in entries}) == len(entries) == 2
    assert {entry.notice for entry in entries} == {"message-waiting"}
