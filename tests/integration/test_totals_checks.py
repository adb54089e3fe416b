"""Every kept figure is compared with a count of the register, and what differs is told."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from tests.builders.matters import NOW, a_pending_case, a_pending_complaint
from vigilance.audit.models import Event, EventPayload
from vigilance.cli.main import vigilance
from vigilance.domain.roles import Role
from vigilance.records.totals import PendingByScheme, PendingTotal, SchemeTotal
from vigilance.reports.totals_checks import CHECKED, check_and_tell, check_totals


@pytest.fixture
def register(session):
    """Two pending matters, counted as they are entered."""
    a_pending_complaint(session)
    a_pending_case(session)
    session.commit()


def bend(session):
    """Change a kept figure behind the office's back, and keep one of nothing."""
    session.execute(update(PendingTotal).values(pending=PendingTotal.pending + 1))
    session.add(PendingByScheme(district_code="999", scheme_code="OAP", pending=3))
    session.commit()


def test_figures_that_are_right_are_counted_and_none_differs(connected, session, register):
    checked = check_totals(connected)
    kept = len(session.scalars(select(PendingTotal)).all())
    kept += len(session.scalars(select(PendingByScheme)).all())
    kept += len(session.scalars(select(SchemeTotal)).all())
    assert checked.compared == kept > 0
    assert checked.differences == ()


def test_each_figure_that_differs_is_told_with_both_counts(connected, session, register):
    bend(session)
    found = check_totals(connected).differences
    right = {each.key: each for each in found}
    assert right["999", "OAP"].kept == 3
    assert right["999", "OAP"].counted == 0
    bent = [each for each in found if each.table == "pending_total"]
    assert bent
    assert all(each.kept == each.counted + 1 for each in bent)


def test_a_figure_that_is_missing_is_told(connected, session, register):
    for row in session.scalars(select(PendingTotal)).all():
        session.delete(row)
    session.commit()
    found = check_totals(connected).differences
    assert {each.kept for each in found} == {0}
    assert sum(each.counted for each in found) == 2


def test_the_nightly_check_stands_on_the_ledger_and_on_the_auditors_page(
    connected, session, register, sign_in, at
):
    bend(session)
    at(NOW)
    assert check_and_tell(connected, NOW) > 0
    event = session.scalars(select(Event).where(Event.type == CHECKED)).one()
    body = session.get_one(EventPayload, event.id).body
    assert any(each["key"] == "999/OAP" for each in body["first"])
    page = sign_in(Role.AUDITOR).get("/office/ledger/checks?lang=en").text
    assert "kept 3, counted 0" in page


def test_the_auditor_counts_at_once(register, sign_in, at):
    at(NOW)
    auditor = sign_in(Role.AUDITOR)
    assert "not counted anew yet" in auditor.get("/office/ledger/checks?lang=en").text
    assert auditor.post("/office/ledger/checks/totals").status_code == 303
    assert "Every figure is what the register holds" in auditor.get("/office/ledger/checks").text


def test_the_command_prints_each_difference_and_exits_1(
    connected, session, register, settings, monkeypatch
):
    monkeypatch.setattr("vigilance.reports.cli.load_settings", lambda: settings)
    monkeypatch.setattr("vigilance.reports.cli.Database", lambda *_, **__: connected)
    whole = CliRunner().invoke(vigilance, ["totals", "check"])
    assert whole.exit_code == 0
    assert "0 differ" in whole.output
    bend(session)
    bent = CliRunner().invoke(vigilance, ["totals", "check"])
    assert bent.exit_code == 1
    assert "999 / OAP: kept 3, counted 0" in bent.output
    told = json.loads(CliRunner().invoke(vigilance, ["totals", "check", "--json"]).output)
    assert {"table": "pending_by_scheme", "key": ["999", "OAP"], "kept": 3, "counted": 0} in told[
        "differences"
    ]
