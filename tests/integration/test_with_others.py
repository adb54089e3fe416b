"""What lies with others, and the one door of an agency: what is opened to its officer, until when, and what he posts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.matters import NOW, TODAY, a_pending_case
from tests.builders.reviews import a_track, acting, kept
from vigilance.audit.models import Event
from vigilance.cases.models import Case
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.agencies import Agency
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound
from vigilance.domain.roles import Role
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Grant, Record, Tier
from vigilance.reviews.commands.outside import (
    Answer,
    NewGrant,
    end_grant,
    open_to_agency,
    post_answer,
)
from vigilance.reviews.others_queries import outside
from vigilance.reviews.outside_models import OutsideAnswer

UNTIL = date(2026, 3, 12)
INVESTIGATED = CriminalState.UNDER_INVESTIGATION


@pytest.fixture
def cvo(an_officer):
    return acting(an_officer(Role.CVO), Role.CVO)


@pytest.fixture
def officer(an_officer):
    return an_officer(Role.LIAISON)


def liaison_on(officer, day):
    return Actor(frozenset({Role.LIAISON}), officer.id, day=day)


def opened(session, case, officer, cvo, until=UNTIL):
    new = NewGrant(officer.id, Agency.ECONOMIC_OFFENCES_WING, until)
    made = open_to_agency(session, case.record, new, by=cvo, at=NOW)
    session.commit()
    return made


def seen(connected, actor):
    with connected.reading() as reading:
        act_as(reading, actor)
        return (
            set(reading.scalars(select(Record.number))),
            reading.scalar(select(func.count()).select_from(Case)),
        )


def test_the_liaison_sees_what_is_opened_to_him_up_to_its_last_day_and_nothing_else(
    session, connected, officer, cvo
):
    case, _other = a_pending_case(session), a_pending_case(session)
    opened(session, case, officer, cvo)

    assert seen(connected, liaison_on(officer, TODAY)) == ({case.number}, 1)
    assert seen(connected, liaison_on(officer, UNTIL)) == ({case.number}, 1)
    assert seen(connected, liaison_on(officer, UNTIL + timedelta(days=1))) == (set(), 0)
    assert seen(connected, liaison_on(officer, None)) == (set(), 0)


def test_a_grant_ended_before_its_day_closes_at_once(session, connected, officer, cvo):
    case = a_pending_case(session)
    grant = opened(session, case, officer, cvo)

    end_grant(session, case.record, grant, by=cvo, at=NOW)
    session.commit()

    assert seen(connected, liaison_on(officer, TODAY)) == (set(), 0)
    with pytest.raises(ActionNotAllowed):
        end_grant(session, case.record, grant, by=cvo, at=NOW)
    assert opened(session, case, officer, cvo).ended_at is None


def test_a_grant_is_given_once_to_a_liaison_within_a_year_and_never_on_a_protected_matter(
    session, an_officer, officer, cvo
):
    case, sealed = a_pending_case(session), a_pending_case(session, tier=Tier.PROTECTED)
    opened(session, case, officer, cvo)

    for row, who, until, field in (
        (case, officer, UNTIL, "number"),
        (sealed, officer, UNTIL, "number"),
        (a_pending_case(session), an_officer(Role.VO), UNTIL, "officer"),
        (a_pending_case(session), officer, TODAY - timedelta(days=1), "until"),
    ):
        with pytest.raises(Invalid) as wrong:
            opened(session, row, who, cvo, until)
        assert list(wrong.value.fields) == [field]


def test_what_an_agency_answers_is_a_note_of_the_file_with_its_letter(session, officer, cvo):
    case = a_pending_case(session)
    opened(session, case, officer, cvo)
    answer = Answer("The bank's record was seized.", "EOW/12/2026", date(2026, 3, 1))

    made = post_answer(session, case.record, answer, by=liaison_on(officer, TODAY), at=NOW)

    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    assert (note.kind, note.text, note.number) == (
        NoteKind.PROGRESS,
        "The bank's record was seized.",
        made.note_number,
    )
    assert (made.agency, made.letter_number) == (Agency.ECONOMIC_OFFENCES_WING, "EOW/12/2026")
    event = session.scalars(select(Event).where(Event.type == "outside-answer")).one()
    assert (event.actor, event.actor_role) == (str(officer.id), "liaison")
    session.commit()


def test_who_was_granted_nothing_posts_nothing(session, officer):
    case = a_pending_case(session)

    with pytest.raises(NotFound):
        post_answer(
            session,
            case.record,
            Answer("x", None, None),
            by=liaison_on(officer, TODAY),
            at=NOW,
        )


def test_what_lies_with_an_agency_the_government_or_a_court_is_listed_the_longest_first(session):
    rows = [a_pending_case(session) for _ in range(4)]
    for row, state, days in zip(
        rows,
        (
            INVESTIGATED,
            CriminalState.REPORT_WITH_GOVERNMENT,
            CriminalState.BEFORE_COURT,
            CriminalState.CLOSED,
        ),
        (10, 30, 20, 40),
        strict=True,
    ):
        since = TODAY - timedelta(days=days)
        a_track(session, row, state, since=since, with_whom=Agency.CBI.value)

    assert [(each.number, each.held_by) for each in outside(session).rows] == [
        (rows[1].number, "government"),
        (rows[2].number, "court"),
        (rows[0].number, "agency"),
    ]


def test_what_lies_with_others_is_narrowed_to_one_and_follows_page_by_page(session, desk):
    rows = [a_pending_case(session) for _ in range(53)]
    for place, row in enumerate(rows):
        since = TODAY - timedelta(days=place // 3)
        a_track(session, row, INVESTIGATED, since=since, with_whom=Agency.CBI.value)
    court = a_pending_case(session)
    a_track(session, court, CriminalState.BEFORE_COURT)
    session.commit()

    first = desk.get("/office/others?party=agency").text
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = desk.get(older).text

    numbers = {row.number for row in rows}
    shown = {number for number in numbers if number in first}
    assert len(shown) == 50
    assert {number for number in numbers if number in second} == numbers - shown
    assert court.number not in first + second
    assert court.number in desk.get("/office/others?party=court").text
    assert desk.get("/office/others?party=vo").status_code == 422
    assert desk.get("/office/others?party=agency&after=x").status_code == 404


@pytest.fixture
def desk(sign_in, at):
    at(NOW)
    return sign_in(Role.CVO)


def numbered(session, number):
    case = a_pending_case(session)
    case.record.number = case.number = number
    a_track(session, case, INVESTIGATED, with_whom=Agency.ECONOMIC_OFFENCES_WING.value)
    kept(session, case, case)
    session.commit()
    return case


def test_a_liaison_posts_on_his_one_page_until_his_grant_ends(session, desk, sign_in, at):
    case, other = numbered(session, "SWD-V-2026-00091"), numbered(session, "SWD-V-2026-00092")
    agency = sign_in(Role.LIAISON)
    typed = {
        "number": case.number,
        "officer": str(agency.officer.id),
        "agency": "economic-offences-wing",
        "until": "12/03/2026",
    }
    assert desk.post("/office/others/grants", data=typed).status_code == 303
    assert "Open to agencies" in desk.get("/office/others").text

    page = agency.get("/office/agency").text
    assert case.number in page
    assert other.number not in page
    posted = {
        "text": "Two accounts were found.",
        "letter_number": "EOW/7",
        "letter_on": "01/03/2026",
    }
    assert agency.post(f"/office/agency/{case.number}", data=posted).status_code == 303
    assert agency.post(f"/office/agency/{other.number}", data=posted).status_code == 404
    assert agency.post(f"/office/agency/{case.number}", data={}).status_code == 422
    page = desk.get("/office/others").text
    assert "EOW/7" in page
    assert session.scalars(select(OutsideAnswer)).one().posted_by == agency.officer.id

    at("2026-03-13")
    assert case.number not in agency.get("/office/agency").text
    assert agency.post(f"/office/agency/{case.number}", data=posted).status_code == 404


def test_a_liaison_opens_no_other_page_of_the_office(session, desk, sign_in, app):
    agency = sign_in(Role.LIAISON)
    numbered(session, "SWD-V-2026-00093")
    grants = select(func.count()).select_from(Grant)
    assert session.scalar(grants) == 0

    open_pages = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/office", "/minister"))
        and "GET" in rule.methods
        and not rule.arguments
        and agency.get(rule.rule).status_code == 200
    }

    assert open_pages - {"/office/_components"} == {
        "/office",
        "/office/agency",
        "/office/sittings",
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "x"}, "This is not a number of our register."),
        ({"officer": ""}, "Please choose from the list."),
        ({"agency": "fbi"}, "Choose one."),
        ({"until": ""}, "Write the date."),
    ],
)
def test_a_grant_that_cannot_be_is_asked_for_again(session, desk, officer, typed, words):
    given = {"number": "SWD-V-2026-00094", "officer": str(officer.id), "agency": "cbi"}

    answer = desk.post("/office/others/grants", data=given | {"until": "12/03/2026"} | typed)

    assert answer.status_code == 422
    assert words in answer.text
