"""The minister's page: true counts from kept totals, released summaries, directions; never an identity or a text."""

import re
import uuid
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    a_pending_complaint,
    released,
)
from vigilance.audit.models import Event
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.errors import ActionNotAllowed, NotFound
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Tier
from vigilance.records.totals import Cell, PendingByScheme, PendingTotal, move_totals
from vigilance.reference import load_reference
from vigilance.reports import queries
from vigilance.reports.sheet import Sheet, level_of
from vigilance.reports.stages import STAGE_OF, Stage
from vigilance.reviews.commands import NewDirection, give_direction, record_compliance
from vigilance.reviews.models import Direction

COMPLAINT_OPEN = [state for state in complaint.State if state not in complaint.FINAL]
CASE_OPEN = [state for state in inquiry.State if state not in inquiry.FINAL]


@pytest.fixture
def minister(sign_in, at):
    at(NOW)
    return sign_in(Role.MINISTER)


@pytest.fixture
def cvo(an_officer):
    return an_officer(Role.CVO)


def a_mixed_register(session):
    """Some of each stage, age, district and scheme, and some that are closed."""
    for place, (age, district, scheme) in enumerate(
        [
            (3, "118", "OAP"),
            (31, "119", "OAP"),
            (95, None, "HOSTEL"),
            (200, "118", None),
            (500, "120", "OAP"),
        ]
    ):
        a_pending_complaint(
            session, age=age, district=district, scheme=scheme, state=COMPLAINT_OPEN[place % 5]
        )
        a_pending_case(
            session, age=age, district=district, scheme=scheme, state=CASE_OPEN[place % 5]
        )
    a_pending_complaint(session, state=complaint.State.FILED)
    a_pending_case(session, state=inquiry.State.CLOSED)
    session.commit()


def counted(session, *columns):
    """GROUP BY over the tables themselves, both kinds together."""
    found = Counter()
    for table, states in ((Complaint, COMPLAINT_OPEN), (Case, CASE_OPEN)):
        chosen = [getattr(table, column) for column in columns]
        rows = session.execute(
            select(*chosen, func.count()).where(table.state.in_(states)).group_by(*chosen)
        )
        for row in rows:
            found[tuple("-" if value is None else str(value) for value in row[:-1])] += row[-1]
    return found


def test_the_kept_totals_are_what_group_by_says(session):
    a_mixed_register(session)

    found = queries.pending_everywhere(session)

    assert found.total == 10
    assert found.by_place == counted(session, "district_code", "counted_band")
    assert {(code,): count for code, count in found.by_state.items()} == counted(session, "state")
    assert {(code,): count for code, count in found.by_scheme.items()} == counted(
        session, "scheme_code"
    )


def test_a_slice_is_what_group_by_says_of_it(session):
    a_mixed_register(session)

    found = queries.pending(session, queries.Slice(districts=["118", "119"], band=AgeBand.UP_TO_90))

    assert found.by_place == {("119", "31-90"): 2}
    assert found.by_state == {"awaiting-confirmation": 1, "under-inquiry": 1}
    whole = queries.pending(session, queries.Slice(states=["registered"]))
    assert whole.by_place == {("118", "0-30"): 1}


def test_a_step_moves_the_stage_and_leaves_the_scheme(session):
    cell = Cell("118", "OAP", "registered", "0-30")
    move_totals(session, into=[cell, cell])

    move_totals(session, out=[cell], into=[Cell("118", "OAP", "under-scrutiny", "0-30")])

    totals = {(row.stage, row.pending) for row in session.scalars(select(PendingTotal))}
    assert totals == {("registered", 1), ("under-scrutiny", 1)}
    assert [row.pending for row in session.scalars(select(PendingByScheme))] == [2]


def test_every_open_state_belongs_to_a_stage():
    assert set(STAGE_OF) == {*COMPLAINT_OPEN, *CASE_OPEN}
    assert set(STAGE_OF.values()) == set(Stage)


def test_the_sheet_leaves_nothing_out(session, app, settings):
    a_mixed_register(session)

    sheet = Sheet(
        queries.pending_everywhere(session),
        load_reference(settings.config_dir),
        "en",
        lambda **_: "#",
    )

    assert [figure.count for figure in sheet.ages] == [2, 2, 2, 2, 2]
    assert sum(figure.count for figure in sheet.stages) == 10
    assert sum(figure.count for figure in sheet.schemes) == 10
    assert len(sheet.areas) == 19
    assert sum(area.count for area in sheet.areas) == 10
    assert (sheet.areas[-1].slug, sheet.areas[-1].bands) == ("not-known", (0, 0, 2, 0, 0))
    assert sum(len(area.districts) for area in sheet.areas) == 75


@pytest.mark.parametrize(("count", "level"), [(0, 0), (1, 1), (25, 1), (26, 2), (76, 4), (100, 4)])
def test_a_tile_is_darker_the_more_there_is(count, level):
    assert level_of(count, 100) == level


def figures(page):
    """The counts of the tally, by label."""
    tally = page.split('class="tally"')[1].split("</ul>")[0]
    return {
        label: int(count)
        for count, label in re.findall(r"<b>(\d+)</b><(?:a[^>]*|span)>([^<]+)<", tally)
    }


def test_the_page_shows_the_true_counts(session, minister):
    a_mixed_register(session)

    page = minister.get("/minister").text

    assert figures(page) == {
        "Pending": 10,
        "Over 180 days": 4,
        "Over a year": 2,
        "Waiting for a decision": 3,
    }
    assert "Old Age Pension" in page
    assert "Prayagraj" in page


def test_the_page_makes_the_same_few_statements_however_large_the_register(
    session, minister, cvo, queries_made
):
    released(session, a_pending_case(session), cvo)
    session.commit()
    queries_made.clear()
    minister.get("/minister")
    few = list(queries_made)
    for age in range(40):
        released(session, a_pending_case(session, age=age, district=str(118 + age % 20)), cvo)
        a_pending_complaint(session, age=age)
    session.commit()

    queries_made.clear()
    minister.get("/minister")

    assert len(queries_made) == len(few) <= 9
    assert [made for made in few if re.search(r"count\(|FROM complaint\b|FROM event\b", made)] == []


def test_only_released_cases_are_named_and_only_by_their_summary(session, minister, cvo):
    shown, kept_back = a_pending_case(session, age=300), a_pending_case(session, age=400)
    filed = a_pending_complaint(session, age=500)
    released(session, shown, cvo, en="A demand at a block office is being looked into.")
    session.commit()

    page = minister.get("/minister").text

    assert "A demand at a block office is being looked into." in page
    assert shown.number in page
    assert kept_back.number not in page
    assert filed.number not in page
    assert "कैनरी" not in page


@pytest.mark.parametrize("role", [Role.MINISTER, Role.CVO])
def test_a_protected_matter_is_counted_and_never_listed(session, sign_in, at, cvo, role):
    at(NOW)
    case = a_pending_case(session, age=300, tier=Tier.PROTECTED)
    released(session, case, cvo, en="Sealed-canary")
    session.commit()
    browser = sign_in(role)

    page = browser.get("/minister").text

    assert figures(page)["Pending"] == 1
    assert case.number not in page
    assert "Sealed-canary" not in page
    assert browser.get(f"/minister/cases/{case.number}").status_code == 404
    assert case.number not in browser.get("/minister/pending?division=Agra").text


def test_the_ten_oldest_are_the_oldest_with_their_last_summary(session, minister, cvo):
    cases = [a_pending_case(session, age=400 - age) for age in range(12)]
    for case in cases:
        released(session, case, cvo, en=f"First words on {case.number}")
    released(session, cases[0], cvo, en="Newer words", at=NOW + timedelta(hours=1))
    closed = a_pending_case(session, age=900, state=inquiry.State.CLOSED)
    released(session, closed, cvo)
    session.commit()

    listed = [each.number for each in queries.oldest_released(session)]
    page = minister.get("/minister").text

    assert listed == [case.number for case in cases[:10]]
    assert "Newer words" in page
    assert f"First words on {cases[0].number}" not in page


def test_the_drill_shows_the_slice_and_pages_through_its_summaries(session, minister, cvo):
    rows = [a_pending_case(session, age=300 - age, district="118") for age in range(21)]
    elsewhere = a_pending_case(session, age=310, district="162")
    for row in (*rows, elsewhere):
        released(session, row, cvo)
    session.commit()

    address = "/minister/pending?division=Agra&band=181-365&stage=inquiry"
    first = minister.get(address).text
    following = (
        first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )
    second = minister.get(following).text

    assert "Pending: 21" in first
    assert rows[19].number in first
    assert rows[20].number not in first
    assert rows[20].number in second
    assert elsewhere.number not in first + second


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("division=Nowhere", 404),
        ("district=999", 404),
        ("band=old", 422),
        ("stage=nowhere", 422),
        ("name=someone", 400),
        ("after=forged", 404),
        ("division=not-known", 200),
    ],
)
def test_a_slice_that_does_not_exist_is_refused(minister, address, status):
    assert minister.get(f"/minister/pending?{address}").status_code == status


def test_the_minister_reaches_no_file(session, minister, cvo):
    case = a_pending_case(session)
    released(session, case, cvo)
    session.commit()

    for address in (
        "/office/intake",
        f"/office/cases/{case.number}",
        "/office/reviews",
        "/office/search",
    ):
        assert minister.get(address).status_code in {403, 404}


def test_the_ministers_session_sees_released_ordinary_records_and_no_others(
    connected, session, an_officer, cvo
):
    shown, protected = a_pending_case(session), a_pending_case(session, tier=Tier.PROTECTED)
    a_pending_case(session)
    for case in (shown, protected):
        released(session, case, cvo)
    session.commit()

    with connected.reading() as reading:
        act_as(reading, Actor(frozenset({Role.MINISTER}), an_officer(Role.MINISTER).id))
        assert list(reading.scalars(select(Case.number))) == [shown.number]


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.VO, Role.INQUIRING_OFFICER, Role.AUDITOR, Role.ADMIN, Role.DISTRICT]
)
def test_nobody_else_opens_the_page(sign_in, role):
    browser = sign_in(role)

    assert {
        browser.get(f"/minister{more}").status_code for more in ("", "/pending", "/directions")
    } == {403}


@pytest.mark.parametrize("spoken", ["hi", "en"])
def test_every_page_speaks_both_languages(session, minister, cvo, spoken):
    a_mixed_register(session)
    case = a_pending_case(session, age=300)
    released(session, case, cvo, hi="हिन्दी सारांश", en="English summary")
    session.commit()
    summary = {"hi": "हिन्दी सारांश", "en": "English summary"}[spoken]

    for address in ("/minister", "/minister/pending", f"/minister/cases/{case.number}"):
        page = minister.get(f"{address}?lang={spoken}")
        assert page.status_code == 200
        assert f'<html lang="{spoken}">' in page.text
        assert summary in page.text


# --- directions


@pytest.fixture
def case(session, cvo):
    row = a_pending_case(session, age=300)
    released(session, row, cvo)
    session.commit()
    return row


def directed(browser, case, **typed):
    return browser.post(f"/minister/cases/{case.number}/directions", data=typed)


def test_a_direction_stands_on_the_file_as_row_note_and_event(session, minister, case):
    answer = directed(minister, case, text="Report to me within ten days.", due_on="12/03/2026")

    assert answer.status_code == 303
    row = session.scalars(select(Direction)).one()
    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    event = session.scalars(select(Event).where(Event.type == "give-direction")).one()
    assert (row.text, row.due_on, row.complied_at) == (
        "Report to me within ten days.",
        TODAY + timedelta(days=10),
        None,
    )
    assert (note.kind, note.text) == (NoteKind.DIRECTION, row.text)
    assert (event.actor, event.actor_role) == (str(minister.officer.id), "minister")
    assert case.state == inquiry.State.UNDER_INQUIRY
    assert "Report to me within ten days." in minister.get("/minister").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": " ", "due_on": "12/03/2026"}, "Write something here."),
        ({"text": "Do it.", "due_on": ""}, "Say by when it is to be carried out."),
        ({"text": "Do it.", "due_on": "02/03/2026"}, "Choose a day after today, within a year."),
        ({"text": "Do it.", "due_on": "05/03/2027"}, "Choose a day after today, within a year."),
    ],
)
def test_a_direction_without_words_or_day_is_asked_for_again(session, minister, case, typed, field):
    answer = directed(minister, case, **typed)

    assert answer.status_code == 422
    assert field in answer.text
    assert typed["text"].strip() in answer.text
    assert session.scalars(select(Direction)).all() == []


def test_no_direction_on_what_was_not_released(session, minister, case):
    unreleased = a_pending_case(session)
    session.commit()

    assert directed(minister, unreleased, text="Do it.", due_on="12/03/2026").status_code == 404
    with pytest.raises(NotFound):
        give_direction(
            session,
            unreleased.record,
            NewDirection("x", TODAY + timedelta(days=2)),
            by=SYSTEM,
            at=NOW,
        )


def test_the_cvo_gives_no_direction_in_the_ministers_name(sign_in, at, case):
    at(NOW)

    assert directed(sign_in(Role.CVO), case, text="Do it.", due_on="12/03/2026").status_code == 403


def test_the_office_says_how_it_was_carried_out_and_the_minister_sees_it(
    session, minister, sign_in, case
):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    desk = sign_in(Role.CVO)
    assert "Report to me." in desk.get("/office/directions").text

    answer = desk.post(f"/office/directions/{row.id}", data={"report": "The report was laid."})

    assert answer.status_code == 303
    session.refresh(row)
    assert (row.compliance, row.complied_by) == ("The report was laid.", desk.officer.id)
    assert session.scalars(
        select(Event).where(Event.type == "record-compliance")
    ).one().actor == str(desk.officer.id)
    page = minister.get(f"/minister/cases/{case.number}").text
    assert "Carried out" in page
    assert "The report was laid." in page


def test_it_is_said_once(session, case, an_officer):
    minister = Actor(frozenset({Role.MINISTER}), an_officer(Role.MINISTER).id)
    cvo = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)
    row = give_direction(
        session, case.record, NewDirection("Do it.", TODAY + timedelta(days=9)), by=minister, at=NOW
    )
    session.flush()
    record_compliance(session, row, "Done.", by=cvo, at=NOW)

    with pytest.raises(ActionNotAllowed):
        record_compliance(session, row, "Done otherwise.", by=cvo, at=NOW)


def test_an_empty_report_is_asked_for_again(session, minister, sign_in, case):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()

    answer = sign_in(Role.CVO).post(f"/office/directions/{row.id}", data={"report": ""})

    assert answer.status_code == 422
    assert "Say how it was carried out." in answer.text


def test_a_direction_on_another_officers_file_is_not_his_to_answer(
    session, minister, sign_in, case
):
    directed(minister, case, text="Report to me.", due_on="12/03/2026")
    row = session.scalars(select(Direction)).one()
    other = sign_in(Role.VO)

    assert "Report to me." not in other.get("/office/directions").text
    assert other.post(f"/office/directions/{row.id}", data={"report": "Done."}).status_code == 404
    assert (
        other.post(f"/office/directions/{uuid.uuid4()}", data={"report": "Done."}).status_code
        == 404
    )


def test_the_cvos_desk_and_the_case_show_what_is_directed(session, minister, sign_in, case):
    directed(minister, case, text="Report to me within ten days.", due_on="12/03/2026")
    desk = sign_in(Role.CVO)

    assert "Report to me within ten days." in desk.get("/office/cvo").text
    file = desk.get(f"/office/cases/{case.number}").text
    assert "Report to me within ten days." in file
    assert "Direction of the minister" in file

    row = session.scalars(select(Direction)).one()
    desk.post(f"/office/directions/{row.id}", data={"report": "The report was laid."})
    assert "Report to me within ten days." not in desk.get("/office/cvo").text
    assert "The report was laid." in desk.get(f"/office/cases/{case.number}").text
