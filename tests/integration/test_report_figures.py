"""The reports of figures count what happened, and no day that has not come."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.cases.commands import inquiry, outcome
from vigilance.complaints.commands import scrutiny
from vigilance.complaints.commands.confirmation import confirm
from vigilance.database.acting import act_as
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.records.totals import StageTotal
from vigilance.returns.report_table import REPORTS
from vigilance.returns.shapes import Asked
from vigilance.returns.stage_days import FEWEST, left_stages, middle_and_long, tallied

TODAY = day(60).date()
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


def lines(session, name, since, until, today=TODAY):
    report = REPORTS[name]
    asked = Asked(since, until, today=today)
    return [dict(zip(report.names, row, strict=True)) for row in report.count(session, asked)]


def share(session, what, name="sent-back"):
    found = [row for row in lines(session, name, *JANUARY) if row["what"].code == what]
    return [(row["whole"], row["part"], row["share"]) for row in found]


def submitted(walk, at):
    case = walk.inquired(at)
    report = inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing was found.")
    walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=at)
    return case


def test_what_is_sent_back_counts_with_the_putting_up_it_answers(session, walk):
    for _each in range(3):
        submitted(walk, day(1))
    sent_back = submitted(walk, day(2))
    walk.do(inquiry.return_report, sent_back, "Ask the witness.", by=walk.team.cvo, at=day(40))
    session.flush()
    assert share(session, "report") == [(4, 1, 25)]
    february = lines(session, "sent-back", date(2026, 2, 1), date(2026, 2, 28))
    assert [(row["whole"], row["part"]) for row in february if row["what"].code == "report"] == [
        (0, 0)
    ]


def test_a_report_sent_back_put_up_again_and_taken_counts_twice_and_once(session, walk):
    case = submitted(walk, day(1))
    walk.do(inquiry.return_report, case, "Ask the witness.", by=walk.team.cvo, at=day(2))
    report = inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing was found.")
    walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(3))
    walk.do(inquiry.accept_report, case, by=walk.team.cvo, at=day(4))
    session.flush()
    assert share(session, "report") == [(2, 1, 50)]


def test_refused_closures_and_closings_that_did_not_stand_are_shares_of_theirs(session, walk):
    case = walk.accepted(day(1))
    walk.do(
        outcome.propose_closure, case, Disposal.NOT_SUBSTANTIATED, "No.", by=walk.team.vo, at=day(2)
    )
    walk.do(outcome.refuse_closure, case, "More is needed.", by=walk.team.cvo, at=day(3))
    closed = walk.closed(day(4))
    walk.closed(day(5))
    walk.do(outcome.reopen, closed, "A witness.", by=walk.team.cvo, at=day(50))
    session.flush()
    assert share(session, "closure") == [(3, 1, 33)]
    assert share(session, "reopened") == [(2, 1, 50)]
    assert share(session, "set_aside") == [(2, 0, 0)]


def test_of_a_district_with_few_no_share_is_shown(session, walk):
    for count in range(FEWEST + 1):
        walk.closed(day(count))
    session.flush()
    assert share(session, "reopened", "offices-sent-back") == [(FEWEST + 1, 0, 0)]
    few = lines(session, "offices-sent-back", JANUARY[0], day(FEWEST - 2).date())
    assert {row["share"] for row in few if row["what"].code == "reopened"} == {None}


@pytest.mark.parametrize("name", ["time-by-side", "officers-load"])
def test_no_figure_counts_a_day_that_has_not_come(connected, session, walk, name):
    walk.assigned(day(1)), walk.case(day(3))
    session.commit()
    with connected.reading() as reading:
        act_as(reading, walk.team.cvo)
        now = lines(reading, name, date(2026, 1, 1), TODAY)
        later = lines(reading, name, date(2026, 1, 1), date(2027, 12, 31))
    assert now
    assert now == later


def test_median_and_ninetieth_are_days_that_occurred_and_hidden_of_a_few():
    assert middle_and_long(Counter({1: 2, 3: 2})) == (None, None)
    assert middle_and_long(Counter({1: 5, 2: 4, 30: 1})) == (1, 2)
    assert middle_and_long(Counter({1: 4, 2: 4, 30: 2})) == (2, 30)


def test_offices_stand_in_the_order_of_their_codes_and_nobody_is_named(session, walk):
    for count in range(3):
        walk.scrutinised(day(count))
    session.flush()
    for name in ("offices-by-stage", "offices-sent-back"):
        codes = [row["district"] or "" for row in lines(session, name, *JANUARY)]
        assert codes == sorted(codes)
        heads = {column.name for column in REPORTS[name].columns}
        assert not heads & {"officer", "name", "actor"}


def test_a_scrutiny_sent_back_is_a_share_of_those_put_up(session, walk):
    complaint = walk.scrutinised(day(1))
    walk.scrutinised(day(1))
    walk.do(scrutiny.return_scrutiny, complaint, "Weigh it again.", by=walk.team.cvo, at=day(2))
    session.flush()
    assert share(session, "scrutiny") == [(2, 1, 50)]


ODD = [
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 1, 10), date(2026, 3, 20)),
    (date(2026, 1, 10), date(2026, 2, 28)),
    (date(2026, 2, 3), date(2026, 2, 20)),
    (date(2026, 3, 31), date(2026, 4, 1)),
]
"""Whole months, months with days beside them, days of one month, and two days of two."""


@pytest.mark.parametrize("by", [("stage",), ("district_code", "stage")])
def test_days_in_stages_are_the_same_kept_and_read_from_the_ledger(session, walk, by):
    rules = walk.office.rules(session)
    for count, place in enumerate(("118", None, "118", "135", "135", "135", "118")):
        asked = walk.asked(day(count * 12), district_code=place)
        at = day(count * 12 + count % 3 * 5)
        confirm(session, asked.record_id, by=walk.team.clerk, at=at, rules=rules)
    walk.closed(day(20))
    session.flush()
    for since, until in ODD:
        asked = Asked(since, until, today=day(200).date())
        wanted = {}
        for one in left_stages(session, since, until + timedelta(days=1)):
            key = tuple(getattr(one, name) for name in by)
            wanted.setdefault(key, Counter())[one.days] += 1
        assert tallied(session, asked, *by) == wanted
    assert {kept.days for kept in session.scalars(select(StageTotal))} == {0, 5, 10}


def test_the_month_that_runs_is_read_as_it_was_kept_and_not_from_the_ledger(
    session, walk, queries_made
):
    walk.closed(day(3))
    session.flush()
    queries_made.clear()

    found = tallied(session, Asked(date(2026, 1, 1), day(10).date(), today=day(10).date()), "stage")

    assert found["registered",] == Counter({0: 1})
    (statement,) = queries_made
    assert "stage_total" in statement
    assert "event" not in statement
