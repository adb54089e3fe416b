"""What runs by itself, as its keeper sees it: holidays declared late, time limits, jobs."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders.matters import NOW, a_pending_complaint
from vigilance.audit.models import Event, EventPayload, JobLease
from vigilance.cli.job_table import job_table
from vigilance.clocks.commands import keep_clocks
from vigilance.clocks.models import Clock, DeclaredHoliday
from vigilance.clocks.rules import rules_in_force
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reports.job_names import JOB_NAMES

GOOD = "neem peepal bargad 19 sheesham"
ADMIN_PAGES = [
    "/office/officers",
    "/office/officers/new",
    "/office/calendar",
    "/office/limits",
    "/office/jobs",
]


@pytest.fixture
def admin(sign_in, at):
    at(NOW)
    return sign_in(Role.ADMIN)


def told(session, kind):
    """The ledger's words on the acts of this kind: who, and the codes."""
    rows = session.execute(
        select(Event.actor, EventPayload.body, Record.number)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .join(Record, Record.id == Event.record_id)
        .where(Event.type == kind)
    )
    return [
        (actor, {k: v for k, v in body.items() if k != "rows"}, number)
        for actor, body, number in rows
    ]


# --- holidays


@pytest.fixture
def running(session, settings):
    """A complaint whose acknowledgement is due on Thursday the fifth of March, three working days after its registration."""
    row = a_pending_complaint(session, age=0)
    keep_clocks(
        session,
        row.record,
        "register",
        on=date(2026, 3, 2),
        rules=rules_in_force(session, settings.config_dir),
    )
    session.commit()
    return row


def declared(browser, **more):
    typed = {
        "day": "05/03/2026",
        "calendar": "hq",
        "name_en": "Local holiday",
        "name_hi": "स्थानीय अवकाश",
    }
    return browser.post("/office/calendar", data=typed | more)


def acknowledgement(session, row):
    session.expire_all()
    wanted = select(Clock).where(
        Clock.record_id == row.record_id, Clock.limit_name == "acknowledgement"
    )
    return session.scalars(wanted).one()


def test_a_late_holiday_moves_due_dates_and_shows_before_and_after(session, admin, running):
    before = acknowledgement(session, running).due_on
    holiday = before.strftime("%d/%m/%Y")

    answer = declared(admin, day=holiday)

    after = acknowledgement(session, running).due_on
    assert after > before
    page = admin.get(answer.location).text
    row = re.search(rf"<tr><td[^>]*>{running.number}</td>.*?</tr>", page, re.DOTALL)[0]
    assert f"{before.day} March 2026" in row
    assert f"{after.day} March 2026" in row
    assert session.scalars(select(DeclaredHoliday)).one().declared_by == admin.officer.id
    assert [(who, number) for who, _, number in told(session, "declare-holiday")] == [
        (str(admin.officer.id), "sys:admin")
    ]
    assert "कैनरी" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "08/03/2026"}, "The office is closed on this day already."),
        ({"day": "31/02/2026"}, "Write the date as day/month/year, for example 05/01/2026."),
        ({"calendar": ""}, "Choose the offices that are closed."),
        ({"name_hi": "  "}, "Write the name in both languages."),
    ],
)
def test_a_holiday_with_a_mistake_is_not_declared(session, admin, wrong, words):
    answer = declared(admin, **wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Local holiday"' in answer.text
    assert session.scalars(select(DeclaredHoliday)).all() == []


# --- limits and jobs


def test_the_limits_are_listed_with_their_sources(admin, settings, session):
    page = admin.get("/office/limits").text

    limits = rules_in_force(session, settings.config_dir).limits
    assert [limit.name for limit in limits if f">{limit.name}<" not in page] == []
    assert page.count("<tr>") == len(limits) + 1


def test_the_jobs_say_when_they_ran_and_what_went_wrong(session, admin):
    session.add(
        JobLease(
            job="seal-ledger",
            holder="h:1",
            until=NOW,
            last_started_at=NOW,
            last_finished_at=NOW,
            last_error="OperationalError",
        )
    )
    session.add(
        JobLease(
            job="roll-ages", holder="h:1", until=NOW + timedelta(minutes=2), last_started_at=NOW
        )
    )
    session.commit()

    page = admin.get("/office/jobs").text

    for words in (
        "seal-ledger",
        "Events are sealed into the ledger",
        "Failed",
        "OperationalError",
        "roll-ages",
        "Running",
    ):
        assert words in page


def test_every_job_is_named_for_the_administrator(settings):
    assert {job.name for job in job_table(settings)} == set(JOB_NAMES)
