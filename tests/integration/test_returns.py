"""Periodical returns: they add up, each figure is the rows behind it, and a frozen one is printed again as it was."""

import csv
import io
from datetime import UTC, date, datetime
from hashlib import sha256

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import CLERK, a_story
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.commands import outcome
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Invalid
from vigilance.domain.return_periods import Cadence, PendingAge, Period
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import complaint, inquiry
from vigilance.returns.figures import Behind, Figure, faults, matters_behind, return_figures
from vigilance.returns.freezing import follows_on, freeze, frozen_return
from vigilance.returns.models import FrozenReturn
from vigilance.returns.movements import SUBJECTS

JANUARY = Period(Cadence.MONTHLY, date(2026, 1, 1))
FEBRUARY = Period(Cadence.MONTHLY, date(2026, 2, 1))
QUARTER = Period(Cadence.QUARTERLY, date(2026, 1, 1))
YEAR = Period(Cadence.ANNUAL, date(2026, 1, 1))
MARCH = datetime(2026, 3, 2, 6, tzinfo=UTC)


def whole(figures, subject):
    return figures["parts"][subject]["whole"]


def behind(session, period, **asked):
    return [row[0] for row in session.execute(matters_behind(period, Behind(**asked)))]


def a_life(walk, session):
    """A complaint filed in January, one pending, a case closed in January and reopened in February."""
    walk.registered(day(2))
    walk.assigned(day(3))
    case = walk.closed(day(5))
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(40))
    session.flush()
    return case


def check_every_figure(session, period, subjects=("complaints", "investigations")):
    """Each figure of the return is the number of the rows behind it, split by split."""
    found = return_figures(session, period)
    for subject in subjects:
        part = found["parts"][subject]
        rows = [({}, part["whole"]), ({"disclosures": True}, part["disclosures"])]
        rows += [({"group": code}, row) for code, row in part["by-group"].items()]
        rows += [({"district": code}, row) for code, row in part["by-district"].items()]
        for more, row in rows:
            for figure in Figure:
                asked = {"subject": subject, "figure": figure, **more}
                assert len(behind(session, period, **asked)) == row[figure.value], asked
        for how, count in part["by-class"].items():
            asked = {"subject": subject, "figure": Figure.DISPOSED, "how": how}
            assert len(behind(session, period, **asked)) == count
        for age, count in part["by-age"].items():
            asked = {"subject": subject, "figure": Figure.CARRIED_FORWARD, "age": PendingAge(age)}
            assert len(behind(session, period, **asked)) == count
    return found


def test_brought_forward_and_received_and_disposed_come_to_what_is_carried_forward(session, walk):
    a_life(walk, session)
    january, february = (return_figures(session, each) for each in (JANUARY, FEBRUARY))
    assert whole(january, "complaints") == {
        "brought-forward": 0,
        "received": 3,
        "reopened": 0,
        "total": 3,
        "disposed": 1,
        "carried-forward": 2,
    }
    assert january["parts"]["complaints"]["by-class"] == {"take-up": 1}
    assert january["parts"]["investigations"]["by-class"] == {Disposal.NOT_SUBSTANTIATED: 1}
    assert whole(february, "investigations")["reopened"] == 1
    assert whole(february, "investigations")["carried-forward"] == 1
    assert follows_on(january, february)


def test_every_figure_is_the_number_of_the_rows_behind_it(session, walk):
    a_life(walk, session)
    told = a_story(session, walk, CLERK, "2026-01-10")
    told.act("2026-01-12", Track.DEPARTMENTAL_MAJOR, "decide-major-proceedings", note="Proved.")
    session.flush()
    found = check_every_figure(session, JANUARY, SUBJECTS)
    assert whole(found, "major")["received"] == 1
    assert found["parts"]["major"]["by-group"]["C"]["carried-forward"] == 1
    check_every_figure(session, FEBRUARY)


def test_the_quarter_is_its_months_together(session, walk):
    a_life(walk, session)
    months = [JANUARY, FEBRUARY, Period(Cadence.MONTHLY, date(2026, 3, 1))]
    parts = [return_figures(session, each) for each in months]
    quarter = return_figures(session, QUARTER)
    for subject in SUBJECTS:
        rows = [whole(each, subject) for each in parts]
        for figure in ("received", "reopened", "disposed"):
            assert whole(quarter, subject)[figure] == sum(row[figure] for row in rows)
        assert whole(quarter, subject)["carried-forward"] == rows[-1]["carried-forward"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["register", "assign", "case", "close", "close-and-reopen"]),
        st.integers(0, 80),
    ),
    max_size=6,
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happened_the_months_follow_on_and_the_last_carries_what_is_open(
    session, walk, steps
):
    for what, number in steps:
        if what == "register":
            walk.registered(day(number))
        elif what == "assign":
            walk.assigned(day(number))
        elif what == "case":
            walk.case(day(number))
        else:
            case = walk.closed(day(number))
            if what == "close-and-reopen":
                at = day(number + 3)
                walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=at)
    session.flush()
    earlier = None
    for month in range(1, 5):
        period = Period(Cadence.MONTHLY, date(2026, month, 1))
        found = return_figures(session, period)
        assert faults(found) == []
        assert earlier is None or follows_on(earlier, found)
        earlier = found
    check_every_figure(session, period)
    open_complaints = [
        one for one in session.scalars(select(Complaint)) if one.state not in complaint.FINAL
    ]
    open_cases = [one for one in session.scalars(select(Case)) if one.state not in inquiry.FINAL]
    assert whole(earlier, "complaints")["carried-forward"] == len(open_complaints)
    assert whole(earlier, "investigations")["carried-forward"] == len(open_cases)


def test_figures_that_do_not_add_up_are_named(session, walk):
    a_life(walk, session)
    found = return_figures(session, JANUARY)
    found["parts"]["complaints"]["whole"]["disposed"] += 1
    assert faults(found) == ["complaints"]


def test_a_period_that_is_not_over_or_is_frozen_is_not_frozen(session, walk):
    with pytest.raises(Invalid) as caught:
        freeze(session, YEAR, by=walk.team.cvo, at=MARCH)
    assert caught.value.fields == {"period": ["This period is not over yet."]}
    freeze(session, JANUARY, by=walk.team.cvo, at=MARCH)
    with pytest.raises(Invalid) as caught:
        freeze(session, JANUARY, by=walk.team.cvo, at=MARCH)
    assert caught.value.fields == {"period": ["This return is frozen already."]}


def test_a_frozen_return_stands_whatever_happens_after_and_its_hash_is_on_the_ledger(session, walk):
    case = walk.closed(day(5))
    row = freeze(session, JANUARY, by=walk.team.cvo, at=MARCH)
    session.commit()
    kept = row.figures
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(60))
    session.flush()
    again = frozen_return(session, JANUARY)
    assert again.number == "RET/2026/1"
    assert session.get_one(FrozenReturn, row.id).figures == kept
    assert again.sha256 == sha256(kept.encode()).hexdigest()
    event = session.scalars(select(Event).where(Event.type == "return-frozen")).one()
    assert session.get_one(EventPayload, event.id).body["sha256"] == again.sha256
    assert whole(again.figures, "investigations") == whole(
        return_figures(session, JANUARY), "investigations"
    )


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(MARCH)
    return lambda: seated(session, sign_in, walk.team.cvo)


def test_the_page_counts_freezes_and_clicks_through(session, walk, cvo):
    case = a_life(walk, session)
    browser = cvo()
    page = browser.get("/office/returns/monthly/2026-01-01")
    assert "Brought forward" in said(page)
    assert "not verified yet" in said(page)
    rows = browser.get(
        "/office/returns/monthly/2026-01-01/matters?subject=investigations&figure=disposed"
    )
    assert case.number in said(rows)
    done = browser.post("/office/returns/monthly/2026-01-01/freeze", follow_redirects=True)
    assert "RET/2026/1" in said(done)
    assert "RET/2026/1" in said(browser.get("/office/returns"))
    refused = browser.post("/office/returns/monthly/2026-01-01/freeze")
    assert refused.status_code == 422
    assert "frozen already" in said(refused)


def test_the_files_of_a_return_hold_its_figures(session, walk, cvo):
    a_life(walk, session)
    browser = cvo()
    answer = browser.post("/office/returns/monthly/2026-01-01/export", data={"form": "csv"})
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["Subject", "Split", "Part", "Brought forward"]
    first = next(row for row in rows if row[:2] == ["Complaints", "The whole"])
    assert first[3:9] == ["0", "3", "0", "3", "1", "2"]


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_pdf_says_what_the_page_says(session, walk, cvo, language):
    a_life(walk, session)
    browser = cvo()
    answer = browser.post(
        f"/office/returns/monthly/2026-01-01/export?lang={language}", data={"form": "pdf"}
    )
    assert answer.status_code == 200
    with pypdfium2.PdfDocument(answer.data) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    for words in {
        "hi": ("मासिक विवरणी", "शिकायतें", "निस्तारित"),
        "en": ("Monthly return", "Complaints", "Disposed of"),
    }[language]:
        assert words in text
    assert "EXP/2026/1" in text


def test_the_figures_behind_show_a_walled_reader_only_what_he_may_see(session, walk, cvo):
    case = walk.closed(day(5))
    by = walk.team.cvo
    declare_wall(session, case.record, by.officer_id, Relation.RECUSED, by=by, at=day(6))
    browser = cvo()
    rows = browser.get(
        "/office/returns/monthly/2026-01-01/matters?subject=investigations&figure=disposed"
    )
    assert case.number not in rows.text
    assert "The figure counts the whole office" in said(rows)
