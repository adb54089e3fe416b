"""SQLite has one writer at a time: a request that needs a second transaction gives up its own turn first."""

import uuid

import pytest

from tests.builders.cases import Walk, a_team, day
from tests.builders.complaints import a_complaint
from vigilance.accounts.commands import NewOfficer, add_officer, begin_session
from vigilance.complaints.commands.factual_report import call_factual_report
from vigilance.complaints.models import FactualReportRequest
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.factory import create_app

pytestmark = pytest.mark.timeout(40)  # without its turn a writer would wait for itself for ever


@pytest.fixture
def real(settings, tmp_path):
    """An application on a SQLite file of its own, with real connections and commits."""
    database = Database(f"sqlite:///{tmp_path}/turn.db", timeout_ms=2000)
    migrate(database)
    app = create_app(settings, database)
    app.config["NOW"] = day(1)
    yield app
    database.dispose()


@pytest.fixture
def committed(real):
    """A session of the system whose commits are real."""
    with real.extensions["vigilance.database"].writing() as session:
        yield act_as(session, SYSTEM)


@pytest.fixture
def hired(committed):
    def hire(*roles, district=None):
        officer = add_officer(
            committed,
            NewOfficer(
                email=f"{uuid.uuid4().hex}@demo.invalid",
                name_en="Officer",
                name_hi="अधिकारी",
                roles=frozenset(roles),
                password_hash="no password opens this",
                district_code=district,
            ),
            at=day(0),
        )
        committed.commit()
        return officer

    return hire


def browser(app, session, officer):
    token = begin_session(session, officer, at=day(1), hours=24)
    session.commit()
    found = app.test_client()
    found.set_cookie(app.config["OFFICER_COOKIE"], token)
    return found


def test_a_refused_form_is_answered_and_its_refusal_kept(real, committed, hired):
    clerk = browser(real, committed, hired(Role.CLERK))

    assert clerk.post("/office/cvo/assign", data={}).status_code == 403


def test_a_district_hands_over_its_answer(real, committed, hired):
    walk = Walk(committed, real.extensions["vigilance.office"], a_team(hired))
    complaint = walk.under_scrutiny()
    asked = walk.do(
        call_factual_report, complaint, "135", "Was it paid?", by=walk.team.vo, at=day(1)
    )
    district = browser(real, committed, hired(Role.DISTRICT, district="135"))

    answer = district.post(f"/office/requests/{asked.id}", data={"answer": "It was."})

    assert answer.status_code == 303
    committed.expire_all()
    assert committed.get_one(FactualReportRequest, asked.id).answer == "It was."
    committed.rollback()


def test_a_file_is_read_while_its_reading_is_written(real, committed, hired):
    office = real.extensions["vigilance.office"]
    number = a_complaint(committed, office).complaint.number
    cvo = browser(real, committed, hired(Role.CVO))

    assert cvo.get(f"/office/complaints/{number}").status_code == 200
    assert number in cvo.get("/office/reads").get_data(as_text=True)
