"""Delegation during leave, in a browser: naming, the desk of whoever acts, and where else it is shown."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import page_of, said
from tests.builders.leave import FIRST, LAST, moment, on_leave
from vigilance.accounts.models import Delegation, Officer
from vigilance.audit.commands import append_event
from vigilance.complaints.commands.assignment import assign
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.roles import Role

VO = Role.VO


def typed(actor, substitute, **more):
    return {
        "officer": f"vo:{actor.officer_id}",
        "substitute": str(substitute.id),
        "since": "10/01/2026",
        "until": "१४/०१/२०२६",
        "reasons": "Earned leave.",
        **more,
    }


@pytest.fixture
def vo(walk, session, sign_in, at):
    at(day(3))
    return seated(session, sign_in, walk.team.vo)


@pytest.fixture
def substitute(an_officer):
    return an_officer(VO)


def test_an_officer_names_who_acts_for_him_and_ends_it(walk, session, vo, substitute):
    answer = vo.post("/office/delegation?lang=en", data=typed(walk.team.vo, substitute))
    (made,) = session.scalars(select(Delegation))
    page = said(vo.get("/office/delegation?lang=en"))

    assert answer.status_code == 303
    assert (made.since, made.until, made.number) == (FIRST, LAST, "SWD-A-2026-0001")
    assert f"{substitute.name_en} acts" in page
    assert "to come" in page
    assert vo.post(f"/office/delegation/{made.id}/end").status_code == 303
    assert "ended early" in said(vo.get("/office/delegation?lang=en"))


def test_a_mistake_comes_back_with_all_that_was_typed_in_both_languages(
    walk, session, vo, substitute
):
    wrong = typed(walk.team.vo, substitute, until="14/01/2027")

    english = vo.post("/office/delegation?lang=en", data=wrong)
    hindi = vo.post("/office/delegation?lang=hi", data=wrong)

    assert (english.status_code, hindi.status_code) == (422, 422)
    assert "A delegation lasts at most 180 days." in said(english)
    assert "अधिकतम 180 दिन" in said(hindi)
    assert "Earned leave." in said(english)
    assert session.scalars(select(Delegation)).all() == []


def test_an_officer_is_not_offered_the_leave_of_another(walk, vo, substitute, an_officer):
    other = an_officer(VO)
    page = vo.get("/office/delegation?lang=en").get_data(as_text=True)

    answer = vo.post(
        "/office/delegation",
        data=typed(walk.team.vo, substitute, officer=f"vo:{other.id}"),
    )

    assert f"vo:{other.id}" not in page
    assert answer.status_code == 403


def test_what_concerns_others_is_neither_listed_nor_ended(walk, session, sign_in, vo, substitute):
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    stranger = sign_in(VO)

    assert made.number not in said(stranger.get("/office/delegation?lang=en"))
    assert stranger.post(f"/office/delegation/{made.id}/end").status_code == 404


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.MINISTER, Role.AUDITOR, Role.ADMIN, Role.DISTRICT]
)
def test_the_page_is_for_those_who_hold_matters_and_for_the_cvo(walk, sign_in, role):
    browser = sign_in(role)

    assert browser.get("/office/delegation").status_code == 403
    assert browser.post("/office/delegation", data={}).status_code == 403


def test_the_desk_shows_apart_what_is_done_for_the_officer_on_leave(
    walk, session, sign_in, at, substitute
):
    theirs = walk.assigned()
    mine = walk.assigned()
    mine.record.assigned_to = substitute.id
    append_event(session, mine.record, "assign", {}, by=SYSTEM, at=day(0))
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))
    browser = sign_in(substitute)

    sections = tables(browser.get("/office?lang=en"))
    his = seated(session, sign_in, walk.team.vo)

    (title,) = [one for one in sections if made.number in one]
    assert sections[title] == {theirs.number}
    assert all(theirs.number not in rows for one, rows in sections.items() if one != title)
    assert any(mine.number in rows for rows in sections.values())
    assert not any(made.number in one for one in tables(his.get("/office?lang=en")))


def tables(answer):
    """The sections of a desk: the heading of each table, and the numbers in it."""
    return {
        "".join(table.iter("caption").__next__().itertext()): {
            "".join(link.itertext()) for link in table.iter("a")
        }
        for table in page_of(answer).iter("table")
    }


def test_the_file_says_who_acts_and_each_act_for_whom(walk, session, sign_in, at, substitute):
    complaint = walk.asked()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))
    browser = sign_in(substitute)
    page = f"/office/complaints/{complaint.number}?lang=en"

    browser.post(f"/office/files/{complaint.number}/notes", data={"text": "Spoke to him."})

    words = said(browser.get(page))
    name = name_of_vo(session, walk)
    assert f"{name} (on leave until 14 January 2026, {substitute.name_en} acts)" in words
    assert f"for {name} under delegation {made.number}" in words


def name_of_vo(session, walk):
    return session.get_one(Officer, walk.team.vo.officer_id).name_en


def test_where_matters_are_given_the_leave_stands_beside_the_name(
    walk, session, sign_in, at, substitute
):
    complaint, his = walk.registered(), walk.assigned()
    walk.do(assign, his, substitute.id, by=walk.team.cvo, at=day(1))
    on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))
    cvo = seated(session, sign_in, walk.team.cvo)
    away = f"on leave until 14 January 2026, {substitute.name_en} acts"
    pages = [
        f"/office/complaints/{complaint.number}?lang=en",
        "/office/cvo?lang=en",
        f"/office/handover?lang=en&officer=vo:{substitute.id}",
    ]

    shown = [away in cvo.get(page).get_data(as_text=True) for page in pages]
    at(moment(LAST.replace(day=15)))
    after = [away in cvo.get(page).get_data(as_text=True) for page in pages]

    assert (shown, after) == ([True] * 3, [False] * 3)


def test_the_charge_list_says_who_acts_under_which_delegation(
    walk, session, sign_in, at, substitute
):
    walk.assigned()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))
    cvo = seated(session, sign_in, walk.team.cvo)

    page = said(
        cvo.get(f"/office/handover/charge-list?lang=en&officer=vo:{walk.team.vo.officer_id}")
    )

    assert f"{substitute.name_en} acts for him under delegation {made.number}" in page


def test_pages_of_an_officer_take_no_more_statements_for_what_others_delegated(
    walk, session, sign_in, at, queries_made, substitute, an_officer
):
    walk.asked()
    at(day(3))
    browser = seated(session, sign_in, walk.team.vo)

    def taken():
        queries_made.clear()
        browser.get("/office")
        return len(queries_made)

    before = taken()
    on_leave(session, walk.team.vo, substitute, walk.team.vo, since=day(3).date())
    others = walk.team.cvo, an_officer(VO), an_officer(VO)
    away = Actor(frozenset({VO}), others[1].id)
    on_leave(session, away, others[2], others[0], since=day(3).date())

    assert taken() == before


def test_what_waits_on_others_for_the_officer_on_leave_stands_apart_too(
    walk, session, sign_in, at, substitute
):
    asked = walk.asked()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))

    sections = tables(sign_in(substitute).get("/office?lang=en"))

    titles = {one.strip(): rows for one, rows in sections.items() if made.number in one}
    waiting = [rows for one, rows in titles.items() if "waiting on others" in one]
    assert waiting == [{asked.number}]
    own = tables(seated(session, sign_in, walk.team.vo).get("/office?lang=en"))
    assert any("Waiting on others" in one and asked.number in rows for one, rows in own.items())
