"""Saved and scheduled reports: on the desk on the first open day, in the reader's own sight, told of by an empty mail."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.accounts.models import Officer
from vigilance.domain.calendar import Calendar, CalendarKind
from vigilance.domain.roles import Role
from vigilance.returns.jobs import deliver_reports
from vigilance.returns.models import ReportDelivery, SavedReport
from vigilance.returns.saving import deliver_due

NAME = "complaint-register"
# 1 February 2026 is a Sunday: the first open day is the second.
SUNDAY, MONDAY = date(2026, 2, 1), date(2026, 2, 2)
AT = datetime(2026, 2, 2, 6, tzinfo=UTC)
HQ = Calendar(CalendarKind.HQ)


@pytest.fixture
def browser(walk, session, sign_in, at):
    at(AT)
    return lambda actor: seated(session, sign_in, actor)


def kept(browser, **form):
    return browser.post(f"/office/reports/saved/{NAME}", data={"name": "My list", **form})


def test_a_report_is_saved_with_its_filters_and_opened_again(session, walk, browser):
    vo = browser(walk.team.vo)
    assert kept(vo, since="01/01/2026", until="31/01/2026", lane="ordinary").status_code == 303
    page = vo.get("/office/reports/saved")
    assert "My list" in said(page)
    for kept_filter in ("since=01/01/2026", "until=31/01/2026", "lane=ordinary"):
        assert kept_filter in page.text
    other = browser(walk.team.cvo).get("/office/reports/saved")
    assert "My list" not in said(other)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"lane": "nowhere"}, "one of the values"),
        ({"roles": "auditor", "cadence": "monthly"}, "may not run this report"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(walk, browser, form, words):
    answer = kept(browser(walk.team.cvo), **form)
    assert answer.status_code == 422
    assert words in said(answer)


def test_a_name_is_used_once_and_a_saved_report_is_forgotten_by_its_owner_alone(
    session, walk, browser
):
    vo = browser(walk.team.vo)
    kept(vo)
    assert "has this name already" in said(kept(vo))
    (row,) = session.scalars(select(SavedReport))
    address = f"/office/reports/saved/{row.id}/forget"
    assert browser(walk.team.cvo).post(address).status_code == 404
    assert vo.post(address).status_code == 303
    assert session.scalars(select(SavedReport)).all() == []


def test_it_lies_on_the_desks_from_the_first_open_day_and_once(session, walk, browser):
    kept(browser(walk.team.cvo), cadence="monthly", roles=["vo"])
    assert deliver_due(session, SUNDAY, HQ, AT) == 0
    assert deliver_due(session, MONDAY, HQ, AT) == 2
    assert deliver_due(session, MONDAY, HQ, AT) == 0
    rows = session.scalars(select(ReportDelivery)).all()
    assert {row.officer_id for row in rows} == {walk.team.vo.officer_id, walk.team.cvo.officer_id}
    assert {(row.since, row.until) for row in rows} == {(date(2026, 1, 1), date(2026, 1, 31))}


def test_each_reads_it_in_his_own_sight_and_only_the_cvo_lays_it_on_others_desks(
    session, walk, browser
):
    mine, other = walk.assigned(day(1)), walk.registered(day(2))
    kept(browser(walk.team.cvo), cadence="monthly", roles=["vo"])
    kept(browser(walk.team.vo), cadence="monthly", roles=["cvo"])
    deliver_due(session, MONDAY, HQ, AT)
    vo = browser(walk.team.vo)
    desk = vo.get("/office")
    assert said(desk).count("My list") >= 2
    assert said(browser(walk.team.cvo).get("/office/cvo")).count("My list") == 1
    page = vo.get(f"/office/reports/{NAME}?since=01/01/2026&until=31/01/2026")
    assert mine.number in said(page)
    assert other.number not in said(page)


def test_the_mail_says_only_that_something_lies_ready(
    connected, session, walk, browser, own_office
):
    kept(browser(walk.team.vo), cadence="monthly")
    session.commit()
    assert deliver_reports(connected, own_office, AT) == 1
    (mail,) = own_office.settings.outbox_dir.glob("*.eml")
    text = mail.read_text(encoding="utf-8")
    officer = session.get_one(Officer, walk.team.vo.officer_id)
    assert f"To: {officer.email}" in text
    assert "/office" in text
    assert "My list" not in text
    assert NAME not in text
    assert deliver_reports(connected, own_office, AT) == 0
    assert len(list(own_office.settings.outbox_dir.glob("*.eml"))) == 1


def test_an_auditor_schedules_what_he_may_run(session, sign_in, at):
    at(AT)
    auditor = sign_in(Role.AUDITOR)
    answer = auditor.post(
        "/office/reports/saved/days-per-stage", data={"name": "Days", "cadence": "quarterly"}
    )
    assert answer.status_code == 303
    deliver_due(session, date(2026, 4, 1), HQ, AT)
    assert "Days" in said(auditor.get("/office/reports/saved"))
