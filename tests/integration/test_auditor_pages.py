"""The auditor's pages: every event, whether the ledger is whole, a copy to check elsewhere."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.matters import NOW, a_pending_case, a_pending_complaint
from vigilance.audit.bundle import Trust
from vigilance.audit.bundle_file import read_bundle
from vigilance.audit.checkpoint import VerifierKey
from vigilance.audit.commands import append_event, note_reading
from vigilance.audit.models import Event
from vigilance.audit.sealer import seal
from vigilance.audit.verification import verify
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reports.ledger_checks import check_and_tell
from vigilance.reports.ledger_queries import Sought, entries

PAGES = ["/office/ledger", "/office/ledger/checks"]


@pytest.fixture
def auditor(sign_in, at):
    at(NOW + timedelta(hours=1))
    return sign_in(Role.AUDITOR)


@pytest.fixture
def sealed(app, connected, session, settings):
    """Seal what waits, as the job does."""

    def run(at=NOW):
        session.commit()
        return seal(connected, app.extensions["vigilance.keyring"], settings.office_code, at)

    return run


def rows_of(page):
    return re.findall(r"<tr><td class=\"nowrap\">[^<]*</td><td class=\"nowrap\">([^<]*)</td>", page)


def test_the_ledger_is_browsed_by_record_kind_and_day(session, auditor):
    one, two = a_pending_complaint(session), a_pending_case(session)
    append_event(
        session, one.record, "remind", {"on": "2026-03-01"}, by=SYSTEM, at=NOW - timedelta(days=1)
    )
    session.commit()

    def numbers(query):
        return rows_of(auditor.get(f"/office/ledger?{query}").text)

    assert numbers(f"record={two.number}") == [two.number]
    assert numbers("type=remind") == [one.number]
    assert numbers("day=01/03/2026") == [one.number]
    assert numbers("record=SWD-C-1999-000001") == []
    assert numbers("") == [*numbers("day=02/03/2026"), one.number]
    assert sorted(numbers("day=02/03/2026")) == sorted([one.number, two.number])


def test_an_event_shows_its_codes_its_officer_and_its_seal(session, auditor, sealed, an_officer):
    officer = an_officer(Role.VO)
    row = a_pending_complaint(session)
    append_event(
        session,
        row.record,
        "remind",
        {"limit": "scrutiny"},
        by=Actor(frozenset({Role.VO}), officer.id),
        at=NOW,
    )
    unsealed = auditor.get("/office/ledger?type=remind")
    assert "not yet sealed" not in unsealed.text  # nothing committed yet: not an event of anybody
    sealed()

    page = auditor.get("/office/ledger?type=remind").text

    assert "limit: scrutiny" in page
    assert officer.name_en in page
    assert re.search(r"leaf \d+", page)
    assert "कैनरी" not in page


def test_the_next_page_begins_after_the_last_event(session, auditor):
    row = a_pending_complaint(session)
    for minute in range(60):
        append_event(
            session,
            row.record,
            "remind",
            {"n": minute},
            by=SYSTEM,
            at=NOW - timedelta(minutes=minute + 1),
        )
    session.commit()

    first = auditor.get("/office/ledger?type=remind").text
    following = (
        first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )
    second = auditor.get(following).text

    seen = [int(number) for number in re.findall(r"n: (\d+)", first + second)]
    assert seen == list(range(60))


def test_events_of_one_instant_are_all_shown_once(session):
    row = a_pending_complaint(session)
    for _ in range(7):
        append_event(session, row.record, "remind", {}, by=SYSTEM, at=NOW)
    session.flush()

    sought, seen, after = Sought(type="remind"), [], None
    while True:
        page = entries(session, sought, after, size=3)
        seen += [entry.seq for entry in page.rows]
        after = page.following
        if after is None:
            break

    assert sorted(seen) == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/office/ledger?day=31/02/2026", 422),
        ("/office/ledger?colour=red", 400),
        ("/office/ledger?after=forged", 404),
        ("/office/ledger?officer=nobody@demo.invalid", 422),
        ("/office/ledger?day=yesterday", 422),
    ],
)
def test_an_address_that_asks_for_nonsense_is_answered_in_words(auditor, address, status):
    assert auditor.get(address).status_code == status


def test_a_check_is_made_told_and_kept(session, auditor, sealed):
    a_pending_complaint(session)
    sealed()
    assert "never checked" in auditor.get("/office/ledger/checks").text

    answer = auditor.post("/office/ledger/checks")

    assert answer.status_code == 303
    assert "The ledger is whole." in auditor.get(answer.location).text
    event = session.scalars(select(Event).where(Event.type == "ledger-checked")).one()
    assert event.actor == str(auditor.officer.id)


def test_a_check_names_what_is_not_as_it_was_sealed(session, auditor, sealed):
    row = a_pending_complaint(session)
    sealed()
    session.execute(
        Record.__table__.update().where(Record.id == row.record_id).values(head=b"x" * 32)
    )
    session.commit()

    auditor.post("/office/ledger/checks")
    page = auditor.get("/office/ledger/checks").text

    assert "are not as they were sealed" in page
    assert "head-differs" in page
    assert str(row.record_id) in page


def test_checkpoints_are_listed_the_newest_first(session, auditor, sealed):
    for minute in range(3):
        a_pending_complaint(session)
        sealed(NOW + timedelta(minutes=minute))

    page = auditor.get("/office/ledger/checks").text

    sizes = [int(size) for size in re.findall(r'<tr><td class="num">(\d+)</td>', page)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 3
    assert "vigilance/swd" in page


def test_the_copy_is_checked_elsewhere_and_its_taking_is_on_the_ledger(session, auditor, sealed):
    a_pending_complaint(session)
    sealed(NOW + timedelta(hours=1))

    answer = auditor.post("/office/ledger/export")

    assert answer.headers["Content-Disposition"] == "attachment; filename=ledger-2026-03-02.jsonl"
    copy = io.StringIO(answer.text)
    answer.close()
    key = VerifierKey.from_text(
        re.search(r'key-text">([^<]+)<', auditor.get("/office/ledger/checks").text)[1]
    )
    assert list(verify(read_bundle(copy), Trust(keys=(key,)))) == []
    assert session.scalars(select(Event).where(Event.type == "ledger-exported")).one().actor == str(
        auditor.officer.id
    )


def test_who_read_what_is_found_by_officer_record_and_day(session, auditor, an_officer):
    one, two = an_officer(Role.VO), an_officer(Role.CVO)
    row, other = a_pending_complaint(session), a_pending_case(session)
    note_reading(session, row.record, "file", by=Actor(frozenset({Role.VO}), one.id), at=NOW)
    note_reading(
        session,
        other.record,
        "file",
        by=Actor(frozenset({Role.CVO}), two.id),
        at=NOW - timedelta(days=1),
    )
    session.commit()

    def numbers(query):
        return rows_of(auditor.get(f"/office/ledger?type=read&{query}").text)

    assert numbers("") == [row.number, other.number]
    assert numbers(f"officer={one.email}") == [row.number]
    assert numbers(f"record={other.number}") == [other.number]
    assert numbers("day=01/03/2026") == [other.number]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("spoken", ["hi", "en"])
def test_every_page_speaks_both_languages(session, auditor, address, spoken):
    a_pending_complaint(session)
    session.commit()

    page = auditor.get(f"{address}?lang={spoken}")

    assert page.status_code == 200
    assert f'<html lang="{spoken}">' in page.text


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.VO, Role.CVO, Role.MINISTER, Role.ADMIN, Role.DISTRICT]
)
def test_nobody_else_reads_the_ledger(sign_in, role):
    browser = sign_in(role)

    assert {browser.get(address).status_code for address in PAGES} == {403}
    assert browser.post("/office/ledger/export").status_code == 403
    assert browser.post("/office/ledger/checks").status_code == 403


def test_the_auditor_reaches_no_file(session, auditor):
    row = a_pending_complaint(session)
    session.commit()

    for address in (
        f"/office/complaints/{row.number}",
        "/office/intake",
        "/minister",
        "/office/reviews",
    ):
        assert auditor.get(address).status_code in {403, 404}


def test_the_nightly_check_leaves_its_result_for_the_auditor(
    session, auditor, app, connected, sealed, settings
):
    row = a_pending_complaint(session)
    sealed()
    keyring = app.extensions["vigilance.keyring"]

    whole = check_and_tell(connected, keyring, settings.office_code, NOW)
    session.execute(
        Record.__table__.update().where(Record.id == row.record_id).values(head=b"x" * 32)
    )
    session.commit()
    broken = check_and_tell(connected, keyring, settings.office_code, NOW + timedelta(minutes=1))

    assert whole == 0
    assert broken > 0
    assert "are not as they were sealed" in auditor.get("/office/ledger/checks").text
