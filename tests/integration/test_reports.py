"""Reports as data: each runs, in the reader's own sight, on its page and as a file that opens again."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import CLERK, GAZETTED, a_story
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.returns.queries import every_row, rows_up_to
from vigilance.returns.report_table import REPORTS, reports_of
from vigilance.returns.shapes import Asked, Listing

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31))
SPAN = {"since": "01/01/2026", "until": "31/12/2026"}


def names(roles):
    return [each.name for each in reports_of(frozenset(roles))]


def rows(connected, actor, name, asked=YEAR):
    with connected.reading() as reading:
        return list(every_row(act_as(reading, actor), REPORTS[name], asked))


@pytest.fixture
def browser(walk, session, sign_in, at):
    at(day(30))
    return lambda actor: seated(session, sign_in, actor)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_runs_on_both_databases_and_counts_as_many_rows_as_it_gives(
    connected, session, walk, name
):
    walk.closed()
    session.commit()
    found = rows(connected, SYSTEM, name)
    with connected.reading() as reading:
        counted = rows_up_to(act_as(reading, SYSTEM), REPORTS[name], YEAR, 1000)
    assert counted == len(found)
    assert all(len(row) == len(REPORTS[name].columns) for row in found)


def test_no_report_has_a_column_for_a_person_or_a_text():
    sealed = {"text", "title", "name", "text_sealed", "note", "reasons", "hrms_id", "address"}
    for report in REPORTS.values():
        read = {getattr(column.value, "key", None) for column in report.columns}
        assert not read & sealed, report.name


def test_a_vigilance_officer_takes_out_what_is_his_and_nothing_else(connected, session, walk):
    mine, other = walk.assigned(), walk.registered()
    session.commit()
    found = rows(connected, walk.team.vo, "complaint-register")
    assert [row[0] for row in found] == [mine.number]
    assert {row[0] for row in rows(connected, walk.team.cvo, "complaint-register")} == {
        mine.number,
        other.number,
    }


def test_the_count_before_an_export_is_narrowed_like_its_rows(connected, session, walk):
    walk.assigned(), walk.registered()
    session.commit()
    with connected.reading() as reading:
        report = REPORTS["complaint-register"]
        assert rows_up_to(act_as(reading, walk.team.vo), report, YEAR, 10) == 1


def test_a_walled_matter_is_absent_from_every_register(connected, session, walk):
    case = walk.case()
    seen = walk.case()
    declare_wall(
        session,
        case.record,
        walk.team.cvo.officer_id,
        Relation.RECUSED,
        by=walk.team.cvo,
        at=day(1),
    )
    session.commit()
    found = rows(connected, walk.team.cvo, "investigation-register")
    assert [row[0] for row in found] == [seen.number]


def test_part_a_is_where_an_officer_of_group_a_is_accused(connected, session, walk):
    gazetted = a_story(session, walk, replace(GAZETTED, group=Group.A), "2026-01-10")
    a_story(session, walk, CLERK, "2026-01-10")
    session.commit()
    a = Asked(YEAR.since, YEAR.until, {"part": "A"})
    case = session.get_one(Case, gazetted.record.id)
    assert [row[0] for row in rows(connected, SYSTEM, "investigation-register", a)] == [case.number]
    assert len(rows(connected, SYSTEM, "complaint-register", a)) == 1
    b = Asked(YEAR.since, YEAR.until, {"part": "B"})
    assert len(rows(connected, SYSTEM, "complaint-register", b)) == 1


def test_the_pages_show_the_rows_with_the_way_to_each_file(session, walk, browser):
    case = walk.case()
    page = browser(walk.team.cvo).get("/office/reports/investigation-register", query_string=SPAN)
    assert page.status_code == 200
    assert case.number in said(page)
    assert f"/office/cases/{case.number}" in page.text


def test_each_role_finds_its_reports_and_no_others(session, walk, browser, sign_in):
    index = browser(walk.team.vo).get("/office/reports")
    for name in names({Role.VO}):
        assert f"/office/reports/{name}" in index.text
    assert "officers-load" not in index.text
    assert browser(walk.team.vo).get("/office/reports/officers-load").status_code == 404
    assert browser(walk.team.cvo).get("/office/reports/no-such").status_code == 404
    auditor = sign_in(Role.AUDITOR)
    assert auditor.get("/office/reports/days-per-stage", query_string=SPAN).status_code == 200
    assert auditor.get("/office/reports/complaint-register").status_code == 404
    assert sign_in(Role.CLERK).get("/office/reports").status_code == 403


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "31/02/2026"}, "Write the date as"),
        ({"since": "02/01/2026", "until": "01/01/2026"}, "lies before the first"),
        ({"since": "01/03/2026"}, "This time has not come yet."),
        ({"since": "01/01/0001"}, "Write a year from 1950 to 2199."),
        ({"until": "31/12/9999"}, "Write a year from 1950 to 2199."),
        ({"until": "32/01/2026"}, "Write the date as"),
        ({"since": "2026-01"}, "Write the date as"),
        ({"since": "x" * 5000}, "Write the date as"),
        ({"until": "01/01/2025", "since": "०२/०१/२०२५"}, "lies before the first"),
        ({"stage": "nowhere"}, "one of the values"),
        ({"group": "A"}, "one of the values"),
        ({"district": "' OR 1=1"}, "one of the values"),
    ],
)
def test_an_impossible_question_is_refused_in_words(walk, browser, asked, words):
    page = browser(walk.team.cvo).get("/office/reports/complaint-register", query_string=asked)
    assert page.status_code == 422
    assert words in page.text


def test_a_page_ends_and_the_next_goes_on(session, walk, browser, monkeypatch):
    monkeypatch.setattr(
        "vigilance.database.paging.keyset_page.__kwdefaults__",
        {"newest_first": True, "size": 2, "key_of": None},
    )
    numbers = [walk.registered(day(n)).number for n in range(5)]
    cvo, seen, address = (
        browser(walk.team.cvo),
        [],
        "/office/reports/complaint-register?since=01/01/2026&until=31/12/2026",
    )
    while address:
        page = cvo.get(address)
        seen += [number for number in numbers[::-1] if number in said(page)]
        found = page.text.partition('rel="next"')[0]
        address = (
            found.rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
            if 'rel="next"' in page.text
            else None
        )
    assert seen == numbers[::-1]


def taken(browser, name, form, **more):
    answer = browser.post(f"/office/reports/{name}/export", data={**SPAN, "form": form, **more})
    assert answer.status_code == 200, answer.text
    return answer


def test_the_files_hold_the_rows_of_the_page_and_the_mark(session, walk, browser):
    complaint = walk.assigned()
    vo = browser(walk.team.vo)
    text = taken(vo, "complaint-register", "csv").data.decode("utf-8")
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert lines[1][0] == complaint.number
    assert "EXP/2026/1" in lines[1][-1]
    assert "Officer vo-" in lines[1][-1]
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(vo, "complaint-register", "xlsx").data))
    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[2][0] == complaint.number
    assert sheet[2][1] == complaint.received_on
    assert "EXP/2026/2" in sheet[0][0]
    kept = json.loads(taken(vo, "complaint-register", "json").data)
    assert kept["rows"][0]["number"] == complaint.number
    assert kept["rows"][0]["received_on"] == complaint.received_on.isoformat()


def test_taking_a_file_stands_on_the_ledger_with_its_number_and_its_hash(session, walk, browser):
    walk.assigned()
    answer = taken(browser(walk.team.vo), "complaint-register", "csv")
    event = session.scalars(select(Event).where(Event.type == "report-exported")).one()
    body = session.get_one(EventPayload, event.id).body
    assert event.actor == str(walk.team.vo.officer_id)
    assert body["number"] == "EXP/2026/1"
    assert body["count"] == 1
    assert body["sha256"] == sha256(answer.data).hexdigest()


def test_more_rows_than_the_reader_may_take_are_refused_with_the_number(
    session, walk, browser, monkeypatch
):
    monkeypatch.setattr("vigilance.returns.handing_out.cap_of", lambda _roles: 1)
    walk.registered(), walk.registered()
    answer = browser(walk.team.cvo).post(
        "/office/reports/complaint-register/export", data={**SPAN, "form": "csv"}
    )
    assert answer.status_code == 422
    assert "at most 1 rows" in said(answer)
    assert session.scalars(select(Event).where(Event.type == "report-exported")).all() == []


def test_nothing_of_a_complaints_text_or_of_a_person_is_in_any_file(session, walk, browser):
    told = a_story(session, walk, CLERK)
    for name in names({Role.CVO}):
        text = taken(browser(walk.team.cvo), name, "csv").data.decode()
        assert "Invented Officer" not in text
        assert "Money asked for a pension" not in text
    assert session.scalars(select(Complaint)).all()
    assert told.accused.number == 1


def test_every_listing_has_a_key_that_ends_in_an_id():
    for report in REPORTS.values():
        if isinstance(report, Listing):
            assert report.key[1].key in {"id", "record_id"}, report.name


def test_an_officer_without_records_of_his_own_gets_an_empty_register(connected, session, walk):
    walk.registered()
    session.commit()
    nobody = Actor(frozenset({Role.VO}), walk.team.clerk.officer_id)
    assert rows(connected, nobody, "complaint-register") == []
