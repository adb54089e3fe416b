"""A frozen sheet says for ever what it said: on the page, on paper in both languages, and against the sheet before it."""

import hashlib
import json
import re
from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.builders.forms import page_of
from tests.builders.matters import (
    NOW,
    TODAY,
    a_mixed_register,
    a_pending_case,
    a_pending_complaint,
    an_overdue_clock,
    released,
)
from tests.builders.reviews import an_accused, an_allegation, kept
from tests.builders.tracks import said
from vigilance.audit.commands import append_event
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.actors import SYSTEM
from vigilance.domain.parties import Party
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.records.totals import PendingTotal, TrackCell, move_tracks
from vigilance.reference import load_reference
from vigilance.reports.ahead import count_due
from vigilance.reports.figures import figures_of
from vigilance.reports.freezing import FROZEN
from vigilance.reports.gravity import weigh_cases
from vigilance.reports.models import FrozenSheet
from vigilance.reports.rule_words import RuleWords
from vigilance.reports.shown import Shown
from vigilance.settings import PROJECT

SCHEMES = ("OAP", "HOSTEL", "PREMAT_SC", "POSTMAT_SC", None)


def shown_lists(figures):
    """What a sheet says of what is grave and what comes."""
    reference = load_reference(PROJECT / "config")
    shown = Shown(figures, reference, "en", RuleWords(PROJECT / "config", "en"))
    nobody = frozenset()
    return shown.gravest(nobody), shown.ending(nobody), shown.within, shown.missed


def froze(browser):
    answer = browser.post("/minister/sheets")
    assert answer.status_code == 303
    browser.get("/minister/sheets")  # where it is said that the sheet is frozen
    return answer.headers["Location"]


def read_back(pdf):
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return re.sub(r"\s+", "", "".join(p.get_textpage().get_text_range() for p in document))


def test_a_frozen_sheet_is_shown_figure_for_figure_after_the_register_moved(session, minister, cvo):
    a_mixed_register(session)
    released(session, a_pending_case(session, age=300), cvo)
    session.commit()
    place = froze(minister)
    first = said(minister.get(f"{place}?lang=en"))

    for age in range(5):
        a_pending_complaint(session, age=age)
    session.commit()

    assert place.endswith("/minister/sheets/SWD-M-2026-00001")
    assert "11 Complaints and cases pending" in first
    assert said(minister.get(f"{place}?lang=en")) == first
    assert "16 Pending" in said(minister.get("/minister?lang=en"))


def test_the_hash_of_its_figures_stands_on_the_ledger(session, minister):
    a_mixed_register(session)
    session.commit()
    froze(minister)

    sheet = session.scalars(select(FrozenSheet)).one()
    event = session.scalars(select(Event).where(Event.type == FROZEN)).one()
    body = session.get_one(EventPayload, event.id).body

    assert body["number"] == sheet.number
    assert body["sha256"] == hashlib.sha256(sheet.figures.encode()).hexdigest()
    assert f"frozen_sheet:{sheet.id}" in body["rows"]
    assert json.loads(sheet.figures)["stages"]["inquiry"]
    assert event.actor == str(minister.officer.id)


@pytest.mark.parametrize(
    "change", ["UPDATE frozen_sheet SET figures = '{}'", "DELETE FROM frozen_sheet"]
)
def test_a_frozen_sheet_is_neither_changed_nor_removed(session, minister, change):
    froze(minister)

    with pytest.raises(DBAPIError, match="a frozen sheet is kept as it is"):
        session.execute(text(change))


def test_the_second_sheet_says_what_moved_since_the_first(session, minister):
    a_mixed_register(session)
    session.commit()
    first = froze(minister)
    a_pending_complaint(session, age=400)
    a_pending_complaint(session, age=401)
    session.commit()
    second = froze(minister)

    page = said(minister.get(f"{second}?lang=en"))
    beside = said(minister.get(f"{second}/since/{first.rsplit('/', 1)[1]}?lang=en"))
    back = said(minister.get(f"{first}/since/{second.rsplit('/', 1)[1]}?lang=en"))
    live = said(minister.get("/minister?lang=en"))

    assert "Complaints and cases pending 10 12 +2" in page
    assert "Complaints and cases pending 10 12 +2" in beside
    assert "Complaints and cases pending 12 10 −2" in back
    assert "Registered" in beside
    assert "Every figure is as it was." in live


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_paper_is_one_side_of_a4_and_says_what_the_page_says(session, minister, cvo, language):
    a_mixed_register(session)
    for age in range(12):
        released(session, a_pending_case(session, age=300 + age), cvo)
    session.commit()
    place = froze(minister)

    page = minister.get(f"{place}?lang={language}")
    answer = minister.get(f"{place}/paper.pdf?lang={language}")
    paper = read_back(answer.data)

    cells = {
        " ".join("".join(cell.itertext()).split())
        for table in page_of(page).iter("table")
        for cell in (*table.iter("th"), *table.iter("td"))
    }
    missing = {cell for cell in cells if re.sub(r"\s+", "", cell) not in paper}
    assert answer.content_type == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert missing == set()
    assert {"hi": "लम्बितशिकायतेंऔरप्रकरण", "en": "Complaintsandcasespending"}[language] in paper


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_fullest_paper_is_still_one_side_of_a4(
    session, minister, cvo, connected, office, language
):
    for age in range(12):
        case = a_pending_case(session, age=400 + age, scheme=SCHEMES[age % len(SCHEMES)])
        released(session, case, cvo)
        an_accused(session, case, group=Group.A, retires_on=TODAY + timedelta(days=90))
        an_allegation(session, case, 20_000_000)
        an_overdue_clock(session, case)
        an_overdue_clock(session, case, -age, limit="inquiry-report")
        case.live_demand = True
        kept(session, case, case)
    move_tracks(
        session, into=[TrackCell("118", "criminal", party, "cbi", "0-30") for party in Party]
    )
    session.commit()
    weigh_cases(connected, office, NOW)
    count_due(connected, office, NOW)
    place = froze(minister)

    page = said(minister.get(f"{place}?lang={language}"))
    paper = read_back(minister.get(f"{place}/paper.pdf?lang={language}").data)

    last = {"hi": "एक वर्ष से पुराना", "en": "Over a year old"}[language]
    assert page.count(last) == paper.count(last.replace(" ", "")) == 10


def test_a_sheet_frozen_before_this_was_counted_says_nothing_of_it(session, minister):
    froze(minister)
    sheet = session.scalars(select(FrozenSheet)).one()
    said_then = {name: each for name, each in json.loads(sheet.figures).items() if name != "ahead"}
    older = figures_of(json.dumps(said_then))

    assert older.ahead is None
    assert shown_lists(older) == ([], [], [], [])


def test_a_case_out_of_sight_by_now_keeps_its_line_and_loses_its_number(session, minister, cvo):
    case = a_pending_case(session, age=300)
    summary = released(session, case, cvo)
    session.commit()
    place = froze(minister)
    assert case.number in said(minister.get(place))

    case.record.released_to_minister = False
    append_event(session, case.record, "released-back", {}, by=SYSTEM, at=NOW, rows=[summary])
    session.commit()

    page = said(minister.get(f"{place}?lang=en"))
    assert case.number not in page
    assert "300" in page


def test_figures_changed_behind_the_offices_back_are_named(session, minister, app):
    froze(minister)
    sheet = session.scalars(select(FrozenSheet)).one()
    for trigger in ("frozen_sheet_kept_update", "frozen_sheet_kept"):
        with session.begin_nested() as nested:
            try:
                on = "" if session.get_bind().dialect.name == "sqlite" else " ON frozen_sheet"
                session.execute(text(f"DROP TRIGGER {trigger}{on}"))
            except DBAPIError:
                nested.rollback()
    session.execute(
        text("UPDATE frozen_sheet SET figures = replace(figures, :a, :b)"),
        {"a": '"given":0', "b": '"given":9'},
    )
    session.commit()

    page = said(minister.get(f"/minister/sheets/{sheet.number}?lang=en"))

    assert "These figures are not those whose fingerprint is on the ledger." in page


@pytest.mark.parametrize(
    "address",
    [
        "/minister/sheets/SWD-M-2026-00099",
        "/minister/sheets/x/paper.pdf",
        "/minister/sheets/x/since/y",
        "/minister/slides/0",
        "/minister/slides/11",
        "/minister/sheets/x/slides/1",
        "/minister/sheets?after=forged",
    ],
)
def test_what_was_never_frozen_is_not_found(minister, address):
    assert minister.get(address).status_code == 404


def test_only_readers_of_the_sheet_freeze_or_read_one(sign_in, at, minister):
    place = froze(minister)

    for role in (Role.VO, Role.AUDITOR, Role.ADMIN, Role.DISTRICT):
        browser = sign_in(role)
        assert browser.get(place).status_code == 403
        assert browser.post("/minister/sheets").status_code in {400, 403}
    assert sign_in(Role.CVO).get(place).status_code == 200


def test_the_list_has_each_sheet_with_its_sums(session, minister):
    a_mixed_register(session)
    session.commit()
    froze(minister)
    froze(minister)

    page = said(minister.get("/minister/sheets?lang=en"))

    assert page.index("SWD-M-2026-00002") < page.index("SWD-M-2026-00001")
    assert "since SWD-M-2026-00001" in page


@pytest.mark.parametrize("place", range(1, 11))
def test_each_page_of_the_meeting_room_has_one_message_and_its_neighbours(
    session, minister, cvo, place
):
    a_mixed_register(session)
    released(session, a_pending_case(session, age=300), cvo)
    session.commit()
    frozen = froze(minister)

    for address in (f"/minister/slides/{place}", f"{frozen}/slides/{place}"):
        page = minister.get(f"{address}?lang=en").text
        assert page.count("<h1") == 1
        assert ('rel="prev"' in page) == (place > 1)
        assert ('rel="next"' in page) == (place < 10)
    assert session.scalars(select(PendingTotal)).first() is not None
