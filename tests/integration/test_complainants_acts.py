"""What a complainant does with his code, and what he never sees."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.complaints import AT, TEXT, a_complaint, an_upload
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.models import Clock
from vigilance.complaints.commands import confirmation, tracking
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import tell, write_to_complainant
from vigilance.complaints.queries import complaint_of, tracked
from vigilance.complaints.receipts import check_code, read_track_pass, track_pass
from vigilance.correspondence.models import OutboxEntry
from vigilance.correspondence.notices import Notice
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor, complainant_of
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotFound, TooMany
from vigilance.domain.lanes import Lane
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import Action, State
from vigilance.evidence.commands import store_papers
from vigilance.evidence.queries import papers_of, record_recipient

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
def acting(connected, office):
    """Do something in the name of the complainant, in a transaction of his own."""

    def run(registration, act, *arguments, at=LATER, **options):
        with connected.writing() as writing, writing.begin():
            actor = complainant_of(registration.record_id)
            act_as(writing, actor)
            return act(writing, registration.record_id, *arguments, by=actor, at=at, **options)

    return run


def seen(connected, office, registration, today=date(2026, 1, 12)):
    opened = check_code(connected, office, registration.reference, registration.secret, LATER)
    with connected.reading() as reading:
        act_as(reading, complainant_of(opened.record_id))
        return tracked(reading, opened.record_id, opened.mailbox_private, today=today)


def step(session, office, registration, action, officer):
    actor = Actor(officer.roles, officer.id)
    complaint = complaint_of(session, registration.record_id)
    take_step(session, complaint, action, by=actor, at=AT, rules=office.rules(session))
    session.commit()


def stored_affidavit(session, office, registration):
    recipient = record_recipient(session, registration.record_id)
    return store_papers([an_upload("शपथ.pdf")], recipient, office.settings.blobs_dir)


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED])
def test_a_message_reaches_the_office_and_stays_readable_to_its_writer(
    session, connected, office, acting, lane
):
    made = a_complaint(session, office, lane=lane)
    session.commit()

    acting(made, tracking.add_message, "नई बात")

    said = [(each.direction.value, each.text) for each in seen(connected, office, made).messages]
    assert said[1] == ("to-office", "नई बात")


def test_a_protected_message_stands_in_clear_nowhere(session, office, acting):
    made = a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()

    message = acting(made, tracking.add_message, "कैनरी")

    assert message.text is None
    assert "कैनरी".encode() not in message.text_sealed + message.mailbox_sealed


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_an_empty_or_endless_message_is_refused(made, acting, text):
    with pytest.raises(Invalid):
        acting(made, tracking.add_message, text)


def test_papers_are_added_with_the_code_alone(session, office, made, acting):
    acting(made, tracking.add_more_papers, stored_affidavit(session, office, made))

    found = [(paper.number, paper.added_by) for paper in papers_of(session, [made.record_id])]
    assert found == [(1, "complainant")]


def test_a_complainant_sees_and_touches_no_other_complaint(session, office, made, connected):
    other = a_complaint(session, office)
    session.commit()

    with connected.writing() as writing:
        actor = complainant_of(made.record_id)
        act_as(writing, actor)
        with pytest.raises(NotFound):
            tracking.add_message(writing, other.record_id, "x", by=actor, at=LATER)


def test_he_confirms_when_asked_and_scrutiny_goes_on(
    session, connected, office, made, acting, an_officer
):
    step(session, office, made, Action.ASK_CONFIRMATION, an_officer(Role.CVO))
    assert seen(connected, office, made).status is PublicStatus.CONFIRMATION_NEEDED
    assert seen(connected, office, made).open_acts == {Action.CONFIRM, Action.DISOWN}

    complaint = acting(made, confirmation.confirm, rules=office.rules(session))

    assert (complaint.state, complaint.confirmed_at) == (State.UNDER_SCRUTINY, LATER)
    assert seen(connected, office, made).status is PublicStatus.UNDER_SCRUTINY
    done = session.scalar(select(Clock.done_on).where(Clock.limit_name == "confirmation"))
    assert done == date(2026, 1, 12)


def test_he_disowns_what_is_not_his(session, office, made, acting, an_officer):
    step(session, office, made, Action.ASK_CONFIRMATION, an_officer(Role.CVO))

    complaint = acting(made, confirmation.disown, rules=office.rules(session))

    assert (complaint.state, complaint.disowned_at) == (State.DECISION_PENDING, LATER)


def test_nothing_is_confirmed_that_was_not_asked(session, office, made, acting):
    with pytest.raises(ActionNotAllowed):
        acting(made, confirmation.confirm, rules=office.rules(session))


def test_the_office_is_reminded_only_once_a_limit_is_over(session, connected, office, made, acting):
    late = datetime(2026, 3, 2, 6, tzinfo=UTC)
    rules = office.rules(session)
    with pytest.raises(Incomplete):
        acting(made, tracking.remind_office, rules=rules)
    assert Action.REMIND_OFFICE not in seen(connected, office, made).open_acts
    assert Action.REMIND_OFFICE in seen(connected, office, made, late.date()).open_acts

    acting(made, tracking.remind_office, at=late, rules=rules)

    actor = session.scalar(select(Event.actor).where(Event.type == "remind-office"))
    assert actor == "complainant"


def test_an_affidavit_is_a_paper_and_a_step(session, connected, office, made, acting, an_officer):
    step(session, office, made, Action.ASK_CONFIRMATION, an_officer(Role.CVO))
    step(session, office, made, Action.ASK_AFFIDAVIT, an_officer(Role.VO))
    assert Action.RECEIVE_AFFIDAVIT in seen(connected, office, made).open_acts
    stored = stored_affidavit(session, office, made)

    complaint = acting(made, tracking.submit_affidavit, stored, rules=office.rules(session))

    assert complaint.affidavit_at == LATER
    told = select(EventPayload.body).join(Event).where(Event.type == "receive-affidavit")
    assert session.scalar(told)["papers"] == [1]


def test_the_page_tells_no_officer_and_no_word_of_the_complaint(
    session, connected, office, made, an_officer
):
    cvo = an_officer(Role.CVO)
    actor = Actor(frozenset({Role.CVO}), cvo.id)
    write_to_complainant(session, made.complaint, "कृपया तिथि बताएँ।", by=actor, at=LATER)
    session.commit()

    found = seen(connected, office, made)

    shown = repr(found) + "".join(each.text for each in found.messages)
    assert found.messages[1].text == "कृपया तिथि बताएँ।"
    hidden = (TEXT, cvo.email, cvo.name_en, cvo.name_hi, str(cvo.id), made.complaint.number)
    assert [word for word in hidden if word in shown] == []


def test_a_pass_opens_for_half_an_hour_what_the_code_opened(connected, office, made):
    opened = check_code(connected, office, made.reference, made.secret, LATER)
    token = track_pass(office, opened, LATER)

    assert read_track_pass(office, token, LATER.replace(minute=29)) == opened
    assert made.secret not in token
    for wrong, moment in (
        (token, LATER.replace(minute=30)),
        (token[:-2] + "AA", LATER),
        ("", LATER),
    ):
        with pytest.raises(NotFound):
            read_track_pass(office, wrong, moment)


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

    opened = check_code(connected, office, made.reference, made.secret, LATER)

    assert opened.record_id == made.record_id


def test_word_goes_to_the_relay_once_a_message(session, office, made):
    tell(
        session,
        made.complaint,
        Notice.STATUS_CHANGE,
        by=SYSTEM,
        at=LATER,
        values={"status": "परीक्षण में"},
    )
    session.flush()

    entries = session.scalars(select(OutboxEntry)).all()
    assert len({entry.effect_key for entry in entries}) == len(entries) == 2
    assert {entry.notice for entry in entries} == {"message-waiting"}
